import { monthEnd, quarterEnd } from '../dates.ts'
import {
  type FidelityRating,
  type FidelitySide,
  type FidelityWord,
  fidelitySides,
  ratedQuarters,
  standingWord,
} from './fidelity.ts'
import { type Component, componentLabels, components } from './library.ts'

/** Why a study's window is what it is, the surest first. */
const windowBases = ['enrolled', 'planned', 'sites'] as const
export type WindowBasis = (typeof windowBases)[number]

export const windowBasisLabels = {
  enrolled: 'the months in which people were assigned',
  planned: 'the enrolment that the study’s record sets out',
  sites: 'from the day the first site joined, as the study enrols nobody by month',
} satisfies Record<WindowBasis, string>

/** First and last day, both included. */
export interface TestedWindow {
  from: string
  to: string
  basis: WindowBasis
}

/** What one side said of a component at a site over a window: in place or absent in every quarter it rated,
 *  anything else partly. */
export interface SideOverWindow {
  word: FidelityWord
  /** How many quarters of the window it rated. */
  quarters: number
}

export interface TestedSite {
  number: string
  name: string
  components: Record<Component, Record<FidelitySide, SideOverWindow | null>>
}

/** What the sites of a study had of the five components while it enrolled, as of a day. Whole numbers, text
 *  and nulls only: it is sealed as canonical JSON. */
export interface Tested {
  on: string
  window: TestedWindow | null
  /** The ends of the quarters that share a day with the window and are over, earliest first. */
  quarters: string[]
  sites: TestedSite[]
}

/** How a component stood at one site, by the words of both sides. */
export const testedStandings = ['in_place', 'partly', 'absent', 'differ', 'unrated'] as const
export type TestedStanding = (typeof testedStandings)[number]

export const testedStandingLabels = {
  in_place: 'In place',
  partly: 'Partly in place',
  absent: 'Not in place',
  differ: 'Officer and grantee differ',
  unrated: 'Never rated',
} satisfies Record<TestedStanding, string>

/** The window in which a study's fidelity counts: the months in which people were assigned; before any were,
 *  the enrolment its record plans; for a study that plans none, since its first site joined. It never reaches
 *  beyond `day`. Null: none of it is known, or all of it is yet to come. */
export function testedWindow(
  known: {
    /** First days of the months in which anybody was assigned. */
    firstMonth: string | null
    lastMonth: string | null
    opensOn: string | null
    closesOn: string | null
    firstJoinedOn: string | null
  },
  day: string,
): TestedWindow | null {
  const until = (end: string) => (end < day ? end : day)
  const { firstMonth, lastMonth, opensOn, closesOn, firstJoinedOn } = known
  if (firstMonth !== null && lastMonth !== null) {
    return { from: firstMonth, to: until(monthEnd(lastMonth)), basis: 'enrolled' }
  }
  const window: TestedWindow | null =
    opensOn !== null && closesOn !== null
      ? { from: opensOn, to: until(closesOn), basis: 'planned' }
      : firstJoinedOn !== null
        ? { from: firstJoinedOn, to: day, basis: 'sites' }
        : null
  return window && window.from <= window.to ? window : null
}

/** The ends of the quarters that share a day with a window, earliest first. */
export function quartersOf({ from, to }: Pick<TestedWindow, 'from' | 'to'>): string[] {
  const quarters = [quarterEnd(from)]
  for (let end = quarterEnd(from); end < to;) {
    end = monthEnd(end, 3)
    quarters.push(end)
  }
  return quarters
}

/** What the sites had of the components over a window, from every word that was said of them by then. */
export function testedAt(
  sites: readonly { number: string; name: string; ratings: readonly FidelityRating[] }[],
  window: TestedWindow | null,
  on: string,
): Tested {
  const quarters = window === null ? [] : quartersOf(window).filter((end) => end <= on)
  return {
    on,
    window,
    quarters,
    sites: sites.map(({ number, name, ratings }) => ({
      number,
      name,
      components: byComponent((component) => ({
        officer: overWindow(ratings, 'officer', component, quarters),
        grantee: overWindow(ratings, 'grantee', component, quarters),
      })),
    })),
  }
}

