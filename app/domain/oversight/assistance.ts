import type { Right } from '../access.ts'
import { formatDate } from '../calendar.ts'
import { compare, fraction, subtract, toDecimal, toExactDecimal } from '../fraction.ts'
import type { ValueType } from '../report/accepted.ts'

/** Technical assistance, from whoever asks for it to what was given. */
export const assistanceStates = ['asked', 'given', 'declined', 'withdrawn'] as const
export type AssistanceState = (typeof assistanceStates)[number]

export const assistanceStateLabels = {
  asked: 'Waits for the program officer',
  given: 'Given',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
} satisfies Record<AssistanceState, string>

/** The machine: who does what while it is asked for, and where it leads. Only whoever asked withdraws. */
export const assistanceMoves = {
  give: { to: 'given', right: 'assistance.answer' },
  decline: { to: 'declined', right: 'assistance.answer' },
  withdraw: { to: 'withdrawn', right: 'assistance.ask' },
} as const satisfies Record<string, { to: AssistanceState; right: Right }>
export type AssistanceMove = keyof typeof assistanceMoves

export const assistanceAnswers = ['give', 'decline'] as const
export type AssistanceAnswer = (typeof assistanceAnswers)[number]

export interface GivenAssistance {
  by: string | null
  from: string | null
  /** Null: the same day. */
  to: string | null
  hours: string | null
}

/** Why an answer cannot stand, by field; null where it can. What was given names who gave it, its days, none
 *  after `day`, and its hours; what was declined has none of them. */
export function assistanceRefusal(
  answer: AssistanceAnswer,
  { by, from, to, hours }: GivenAssistance,
  day: string,
): Record<string, string> | null {
  if (answer === 'decline') {
    const filled = Object.entries({ by, 'from.month': from, 'to.month': to, hours })
    const refused = filled.filter(([, value]) => value !== null)
    if (refused.length === 0) return null
    return Object.fromEntries(refused.map(([field]) => [field, 'Leave this empty: none is given.']))
  }
  const refused = {
    ...(by === null && { by: 'Enter who gave it.' }),
    ...(from === null && { 'from.month': 'Enter the first day.' }),
    ...(from !== null && from > day && { 'from.month': 'Enter today or an earlier day.' }),
    ...(to !== null && to > day && { 'to.month': 'Enter today or an earlier day.' }),
    ...(from !== null &&
      to !== null &&
      to < from && { 'to.month': 'Enter no day before the first.' }),
    ...(hours === null && { hours: 'Enter the hours, such as 6 or 1.5.' }),
  }
  return Object.keys(refused).length > 0 ? refused : null
}

/** What an indicator is, as far as its movement goes. */
export interface AimedIndicator {
  name: string
  direction: 'higher' | 'lower' | 'context'
  valueType: ValueType
  cumulation: 'period' | 'cumulative' | 'point'
}

/** A period of the award with its accepted figure. */
export interface AimedPeriod {
  label: string
  start: string
  end: string
  /** The last day for its report; null where no more report comes. */
  dueOn: string | null
  isAccepted: boolean
  /** Of the accepted report; null where it has none. */
  value: string | null
}

/** What a period says: its figure, and after the help how that stands to the figure before. */
export type Reading =
  | { kind: 'known'; value: string; moved: 'right' | 'wrong' | 'unmoved' | null }
  /** Its report is not accepted yet. */
  | { kind: 'waits'; dueOn: string }
  /** No report comes, or its accepted report has no such figure. */
  | { kind: 'none' }
  /** A cumulative figure whose part of this period cannot be told, as the one before has none. */
  | { kind: 'no_start' }

export interface ReadPeriod<P extends AimedPeriod> {
  period: P
  reading: Reading
  /** The help was given after this period began. */
  holdsHelp: boolean
}

export interface Movement<P extends AimedPeriod> {
  before: ReadPeriod<P> | null
  /** At most two. */
  after: ReadPeriod<P>[]
}

