import { formatShortDate } from './calendar.ts'
import { isDate } from './dates.ts'
import { addMoney, compareMoney, formatMoney } from './money.ts'
import { type OriginTotal, addTotals } from './origin_total.ts'
import { shareOf } from './share.ts'

/** What accepted financial reports say of an award's money, each by the line of the form it stands on. */
export const moneyMeasures = ['expended', 'drawn'] as const
export type MoneyMeasure = (typeof moneyMeasures)[number]

/** ETA-9130, lines 10e (federal share of expenditures) and 10a (federal cash receipts), both from the start
 *  of the award. */
export const measureIndicators = {
  expended: 'FIN_EXPENDITURES',
  drawn: 'FIN_RECEIPTS',
} as const satisfies Record<MoneyMeasure, string>

/** How far money came, in its order. */
export const fundSteps = ['appropriated', 'announced', 'obligated', 'expended', 'drawn'] as const
export type FundStep = (typeof fundSteps)[number]

export const fundStepLabels = {
  appropriated: 'Appropriated',
  announced: 'Announced',
  obligated: 'Obligated',
  expended: 'Expended',
  drawn: 'Drawn',
} satisfies Record<FundStep, string>

/** Which money is shown, as of which day. */
export interface FundFilters {
  stream: string | null
  program: string | null
  sector: string | null
  state: string | null
  on: string
}

/** Whatever an address does not say or cannot mean falls back to all money, and to `day`, which is today. */
export function readFundFilters(params: URLSearchParams, day: string): FundFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^[\w-]{1,60}$/.test(given) ? given : null
  }
  const on = params.get('on') ?? ''
  return {
    stream: code('stream'),
    program: code('program'),
    sector: code('sector'),
    state: code('state'),
    on: isDate(on) && on >= '1990-01-01' && on < day ? on : day,
  }
}

/** The shortest query that asks for the same. */
export function fundQuery({ on, ...where }: FundFilters, day: string) {
  return { ...where, on: on === day ? null : on }
}

/** The awards of one program and origin on a day. */
export interface AwardFunds {
  program: string
  sample: boolean
  /** All of them, by what they were announced with. */
  announced: OriginTotal
  /** Those that were made, by what they were then worth. */
  obligated: OriginTotal
  /** Those of which an accepted report says so. */
  expended: OriginTotal
  drawn: OriginTotal
}

/** A program, or a stream as a whole where `program` is null, with what is official of it on a day. */
export interface OfficialFunds {
  stream: string
  program: string | null
  name: string
  listing: string | null
  /** A stream that was proposed and never funded. */
  proposed: boolean
  awards: number | null
  amount: string | null
  /** In words: how exact, of which day, or which allotments it adds up. */
  note: string | null
}

export interface AppropriatedFunds {
  stream: string
  program: string | null
  sample: boolean
  amount: string
  fiscalYear: number
}

/** What is known of one step: an amount, or that nothing says it. */
export interface StepFunds {
  amount: string | null
  note: string | null
}

export interface FundLine extends Record<FundStep, StepFunds> {
  stream: string
  program: string | null
  name: string
  listing: string | null
}

/** What money is looked at in part: neither an appropriation nor an official total is divided by it. */
export type FundPart = 'sector' | 'state'

export function partOf({ sector, state }: Pick<FundFilters, 'sector' | 'state'>): FundPart | null {
  if (sector !== null) return 'sector'
  return state === null ? null : 'state'
}

/** The lines of one origin: a line for each stream that has money of its own as a whole, then one for each
 *  of its programs. */
export function fundLines(
  official: readonly OfficialFunds[],
  awards: readonly AwardFunds[],
  appropriated: readonly AppropriatedFunds[],
  { sample, part }: { sample: boolean; part: FundPart | null },
): FundLine[] {
  const unknown = sample ? notRecorded : notInTheSources
  return official.flatMap(({ stream, program, name, listing, proposed, ...said }) => {
    if (proposed) return sample ? [] : [unfunded({ stream, program, name, listing })]
    const money = appropriated.filter(
      (one) => one.sample === sample && one.stream === stream && one.program === program,
    )
    const held = awards.filter((one) => one.sample === sample && one.program === program)
    const of = (step: Exclude<FundStep, 'appropriated'>) => addTotals(held.map((one) => one[step]))
    if (program === null && money.length === 0 && (sample || said.amount === null)) return []
    if (sample && money.length === 0 && held.length === 0) return []
    const listed = of('announced')
    const undivided = part !== null && program === null
    const announced = undivided
      ? { amount: null, note: `not divided by ${part}` }
      : sample || part !== null
        ? counted(listed, unknown)
        : {
            amount: said.amount,
            note: join(said.amount === null ? unknown : said.note, listedNote(listed, said.awards)),
          }
    const reported = (step: MoneyMeasure): StepFunds => {
      const total = of(step)
      const note =
        total.awards === 0
          ? sample
            ? 'not reported'
            : notInTheSources
          : `reported by ${total.awards} of ${awardCount(of('obligated').awards)}`
      return { amount: total.amount, note }
    }
    const whole: StepFunds = { amount: null, note: 'by program' }
    return [
      {
        stream,
        program,
        name,
        listing,
        appropriated: appropriatedOf(money, part, unknown),
        announced,
        obligated: program === null ? whole : counted(of('obligated'), unknown),
        expended: program === null ? whole : reported('expended'),
        drawn: program === null ? whole : reported('drawn'),
      },
    ]
  })
}

