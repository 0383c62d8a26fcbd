import type { OverlapAction, OverlapHappening, OverlapState } from '#app/domain/overlap/life.ts'
import type { Population, Service } from '#app/domain/overlap/reach.ts'
import type { OverlapLevel } from '#app/domain/overlap/rule.ts'
import type { Generated, GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface OverlapTables {
  awardReaches: AwardReaches
  overlapFindings: OverlapFindings
  overlapMoves: OverlapMoves
  overlapQueue: OverlapQueue
}

/** Where an award works, whom it serves and what it does, word by word; the last one stands. */
interface AwardReaches {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  no: number
  nationwide: boolean
  statewide: string[]
  counties: string[]
  populations: Population[]
  services: Service[]
  ground: string
  saidBy: number
  saidAt: Moment
}

/** A pair of awards that the rule found, with what it found and what people decided. */
interface OverlapFindings {
  id: GeneratedAlways<number>
  lowAwardId: number
  highAwardId: number
  ruleVersion: number
  sample: boolean
  level: OverlapLevel
  score: string | null
  dataIncomplete: boolean
  place: string
  sectorShare: string
  serviceShare: string | null
  populationShare: string | null
  days: number | null
  sharedStates: string[]
  sharedCounties: string[]
  sharedSectors: string[]
  sharedServices: Service[]
  sharedPopulations: Population[]
  weight: string
  readHash: string
  state: OverlapState
  action: OverlapAction | null
  detectedAt: Moment
  judgedAt: Moment
  goneAt: Date | null
  sharedAt: Date | null
  version: Generated<number>
}

interface OverlapMoves {
  id: GeneratedAlways<number>
  overlapId: number
  move: OverlapHappening
  words: string | null
  movedBy: number | null
  movedAt: Moment
}

/** Awards whose pairs are to be judged again. */
interface OverlapQueue {
  awardId: number
}
