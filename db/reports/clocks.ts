import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Permitted, type SystemPermitted, may } from '#app/domain/access.ts'
import { dayIn } from '#app/domain/clock.ts'
import { type ClockFilters, type Measure, periodsIn } from '#app/domain/report/clock_list.ts'
import { type DatedMove, type ReportStep, stepDaysOf } from '#app/domain/report/clocks.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy, desksOf, membershipsUnder, portfolioCountedFor } from '../scope.ts'

type Reader = Permitted<'clock.read'>

interface Counted {
  sample: boolean
  measure: Measure
  days: number
  reports: number
}

/** How many reports spent so many working days at each step, and on each side by the time they ended: from
 *  the kept totals, or of one officer's awards from a row a report. */
export async function countDays(actor: Reader, filters: ClockFilters, day: string) {
  const { rows } = await (filters.officer === null ? keptDays : officersDays)(
    actor,
    filters,
    day,
  ).execute(db)
  return rows
}

function keptDays(actor: Reader, { stream, program, ...filters }: ClockFilters, day: string) {
  const periods = periodsIn(filters, day)
  const conditions = [
    portfolioCountedFor(actor),
    ...(periods ? [sql`period_end between ${periods.from}::date and ${periods.to}::date`] : []),
    ...(stream ? [sql`program_code in (select code from programs where stream = ${stream})`] : []),
    ...(program ? [sql`program_code = ${program}`] : []),
  ]
  return sql<Counted>`
    select sample, measure, days, sum(reports)::int8 as reports
    from clock_totals where ${sql.join(conditions, sql` and `)}
    group by sample, measure, days having sum(reports) > 0`
}

/** The days of one report, a row for each measure that it has; both sides only once nobody holds it. */
export const daysSpent = sql`(values
  ('preparing', clocks.preparing), ('signing', clocks.signing), ('correcting', clocks.correcting),
  ('waiting', clocks.waiting), ('review', clocks.review),
  ('grantee', case when clocks.step is null then
    clocks.preparing + coalesce(clocks.signing, 0) + coalesce(clocks.correcting, 0) end),
  ('agency', case when clocks.step is null then clocks.waiting + coalesce(clocks.review, 0) end)
) lain (measure, days)`

function officersDays(actor: Reader, filters: ClockFilters, day: string) {
  return sql<Counted>`
    select awards.sample, lain.measure, lain.days, count(*) as reports
    from report_clocks clocks join awards on awards.id = clocks.award_id
    cross join lateral ${daysSpent}
    where lain.days is not null and ${measured(actor, filters, day)}
    group by awards.sample, lain.measure, lain.days`
}

/** How many reports lie at each step now, and since when the longest does. */
export async function countLying(actor: Reader, filters: ClockFilters, day: string) {
  const { rows } = await sql<{
    sample: boolean
    step: ReportStep
    reports: number
    since: string
  }>`
    select awards.sample, clocks.step, count(*) as reports, min(clocks.since_on) as since
    from report_clocks clocks join awards on awards.id = clocks.award_id
    where clocks.step is not null and ${measured(actor, filters, day)}
    group by awards.sample, clocks.step
  `.execute(db)
  return rows
}

/** Which reports count: of awards the actor sees, and none of an officer whose days are not the actor's to
 *  compare. */
