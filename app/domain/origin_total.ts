import { addMoney } from './money.ts'

/** Awards and dollars of one origin. Without any amount the sum is null, never zero. */
export interface OriginTotal {
  awards: number
  withAmount: number
  amount: string | null
}

export const nothing: OriginTotal = { awards: 0, withAmount: 0, amount: null }

export function addTotals(totals: readonly OriginTotal[]): OriginTotal {
  const amounts = totals.flatMap(({ amount }) => amount ?? [])
  const sum = (part: 'awards' | 'withAmount') => totals.reduce((all, one) => all + one[part], 0)
  return {
    awards: sum('awards'),
    withAmount: sum('withAmount'),
    amount: amounts.length === 0 ? null : addMoney(...amounts),
  }
}

/** Totals of both origins, never added to each other. */
export interface BothOrigins {
  sources: OriginTotal
  sample: OriginTotal
}

/** Rows of totals, each of one origin, as two totals. */
export function byOrigin(rows: readonly (OriginTotal & { sample: boolean })[]): BothOrigins {
  return {
    sources: addTotals(rows.filter((row) => !row.sample)),
    sample: addTotals(rows.filter((row) => row.sample)),
  }
}
