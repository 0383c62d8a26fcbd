import { Logger, type Runner, type TaskList, run } from 'graphile-worker'
import { openPool } from '#db/connection.ts'
import { logError } from '../log.server.ts'
import { endSessions } from './end_sessions.server.ts'
import { keepHeads } from './keep_heads.server.ts'
import { openDueReports } from './open_reports.server.ts'
import { sendInvitation } from './send_invitation.server.ts'
import { sendPasswordReset } from './send_password_reset.server.ts'

/** What happens later, one file a task; each is safe to run twice. */
const tasks = {
  end_sessions: endSessions,
  keep_heads: keepHeads,
  open_reports: openDueReports,
  send_invitation: sendInvitation,
  send_password_reset: sendPasswordReset,
} satisfies TaskList

const schedule = [
  '7 * * * * end_sessions ?fill=2h',
  '*/5 * * * * keep_heads',
  '20 5 * * * open_reports ?fill=1d',
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
