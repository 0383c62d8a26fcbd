import {
  type CountyHealthInputs,
  type Direction,
  type PathwaysWindow,
  countyHealthRating,
  pathwaysRating,
  pathwaysWindow,
} from './body_ratings.ts'
import { type Judged, directionOf } from './finding.ts'
import type { ClearLevel, FollowUpWindow } from './library.ts'
import { type Provisional, ratingSystems } from './ratings.ts'

/** Clearinghouses that rate a program or a strategy read many findings at once: which of them count, and what
 *  they amount to. The number of this reading changes whenever it does. */
export const bodyRuleSet = 1

export interface BodyFinding extends Judged {
  code: string
  study: string
  samples: readonly string[]
  design: string
  exploratory: boolean | null
  followUpMonths: number | null
  followUpWindow: FollowUpWindow | null
  clearLevel: ClearLevel | null
}

/** Findings by the study they come from: whatever shares a report or people is one study, so that the same
 *  people never count as two. In the order of first findings. */
export function byStudy<F extends { study: string; samples: readonly string[] }>(
  findings: readonly F[],
): F[][] {
  const above = new Map<string, string>()
  const rootOf = (key: string): string => {
    const next = above.get(key) ?? key
    if (next === key) return key
    const root = rootOf(next)
    above.set(key, root)
    return root
  }
  for (const { study, samples } of findings) {
    for (const sample of samples) above.set(rootOf(`people ${sample}`), rootOf(`report ${study}`))
  }
  const groups = new Map<string, F[]>()
  for (const finding of findings) {
    const root = rootOf(`report ${finding.study}`)
    const group = groups.get(root)
    if (group) group.push(finding)
    else groups.set(root, [finding])
  }
  return [...groups.values()]
}

/** The outcome domains of Pathways, by those of the library; other outcomes it does not rate. */
export const pathwaysDomains = {
  earnings: { label: 'Earnings', outcomes: ['earnings'] },
  employment: { label: 'Employment', outcomes: ['employment'] },
  benefits: { label: 'Public benefit receipt', outcomes: ['public benefits'] },
  education: { label: 'Education and training', outcomes: ['credential', 'education'] },
} as const
export type PathwaysDomain = keyof typeof pathwaysDomains
const domainCodes = Object.keys(pathwaysDomains) as PathwaysDomain[]

export const pathwaysWindowLabels = {
  short: 'Up to 18 months',
  long: 'To 5 years',
  very_long: 'Beyond 5 years',
  longest: 'Longest follow-up',
} satisfies Record<PathwaysWindow | 'longest', string>
const timed: PathwaysWindow[] = ['short', 'long', 'very_long']

/** Why a finding does not count towards the support of a model. */
export const asideReasons = {
  exploratory: 'Exploratory: its authors did not set it out to be confirmed',
  low_quality: 'Its quality is rated low',
  unrated: 'No rating of its quality is in the sources',
  no_time: 'Its follow-up is not in the sources',
  shorter: 'Education and training counts at the longest follow-up only',
} as const
export type AsideReason = keyof typeof asideReasons

export interface SupportCell {
  domain: PathwaysDomain
  window: PathwaysWindow | 'longest'
  rating: Provisional<'pathways'>
  /** Codes of the findings the level was worked out from. */
  counted: string[]
  aside: { code: string; why: AsideReason }[]
}

/**
 * What Pathways' rules make of a model, by outcome and window, from its effects and those of its sites: a cell
 * for each that any finding is about. CLEAR's rating of a finding stands in for the clearinghouse's own of its
 * quality; without one the finding cannot count, and where none counts for that reason alone there is no level.
 */
export function pathwaysSupport(findings: readonly BodyFinding[]): SupportCell[] {
  const effects = findings.filter(({ kind }) => kind === 'effect')
  const studies = new Map(
    byStudy(effects).flatMap((group, no) => group.map(({ code }) => [code, String(no)])),
  )
  return domainCodes.flatMap((domain) => {
    const outcomes: readonly string[] = pathwaysDomains[domain].outcomes
    const about = effects.filter(({ outcomeDomain }) => outcomes.includes(outcomeDomain))
    if (domain === 'education') return about.length === 0 ? [] : [longestCell(about, studies)]
    return timed.flatMap((window) => {
      const within = about.filter((finding) => windowOf(finding) === window)
      return within.length === 0 ? [] : [cellOf(domain, window, within, studies)]
    })
  })
}

