import type { FidelitySide, FidelityWord } from '#app/domain/evidence/fidelity.ts'
import type { Component } from '#app/domain/evidence/library.ts'
import type { GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface FidelityTables {
  fidelityRatings: FidelityRatings
  awardFidelity: AwardFidelity
}

interface FidelityRatings {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  side: FidelitySide
  component: Component
  periodEnd: string
  /** Among all that the side said of the award. */
  no: number
  word: FidelityWord
  evidence: string
  ratedBy: number
  ratedAt: Moment
}

/** The officers' last word on a component: of the latest quarter, and of that the last. */
interface AwardFidelity {
  awardId: number
  organizationId: number
  component: Component
  word: FidelityWord
  periodEnd: string
  ratingId: number
}
