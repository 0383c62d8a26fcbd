/**
 * The marginal value of public funds: what a program is worth to those it serves for each dollar it
 * costs government in the long run (Hendren & Sprung-Keyser 2020, Quarterly Journal of Economics 135,
 * 1209–1318). Amounts are estimates in dollars a participant, of one price year.
 */
export interface Program {
  /** Earnings impacts, each so many whole years after the spending; those that are negative too. */
  impacts: readonly YearImpact[]
  /** Real, as a fraction: 0.03 is their baseline. */
  discountRate: number
  /** What government keeps of a dollar earned, in taxes and transfers saved: from 0, below 1. */
  taxRate: number
  programCost: number
  /** The part of the cost that participants receive in money. */
  transfers: number
  /** Other public spending saved, as on other training. */
  savings: number
}

export interface YearImpact {
  year: number
  amount: number
}

/** What participants would pay: their gain after taxes, the cost itself, or one percent of the cost. */
export const willingnessKinds = ['post_tax', 'cost', 'lower'] as const
export type WillingnessKind = (typeof willingnessKinds)[number]

export const willingnessLabels = {
  post_tax: 'Earnings after taxes, and transfers received',
  cost: 'What the program costs',
  lower: 'One percent of what the program costs, a lower bound',
} satisfies Record<WillingnessKind, string>

/** A ratio that may have no number: it is never shown as a large one instead. */
export type PublicValue =
  | { kind: 'finite'; ratio: number }
  /** Worth something and costs nothing in the end: it pays for itself. */
  | { kind: 'infinite' }
  | { kind: 'neg_infinite' }
  /** Harms participants and saves money: a loss for each dollar saved, not a return. */
  | { kind: 'perverse'; ratio: number }

export interface Valuation {
  /** Present value of the earnings impacts. */
  earnings: number
  taxes: number
  willingness: number
  netCost: number
  value: PublicValue
  /** Willingness to pay over the cost alone, which forgets what comes back to government. */
  benefitCost: number | null
  /** What each gains, by after-tax earnings: participants and government together are society. */
  participants: number
  government: number
  society: number
}

/** The value of a program by one convention. Throws a RangeError with the rule an input breaks. */
export function valueProgram(program: Program, willing: WillingnessKind): Valuation {
  const problem = programProblem(program)
  if (problem) throw new RangeError(problem.rule)
  return value(program, willing)
}

function value(program: Program, willing: WillingnessKind): Valuation {
  const { impacts, discountRate, taxRate, programCost, transfers, savings } = program
  const earnings = impacts.reduce(
    (sum, { year, amount }) => sum + amount / (1 + discountRate) ** year,
    0,
  )
  const taxes = taxRate * earnings
  const participants = earnings - taxes + transfers
  const netCost = programCost - taxes - savings
  const willingness = {
    post_tax: participants,
    cost: programCost,
    lower: 0.01 * programCost,
  }[willing]
  return {
    earnings,
    taxes,
    willingness,
    netCost,
    value: publicValue(willingness, netCost),
    benefitCost: programCost > 0 ? willingness / programCost : null,
    participants,
    government: -netCost,
    society: participants - netCost,
  }
}

/** The ratio by the rule of signs of Hendren & Sprung-Keyser's code (bootstrap_wrapper.do). */
export function publicValue(willingness: number, netCost: number): PublicValue {
  if (netCost > 0) return { kind: 'finite', ratio: willingness / netCost }
  if (willingness >= 0) return { kind: 'infinite' }
  if (netCost === 0) return { kind: 'neg_infinite' }
  return { kind: 'perverse', ratio: willingness / netCost }
}

/** How earnings impacts go on after the last that was observed. */
export const persistences = ['observed', 'linear_decay', 'constant'] as const
export type Persistence = (typeof persistences)[number]

export const persistenceLabels = {
  observed: 'Only as long as observed',
  linear_decay: 'Fading evenly to nothing',
  constant: 'Staying as last observed',
} satisfies Record<Persistence, string>

/** Impacts by year with those that a scenario supposes up to `lastYear` after the last observed. */
export function persist(
  impacts: readonly YearImpact[],
  persistence: Persistence,
  lastYear = 20,
): YearImpact[] {
  const observed = impacts.toSorted((one, other) => one.year - other.year)
  const last = observed.at(-1)
  if (!last || persistence === 'observed' || lastYear <= last.year) return observed
  const ahead = lastYear - last.year
  const supposed = Array.from({ length: ahead }, (_, i) => ({
    year: last.year + i + 1,
    amount: persistence === 'constant' ? last.amount : (last.amount * (ahead - i - 1)) / ahead,
  }))
  return [...observed, ...supposed]
}

/**
 * The first year by which the taxes collected so far, at present value, cover the program's cost less
 * other savings; 0 when the savings alone do, null when no year given does.
 */
export function breakEvenYear(program: Program): number | null {
  const problem = programProblem(program)
  if (problem) throw new RangeError(problem.rule)
  const { impacts, discountRate, taxRate, programCost, savings } = program
  let left = programCost - savings
  if (left <= 0) return 0
  for (const { year, amount } of impacts.toSorted((one, other) => one.year - other.year)) {
    left -= (taxRate * amount) / (1 + discountRate) ** year
    if (left <= 0) return year
  }
  return null
}

/** The first rule an input breaks, with the input to change; null when all are in range. */
export function programProblem(program: Program): { field: keyof Program; rule: string } | null {
  const { impacts, discountRate, taxRate, programCost, transfers, savings } = program
  if (impacts.length === 0) return { field: 'impacts', rule: 'There is no earnings impact.' }
  if (!impacts.every(({ year }) => Number.isInteger(year) && year >= 0)) {
    return { field: 'impacts', rule: 'Years after the spending are whole numbers from 0.' }
  }
  if (!impacts.every(({ amount }) => Number.isFinite(amount))) {
    return { field: 'impacts', rule: 'An impact is an amount.' }
  }
  if (new Set(impacts.map(({ year }) => year)).size < impacts.length) {
    return { field: 'impacts', rule: 'A year has one impact.' }
  }
  if (!(discountRate > -1 && discountRate < 1)) {
    return { field: 'discountRate', rule: 'The discount rate lies between −100 and 100 percent.' }
  }
  if (!(taxRate >= 0 && taxRate < 1)) {
    return {
      field: 'taxRate',
      rule: 'The tax-and-transfer rate is at least 0 and below 100 percent.',
    }
  }
  const amounts = { programCost, transfers, savings }
  for (const field of ['programCost', 'transfers', 'savings'] as const) {
    if (!(amounts[field] >= 0 && Number.isFinite(amounts[field]))) {
      return { field, rule: 'A cost is not negative.' }
    }
  }
  return transfers > programCost
    ? { field: 'transfers', rule: 'Transfers are part of the program’s cost.' }
    : null
}
