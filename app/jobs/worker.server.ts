import type { TaskList } from 'graphile-worker'
import { countDays } from './count_days.server.ts'
import { endPastAwards } from './end_awards.server.ts'
import { endSessions } from './end_sessions.server.ts'
import { freeJobs } from './free_jobs.server.ts'
import { readImport, storeConfirmedImport } from './import_awards.server.ts'
import { judgeOverlaps } from './judge_overlaps.server.ts'
import { judgeAllRisks } from './judge_risks.server.ts'
import { keepHeads } from './keep_heads.server.ts'
import { keepSubmittedPdf } from './keep_pdf.server.ts'
import { openDueReports } from './open_reports.server.ts'
import { sendDigest, sendDigests } from './send_digests.server.ts'
import { sendInvitation } from './send_invitation.server.ts'
import { sendNotice } from './send_notice.server.ts'
import { sendPasswordReset } from './send_password_reset.server.ts'
import { sendReminders } from './send_reminders.server.ts'
import { sendReviewInvitation } from './send_review_invitation.server.ts'
import { sendViewDigest, sendViewDigests } from './send_view_digests.server.ts'
import { keepWorking } from './keep_working.server.ts'

/** What happens later, one file a task; each is safe to run twice. */
const tasks = {
  count_days: countDays,
  end_awards: endPastAwards,
  end_sessions: endSessions,
  free_jobs: freeJobs,
  judge_overlaps: judgeOverlaps,
  judge_risks: judgeAllRisks,
  keep_heads: keepHeads,
  keep_pdf: keepSubmittedPdf,
  open_reports: openDueReports,
  read_import: readImport,
  send_digest: sendDigest,
  send_digests: sendDigests,
  send_invitation: sendInvitation,
  send_notice: sendNotice,
  send_password_reset: sendPasswordReset,
  send_reminders: sendReminders,
  send_review_invitation: sendReviewInvitation,
  send_view_digest: sendViewDigest,
  send_view_digests: sendViewDigests,
  store_import: storeConfirmedImport,
} satisfies TaskList

const schedule = [
  '7 * * * * end_sessions ?fill=2h',
  '*/5 * * * * free_jobs',
  '*/5 * * * * keep_heads',
  '10 5 * * * end_awards ?fill=1d',
  '*/10 * * * * judge_overlaps',
  '25 * * * * judge_risks ?fill=2h',
  '20 5 * * * open_reports ?fill=1d',
  '40 5 * * * count_days',
  // Before the digest, so that it tells of today's.
  '0 11 * * * send_reminders ?fill=1d',
  // Eight o'clock in Washington is noon or one o'clock in UTC; the job itself looks at the clock.
  '0 12,13 * * * send_digests ?fill=4h',
  '0 12,13 * * * send_view_digests ?fill=4h',
].join('\n')

export const startWorker = () => keepWorking(tasks, schedule)