/** The best cell of a domain, which is what the search card of the clearinghouse shows; null: none. */
export function bestSupport(
  cells: readonly SupportCell[],
  domain: PathwaysDomain,
): SupportCell | null {
  const order = Object.keys(ratingSystems.pathways.levels)
  const rank = ({ rating }: SupportCell) =>
    rating.level === null ? -1 : order.indexOf(rating.level)
  return (
    cells
      .filter((cell) => cell.domain === domain)
      .toSorted((one, other) => rank(other) - rank(one))[0] ?? null
  )
}

/** Findings about a domain that no window holds: their follow-up is not in the sources. */
export function withoutWindow(findings: readonly BodyFinding[]): string[] {
  const outcomes: string[] = (['earnings', 'employment', 'benefits'] as const).flatMap((domain) => [
    ...pathwaysDomains[domain].outcomes,
  ])
  return findings
    .filter(({ kind, outcomeDomain }) => kind === 'effect' && outcomes.includes(outcomeDomain))
    .filter((finding) => windowOf(finding) === null)
    .map(({ code }) => code)
}

const windows = {
  year1: 'short',
  year2: 'long',
  years3_5: 'long',
  years6plus: 'very_long',
} satisfies Record<FollowUpWindow, PathwaysWindow>

function windowOf({ followUpMonths, followUpWindow }: BodyFinding): PathwaysWindow | null {
  if (followUpMonths !== null) return pathwaysWindow(followUpMonths)
  return followUpWindow && windows[followUpWindow]
}

function cellOf(
  domain: PathwaysDomain,
  window: SupportCell['window'],
  findings: readonly BodyFinding[],
  studies: ReadonlyMap<string, string>,
): SupportCell {
  const judged = findings.map((finding) => ({ finding, why: asideOf(finding) }))
  const counted = judged.filter(({ why }) => why === null).map(({ finding }) => finding)
  const aside = judged.flatMap(({ finding: { code }, why }) => (why ? [{ code, why }] : []))
  const isUnknown = counted.length === 0 && aside.some(({ why }) => why === 'unrated')
  return {
    domain,
    window,
    rating: isUnknown
      ? { level: null, reasons: ['quality_unknown'] }
      : pathwaysRating(
          counted.map((finding) => ({
            study: studies.get(finding.code) ?? finding.code,
            quality: finding.clearLevel ?? 'low',
            direction: directionOf(finding),
            isExploratory: false,
          })),
        ),
    counted: counted.map(({ code }) => code),
    aside,
  }
}

function longestCell(about: BodyFinding[], studies: ReadonlyMap<string, string>): SupportCell {
  const longest = Math.max(...about.map(({ followUpMonths }) => followUpMonths ?? -1))
  const isLast = ({ followUpMonths }: BodyFinding) =>
    longest < 0 || (followUpMonths ?? -1) === longest
  const cell = cellOf('education', 'longest', about.filter(isLast), studies)
  const earlier = about
    .filter((finding) => !isLast(finding))
    .map(({ code, followUpMonths }) => ({
      code,
      why: followUpMonths === null ? ('no_time' as const) : ('shorter' as const),
    }))
  return { ...cell, aside: [...cell.aside, ...earlier] }
}

function asideOf({ exploratory, clearLevel }: BodyFinding): AsideReason | null {
  if (exploratory) return 'exploratory'
  if (clearLevel === null) return 'unrated'
  return clearLevel === 'low' ? 'low_quality' : null
}

export const bodyDesigns = ['review', 'experiment', 'matched', 'other'] as const
export type BodyDesign = (typeof bodyDesigns)[number]

export const bodyDesignLabels = {
  review: 'Review of studies',
  experiment: 'Experiment',
  matched: 'Matched comparison',
  other: 'Unmatched, or before and after',
} satisfies Record<BodyDesign, string>

