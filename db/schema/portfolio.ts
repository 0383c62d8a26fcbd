import type { Generated, GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface PortfolioTables {
  awards: Awards
  awardSectors: AwardSectors
  awardStates: AwardStates
  awardPartners: AwardPartners
  awardTargets: AwardTargets
  caseloads: Caseloads
}

export const awardStatuses = [
  'announced',
  'awarded',
  'active',
  'suspended',
  'ended',
  'closeout',
  'closed',
  'terminated',
] as const
export const frequencies = ['quarterly', 'semiannual', 'annual'] as const
export const rollRules = ['none', 'previous_business_day', 'next_business_day'] as const
export const calendarTypes = ['program_year', 'fiscal_year', 'calendar_year'] as const

interface Awards {
  id: GeneratedAlways<number>
  number: string
  fain: string | null
  organizationId: number
  sample: boolean
  agencyCode: string
  programCode: string
  streamCode: string
  name: string | null
  awardRound: string | null
  track: string | null
  status: (typeof awardStatuses)[number]
  announcedOn: string | null
  periodStart: string | null
  periodEnd: string | null
  amount: string | null
  amountPrecision:
    'exact' | 'rounded_10k' | 'rounded_100k' | 'rounded' | 'approximate' | 'not_in_sources_read'
  matchAmount: string | null
  city: string | null
  state: string | null
  serviceArea: string | null
  statewide: boolean | null
  sourceUrl: string | null
  canonicalUrl: string | null
  notes: string | null
  sourceHash: string | null
  reportFrequency: (typeof frequencies)[number] | null
  reportOffsetDays: number | null
  reportRollRule: (typeof rollRules)[number] | null
  reportCalendar: (typeof calendarTypes)[number] | null
  firstPeriodEnd: string | null
  version: Generated<number>
}

interface AwardSectors {
  awardId: number
  sectorCode: string
}

interface AwardStates {
  awardId: number
  usps: string
}

interface AwardPartners {
  awardId: number
  position: number
  name: string
}

interface AwardTargets {
  awardId: number
  indicatorCode: string
  target: string
  sourceUrl: string | null
}

/** Whose award it is to look after; one officer at a time. */
interface Caseloads {
  awardId: number
  membershipId: number
  organizationId: number
  startedAt: Moment
  endedAt: Date | null
}
