import type { Actor, Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { daysBetween } from '#app/domain/dates.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { conflicts, shift, variance } from '#app/domain/study/forecast.ts'
import { forecastRefusal } from '#app/domain/study/milestones.ts'
import { record } from '../events.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type PlanRow, listPlan, lockStudy, overtaken, storeForecasts } from './plan.ts'

export interface MilestoneAddress {
  slug: string
  code: string
}

/** What moving a milestone to a date would do, without doing it: everything downstream that moves,
 *  in the order of the plan. Null where the actor sees no such milestone. Throws a Refusal. */
export async function previewForecast(
  actor: Permitted<'milestone.forecast'>,
  { slug, code }: MilestoneAddress,
  forecastOn: string,
) {
  const study = await findVersion(actor, slug)
  if (!study) return null
  const plan = await listPlan(actor, study.id)
  const milestone = plan.find((one) => one.code === code)
  if (!milestone) return null
  refuseForecast(milestone, forecastOn)
  const shifts = shift(plan, code, forecastOn)
  const pinned = pin(plan, code, forecastOn)
  const byCode = new Map(plan.map((one) => [one.code, one]))
  return {
    version: study.version,
    from: milestone.forecastOn,
    to: forecastOn,
    conflicts: conflicts(pinned).filter((one) => one.code === code),
    shifts: shifts.map(({ code: moved, from, to }) => ({
      code: moved,
      name: byCode.get(moved)?.name ?? moved,
      from,
      to,
      days: from && to ? daysBetween(from, to) : null,
      variance: variance(
        { baselineOn: byCode.get(moved)?.baselineOn ?? null, forecastOn: to },
        false,
      ),
    })),
  }
}

/** Moves a milestone's forecast and, with it, everything downstream: one event that lists it all.
 *  `version` is the study's, so that what was previewed is what happens, or nothing does. */
export async function moveForecast(
  actor: Permitted<'milestone.forecast'>,
  key: WriteKey,
  { slug, code }: MilestoneAddress,
  version: number,
  { forecastOn, reason }: { forecastOn: string; reason: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const plan = await listPlan(actor, study.id, trx)
    const milestone = plan.find((one) => one.code === code)
    if (!milestone) return null
    if (study.version !== version) {
      throw await overtaken(trx, 'The plan of this study changed since this page was made.', {
        studyId: study.id,
      })
    }
    refuseForecast(milestone, forecastOn)
    await trx
      .updateTable('milestones')
      .set((eb) => ({ pinned: true, forecastOn, version: eb('version', '+', 1) }))
      .where('id', '=', milestone.id)
      .execute()
    const moved = await storeForecasts(trx, study.id, plan, pin(plan, code, forecastOn))
    const shifts = moved.filter((one) => one.code !== code)
    await record(trx, actor, {
      kind: 'milestone.forecast_moved',
      studyId: study.id,
      milestoneCode: code,
      before: { forecastOn: milestone.forecastOn },
      after: { forecastOn, shifts },
      reason,
    })
    return { shifts }
  })
}

function pin(plan: readonly PlanRow[], code: string, pinnedOn: string) {
  return plan.map((one) => (one.code === code ? { ...one, pinnedOn } : one))
}

function refuseForecast({ state, forecastOn }: PlanRow, to: string): void {
  const closed = forecastRefusal(state)
  if (closed) throw new Refusal({ form: closed })
  if (to < today()) {
    throw new Refusal({
      'forecastOn.month': 'Enter a date that is not past: a forecast is about days to come.',
    })
  }
  if (to === forecastOn) {
    throw new Refusal({
      'forecastOn.month': 'Enter another date: this is the forecast already.',
    })
  }
}

async function findVersion(actor: Actor, slug: string) {
  return db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'version'])
    .executeTakeFirst()
}
