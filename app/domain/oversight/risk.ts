import { formatShortDate } from '../calendar.ts'
import { formatCount } from '../count.ts'
import type { RiskTier } from './risk_tiers.ts'

/** What each tier asks of the officer. */
export const riskActions = {
  high: 'A call each month, a visit or full desk review within six months, and a look at specific conditions (2 CFR 200.208).',
  medium: 'A review each quarter and a plan for assistance.',
  low: 'A desk check twice a year.',
} satisfies Record<RiskTier, string>

/** Version 1 of the thresholds. Gaps are in points of a hundred, shares from 0 to 1. */
export const riskThresholds = {
  version: 1,
  spendGap: { high: 25, medium: 10 },
  /** Of what a target asks for by now. */
  targetShare: 0.7,
  /** Share of the period before which a target is not judged. */
  targetsFrom: 0.25,
  /** How far the share spent may run ahead of the share enrolled. */
  spendAhead: 15,
  /** Of those who completed, once there are enough of them. */
  placedShare: 0.5,
  completersFrom: 20,
  /** Times a report came back in twelve months. */
  returns: 2,
} as const

/** The facts of one award on a day; null where the record does not hold what it takes. */
export interface RiskFacts {
  /** Reports due so far; with none there is nothing to judge. */
  reports: number
  /** Never came, and 30 days late or late for the second time in a row. */
  delinquent: number
  /** Of those due in the last twelve months, submitted late or not yet. */
  late: number
  /** Times sections of a report came back in the last twelve months. */
  returns: number
  /** Changes of a key person that are asked for and not decided. */
  vacancies: number
  /** Compliance findings of visits whose corrective action is not closed. */
  findings: number
  /** Shares from 0 to 1: of the period gone by the day the figures reach to, and of the award spent. */
  elapsed: number | null
  spent: number | null
  figuresTo: string | null
  /** The target furthest behind: what is reached of what it asks for by now. */
  target: number | null
  targetName: string | null
  /** Share of the target for people enrolled. */
  enrolled: number | null
  completed: number | null
  placed: number | null
}

export type RiskFactCode = 'findings' | 'delinquent' | 'spending' | 'late' | 'targets' | 'vacancies'

export interface JudgedFact {
  code: RiskFactCode
  label: string
  /** Null: the record does not hold it. */
  value: string | null
  /** The tier that it asks for; null where it asks for none. */
  tier: 'high' | 'medium' | null
  /** Where the value is from. */
  from: string
  /** What would clear it; null where nothing has to be cleared. */
  clears: string | null
}

/** The tier of an award and each fact behind it. The highest that any fact asks for is the tier; with no
 *  report due yet there is none. */
export function judgeRisk(facts: RiskFacts): { tier: RiskTier | null; facts: JudgedFact[] } {
  const judged = [
    counted(facts.findings, {
      code: 'findings',
      label: 'Open compliance findings',
      tier: 'high',
      from: 'visits and their corrective actions',
      clears: 'The corrective action of each is verified and closed.',
    }),
    counted(facts.delinquent, {
      code: 'delinquent',
      label: 'Delinquent reports',
      tier: 'high',
      from: 'due dates and submissions',
      clears: 'The grantee submits them, or an extension is granted.',
    }),
    spending(facts),
    counted(facts.late, {
      code: 'late',
      label: 'Late reports in twelve months',
      tier: 'medium',
      from: 'due dates and submissions',
      clears: 'Twelve months without a late report.',
    }),
    targets(facts),
    counted(facts.vacancies, {
      code: 'vacancies',
      label: 'Key person leaving',
      tier: 'medium',
      from: 'modifications that wait for a decision',
      clears: 'The change of the key person is decided.',
    }),
  ]
  const asked = judged.map(({ tier }) => tier)
  const tier = asked.includes('high') ? 'high' : asked.includes('medium') ? 'medium' : null
  return { tier: tier ?? (facts.reports === 0 ? null : 'low'), facts: judged }
}

/** What asks for a tier as soon as there is one of it. */
function counted(count: number, fact: Omit<JudgedFact, 'value'>): JudgedFact {
  const value = formatCount(count)
  return count > 0 ? { ...fact, value } : { ...fact, value, tier: null, clears: null }
}

function spending({ elapsed, spent, figuresTo }: RiskFacts): JudgedFact {
  const gap = spendGap({ elapsed, spent })
  const { high, medium } = riskThresholds.spendGap
  const tier = gap === null || gap < medium ? null : gap > high ? 'high' : 'medium'
  return {
    code: 'spending',
    label: 'Spending against time',
    value:
      elapsed === null || spent === null
        ? null
        : `${percent(elapsed)} of the period gone, ${percent(spent)} spent`,
    tier,
    from: figuresTo
      ? `the accepted financial report to ${formatShortDate(figuresTo)}`
      : 'accepted financial reports',
    clears: tier && `A later financial report shows spending less than ${medium} points behind.`,
  }
}

function targets({ target, targetName }: RiskFacts): JudgedFact {
  const isBehind = target !== null && target < riskThresholds.targetShare
  return {
    code: 'targets',
    label: 'Target furthest behind',
    value:
      target === null || targetName === null
        ? null
        : `${targetName}: ${percent(target)} of what is asked for by now`,
    tier: isBehind ? 'medium' : null,
    from: 'targets and accepted figures',
    clears: isBehind
      ? `It reaches ${percent(riskThresholds.targetShare)} of what its target asks for by then.`
      : null,
  }
}

/** Points of a hundred by which spending is behind time; negative where it is ahead. */
export function spendGap({ elapsed, spent }: Pick<RiskFacts, 'elapsed' | 'spent'>): number | null {
  return elapsed === null || spent === null ? null : points(elapsed) - points(spent)
}

const points = (share: number) => Math.round(share * 1000) / 10

export const percent = (share: number) => `${Math.round(share * 100)}%`
