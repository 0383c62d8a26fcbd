import { type Role, rolesByKind } from './access.ts'
import { rolesWithDesk } from './away.ts'

/** Whom an event concerns; `db/notices.ts` answers who that is. Whoever did it is never told. */
export const audiences = {
  preparers: ['preparer'],
  certifiers: ['certifier'],
  officer: ['officer'],
  grants_officers: ['grants_officer'],
  /** Whom the officer's membership names, else the grants officers of the agency. */
  supervisor: ['officer', 'grants_officer', 'evaluation_officer', 'director'],
  /** Whom the event names as asked. */
  asked: ['officer'],
  /** Whom an absence names as the one who stands in, and as the one who is away. */
  stand_in: rolesWithDesk,
  absent: rolesWithDesk,
  /** Who drafted what the event tells of. */
  drafter: ['officer', 'evaluation_officer', 'lead', 'analyst'],
  study_team: rolesByKind.evaluator,
  study_leads: ['lead'],
  /** Who leads the studies whose site the award is. */
  site_leads: ['lead'],
  /** At the sites of a study, those whose role records the milestone. */
  site: ['preparer', 'certifier'],
  /** The certifying officials of a study's sites. */
  site_certifiers: ['certifier'],
  evaluation_officers: ['evaluation_officer'],
  directors: ['director'],
} as const satisfies Record<string, readonly Role[]>

export type Audience = keyof typeof audiences

/** What people choose their mail for. */
export const noticeGroups = ['due', 'reports', 'studies', 'awards', 'absences'] as const
export type NoticeGroup = (typeof noticeGroups)[number]

/** What has to be in sight for a notice to show: of a report its page, or only the row with its due
 *  date that stands beside an award; of an extension or a waiver the story of it. */
export type NoticeSubject =
  | 'report'
  | 'due_report'
  | 'extension'
  | 'waiver'
  | 'award'
  | 'modification'
  | 'oversight'
  | 'assistance'
  | 'overlap'
  | 'study'
  | 'milestone'
  | 'gate'
  | 'site_invitation'
  | 'reconciliation'
  | 'deliverable'
  | 'alert'
  | 'finding'
  | 'practice'
  | 'practice_sent'
  | 'absence'
  | 'decision'
  | 'rating'
  | 'outcome'

export type Values = Record<string, unknown> | undefined

export interface NoticeLine {
  readonly kind: string
  /** The event it is a reading of. */
  readonly on: string
  readonly to: readonly Audience[]
  readonly group: NoticeGroup
  readonly subject: NoticeSubject
  /** What happened, in words that may stand in a mail. */
  readonly says: string
  /** What to do about it. */
  readonly ask: string
  readonly when?: (told: { before?: Values; after?: Values }) => boolean
}

/** Nobody is there to recommend. */
export function waitsForDecision({ after }: { after?: Values }): boolean {
  return after?.['waitsFor'] === 'the decision'
}
