import { formatMoney } from '#app/domain/money.ts'
import { notInSources } from '#app/domain/sources.ts'
import { SampleBadge } from './tags.tsx'

export interface OriginTotal {
  awards: number
  withAmount: number
  amount: string | null
}

/** What listed awards add up to: one line for those from sources, one for the sample, never mixed. */
export function OriginTotals({ sources, sample }: { sources: OriginTotal; sample: OriginTotal }) {
  return (
    <dl className="origin-totals">
      <div>
        <dt>From sources</dt>
        <dd>{totalOf(sources)}</dd>
      </div>
      {sample.awards > 0 && (
        <div>
          <dt>
            <SampleBadge />
          </dt>
          <dd>{totalOf(sample)}</dd>
        </div>
      )}
    </dl>
  )
}

function totalOf({ awards, withAmount, amount }: OriginTotal): string {
  const count = awards === 1 ? '1 award' : `${awards} awards`
  if (awards === 0) return 'no awards'
  if (amount === null) return `${count}, amount ${notInSources}`
  const money = formatMoney(amount)
  if (withAmount === awards) return `${count}, ${money} together`
  return `${count}, ${money} together for the ${withAmount} with an amount ${inSources}`
}

const inSources = 'in the sources'
