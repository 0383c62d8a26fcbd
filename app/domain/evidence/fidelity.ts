import { formatShortDate } from '../calendar.ts'
import { monthEnd, quarterEnd } from '../dates.ts'
import { type Component, componentLabels, components } from './library.ts'

/** Who rates how far an award has the five components: each side speaks for itself. */
export const fidelitySides = ['officer', 'grantee'] as const
export type FidelitySide = (typeof fidelitySides)[number]

export const fidelitySideLabels = {
  officer: 'Program officer',
  grantee: 'Grantee',
} satisfies Record<FidelitySide, string>

/** How far a component is there, least first. */
export const fidelityWords = ['absent', 'partly', 'in_place'] as const
export type FidelityWord = (typeof fidelityWords)[number]

export const fidelityWordLabels = {
  absent: 'Not in place',
  partly: 'Partly in place',
  in_place: 'In place',
} satisfies Record<FidelityWord, string>

/** The name of a component's evidence in the form. */
export const evidenceOf = <C extends Component>(component: C) => `${component}_evidence` as const

/** One side's word on one component in the quarter that ends on a day. */
export interface FidelityRating {
  side: FidelitySide
  component: Component
  periodEnd: string
  /** Its place among all that the side said of the award: of one component and quarter the last stands. */
  no: number
  word: FidelityWord
}

const quartersOffered = 8

/** The ends of the quarters that can be rated on a day, latest first, eight at most: those that are over and
 *  share a day with the award's period, as far as that is known. */
export function quartersToRate(
  { periodStart, periodEnd }: { periodStart: string | null; periodEnd: string | null },
  day: string,
): string[] {
  const current = quarterEnd(day)
  const latest = current <= day ? current : monthEnd(current, -3)
  return Array.from({ length: quartersOffered }, (_, back) => monthEnd(latest, -3 * back)).filter(
    (end) =>
      (periodStart === null || end >= periodStart) &&
      (periodEnd === null || monthEnd(end, -3) < periodEnd),
  )
}

/** The quarters that anything was said of, earliest first. */
export function ratedQuarters(ratings: readonly FidelityRating[]): string[] {
  return [...new Set(ratings.map(({ periodEnd }) => periodEnd))].toSorted()
}

/** A side's last word on a component in a quarter; null: it said none. */
export function standingWord(
  ratings: readonly FidelityRating[],
  side: FidelitySide,
  component: Component,
  periodEnd: string,
): FidelityWord | null {
  const said = ratings
    .filter((one) => one.side === side)
    .filter((one) => one.component === component && one.periodEnd === periodEnd)
    .toSorted((one, other) => one.no - other.no)
  return said.at(-1)?.word ?? null
}

/** Components on which the last words of both sides on a quarter differ; one that only one side rated is none. */
export function disagreements(ratings: readonly FidelityRating[], periodEnd: string): Component[] {
  return components.filter((component) => {
    const [one, other] = fidelitySides.map((side) =>
      standingWord(ratings, side, component, periodEnd),
    )
    return one && other && one !== other
  })
}

/** How a side's last quarter compares with the one it rated before, in a sentence. */
export function fidelityTrend(ratings: readonly FidelityRating[], side: FidelitySide): string {
  const own = ratings.filter((one) => one.side === side)
  const [latest, before] = ratedQuarters(own).toReversed()
  const who = `The ${fidelitySideLabels[side].toLowerCase()}`
  if (latest === undefined) return `${who} has rated no quarter yet.`
  const wordOf = (component: Component, quarter: string) =>
    standingWord(own, side, component, quarter)
  const inPlace = components.filter((component) => wordOf(component, latest) === 'in_place').length
  const opening = `${who} sees ${inPlace} of the ${components.length} components in place in the quarter to ${formatShortDate(latest)}`
  if (before === undefined) return `${opening}, the first that was rated.`
  const moved = (direction: 1 | -1) =>
    components
      .filter((component) => {
        const [then, since] = [wordOf(component, before), wordOf(component, latest)]
        if (then === null || since === null) return false
        return Math.sign(fidelityWords.indexOf(since) - fidelityWords.indexOf(then)) === direction
      })
      .map((component) => componentLabels[component].toLowerCase())
  const changes = [...named('better', moved(1)), ...named('worse', moved(-1))]
  const since = `since the quarter to ${formatShortDate(before)}`
  if (changes.length === 0)
    return `${opening}; nothing that was rated in both got better or worse ${since}.`
  return `${opening}; ${since} it is ${changes.join(' and ')}.`
}

function named(how: string, what: readonly string[]): string[] {
  if (what.length === 0) return []
  return [`${how} on ${new Intl.ListFormat('en-US', { type: 'conjunction' }).format(what)}`]
}
