import type { Generated, GeneratedAlways } from 'kysely'
import type { FileKind } from '#app/domain/report/files.ts'
import type {
  CommentAnswer,
  CommentKind,
  DeliverableKind,
  DeliverableState,
  ReviewBody,
} from '#app/domain/study/deliverables.ts'
import type { Moment } from './accounts.ts'

export interface DeliverableTables {
  studyDeliverables: StudyDeliverables
  deliverableDrafts: DeliverableDrafts
  deliverableReviews: DeliverableReviews
  deliverableComments: DeliverableComments
}

interface StudyDeliverables {
  id: GeneratedAlways<number>
  studyId: number
  no: number
  kind: DeliverableKind
  title: string
  dueOn: string
  state: DeliverableState
  plannedBy: number
  plannedAt: Moment
  submittedBy: number | null
  submittedAt: Date | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Date | null
  checkWords: string | null
  checkedBy: number | null
  checkedAt: Date | null
  publicUrl: string | null
  releasedBy: number | null
  releasedAt: Date | null
  version: Generated<number>
}

/** A version of what is handed in; its bytes lie under their hash. */
interface DeliverableDrafts {
  deliverableId: number
  no: number
  name: string
  kind: FileKind
  size: number
  sha256: string
  /** What changed since the draft before. */
  words: string | null
  addedBy: number
  addedAt: Moment
}

interface DeliverableReviews {
  id: GeneratedAlways<number>
  deliverableId: number
  draftNo: number
  body: ReviewBody
  name: string
  email: string
  words: string | null
  invitedBy: number
  invitedAt: Moment
  expiresAt: Moment
  tokenHash: string | null
  openedAt: Date | null
  doneAt: Date | null
  withdrawnBy: number | null
  withdrawnAt: Date | null
}

interface DeliverableComments {
  id: GeneratedAlways<number>
  deliverableId: number
  draftNo: number
  reviewId: number
  no: number
  place: string
  kind: CommentKind
  words: string
  key: string
  writtenAt: Moment
  answer: CommentAnswer | null
  answerWords: string | null
  answeredBy: number | null
  answeredAt: Date | null
}
