import type { GeneratedAlways } from 'kysely'
import type { OutcomeKind, OutcomeState } from '#app/domain/evidence/outcomes.ts'
import type { Moment } from './accounts.ts'

export interface OutcomeTables {
  awardOutcomes: AwardOutcomes
}

/** What businesses gained or what changed around an award; migrations/0043_outcomes.ts holds the checks. */
interface AwardOutcomes {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  no: number
  kind: OutcomeKind
  changed: string
  partnershipId: number | null
  since: string
  evidence: string
  claimedBy: number
  claimedAt: Moment
  state: OutcomeState
  answeredBy: number | null
  answeredAt: Moment | null
  words: string | null
}
