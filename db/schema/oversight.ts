import type { RiskTier } from '#app/domain/oversight/risk_tiers.ts'
import type { GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface OversightTables {
  riskRatings: RiskRatings
  awardRisks: AwardRisks
}

/** What an officer says of an award's risk; the last one stands. */
interface RiskRatings {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  tier: RiskTier
  reason: string
  ratedBy: number
  ratedAt: Moment
}

/** What the record of an award says of its risk, as last judged; `weight` orders the early warnings. */
interface AwardRisks {
  awardId: number
  organizationId: number
  tier: RiskTier | null
  ratedTier: RiskTier | null
  weight: number
  judgedOn: string
  judgedAt: Moment
}