/**
 * An indicator before and after help that was given from `from` to `to`, by accepted figures only: the last
 * period that ended before the first day, beside the first two that ended after the last day, of which the
 * first may hold the help itself. Counts and money reported from the award's start on are compared by what
 * each period added (its figure less that of the period before; the first period's own); everything else,
 * rates and medians among it, as it was reported. "Right" is the indicator's own direction, up or down; a
 * figure the period before the help does not have leaves every movement null. `periods` come oldest first,
 * without gaps.
 */
export function movementOf<P extends AimedPeriod>(
  indicator: Pick<AimedIndicator, 'direction' | 'valueType' | 'cumulation'>,
  { from, to }: { from: string; to: string },
  periods: readonly P[],
): Movement<P> {
  const read = (period: P): ReadPeriod<P> => ({
    period,
    reading: readingOf(indicator, periods, periods.indexOf(period)),
    holdsHelp: period.start <= to && period.end >= from,
  })
  const last = periods.findLast(({ end }) => end < from)
  const before = last ? read(last) : null
  const start = before?.reading.kind === 'known' ? before.reading.value : null
  const after = periods.filter(({ end }) => end > to).slice(0, 2)
  return {
    before,
    after: after.map(read).map((one) => {
      if (one.reading.kind !== 'known' || start === null) return one
      return {
        ...one,
        reading: { ...one.reading, moved: moved(indicator.direction, start, one.reading.value) },
      }
    }),
  }
}

function readingOf(
  { cumulation, valueType }: Pick<AimedIndicator, 'valueType' | 'cumulation'>,
  periods: readonly AimedPeriod[],
  at: number,
): Reading {
  const period = periods[at]
  if (!period) return { kind: 'none' }
  const { value, isAccepted, dueOn } = period
  if (value === null)
    return isAccepted || dueOn === null ? { kind: 'none' } : { kind: 'waits', dueOn }
  const isAdded = valueType === 'count' || valueType === 'usd'
  if (cumulation !== 'cumulative' || !isAdded || at === 0) {
    return { kind: 'known', value, moved: null }
  }
  const earlier = periods[at - 1]?.value ?? null
  if (earlier === null) return { kind: 'no_start' }
  const added = subtract(fraction(value), fraction(earlier))
  return { kind: 'known', value: toExactDecimal(added) ?? toDecimal(added, 4), moved: null }
}

function moved(direction: AimedIndicator['direction'], before: string, after: string) {
  const change = compare(fraction(after), fraction(before))
  if (direction === 'context') return null
  if (change === 0) return 'unmoved'
  return change > 0 === (direction === 'higher') ? 'right' : 'wrong'
}

/** Whether it moved, in a sentence or two, and when the rest can be known. */
export function movementWords<P extends AimedPeriod>({ before, after }: Movement<P>): string {
  const waiting = after.filter(({ reading }) => reading.kind === 'waits')
  const until = waiting.map(({ period, reading }) => {
    const due = reading.kind === 'waits' ? reading.dueOn : period.end
    return `the report of ${period.label} is accepted, due ${formatDate(due)}`
  })
  const later = until.length > 0 ? ` once ${until.join(', and once ')}.` : ''
  if (before?.reading.kind === 'waits') {
    return `Not known yet: the report of ${before.period.label}, before the help, is not accepted.`
  }
  if (before?.reading.kind !== 'known') {
    return 'It cannot be told: there is no accepted figure of a period before the help.'
  }
  const said = after.flatMap(({ period, reading }) =>
    reading.kind === 'known' && reading.moved
      ? [`In ${period.label} it ${movedWords[reading.moved]}.`]
      : [],
  )
  if (after.length === 0) return 'It cannot be told: no period of the award ends after the help.'
  if (said.length > 0) return `${said.join(' ')}${later && ` More can be known${later}`}`
  if (later) return `Not known yet. It can be known${later}`
  return 'It cannot be told from the accepted figures after the help.'
}

export const movedWords = {
  right: 'moved the right way',
  wrong: 'moved the wrong way',
  unmoved: 'did not move',
} as const
