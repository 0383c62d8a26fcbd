import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import type { ReportingRule } from '#app/domain/calendar.ts'
import { Refusal } from '#app/domain/outcome.ts'
import {
  type NewSchedule,
  type ScheduleChange,
  firstEndFrom,
  scheduledPeriods,
} from '#app/domain/report/schedule.ts'
import { financialForm } from '#app/domain/report/period_name.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { takeOpenAward } from './take.ts'

/** The award's rule of reporting with its later changes, the forms it reports on, and the periods that
 *  follow from them; no periods where the award has no rule or no days. */
export async function findSchedule(actor: Permitted<'award.read'>, number: string) {
  const award = await awardRow(db)
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('agencies', 'agencies.code', 'awards.agencyCode')
    .select((eb) => [
      'awards.name',
      'awards.sample',
      'agencies.name as agency',
      'organizations.name as leadOrganization',
      'organizations.slug as organizationSlug',
      jsonArrayFrom(
        eb
          .selectFrom('templatePrograms')
          .innerJoin('templates', (join) =>
            join
              .onRef('templates.code', '=', 'templatePrograms.template')
              .onRef('templates.version', '=', 'templatePrograms.version'),
          )
          .whereRef('templatePrograms.program', '=', 'awards.programCode')
          .where(({ or, and, eb: on }) =>
            or([
              on('templates.code', 'in', performanceForms),
              and([
                on('templates.code', '=', financialForm),
                on('awards.financialFrom', 'is not', null),
              ]),
            ]),
          )
          .select('templates.title')
          .distinct()
          .orderBy('templates.title'),
      ).as('forms'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const changes = await db
    .selectFrom('awardSchedules')
    .innerJoin('people', 'people.id', 'awardSchedules.changedBy')
    .where('awardSchedules.awardId', '=', award.id)
    .select([...changeColumns, 'people.name as who', 'awardSchedules.reason', 'changedAt'])
    .orderBy('startsOn')
    .execute()
  return { ...award, rule: ruleOf(award), changes, periods: periodsUnder(award, changes) }
}

export type Schedule = NonNullable<Awaited<ReturnType<typeof findSchedule>>>

/** Puts another rule in the place of an award's, from the beginning of a period that was not opened yet.
 *  Reports that were opened keep their dates. */
export async function changeSchedule(
  actor: Permitted<'schedule.change'>,
  key: WriteKey,
  number: string,
  version: number,
  { reason, ...given }: NewSchedule,
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeOpenAward(trx, actor, number, version)
    if (!taken) return null
    const award = await awardRow(trx).where('awards.id', '=', taken.id).executeTakeFirstOrThrow()
    const changes = await readChanges(trx, [award.id])
    const before = periodsUnder(award, changes.get(award.id) ?? []).find(
      ({ start }) => start === given.startsOn,
    )
    const opened = await lastOpened(trx, award.id)
    if (!before || (opened !== null && before.end <= opened)) {
      throw new Refusal({
        startsOn: 'Choose the first day of a period whose report is not open yet.',
      })
    }
    const after = { ...given, firstPeriodEnd: firstEndFrom(given.startsOn, given) }
    const { startsOn: _day, ...rule } = after
    await trx
      .insertInto('awardSchedules')
      .values({
        ...after,
        awardId: award.id,
        organizationId: award.organizationId,
        reason,
        changedBy: actor.personId,
        changedAt: now(),
      })
      .onConflict((conflict) =>
        conflict.columns(['awardId', 'startsOn']).doUpdateSet({
          ...rule,
          reason,
          changedBy: actor.personId,
          changedAt: now(),
        }),
      )
      .execute()
    await record(trx, actor, {
      kind: 'award.rescheduled',
      awardId: award.id,
      before: { ...before.rule },
      after,
      reason,
    })
    return award.number
  })
}

/** The forms of performance reports, one for each program; a financial report may be owed beside. */
export const performanceForms = ['GJC-Q', 'SSEEP-Q', 'WIOA-Q']

const changeColumns = [
  'startsOn',
  'frequency',
  'offsetDays',
  'rollRule',
  'calendarType',
  'firstPeriodEnd',
] as const

/** The later rules of awards, by award, oldest first. */
export async function readChanges(
  within: Db | Trx,
  awardIds: readonly number[],
): Promise<Map<number, ScheduleChange[]>> {
  const changes = new Map<number, ScheduleChange[]>()
  if (awardIds.length === 0) return changes
  const rows = await within
    .selectFrom('awardSchedules')
    .where('awardId', 'in', [...awardIds])
    .select([...changeColumns, 'awardId'])
    .orderBy('startsOn')
    .execute()
  for (const { awardId, ...change } of rows) {
    changes.set(awardId, [...(changes.get(awardId) ?? []), change])
  }
  return changes
}

/** The end of the latest period of an award whose report is open. */
export async function lastOpened(trx: Trx, awardId: number): Promise<string | null> {
  const { last } = await trx
    .selectFrom('reports')
    .where('awardId', '=', awardId)
    .select((eb) => eb.fn.max<string | null>('periodEnd').as('last'))
    .executeTakeFirstOrThrow()
  return last
}

export function awardRow(within: Db | Trx) {
  return within
    .selectFrom('awards')
    .select([
      'awards.id',
      'awards.number',
      'awards.agencyCode',
      'awards.organizationId',
      'awards.version',
      'awards.periodStart',
      'awards.periodEnd',
      'awards.financialFrom',
      ...ruleColumns,
    ])
}

export const ruleColumns = [
  'awards.reportFrequency',
  'awards.reportOffsetDays',
  'awards.reportRollRule',
  'awards.reportCalendar',
  'awards.firstPeriodEnd',
] as const

interface RuledAward {
  periodStart: string | null
  periodEnd: string | null
  reportFrequency: ReportingRule['frequency'] | null
  reportOffsetDays: number | null
  reportRollRule: ReportingRule['rollRule'] | null
  reportCalendar: ReportingRule['calendarType'] | null
  firstPeriodEnd: string | null
}

/** Every period of an award; none where it has no rule or no days. */
export function periodsUnder(award: RuledAward, changes: readonly ScheduleChange[]) {
  const rule = ruleOf(award)
  const { periodStart: start, periodEnd: end } = award
  return rule && start && end ? scheduledPeriods({ start, end }, rule, changes) : []
}

function ruleOf(award: RuledAward): ReportingRule | null {
  const { reportFrequency, reportOffsetDays, reportRollRule, reportCalendar, firstPeriodEnd } =
    award
  if (!reportFrequency || reportOffsetDays === null || !reportRollRule) return null
  if (!reportCalendar || !firstPeriodEnd) return null
  return {
    frequency: reportFrequency,
    offsetDays: reportOffsetDays,
    rollRule: reportRollRule,
    calendarType: reportCalendar,
    firstPeriodEnd,
  }
}
