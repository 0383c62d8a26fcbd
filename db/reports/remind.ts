import { sql } from 'kysely'
import type { SystemPermitted } from '#app/domain/access.ts'
import { dayIn } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { type Reminder, dueSteps, remindersOn, waitOf } from '#app/domain/report/reminders.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'

/** Reminds of every report whose turn has come by a day, each step once: doing it again, or after days on
 *  which nobody did, sends nothing twice and no flood. Answers how many it sent. */
export async function remindOfReports(
  actor: SystemPermitted<'report.remind'>,
  day: string,
): Promise<number> {
  let sent = 0
  for (const report of await readWaiting(day)) {
    for (const reminder of remindersOn(report, day)) {
      if (await remind(actor, report, reminder, day)) sent += 1
    }
  }
  return sent
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>[number]

/** Unfinished reports that may ask for a reminder by a day. */
async function readWaiting(day: string) {
  const farthest = -Math.min(...dueSteps.map(({ days }) => days))
  const rows = await db
    .selectFrom('reports')
    .where('endedAs', 'is', null)
    .where('agencyState', '<>', 'accepted')
    .where((eb) =>
      eb.or([
        eb('workingDueOn', '<=', addDays(day, farthest)),
        eb('authorState', 'in', ['awaiting_certification', 'submitted']),
        eb('agencyState', 'in', ['returned', 'reopened']),
      ]),
    )
    .select((eb) => [
      'id',
      'organizationId',
      'awardId',
      'authorState as author',
      'agencyState as agency',
      'endedAs',
      'workingDueOn',
      'statutoryDueOn',
      'extendedDueOn',
      eb
        .selectFrom('events')
        .whereRef('events.reportId', '=', 'reports.id')
        .where('events.kind', 'like', 'report.%')
        .where('events.kind', '<>', 'report.saved')
        .select('events.at')
        .orderBy('events.id', 'desc')
        .limit(1)
        .as('movedAt'),
      eb
        .selectFrom('reportReminders as taken')
        .whereRef('taken.reportId', '=', 'reports.id')
        .select(
          sql<string | null>`json_agg(json_build_array(taken.step, taken.counted_from))::text`.as(
            'all',
          ),
        )
        .as('taken'),
    ])
    .orderBy('id')
    .execute()
  return rows.map(({ movedAt, taken, ...report }) => ({
    ...report,
    movedOn: movedAt ? dayIn(movedAt) : day,
    taken: (JSON.parse(taken ?? '[]') as [string, string][]).map(([step, countedFrom]) => ({
      step,
      countedFrom,
    })),
  }))
}

/** False where somebody was faster: another run took the step, or the report moved on meanwhile. */
async function remind(
  actor: SystemPermitted<'report.remind'>,
  report: Waiting,
  { step, event, countedFrom }: Reminder,
  day: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const still = await trx
      .selectFrom('reports')
      .where('id', '=', report.id)
      .where('authorState', '=', report.author)
      .where('agencyState', '=', report.agency)
      .where('endedAs', 'is', null)
      .select('id')
      .forShare()
      .executeTakeFirst()
    if (!still) return false
    const taken = await trx
      .insertInto('reportReminders')
      .values({
        organizationId: report.organizationId,
        reportId: report.id,
        step,
        countedFrom,
        onDay: day,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (taken.numInsertedOrUpdatedRows === 0n) return false
    const isWait = waitOf(report) !== null && countedFrom === report.movedOn
    await record(trx, actor, {
      kind: event,
      awardId: report.awardId,
      reportId: report.id,
      after: isWait ? { waitingSince: countedFrom } : { countedFrom },
    })
    return true
  })
}
