import type { NoticeLine } from '../notice_line.ts'

/** Who hears of what a study hands in, and of what people outside said of it. */
export const deliverableNoticeLines = [
  {
    kind: 'deliverable_planned',
    on: 'deliverable.planned',
    to: ['study_team'],
    group: 'studies',
    subject: 'deliverable',
    says: 'A deliverable of your study is planned',
    ask: 'Note the day it is due, and add its draft in time for a review.',
  },
  {
    kind: 'draft_reviewed',
    on: 'deliverable.review_done',
    to: ['study_leads', 'evaluation_officers'],
    group: 'studies',
    subject: 'deliverable',
    says: 'A reviewer has finished reading a draft',
    ask: 'Read the comments. The lead answers each of them.',
  },
  {
    kind: 'deliverable_submitted',
    on: 'deliverable.submitted',
    to: ['evaluation_officers'],
    group: 'studies',
    subject: 'deliverable',
    says: 'A deliverable of a study is handed in',
    ask: 'Read it with the answers to its reviewers. Accept it, or return it with words.',
  },
  {
    kind: 'deliverable_returned',
    on: 'deliverable.returned',
    to: ['study_team'],
    group: 'studies',
    subject: 'deliverable',
    says: 'A deliverable of your study was returned',
    ask: 'Read why, add the revised draft, and hand it in again.',
  },
  {
    kind: 'deliverable_accepted',
    on: 'deliverable.accepted',
    to: ['study_team'],
    group: 'studies',
    subject: 'deliverable',
    says: 'A deliverable of your study is accepted',
    ask: 'It is checked for accessibility next, and then released.',
  },
  {
    kind: 'deliverable_released',
    on: 'deliverable.released',
    to: ['study_team', 'directors'],
    group: 'studies',
    subject: 'deliverable',
    says: 'A deliverable of a study is released',
    ask: 'Anybody can read it from now on.',
  },
] as const satisfies readonly NoticeLine[]
