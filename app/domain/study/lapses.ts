import { monthNames } from '../calendar.ts'
import { addDays, monthEnd } from '../dates.ts'
import { type Agreement, type AgreementKind, agreementLabels, stopsWithout } from './agreements.ts'
import { type MonthlyCounts, armFields, countFields } from './monthly_counts.ts'

/** What a study holds of agreements, and whether it needs a clearance. */
export interface Held {
  needsClearance: boolean
  agreements: readonly (Agreement & { awardId: number | null })[]
}

/** Of an agreement that was in force once, and that nothing continues. */
export interface Lapse {
  kind: AgreementKind
  /** The site it stops; null: the study. */
  awardId: number | null
  /** The last day on which one was in force. */
  lastDay: string
}

/** The agreements a study rests on that were in force and are no longer on a day: of each kind, and of
 *  participation site by site. What was never agreed has not lapsed; opening enrolment asks for it. */
export function lapsesOn({ agreements, needsClearance }: Held, day: string): Lapse[] {
  const groups = new Map<string, Held['agreements'][number][]>()
  for (const one of agreements) {
    if (one.kind === 'pra' && !needsClearance) continue
    const key = `${one.kind} ${one.awardId ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((group) => {
    const begun = group.filter(({ effectiveOn }) => effectiveOn <= day)
    const ends = begun.map(lastDayOf)
    const lastDay = ends.reduce((latest, end) => (end > latest ? end : latest), '')
    const [first] = begun
    return first && lastDay < day ? [{ kind: first.kind, awardId: first.awardId, lastDay }] : []
  })
}

/** The last day it holds; a day that never comes where it does not end. */
function lastDayOf({ expiresOn, endedOn }: Agreement): string {
  const end = endedOn === null ? null : addDays(endedOn, -1)
  return [expiresOn, end].filter((day) => day !== null).sort()[0] ?? '9999-12-31'
}

/**
 * Why people cannot be counted at a site in a month: no approval, clearance or participation was in force on any
 * day of it, or, for what is known of people after assignment, no data use agreement. Months in which
 * nobody was reached can be counted all the same.
 */
export function stopsCounting(
  held: Held,
  at: { awardId: number; month: string; counts: MonthlyCounts },
): string | null {
  const { awardId, month, counts } = at
  const recruited = countFields.some(
    (field) => !(armFields as readonly string[]).includes(field) && counts[field] > 0,
  )
  const followed = armFields.some((field) => counts[field] > 0)
  const stopping = lapsedThroughout(held, month).find(({ kind, awardId: site }) =>
    kind === 'dua' ? followed : recruited && (site === null || site === awardId),
  )
  return stopping ? `${lapseWords(stopping, month)} ${stopsWithout[stopping.kind]}` : null
}

/** Those of which no day of a month was covered. */
function lapsedThroughout({ agreements, needsClearance }: Held, month: string): Lapse[] {
  const end = monthEnd(month)
  const covering = agreements.filter((one) => one.effectiveOn <= end && lastDayOf(one) >= month)
  return lapsesOn({ agreements, needsClearance }, month).filter(
    ({ kind, awardId }) => !covering.some((one) => one.kind === kind && one.awardId === awardId),
  )
}

function lapseWords({ kind }: Lapse, month: string): string {
  const name = monthNames[Number(month.slice(5, 7)) - 1]
  return `${agreementLabels[kind]}: none was in force in ${name} ${month.slice(0, 4)}.`
}

/** Why data work rests on a day, as a sentence: no data use agreement or, for a survey, no clearance. */
export function stopsDataWork(held: Held, day: string, source: string | null): string | null {
  const stopping = lapsesOn(held, day).find(
    ({ kind }) => kind === 'irb' || kind === 'dua' || (kind === 'pra' && source === 'survey'),
  )
  return stopping
    ? `${agreementLabels[stopping.kind]}: none is in force today. ${stopsWithout[stopping.kind]}`
    : null
}
