import type { Generated, GeneratedAlways } from 'kysely'
import type { NoticeGroup } from '#app/domain/notice_line.ts'
import type { NoticeKind } from '#app/domain/notice_lines.ts'
import type { MailChoice } from '#app/domain/notices.ts'
import type { DigestRhythm } from '#app/domain/view_mail_words.ts'
import type { Moment } from './accounts.ts'

export interface NoticeTables {
  notices: Notices
  noticeSettings: NoticeSettings
  reportReminders: ReportReminders
  calendarFeeds: CalendarFeeds
  savedViews: SavedViews
  viewDigests: ViewDigests
}

interface Notices {
  id: GeneratedAlways<number>
  organizationId: number
  membershipId: number
  /** Whom the reader stands in for; null: it was told to the reader. */
  forMembershipId: number | null
  eventId: number
  kind: NoticeKind
  at: Moment
  /** How it goes out by mail, as the person wanted it when it was made. */
  mail: MailChoice
  readAt: Generated<Date | null>
  mailedAt: Generated<Date | null>
}

interface SavedViews {
  id: GeneratedAlways<number>
  organizationId: number
  membershipId: number
  name: string
  query: string
  shared: boolean
  savedAt: Moment
}

/** A view that somebody hears of by mail, and the awards it held when it was told of last. */
interface ViewDigests {
  membershipId: number
  organizationId: number
  viewId: number
  every: DigestRhythm
  awards: number[]
  toldOn: string
}

interface NoticeSettings {
  organizationId: number
  membershipId: number
  noticeGroup: NoticeGroup
  mail: MailChoice
}

/** The steps that were taken for a report, each once for a date it counts from. */
interface ReportReminders {
  organizationId: number
  reportId: number
  step: string
  countedFrom: string
  onDay: string
}

interface CalendarFeeds {
  id: GeneratedAlways<number>
  organizationId: number
  membershipId: number
  tokenHash: string
  createdAt: Moment
  revokedAt: Generated<Date | null>
}
