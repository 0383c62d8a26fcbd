import { awardName } from '#app/domain/award.ts'
import { warningsOf } from '#app/domain/oversight/early_warning.ts'
import { type RiskTier, riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import * as paths from '#app/paths.ts'
import type { listEarlyWarnings } from '#db/oversight/risk.ts'
import { Section } from './page.tsx'
import { SampleBadge } from './tags.tsx'
import { type Task, TaskList } from './tasks.tsx'

/** The awards that stand out most in an officer's caseload, each with its reasons. */
export function EarlyWarnings({
  warnings,
}: {
  warnings: Awaited<ReturnType<typeof listEarlyWarnings>>
}) {
  return (
    <Section id="warnings" title="Early warning: call these this week">
      <TaskList
        tasks={warnings.map((award) => ({
          title: awardName(award),
          href: paths.risk(award.number),
          hint: (
            <>
              {warningsOf(award.facts)
                .map(({ says }) => says)
                .join(' ')}{' '}
              {award.sample && <SampleBadge />}
            </>
          ),
          state: riskState(award.ratedTier ?? award.tier),
        }))}
      />
    </Section>
  )
}

function riskState(tier: RiskTier | null): Task['state'] {
  if (tier === null) return { tone: 'plain', label: 'Not judged yet' }
  return { tone: tier === 'high' ? 'bad' : 'plain', label: `${riskTierLabels[tier]} risk` }
}
