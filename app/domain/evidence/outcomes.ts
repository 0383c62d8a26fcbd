import { type Origin, origins } from '../award_list.ts'

/** What businesses gain and what changes around an award, in the words of the Aspen Institute's Workforce
 *  Strategies Initiative (claims C50 and C51 of the library). Reported, never an effect. */
export const outcomeKinds = [
  'retention',
  'productivity',
  'vacancy_turnover_cost',
  'diversity',
  'accidents',
  'soft_skills',
  'industry_practice',
  'education_training',
  'public_rules',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

export const outcomeKindLabels = {
  retention: 'Retention',
  productivity: 'Productivity',
  vacancy_turnover_cost: 'Lower vacancy and turnover cost',
  diversity: 'Diversity',
  accidents: 'Fewer accidents',
  soft_skills: 'Better soft skills',
  industry_practice: 'Industry practice',
  education_training: 'Education and training',
  public_rules: 'Public rules and fiscal policy',
} satisfies Record<OutcomeKind, string>

export const outcomeGroups = {
  business: {
    label: 'Business outcomes',
    claim: 'C50',
    kinds: [
      'retention',
      'productivity',
      'vacancy_turnover_cost',
      'diversity',
      'accidents',
      'soft_skills',
    ],
  },
  systems: {
    label: 'Systems change',
    claim: 'C51',
    kinds: ['industry_practice', 'education_training', 'public_rules'],
  },
} as const satisfies Record<string, { label: string; claim: string; kinds: readonly OutcomeKind[] }>
export type OutcomeGroup = keyof typeof outcomeGroups
export const outcomeGroupCodes = Object.keys(outcomeGroups) as OutcomeGroup[]

/** The grantee claims; the officer of the caseload confirms, or says what is missing. */
export const outcomeStates = ['claimed', 'confirmed', 'not_confirmed'] as const
export type OutcomeState = (typeof outcomeStates)[number]

export const outcomeStateLabels = {
  claimed: 'Claimed, waits for the officer',
  confirmed: 'Confirmed',
  not_confirmed: 'Not confirmed',
} satisfies Record<OutcomeState, string>

export const outcomeAnswers = ['confirmed', 'not_confirmed'] as const
export type OutcomeAnswer = (typeof outcomeAnswers)[number]

export interface OutcomeFilters {
  origin: Origin
  kind: OutcomeKind | null
  sector: string | null
}

/** Whatever an address does not say or cannot mean falls back to every outcome of awards from sources. */
export function readOutcomeFilters(params: URLSearchParams): OutcomeFilters {
  const sector = params.get('sector') ?? ''
  return {
    origin: origins.find((one) => one === params.get('origin')) ?? 'sources',
    kind: outcomeKinds.find((one) => one === params.get('kind')) ?? null,
    sector: /^\w{1,60}$/.test(sector) ? sector : null,
  }
}

/** The shortest query that asks for the same. */
export function outcomeQuery({ origin, ...where }: OutcomeFilters) {
  return { ...where, origin: origin === 'sources' ? null : origin }
}

/** Outcomes of one kind in one sector, or in all of them once (null). */
export interface OutcomeCount {
  kind: OutcomeKind
  sector: string | null
  confirmed: number
  claimed: number
  awards: number
}
