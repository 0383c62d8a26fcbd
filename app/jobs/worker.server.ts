import { Logger, type Runner, type TaskList, run } from 'graphile-worker'
import { openPool } from '#db/connection.ts'
import { logError } from '../log.server.ts'
import { endSessions } from './end_sessions.server.ts'
import { keepHeads } from './keep_heads.server.ts'
import { openDueReports } from './open_reports.server.ts'
import { sendDigest, sendDigests } from './send_digests.server.ts'
import { sendInvitation } from './send_invitation.server.ts'
import { sendNotice } from './send_notice.server.ts'
import { sendPasswordReset } from './send_password_reset.server.ts'
import { sendReminders } from './send_reminders.server.ts'

/** What happens later, one file a task; each is safe to run twice. */
const tasks = {
  end_sessions: endSessions,
  keep_heads: keepHeads,
  open_reports: openDueReports,
  send_digest: sendDigest,
  send_digests: sendDigests,
  send_invitation: sendInvitation,
  send_notice: sendNotice,
  send_password_reset: sendPasswordReset,
  send_reminders: sendReminders,
} satisfies TaskList

const schedule = [
  '7 * * * * end_sessions ?fill=2h',
  '*/5 * * * * keep_heads',
  '20 5 * * * open_reports ?fill=1d',
  // Before the digest, so that it tells of today's.
  '0 11 * * * send_reminders ?fill=1d',
  // Eight o'clock in Washington is noon or one o'clock in UTC; the job itself looks at the clock.
  '0 12,13 * * * send_digests ?fill=4h',
].join('\n')

export async function startWorker(): Promise<Runner> {
  const pool = openPool('worker', { max: 4 })
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab: schedule,
    concurrency: 2,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') logError('worker', new Error(message))
    }),
  })
  const stop = runner.stop.bind(runner)
  runner.stop = async () => {
    await stop()
    await pool.end()
  }
  return runner
}
