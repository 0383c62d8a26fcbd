/** Whether an award could be a site of an impact study: eight criteria of 0 to 2 points each. */
export const evaluabilityCriteria = [
  'EV11',
  'EV12',
  'EV13',
  'EV14',
  'EV15',
  'EV16',
  'EV17',
  'EV18',
] as const
export type EvaluabilityCriterion = (typeof evaluabilityCriteria)[number]

interface Criterion {
  label: string
  /** A zero here rules the award out as a site. */
  starred: boolean
  /** What 0, 1 and 2 mean. */
  points: readonly [string, string, string]
}

export const criteria = {
  EV11: {
    label: 'The model is stable',
    starred: true,
    points: ['still changing', 'changes in details', 'the same for two cohorts'],
  },
  EV12: {
    label: 'More people qualify than there are places, or recruitment can grow',
    starred: true,
    points: ['places stay empty', 'recruitment could grow', 'people are turned away'],
  },
  EV13: {
    label: 'Others would get clearly less training',
    starred: true,
    points: ['about the same nearby', 'a contrast below 25 points', '25 points or more'],
  },
  EV14: {
    label: 'Enough people would enrol',
    starred: true,
    points: ['less than half its part', 'at least half its part', 'its part of the sample'],
  },
  EV15: {
    label: 'Outcome data can be had',
    starred: false,
    points: ['no way to identify people', 'needs new agreements', 'identifiers are collected'],
  },
  EV16: {
    label: 'Staff would assign by chance',
    starred: true,
    points: ['unwilling', 'willing under conditions', 'willing'],
  },
  EV17: {
    label: 'No other study is in the way',
    starred: false,
    points: ['another study runs there', 'one runs next door', 'none'],
  },
  EV18: {
    label: 'Funding lasts through follow-up',
    starred: false,
    points: ['ends before enrolment', 'lasts through enrolment', 'lasts through follow-up'],
  },
} satisfies Record<EvaluabilityCriterion, Criterion>

/** Planning values: the points that make a site, of how many. */
export const evaluabilityRule = { go: 12, of: 16 }

/** What a study asks of one site. Days are YYYY-MM-DD. */
export interface SiteAsk {
  opensOn: string
  closesOn: string
  followUpEnd: string
  /** The site's part of the people the study has to assign. */
  part: number
}

/** What the records say of an award as a site; null: not in them. */
export interface SiteFacts {
  /** People enrolled a month, by its accepted reports. */
  perMonth: number | null
  /** Of enrolment that the award's period leaves. */
  months: number | null
  periodEnd: string | null
  /** Other open studies at the award; and those next door, at another award of its grantee or with a site that
   *  an alert found it to reach, unless their lead said that it does not. */
  studiesHere: number
  studiesNearby: number
}

export type Scores = Record<EvaluabilityCriterion, number | null>

/** People the award would enrol while the study's enrolment is open; null where its records do not say. */
export function expectedPeople({ perMonth, months }: SiteFacts): number | null {
  return perMonth === null || months === null ? null : perMonth * months
}

/**
 * The points of an award: sample, other studies and funding from its records, the rest as people judged it.
 * Where the records say nothing a judgement stands in; of other studies the lower of both holds, since
 * people know of studies that no record names.
 */
export function scoresOf(facts: SiteFacts, judged: Scores, ask: SiteAsk): Scores {
  return {
    ...judged,
    EV14: samplePoints(facts, ask) ?? judged.EV14,
    EV17: Math.min(conflictPoints(facts), judged.EV17 ?? 2),
    EV18: fundingPoints(facts, ask) ?? judged.EV18,
  }
}

/** Which of the points come from records alone. */
export function isFromRecords(code: EvaluabilityCriterion, facts: SiteFacts): boolean {
  if (code === 'EV14') return expectedPeople(facts) !== null
  return code === 'EV17' || (code === 'EV18' && facts.periodEnd !== null)
}

function samplePoints(facts: SiteFacts, { part }: SiteAsk): number | null {
  const people = expectedPeople(facts)
  if (people === null) return null
  if (people >= part) return 2
  return people >= part / 2 ? 1 : 0
}

function conflictPoints({ studiesHere, studiesNearby }: SiteFacts): number {
  if (studiesHere > 0) return 0
  return studiesNearby > 0 ? 1 : 2
}

function fundingPoints({ periodEnd }: SiteFacts, ask: SiteAsk): number | null {
  if (periodEnd === null) return null
  if (periodEnd >= ask.followUpEnd) return 2
  return periodEnd >= ask.closesOn ? 1 : 0
}

const siteVerdicts = ['go', 'open', 'redesign', 'blocked'] as const
export type SiteVerdict = (typeof siteVerdicts)[number]

export const siteVerdictLabels = {
  go: 'Could be a site',
  open: 'Not fully scored',
  redesign: 'Too few points',
  blocked: 'Ruled out',
} satisfies Record<SiteVerdict, string>

/** What the points come to. A starred criterion at zero rules an award out, whatever the sum. */
export function standingOfSite(scores: Scores) {
  const known = evaluabilityCriteria.filter((code) => scores[code] !== null)
  const total = known.reduce((sum, code) => sum + (scores[code] ?? 0), 0)
  const blockers = known.filter((code) => criteria[code].starred && scores[code] === 0)
  const missing = evaluabilityCriteria.filter((code) => scores[code] === null)
  const reach = total + 2 * missing.length
  const verdict: SiteVerdict =
    blockers.length > 0
      ? 'blocked'
      : reach < evaluabilityRule.go
        ? 'redesign'
        : missing.length > 0
          ? 'open'
          : 'go'
  return {
    total,
    blockers,
    missing,
    verdict,
    rank: rankOf(blockers.length > 0, total, known.length),
  }
}

/** Lower is better: what is ruled out comes last, then fewer points, then fewer criteria scored. */
function rankOf(isBlocked: boolean, total: number, known: number): number {
  return (isBlocked ? 1000 : 0) + 10 * (evaluabilityRule.of - total) + (8 - known)
}

/** Why an award stands where it stands, the gravest first. */
export function reasonsOf(scores: Scores): string[] {
  const { blockers, missing } = standingOfSite(scores)
  const of = (code: EvaluabilityCriterion, points: number) =>
    `${criteria[code].label}: ${criteria[code].points[points as 0 | 1 | 2]}`
  const low = evaluabilityCriteria.filter(
    (code) => scores[code] !== null && (scores[code] ?? 2) < 2 && !blockers.includes(code),
  )
  return [
    ...blockers.map((code) => of(code, 0)),
    ...low.map((code) => of(code, scores[code] ?? 0)),
    ...(missing.length > 0 ? [`${missing.length} of 8 criteria not scored yet`] : []),
  ]
}