function overWindow(
  ratings: readonly FidelityRating[],
  side: FidelitySide,
  component: Component,
  quarters: readonly string[],
): SideOverWindow | null {
  const words = ratedQuarters(ratings)
    .filter((end) => quarters.includes(end))
    .flatMap((end) => standingWord(ratings, side, component, end) ?? [])
  const [first] = words
  if (first === undefined) return null
  return { word: words.every((word) => word === first) ? first : 'partly', quarters: words.length }
}

/** Where only one side spoke its word stands; where both did and disagree over the window, they differ. */
export function standingAt(site: TestedSite, component: Component): TestedStanding {
  const [one, other] = fidelitySides.flatMap((side) => site.components[component][side] ?? [])
  if (!one) return 'unrated'
  return other && other.word !== one.word ? 'differ' : one.word
}

/** At how many sites each component stood how. */
export function testedCounts(
  sites: readonly TestedSite[],
): Record<Component, Record<TestedStanding, number>> {
  return byComponent((component) => {
    const count = (standing: TestedStanding) =>
      sites.filter((site) => standingAt(site, component) === standing).length
    return {
      in_place: count('in_place'),
      partly: count('partly'),
      absent: count('absent'),
      differ: count('differ'),
      unrated: count('unrated'),
    }
  })
}

/** What was sealed with a finding; null: nothing was. */
export const readTested = (sealed: string | null): Tested | null =>
  sealed === null ? null : (JSON.parse(sealed) as Tested)

/** What anybody may read of it: how many sites, never which. */
export interface TestedSummary extends Omit<Tested, 'sites'> {
  sites: number
  counts: Record<Component, Record<TestedStanding, number>>
  words: string
}

export function summaryOf(tested: Tested): TestedSummary {
  const { sites, ...rest } = tested
  return {
    ...rest,
    sites: sites.length,
    counts: testedCounts(sites),
    words: testedWords(tested),
  }
}

/** What was actually tested, in a sentence or a few: what was missing comes first. */
function testedWords({ window, sites }: Pick<Tested, 'window' | 'sites'>): string {
  if (sites.length === 0) {
    return 'The study names no site, so nothing here says what was actually tested.'
  }
  if (window === null) {
    return 'The study has no enrolment window yet, so nothing here says what was actually tested.'
  }
  const counts = testedCounts(sites)
  const total = sites.length
  const at = (count: number) => {
    if (total === 1) return ''
    return count === total ? ` at all ${total} sites` : ` at ${count} of ${total} sites`
  }
  const named = (standing: TestedStanding, words: (component: string) => string) =>
    components
      .filter((component) => counts[component][standing] > 0)
      .map(
        (component) =>
          `${words(componentLabels[component].toLowerCase())}${at(counts[component][standing])}`,
      )
  if (components.every((component) => counts[component].unrated === total)) {
    return 'Nobody rated the five components in the window, so what was actually tested is not known.'
  }
  const whole = components.filter((component) => counts[component].in_place === total)
  if (whole.length === components.length) {
    return `Tested with all five components in place${at(total)}.`
  }
  return [
    sentence('Tested', [
      ...named('absent', (component) => `without ${component}`),
      ...named('partly', (component) => `with ${component} only partly in place`),
    ]),
    sentence(
      `In place${at(total)}:`,
      whole.map((component) => componentLabels[component].toLowerCase()),
    ),
    sentence(
      'Officer and grantee differ on',
      named('differ', (component) => component),
    ),
    sentence(
      'Nobody rated',
      named('unrated', (component) => component),
    ),
  ]
    .filter((one) => one !== null)
    .join(' ')
}

const sentence = (opening: string, parts: readonly string[]) =>
  parts.length === 0
    ? null
    : `${opening} ${new Intl.ListFormat('en-US', { type: 'conjunction' }).format(parts)}.`

function byComponent<T>(make: (component: Component) => T): Record<Component, T> {
  return Object.fromEntries(components.map((component) => [component, make(component)])) as Record<
    Component,
    T
  >
}
