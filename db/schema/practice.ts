import type { Generated, GeneratedAlways } from 'kysely'
import type { Component } from '#app/domain/evidence/library.ts'
import type {
  Certainty,
  Kinship,
  PracticeAnswer,
  PracticeState,
} from '#app/domain/evidence/practice.ts'
import type { Moment } from './accounts.ts'

export interface PracticeTables {
  practiceNotes: PracticeNotes
  practiceCitations: PracticeCitations
  practiceSends: PracticeSends
}

interface PracticeNotes {
  id: GeneratedAlways<number>
  /** Whether it rests on anything invented. */
  sample: boolean
  title: string
  done: string
  forWhom: string
  seen: string
  certainty: Certainty
  sectors: string[]
  components: Component[]
  model: string | null
  state: PracticeState
  draftedBy: number
  draftedAt: Moment
  submittedAt: Date | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Date | null
  version: Generated<number>
}

interface PracticeCitations {
  noteId: number
  position: number
  findingCode: string | null
  studyFindingId: number | null
  reportId: number | null
}

interface PracticeSends {
  id: GeneratedAlways<number>
  noteId: number
  awardId: number
  /** The grantee's. */
  organizationId: number
  alike: Kinship[]
  sentBy: number
  sentAt: Moment
  answer: PracticeAnswer | null
  answerWords: string | null
  answeredBy: number | null
  answeredAt: Date | null
}
