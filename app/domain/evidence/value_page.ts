import { type Judged, errorOf } from './finding.ts'
import {
  type Persistence,
  type PublicValue,
  type Valuation,
  type WillingnessKind,
  breakEvenYear,
  persist,
  persistences,
  programProblem,
  valueProgram,
  willingnessKinds,
} from './public_value.ts'
import {
  type Certainty,
  type ObservedImpact,
  publicValueInterval,
} from './public_value_interval.ts'
import { type AskedYear, type PriceIndex, inDollarsOf, readPriceYear } from './prices.ts'
import { type ValueCase, type ValueCaseCode, valueCaseCodes, valueCases } from './value_cases.ts'

/** What somebody asks about the value of a program. Amounts and percents are as typed. */
export interface ValueAsk {
  program: ValueCaseCode
  willing: WillingnessKind
  typed: Record<ValueField, string>
  seed: number
}

const numberFields = ['tax', 'discount', 'cost', 'transfers', 'savings', 'until'] as const
type NumberField = (typeof numberFields)[number]
/** `prices` is the year whose dollars the answer is in; blank: as the program's figures are. */
export const valueFields = [...numberFields, 'prices'] as const
export type ValueField = (typeof valueFields)[number]

/** The seed of the redraws unless the address names another. */
const usualSeed = 2020

/** What an address asks for; what is missing is as in the published value. */
export function readValue(params: URLSearchParams): ValueAsk {
  const program = valueCaseCodes.find((code) => code === params.get('program')) ?? 'workadvance'
  const usual = usualFields(program)
  const seed = Number(params.get('seed') ?? usualSeed)
  return {
    program,
    willing: willingnessKinds.find((kind) => kind === params.get('willing')) ?? 'post_tax',
    typed: Object.fromEntries(
      valueFields.map((field) => [field, (params.get(field) ?? usual[field]).slice(0, 40)]),
    ) as Record<ValueField, string>,
    seed: Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 ? seed : usualSeed,
  }
}

function usualFields(program: ValueCaseCode): Record<ValueField, string> {
  const { taxRate, programCost, transfers, savings } = valueCases[program]
  return {
    tax: String(taxRate),
    discount: '3',
    cost: programCost.toFixed(2).replace(/\.00$/, ''),
    transfers: String(transfers),
    savings: savings.toFixed(2).replace(/\.00$/, ''),
    until: '20',
    prices: '',
  }
}

/** The shortest query that asks the same again; the seed always stands in it. */
export function valueQuery({ program, willing, typed, seed }: ValueAsk) {
  const usual = usualFields(program)
  const changed = Object.fromEntries(
    valueFields.map((field) => [field, typed[field] === usual[field] ? null : typed[field]]),
  )
  return { program, willing: willing === 'post_tax' ? null : willing, ...changed, seed }
}

export interface ScenarioAnswer {
  persistence: Persistence
  /** By the convention that was asked for. */
  valuation: Valuation
  interval: { low: PublicValue; high: PublicValue } | null
  breakEven: number | null
  byWilling: Record<WillingnessKind, PublicValue>
}

export type ValueAnswer =
  | {
      ok: true
      /** Whose dollars the amounts are; null: as published. */
      priceYear: number | null
      impacts: { finding: string; year: number; amount: number }[]
      scenarios: ScenarioAnswer[]
    }
  | { ok: false; errors: Partial<Record<ValueField, string>> }

/** The value of a program under each way its gains may go on. Findings come by their codes. In the dollars of
 *  another year every amount grows alike, so that the value itself stays. */
