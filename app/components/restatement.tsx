import { formatImpact, formatLevel } from '#app/domain/evidence/finding.ts'
import type { Scale } from '#app/domain/evidence/library.ts'
import type { FindingKind } from '#app/domain/evidence/pool_rules.ts'
import type { Restated } from '#app/domain/evidence/restated.ts'
import * as paths from '#app/paths.ts'
import { Button, ButtonRow } from './buttons.tsx'
import { NumberField } from './fields.tsx'
import { rounded } from './finding_cells.tsx'
import { Section } from './page.tsx'

/** An amount in the dollars of another year, where its sources state its own; the reason where not. */
export function Restatement(props: {
  finding: {
    code: string
    kind: FindingKind
    impact: string
    scale: Scale
    priceYear: number | null
  }
  restated: Restated
}) {
  const { finding, restated } = props
  const { problem, error, amount, typed } = restated
  const format = finding.kind === 'level' ? formatLevel : formatImpact
  const inTable = <a href={paths.prices()}>consumer price index</a>
  return (
    <Section id="price-year" title="In the dollars of another year">
      {problem ? (
        <p id="prices">{problem} So it is put into no other year’s.</p>
      ) : (
        <>
          {amount && (
            <p>
              {format(finding.impact, finding.scale)} in {finding.priceYear} dollars is{' '}
              <strong>
                {format(amount.impact.toFixed(0), finding.scale)} in {amount.year} dollars
              </strong>
              {amount.interval &&
                `, with a 95 percent interval of ${rounded(amount.interval.low, finding.scale)} to ${rounded(amount.interval.high, finding.scale)}`}
              , by the {inTable}.
            </p>
          )}
          <form method="get" action={paths.finding(finding.code)} aria-label="Choose a price year">
            <NumberField
              name="prices"
              label="Price year"
              hint={<>A year of the {inTable}.</>}
              defaultValue={typed}
              {...(error && { error })}
            />
            <ButtonRow>
              <Button>Restate</Button>
            </ButtonRow>
          </form>
        </>
      )}
    </Section>
  )
}
