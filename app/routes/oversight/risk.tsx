import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState, NextStep } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { RiskTag } from '#app/components/risk.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { warningsOf } from '#app/domain/oversight/early_warning.ts'
import {
  type JudgedFact,
  judgeRisk,
  riskActions,
  riskThresholds,
} from '#app/domain/oversight/risk.ts'
import { riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type AwardRisk, findRisk } from '#db/oversight/risk.ts'

export const handle = { title: ({ award }: { award: AwardRisk }) => `Risk – ${awardName(award)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'risk.read')
  const { facts, ...award } = found(await findRisk(actor, params['number'] ?? ''))
  return {
    award: { ...award, facts },
    judged: judgeRisk(facts),
    warnings: warningsOf(facts),
    rates: may(actor.role, 'risk.rate') && award.isOwnCase,
    day: today(),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function Risk() {
  const { award, judged, warnings, rates, day, done } = useLoaderData<typeof loader>()
  const [rating] = award.ratings
  const tier = rating?.tier ?? judged.tier
  return (
    <AwardFrame
      award={award}
      title="Risk"
      lead="What the record of the award says, fact by fact, and what its program officer says beside it. The grantee sees neither."
      actions={
        rates && (
          <ButtonLink href={paths.riskRating(award.number)}>
            {rating ? 'Rate again' : 'Rate the risk'}
          </ButtonLink>
        )
      }
    >
      {done && rating && (
        <Alert tone="success" title={`You rated the risk as ${riskTierLabels[rating.tier]}`}>
          {rating.tier === 'high'
            ? 'Your supervisor is told. The lists of awards show your rating beside the computed one.'
            : 'The lists of awards show your rating beside the computed one.'}
        </Alert>
      )}
      <KeyFigures
        figures={[
          {
            label: 'By the record',
            value: <RiskTag tier={judged.tier} />,
            note: `as of ${formatShortDate(day)}, thresholds version ${riskThresholds.version}`,
          },
          {
            label: 'By the program officer',
            value: rating ? <RiskTag tier={rating.tier} /> : 'not rated',
            note: rating && `${rating.ratedBy}, ${formatDateTime(rating.ratedAt)}`,
          },
        ]}
      />
      {tier && (
        <NextStep title={`What ${riskTierLabels[tier].toLowerCase()} risk asks for`}>
          <p>{riskActions[tier]}</p>
        </NextStep>
      )}
      <Section id="facts" title="The facts behind it">
        <Facts facts={judged.facts} />
        {judged.tier === null && (
          <p className="section__note">
            No report of this award is due in this tracker yet, so there is nothing to judge.
          </p>
        )}
        <p className="section__note">
          Whether this is the organization’s first federal award is not in the record. Where it is,
          and above $5,000,000, rate the risk as high.
        </p>
      </Section>
      {warnings.length > 0 && (
        <Section id="warnings" title="Early warning">
          <ul className="plain-list">
            {warnings.map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="ratings" title="Ratings by the program officer">
        {award.ratings.length === 0 ? (
          <EmptyState title="Not rated yet">
            The officer who looks after the award may see what the record does not hold. The rating
            stands beside the computed tier, with its reason.
          </EmptyState>
        ) : (
          <History
            entries={award.ratings.map((one) => ({
              id: String(one.id),
              what: `Rated as ${riskTierLabels[one.tier].toLowerCase()}`,
              who: one.ratedBy,
              when: { text: formatDateTime(one.ratedAt), iso: one.ratedAt.toISOString() },
              why: one.reason,
            }))}
          />
        )}
      </Section>
    </AwardFrame>
  )
}

function Facts({ facts }: { facts: JudgedFact[] }) {
  return (
    <DataTable id="risk-facts" caption="Facts behind the tier" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Fact</HeaderCell>
          <HeaderCell>Value</HeaderCell>
          <HeaderCell>Asks for</HeaderCell>
          <HeaderCell>What would clear it</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ code, label, value, tier, from, clears }) => (
          <tr key={code}>
            <th scope="row">
              {label}
              <span className="sub">{from}</span>
            </th>
            <td>{value ?? <span className="absent">not in the record</span>}</td>
            <td>{tier ? <RiskTag tier={tier} /> : 'nothing'}</td>
            <td>{clears}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