export function answerValue(
  ask: ValueAsk,
  findings: ReadonlyMap<string, Judged>,
  prices: PriceIndex,
): ValueAnswer {
  const { impacts: named, deflateTo, programCost, savings } = valueCases[ask.program]
  const read = readFields(ask.typed)
  const asked = askedPrices(ask, prices)
  if (!read.ok || !asked.ok) {
    return {
      ok: false,
      errors: { ...(!read.ok && read.errors), ...(!asked.ok && { prices: asked.error }) },
    }
  }
  const priceYear = asked.year ?? deflateTo
  const grown =
    deflateTo === null || priceYear === null
      ? 1
      : inDollarsOf(1, { from: deflateTo, to: priceYear }, prices)
  // What nobody changed counts to the last digit, not as it is shown.
  const usual = usualFields(ask.program)
  const exact = {
    ...read.values,
    ...(ask.typed.cost === usual.cost && { cost: programCost }),
    ...(ask.typed.savings === usual.savings && { savings }),
  }
  const observed = named.map(({ year, finding }): ObservedImpact & { finding: string } => {
    const found = findings.get(finding)
    if (!found) throw new RangeError(`No finding ${finding}`)
    const scaled = (amount: number) =>
      deflateTo === null
        ? amount
        : grown * inDollarsOf(amount, { from: deflateTo + year, to: deflateTo }, prices)
    return {
      finding,
      year,
      amount: scaled(Number(found.impact)),
      certainty: certaintyOf(found, scaled),
    }
  })
  const terms = {
    discountRate: exact.discount / 100,
    taxRate: exact.tax / 100,
    programCost: grown * exact.cost,
    transfers: grown * exact.transfers,
    savings: grown * exact.savings,
  }
  const problem = programProblem({ ...terms, impacts: observed })
  if (problem) return { ok: false, errors: { [fieldOf[problem.field]]: problem.rule } }
  const scenarios = persistences.map((persistence): ScenarioAnswer => {
    const program = { ...terms, impacts: persist(observed, persistence, exact.until) }
    const value = (willing: WillingnessKind) => valueProgram(program, willing)
    const interval = publicValueInterval({ ...terms, impacts: observed }, ask.willing, {
      persistence,
      lastYear: exact.until,
      seed: ask.seed,
    })
    return {
      persistence,
      valuation: value(ask.willing),
      interval: interval && { low: interval.low, high: interval.high },
      breakEven: breakEvenYear(program),
      byWilling: {
        post_tax: value('post_tax').value,
        cost: value('cost').value,
        lower: value('lower').value,
      },
    }
  })
  return {
    ok: true,
    priceYear,
    impacts: observed.map(({ finding, year, amount }) => ({ finding, year, amount })),
    scenarios,
  }
}

const fieldOf = {
  impacts: 'until',
  discountRate: 'discount',
  taxRate: 'tax',
  programCost: 'cost',
  transfers: 'transfers',
  savings: 'savings',
} as const

/** How sure an impact is, in the prices it is put into: its standard error, or the p values it may have. */
function certaintyOf(finding: Judged, scaled: (amount: number) => number): Certainty | null {
  const error = errorOf(finding)
  if (error) return { kind: 'error', se: scaled(error.value) }
  if (finding.pRelation === '<' && finding.pValue !== null) {
    return { kind: 'p_between', low: 0, high: Number(finding.pValue) }
  }
  return null
}

/** The year asked for, refused where nobody states whose dollars a program's figures are. */
function askedPrices({ program, typed }: ValueAsk, prices: PriceIndex): AskedYear {
  const problem = valuePriceProblem(valueCases[program])
  if (problem && typed.prices.trim() !== '') return { ok: false, error: problem }
  return readPriceYear(typed.prices, prices)
}

/** Why a program's amounts cannot be put into the dollars of another year; null when they can. */
export function valuePriceProblem({ name, deflateTo, deflateSource }: ValueCase): string | null {
  if (deflateSource !== null) return null
  return deflateTo === null
    ? `The sources do not say in which year’s dollars the figures of ${name} are, so they stay as published.`
    : `That the figures of ${name} are in ${deflateTo} dollars is an assumption of this page, so they stay in these.`
}

function readFields(
  typed: Record<ValueField, string>,
):
  | { ok: true; values: Record<NumberField, number> }
  | { ok: false; errors: Partial<Record<ValueField, string>> } {
  const errors: Partial<Record<ValueField, string>> = {}
  const values = {} as Record<NumberField, number>
  for (const field of numberFields) {
    const text = typed[field].replaceAll(/[$,%\s]/g, '')
    if (!/^-?\d{1,9}(\.\d{1,4})?$/.test(text)) errors[field] = 'Enter a number such as 3 or 18.6.'
    else values[field] = Number(text)
  }
  if (
    errors.until === undefined &&
    !(Number.isInteger(values.until) && values.until >= 1 && values.until <= 60)
  ) {
    errors.until = 'Enter a whole number of years from 1 to 60.'
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values }
}

/** '0.78', 'infinite: it pays for itself', …: a value is never shown as a very large number. */
export function valueWords(value: PublicValue): string {
  switch (value.kind) {
    case 'finite':
      return value.ratio.toFixed(2)
    case 'infinite':
      return 'infinite: pays for itself'
    case 'neg_infinite':
      return 'minus infinite: harms and saves nothing'
    case 'perverse':
      return `${value.ratio.toFixed(2)} lost for each dollar saved: not a return`
  }
}
