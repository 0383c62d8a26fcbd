import type { ReactNode } from 'react'
import { formatMoney } from '#app/domain/money.ts'
import type { OriginTotal } from '#app/domain/origin_total.ts'
import { formatCount } from '#app/domain/count.ts'
import { coverage, notInSources } from '#app/domain/sources.ts'
import { KeyFigures } from './figures.tsx'
import { NotInSources } from './sources.tsx'
import { SampleBadge } from './tags.tsx'

/** What listed awards add up to: one figure for those from sources, one for the sample, never mixed,
 *  and beside them how many of a program's official awards the sources give. */
export function OriginTotals(props: {
  sources: OriginTotal
  sample: OriginTotal
  official?: { code: string; name: string; listed: number; officialAwards: number }[]
}) {
  const { sources, sample, official = [] } = props
  const isSampleOnly = sources.awards === 0 && sample.awards > 0
  return (
    <KeyFigures
      figures={[
        ...(isSampleOnly ? [] : [{ label: 'From sources', ...figure(sources) }]),
        ...(sample.awards > 0 ? [{ label: <SampleBadge />, ...figure(sample) }] : []),
        ...official.map(({ name, listed, officialAwards }) => ({
          label: name,
          value: `${listed} of ${officialAwards}`,
          note: coverage(listed, officialAwards),
        })),
      ]}
    />
  )
}

function figure({ awards, withAmount, amount }: OriginTotal): { value: ReactNode; note: string } {
  const count = awards === 1 ? '1 award' : `${formatCount(awards)} awards`
  if (amount === null) {
    return { value: awards === 0 ? 'No awards' : <NotInSources />, note: awards === 0 ? '' : count }
  }
  const missing = awards - withAmount
  return {
    value: formatMoney(amount),
    note:
      missing === 0 ? count : `${count}; the amount of ${formatCount(missing)} is ${notInSources}`,
  }
}
