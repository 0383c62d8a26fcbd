import { sql } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { type Planned, type Shift, forecast } from '#app/domain/study/forecast.ts'
import { type Db, type Trx, db } from '../index.ts'
import { milestonesSeenBy, studiesSeenBy } from '../scope.ts'

/** The study a write changes, if the actor sees it. Its row's lock puts all changes to its plan in line. */
export async function lockStudy(trx: Trx, actor: Actor, slug: string) {
  return trx
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'organizationId', 'version'])
    .forUpdate()
    .executeTakeFirst()
}

/** The milestones of a study that an actor sees, in the order of the plan, as a forecast reads them. */
export async function listPlan(actor: Actor, studyId: number, on: Db | Trx = db) {
  const rows = await on
    .selectFrom('milestones')
    .where('studyId', '=', studyId)
    .where('id', 'in', milestonesSeenBy(actor))
    .select([
      'id',
      'code',
      'name',
      'stage',
      'topic',
      'role',
      'responsibleRole',
      'evidenceArtifact',
      'offsetRule',
      'durationDays',
      'prerequisites',
      'state',
      'baselineOn',
      'forecastOn',
      'actualOn',
      'pinned',
      'version',
    ])
    .orderBy('position')
    .execute()
  return rows.map(({ pinned, ...row }) => ({ ...row, pinnedOn: pinned ? row.forecastOn : null }))
}

export type PlanRow = Awaited<ReturnType<typeof listPlan>>[number]

/** Stores what a changed plan makes of every forecast, counts the study's version up, and answers
 *  what moved. Every other date of the plan stays what it was. */
export async function storeForecasts(
  trx: Trx,
  studyId: number,
  before: readonly PlanRow[],
  changed: readonly Planned[],
): Promise<Shift[]> {
  const after = forecast(changed)
  const shifts = before.flatMap(({ code, forecastOn }) => {
    const to = after.get(code) ?? null
    return to === forecastOn ? [] : [{ code, from: forecastOn, to }]
  })
  await sql`
    update milestones set forecast_on = moved.forecast_on
    from unnest(
      ${shifts.map(({ code }) => code)}::text[], ${shifts.map(({ to }) => to)}::date[]
    ) as moved (code, forecast_on)
    where milestones.study_id = ${studyId} and milestones.code = moved.code
  `.execute(trx)
  await trx
    .updateTable('studies')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', studyId)
    .execute()
  return shifts
}

/** The 409 of a study: what the page showed is no longer so, and who changed it last. */
export async function overtaken(
  trx: Trx,
  what: string,
  of: { studyId: number; code?: string },
): Promise<Conflict> {
  const last = await trx
    .selectFrom('events')
    .innerJoin('people', 'people.id', 'events.personId')
    .where('events.studyId', '=', of.studyId)
    .$if(of.code !== undefined, (query) =>
      query.where('events.milestoneCode', '=', of.code ?? null),
    )
    .select(['people.name', 'events.at'])
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return new Conflict(what, { who: last?.name ?? null, at: last?.at.toISOString() ?? null })
}