/** A stream that was proposed: nothing is unknown of its money, there is none. */
function unfunded(of: Pick<FundLine, 'stream' | 'program' | 'name' | 'listing'>): FundLine {
  const none: StepFunds = { amount: null, note: 'none' }
  const appropriated: StepFunds = { amount: null, note: 'none; proposed, never funded' }
  return { ...of, appropriated, announced: none, obligated: none, expended: none, drawn: none }
}

const notInTheSources = 'not in the sources'
const notRecorded = 'not recorded'

function appropriatedOf(
  money: readonly AppropriatedFunds[],
  part: FundPart | null,
  unknown: string,
): StepFunds {
  if (part !== null) return { amount: null, note: `not divided by ${part}` }
  if (money.length === 0) return { amount: null, note: unknown }
  const years = [...new Set(money.map(({ fiscalYear }) => fiscalYear))].sort((a, b) => a - b)
  return {
    amount: addMoney(...money.map(({ amount }) => amount)),
    note: years.map((year) => `FY ${year}`).join(', '),
  }
}

function counted(total: OriginTotal, unknown: string): StepFunds {
  if (total.amount === null) return { amount: null, note: unknown }
  const missing = total.awards - total.withAmount
  const note = join(awardCount(total.awards), missing > 0 ? `${missing} without an amount` : null)
  return { amount: total.amount, note }
}

/** What of an official total its awards in the sources make up. */
function listedNote(listed: OriginTotal, official: number | null): string | null {
  if (listed.awards === 0) return official === null ? null : `0 of ${official} awards listed`
  const awards =
    official === null ? awardCount(listed.awards) : `${listed.awards} of ${official} awards`
  return listed.amount === null
    ? `${awards} listed`
    : `${awards} listed, with ${formatMoney(listed.amount)}`
}

const awardCount = (count: number) => (count === 1 ? '1 award' : `${count} awards`)

const join = (...parts: (string | null)[]) => parts.filter(Boolean).join('; ') || null

/** What some lines add up to at a step; null where no line says anything. A total official for a stream as a
 *  whole is not added to those of its programs. */
export function stepTotal(lines: readonly FundLine[], step: FundStep) {
  const wholes = lines.filter(
    ({ program, announced }) =>
      step === 'announced' && program === null && announced.amount !== null,
  )
  const added = lines.filter(
    (line) =>
      step !== 'announced' ||
      line.program === null ||
      !wholes.some(({ stream }) => stream === line.stream),
  )
  const amounts = added.flatMap((line) => line[step].amount ?? [])
  const streams = new Set(added.filter((line) => line[step].amount !== null).map(nameOf)).size
  return { amount: amounts.length === 0 ? null : addMoney(...amounts), lines: streams }
}

const nameOf = ({ stream, program }: FundLine) => program ?? stream

/** How far the money came, in a sentence or two. */
export function fundMeaning(
  lines: readonly FundLine[],
  { sample, on }: { sample: boolean; on: string },
): string {
  const known = fundSteps.flatMap((step) => {
    const { amount } = stepTotal(lines, step)
    return amount === null ? [] : [{ step, amount }]
  })
  const unknown = fundSteps.filter((step) => !known.some((one) => one.step === step))
  const day = formatShortDate(on)
  if (known.length === 0) {
    return sample
      ? `On ${day} no sample award has any money recorded.`
      : `On ${day} the sources say nothing of this money.`
  }
  const said = listed(
    known.map(({ step, amount }) => `${formatMoney(amount)} ${fundStepLabels[step].toLowerCase()}`),
  )
  const open = listed(unknown.map((step) => fundStepLabels[step].toLowerCase()))
  return [
    sample ? `On ${day} the sample shows ${said}.` : `On ${day} the sources give ${said}.`,
    ...(unknown.length > 0
      ? [`What was ${open} is ${sample ? 'not recorded' : 'not in the sources'}.`]
      : []),
  ].join(' ')
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

/** The picture: a row for each line, a bar for each step, all by one scale. In units of the drawing. */
export const fundFrame = { width: 1040, names: 300, column: 148, bar: 132, row: 46, head: 34 }

export function drawFunds(lines: readonly FundLine[]) {
  const { names, column, bar, row, head } = fundFrame
  const largest = lines
    .flatMap((line) => fundSteps.flatMap((step) => line[step].amount ?? []))
    .reduce((most, amount) => (compareMoney(amount, most) > 0 ? amount : most), '0.00')
  const width = (amount: string) =>
    Math.round(Number(shareOf(amount, largest).value ?? 0) * bar * 10) / 10
  return {
    height: head + lines.length * row,
    heads: fundSteps.map((step, index) => ({
      step,
      label: fundStepLabels[step],
      x: names + index * column,
    })),
    rows: lines.map((line, index) => ({
      key: `${line.stream} ${line.program ?? ''}`,
      name: shortened(line.program === null ? `${line.stream}: whole stream` : line.name),
      y: head + index * row,
      cells: fundSteps.map((step, place) => {
        const { amount, note } = line[step]
        return {
          step,
          x: names + place * column,
          width: amount === null ? 0 : Math.max(width(amount), amount === '0.00' ? 0 : 2),
          known: amount !== null,
          words: amount === null ? (note ?? '').replace(/;.*$/, '') : shortMoney(amount),
        }
      }),
    })),
  }
}

const shortened = (name: string) => (name.length > 40 ? `${name.slice(0, 38).trimEnd()}…` : name)

/** '$94.0 million', '$630,000': short enough for a drawing whose table holds the whole amount. */
export function shortMoney(amount: string): string {
  const dollars = Number(amount)
  if (Math.abs(dollars) < 1e6) return formatMoney(amount)
  const [size, word] = Math.abs(dollars) < 1e9 ? [1e6, 'million'] : [1e9, 'billion']
  return `$${(dollars / size).toFixed(1)} ${word}`
}
