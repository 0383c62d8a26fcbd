import { sql } from 'kysely'
import type { SystemPermitted } from '#app/domain/access.ts'
import { dayIn } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import {
  type Reminder,
  dueSteps,
  petitionReminder,
  remindersOn,
  waitOf,
} from '#app/domain/report/reminders.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'

/** Reminds of every report whose turn has come by a day, each step once: doing it again, or after days on
 *  which nobody did, sends nothing twice and no flood. Answers how many it sent. */
export async function remindOfReports(
  actor: SystemPermitted<'report.remind'>,
  day: string,
): Promise<number> {
  let sent = 0
  let after = 0
  for (;;) {
    const reports = await readWaiting(day, after)
    for (const report of reports) {
      for (const reminder of remindersOn(report, day)) {
        if (await remind(actor, report, reminder, day)) sent += 1
      }
    }
    if (reports.length < batch) return sent + (await remindOfPetitions(actor, day))
    after = reports.at(-1)?.id ?? after
  }
}

/** Reminds of extensions and waivers that nobody has decided. */
async function remindOfPetitions(
  actor: SystemPermitted<'report.remind'>,
  day: string,
): Promise<number> {
  let sent = 0
  for (const petition of await readUndecided()) {
    const reminder = petitionReminder(petition, day)
    if (!reminder) continue
    const isSent = await db.transaction().execute(async (trx) => {
      const still = await trx
        .selectFrom('reportPetitions')
        .where('id', '=', petition.petitionId)
        .where('outcome', 'is', null)
        .where('recommendation', petition.isRecommended ? 'is not' : 'is', null)
        .select('id')
        .forShare()
        .executeTakeFirst()
      if (!still || !(await take(trx, petition, reminder, day))) return false
      await record(trx, actor, {
        kind: reminder.event,
        awardId: petition.awardId,
        reportId: petition.id,
        after: { request: petition.kind, waitingSince: reminder.countedFrom },
      })
      return true
    })
    if (isSent) sent += 1
  }
  return sent
}

async function readUndecided() {
  const rows = await db
    .selectFrom('reportPetitions')
    .innerJoin('reports', 'reports.id', 'reportPetitions.reportId')
    .where('reportPetitions.outcome', 'is', null)
    .where('reports.endedAs', 'is', null)
    .select([
      'reportPetitions.id as petitionId',
      'reportPetitions.kind',
      'reportPetitions.askedAt',
      'reportPetitions.recommendation',
      'reports.id',
      'reports.organizationId',
      'reports.awardId',
      takenSteps.as('taken'),
    ])
    .orderBy('reportPetitions.id')
    .execute()
  return rows.map(({ askedAt, recommendation, taken, ...petition }) => ({
    ...petition,
    askedOn: dayIn(askedAt),
    isRecommended: recommendation !== null,
    taken: stepsIn(taken),
  }))
}

/** The steps that were taken for a report, each with the date it counted from, as JSON. */
const takenSteps = sql<string | null>`(
  select json_agg(json_build_array(step, counted_from))::text from report_reminders
  where report_reminders.report_id = reports.id
)`

function stepsIn(taken: string | null) {
  const steps = JSON.parse(taken ?? '[]') as [string, string][]
  return steps.map(([step, countedFrom]) => ({ step, countedFrom }))
}

/** False where another run took the step before. */
async function take(
  trx: Trx,
  report: { id: number; organizationId: number },
  { step, countedFrom }: Reminder,
  day: string,
): Promise<boolean> {
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
  return taken.numInsertedOrUpdatedRows !== 0n
}

/** Reports read at a time, so that a portfolio of any size is gone through in short questions. */
const batch = 1000

type Waiting = Awaited<ReturnType<typeof readWaiting>>[number]

/** Unfinished reports that may ask for a reminder by a day, the next ones after an id. */
async function readWaiting(day: string, after: number) {
  const farthest = -Math.min(...dueSteps.map(({ days }) => days))
  const rows = await db
    .selectFrom('reports')
    .where('id', '>', after)
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
        .where('events.kind', 'not in', ['report.saved', 'report.taken_over'])
        .select('events.at')
        .orderBy('events.id', 'desc')
        .limit(1)
        .as('movedAt'),
      takenSteps.as('taken'),
    ])
    .orderBy('id')
    .limit(batch)
    .execute()
  return rows.map(({ movedAt, taken, ...report }) => ({
    ...report,
    movedOn: movedAt ? dayIn(movedAt) : day,
    taken: stepsIn(taken),
  }))
}

/** False where somebody was faster: another run took the step, or the report moved on meanwhile. */
async function remind(
  actor: SystemPermitted<'report.remind'>,
  report: Waiting,
  reminder: Reminder,
  day: string,
): Promise<boolean> {
  const { event, countedFrom } = reminder
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
    if (!(await take(trx, report, reminder, day))) return false
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