/** One study of a body: the reports it is known by, and the findings that say which way it goes. */
export interface BodyStudy {
  reports: string[]
  design: BodyDesign
  direction: Direction | 'mixed'
  /** A favorable finding of it is rated moderate or high by CLEAR. */
  isSound: boolean
  judgedBy: string[]
}

export interface CountyHealthBody {
  rating: Provisional<'county_health'>
  inputs: CountyHealthInputs | null
  studies: BodyStudy[]
}

/** What County Health Rankings expects of the strategy, and so what its class is worked out from. */
const countyHealthOutcomes = ['earnings', 'employment'] as const

/** Findings about all training, kept for comparison: not about sector programs. */
const benchmark = 'training_mean'

/**
 * What the rules of County Health Rankings make of the library as a whole. A study counts once, by its latest
 * confirmatory findings on earnings and on employment whose significance is known. The whole leans to where
 * more than half of the comparisons go, against where none is favorable; three favorable experiments that
 * CLEAR rates moderate or high are strong. Which amounts suffice below the first class, and this reading of
 * "lean" and "strong", are from professional knowledge.
 */
export function countyHealthBody(
  findings: readonly (BodyFinding & { model: string })[],
): CountyHealthBody {
  const outcomes: readonly string[] = countyHealthOutcomes
  const about = findings.filter(
    ({ model, kind, outcomeDomain }) =>
      model !== benchmark && kind !== 'level' && outcomes.includes(outcomeDomain),
  )
  const studies = bodyDesigns.flatMap((design) =>
    byStudy(about.filter((finding) => designOf(finding) === design)).map((group) =>
      studyOf(group, design),
    ),
  )
  const count = (design: BodyDesign) => studies.filter((one) => one.design === design).length
  const known = studies.filter(
    ({ design, direction }) =>
      direction !== null && (design === 'experiment' || design === 'matched'),
  )
  const favorable = known.filter(({ direction }) => direction === 'favorable')
  if (known.length === 0) {
    return { rating: { level: null, reasons: ['no_direction'] }, inputs: null, studies }
  }
  const inputs: CountyHealthInputs = {
    systematicReviews: count('review'),
    experiments: count('experiment'),
    matchedComparisons: count('matched'),
    otherStudies: count('other'),
    lean:
      2 * favorable.length > known.length
        ? 'favorable'
        : favorable.length === 0
          ? 'unfavorable'
          : 'inconsistent',
    isStrong: favorable.filter((one) => one.design === 'experiment' && one.isSound).length >= 3,
    isRecommended: false,
  }
  return { rating: countyHealthRating(inputs), inputs, studies }
}

function designOf({ kind, design }: BodyFinding): BodyDesign {
  if (kind === 'review') return 'review'
  if (/random|^rct\b/i.test(design)) return 'experiment'
  return /match/i.test(design) ? 'matched' : 'other'
}

function studyOf(findings: readonly BodyFinding[], design: BodyDesign): BodyStudy {
  const judging = countyHealthOutcomes.flatMap((outcome) => {
    const known = findings.filter(
      (one) =>
        one.outcomeDomain === outcome && one.exploratory !== true && directionOf(one) !== null,
    )
    const latest = Math.max(...known.map(({ followUpMonths }) => followUpMonths ?? -1))
    return known.filter(({ followUpMonths }) => (followUpMonths ?? -1) === latest)
  })
  const directions = new Set(judging.map(directionOf))
  const isMixed = directions.has('favorable') && directions.has('unfavorable')
  const [only] = (['favorable', 'unfavorable', 'neither'] as const).filter((one) =>
    directions.has(one),
  )
  return {
    reports: [...new Set(findings.map(({ study }) => study))],
    design,
    direction: isMixed ? 'mixed' : (only ?? null),
    isSound: judging.some(
      (one) =>
        directionOf(one) === 'favorable' && one.clearLevel !== null && one.clearLevel !== 'low',
    ),
    judgedBy: judging.map(({ code }) => code),
  }
}
