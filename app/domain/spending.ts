import { formatShortDate } from './calendar.ts'
import { daysBetween } from './dates.ts'
import { formatPercent, shareOf } from './share.ts'

/**
 * How fast an award spends, in a sentence: the part of its period that was gone on the last day of the
 * accepted financial report, beside the part of its amount that was spent by then. Both are of the award of
 * today, after its modifications. Null where one of them cannot be said.
 */
export function spendingPace(award: {
  periodStart: string | null
  periodEnd: string | null
  amount: string | null
  /** From the start of the award, as accepted, and the last day of its period. */
  expended: { value: string; on: string } | null
}): string | null {
  const { periodStart, periodEnd, amount, expended } = award
  if (!periodStart || !periodEnd || !amount || !expended) return null
  const days = daysBetween(periodStart, periodEnd) + 1
  const gone = Math.min(Math.max(daysBetween(periodStart, expended.on) + 1, 0), days)
  const elapsed = formatPercent(shareOf(String(gone), String(days)))
  const spent = formatPercent(shareOf(expended.value, amount))
  if (elapsed === null || spent === null) return null
  return `By ${formatShortDate(expended.on)}, ${elapsed} of the period was gone and ${spent} of the amount was spent.`
}