function measured(actor: Reader, filters: ClockFilters, day: string): RawBuilder<SqlBool> {
  const { stream, program, officer } = filters
  const periods = periodsIn(filters, day)
  const conditions = [
    sql`awards.id in ${awardsSeenBy(actor)}`,
    ...(periods
      ? [sql`clocks.period_end between ${periods.from}::date and ${periods.to}::date`]
      : []),
    ...(stream ? [sql`awards.stream_code = ${stream}`] : []),
    ...(program ? [sql`awards.program_code = ${program}`] : []),
    ...(officer
      ? [
          sql`awards.id in (select award_id from caseloads where ended_at is null
            and membership_id = ${officer} and membership_id in ${officersTimedBy(actor)})`,
        ]
      : []),
  ]
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

/** Officers with a caseload whose days an actor may look at by name. */
export async function listTimedOfficers(actor: Reader) {
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.id', 'in', officersTimedBy(actor))
    .where('memberships.id', 'in', (eb) =>
      eb
        .selectFrom('caseloads')
        .where('caseloads.endedAt', 'is', null)
        .select('caseloads.membershipId'),
    )
    .select(['memberships.id', 'people.name'])
    .orderBy('people.name')
    .orderBy('memberships.id')
    .execute()
}

/** An officer's own days and those of officers under the same person; a grants officer's agency; everybody's
 *  for who reads the whole portfolio. */
function officersTimedBy(actor: Reader) {
  const officers = db
    .selectFrom('memberships as timed')
    .where('timed.role', '=', 'officer')
    .select('timed.id')
  switch (actor.role) {
    case 'officer':
      return officers.where((eb) =>
        eb.or([
          sql<SqlBool>`timed.id = any(${desksOf(actor.membershipId)})`,
          eb('timed.id', 'in', membershipsUnder(actor)),
        ]),
      )
    case 'grants_officer':
      return officers
        .innerJoin('organizations', 'organizations.id', 'timed.organizationId')
        .where('organizations.agencyCode', '=', actor.agencyCode)
    default:
      return officers.where((eb) => eb.lit(may(actor.role, 'clock.read')))
  }
}

/** The calendar years in which measured periods ended, the latest first. */
export async function listTimedYears(actor: Reader): Promise<number[]> {
  if (!may(actor.role, 'clock.read')) return []
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select extract(year from min(period_end))::int as first,
      extract(year from max(period_end))::int as last
    from report_clocks
  `.execute(db)
  const { first, last } = rows[0] ?? { first: null, last: null }
  if (first === null || last === null) return []
  return Array.from({ length: last - first + 1 }, (_, back) => last - back)
}

/** Writes the days of a report as its moves add up to, in the transaction of the last of them. */
export async function keepDays(
  trx: Db | Trx,
  report: { id: number; organizationId: number; awardId: number; periodEnd: string },
  moves: readonly DatedMove[],
): Promise<void> {
  const { days, step, since } = stepDaysOf(moves, report.periodEnd)
  const counted = { ...days, step, sinceOn: since }
  await trx
    .insertInto('reportClocks')
    .values({
      reportId: report.id,
      organizationId: report.organizationId,
      awardId: report.awardId,
      periodEnd: report.periodEnd,
      ...counted,
    })
    .onConflict((conflict) => conflict.column('reportId').doUpdateSet(counted))
    .execute()
}

/** Counts the days of reports that moved before days were kept; answers how many. It looks at some ids at a
 *  time, so that no statement grows with the number of reports. */
export async function keepMissingDays(_actor: SystemPermitted<'report.open'>): Promise<number> {
  const { last } = await db
    .selectFrom('reports')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  let kept = 0
  for (let after = 0; after < (last ?? 0); after += idsAtOnce) {
    const missing = await listUncounted(after)
    for (const report of missing) {
      await db.transaction().execute(async (trx) => {
        await trx
          .selectFrom('reports')
          .where('id', '=', report.id)
          .select('id')
          .forUpdate()
          .execute()
        await keepDays(trx, report, await readMoves(trx, report.id))
      })
    }
    kept += missing.length
  }
  return kept
}

const idsAtOnce = 20_000

/** The reports of the next ids that moved and whose days are not kept. */
async function listUncounted(after: number) {
  return db
    .selectFrom('reports')
    .where('reports.id', '>', after)
    .where('reports.id', '<=', after + idsAtOnce)
    .where((eb) =>
      eb.or([
        eb('reports.authorState', '<>', 'not_started'),
        eb('reports.endedAs', 'is not', null),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('reportClocks')
            .whereRef('reportClocks.reportId', '=', 'reports.id')
            .select('reportClocks.reportId'),
        ),
      ),
    )
    .select(['id', 'organizationId', 'awardId', 'periodEnd'])
    .orderBy('id')
    .execute()
}

async function readMoves(trx: Trx, reportId: number): Promise<DatedMove[]> {
  const events = await trx
    .selectFrom('events')
    .where('reportId', '=', reportId)
    .where('kind', 'like', 'report.%')
    .where('kind', 'not in', ['report.saved', 'report.opened'])
    .select(['kind', 'at'])
    .orderBy('id')
    .execute()
  return events.map(({ kind, at }) => ({ kind, on: dayIn(at) }))
}
