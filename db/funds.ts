import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { type Precision, precisionLabels } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import type { AwardFunds, FundFilters, OfficialFunds } from '#app/domain/funds.ts'
import { addMoney } from '#app/domain/money.ts'
import { db } from './index.ts'
import { isAwardSeenBy, portfolioCountedFor } from './scope.ts'

/** Streams and their programs with what is official of each on a day, in the order of a list. */
export async function listOfficialFunds(
  _actor: Permitted<'portfolio.read'>,
  { stream, program, on }: FundFilters,
): Promise<OfficialFunds[]> {
  const [streams, programs, allotments] = await Promise.all([
    db
      .selectFrom('streams')
      .$if(stream !== null, (query) => query.where('code', '=', stream ?? ''))
      .select(['code', 'name', 'status', 'officialAwards', 'officialTotalUsd', 'precision', 'asOf'])
      .orderBy('status')
      .orderBy('name')
      .execute(),
    db
      .selectFrom('programs')
      .$if(program !== null, (query) => query.where('code', '=', program ?? ''))
      .select([
        'code',
        'stream',
        'name',
        'assistanceListing',
        'officialAwards',
        'officialTotalUsd',
        'precision',
        'asOf',
        'announcedOn',
      ])
      .orderBy('announcedOn')
      .orderBy('name')
      .execute(),
    db
      .selectFrom('wioaAllotments')
      .where('startsOn', '<=', on)
      .select(['program', 'state', 'programYear', 'allotmentUsd'])
      .orderBy('programYear')
      .execute(),
  ])
  return streams.flatMap((one) => {
    const own = programs.filter((row) => row.stream === one.code)
    if (program !== null && own.length === 0) return []
    const proposed = one.status === 'proposed'
    const whole: OfficialFunds = {
      stream: one.code,
      program: null,
      name: one.name,
      listing: null,
      proposed,
      awards: one.officialAwards,
      ...totalOf(one, on),
    }
    return [
      ...(program === null && !(proposed && own.length > 0) ? [whole] : []),
      ...own.map((row) => ({
        stream: one.code,
        program: row.code,
        name: row.name,
        listing: row.assistanceListing,
        proposed,
        awards: row.officialAwards,
        ...(allottedOf(allotments.filter((each) => each.program === row.code)) ?? totalOf(row, on)),
      })),
    ]
  })
}

/** An official total as it was known on a day. */
function totalOf(
  figure: { officialTotalUsd: string | null; precision: Precision | null; asOf: string | null },
  on: string,
) {
  const { officialTotalUsd, precision, asOf } = figure
  if (officialTotalUsd === null || (asOf !== null && asOf > on)) return { amount: null, note: null }
  const notes = [precision && precisionLabels[precision], asOf && `of ${formatShortDate(asOf)}`]
  return { amount: officialTotalUsd, note: notes.filter(Boolean).join(', ') || null }
}

/** What the allotments to states that are in the sources add up to; null where there is none. */
function allottedOf(rows: readonly { state: string; programYear: string; allotmentUsd: string }[]) {
  if (rows.length === 0) return null
  const states = [...new Set(rows.map(({ state }) => state))]
  const years = [...new Set(rows.map(({ programYear }) => programYear))]
  const places = states.length === 1 ? (states[0] ?? '') : `${states.length} states`
  return {
    amount: addMoney(...rows.map(({ allotmentUsd }) => allotmentUsd)),
    note: `allotted to ${places} for ${years.join(', ')}`,
  }
}

/** The awards of each program and origin on a day: one statement for any number of them. */
export async function listAwardFunds(
  actor: Permitted<'portfolio.read'>,
  filters: FundFilters,
): Promise<AwardFunds[]> {
  const { rows } = await sql<Record<Counted, number> & Record<Summed, string | null> & Key>`
    select held.program_code as program, held.sample,
      count(*)::int as awards, count(announced)::int as announced_count,
      sum(announced) as announced,
      (count(*) filter (where made))::int as made,
      (count(amount) filter (where made))::int as obligated_count,
      sum(amount) filter (where made) as obligated,
      count(expended)::int as expended_count, sum(expended) as expended,
      count(drawn)::int as drawn_count, sum(drawn) as drawn
    from (${fundsOn(filters, portfolioCountedFor(actor))}) held
    group by 1, 2
  `.execute(db)
  return rows.map((row) => ({
    program: row.program,
    sample: row.sample,
    announced: { awards: row.awards, withAmount: row.announcedCount, amount: row.announced },
    obligated: { awards: row.made, withAmount: row.obligatedCount, amount: row.obligated },
    expended: { awards: row.expendedCount, withAmount: row.expendedCount, amount: row.expended },
    drawn: { awards: row.drawnCount, withAmount: row.drawnCount, amount: row.drawn },
  }))
}

type Key = { program: string; sample: boolean }
type Counted =
  'awards' | 'announcedCount' | 'made' | 'obligatedCount' | 'expendedCount' | 'drawnCount'
type Summed = 'announced' | 'obligated' | 'expended' | 'drawn'

export const fundAwardsShown = 50

export interface FundAward {
  number: string
  name: string | null
  organization: string
  sample: boolean
  made: boolean
  announced: string | null
  amount: string | null
  expended: string | null
  drawn: string | null
}

/** The largest awards of a program, each with how far its money came. */
export async function listFundAwards(
  actor: Permitted<'award.read'>,
  filters: FundFilters,
): Promise<FundAward[]> {
  const { rows } = await sql<FundAward>`
    select held.number, held.name, organizations.name as organization, held.sample, held.made,
      held.announced, held.amount, held.expended, held.drawn
    from (${fundsOn(filters, isAwardSeenBy(actor))}) held
    join organizations on organizations.id = held.organization_id
    order by held.sample, held.amount desc nulls last, held.id
    limit ${fundAwardsShown}
  `.execute(db)
  return rows
}

/**
 * Each award as it was on a day. It is there from its announcement on, or where no source gives that, from
 * the first day of its period; it is made once its notice of award is signed, and where that day is not
 * recorded, from the same day on. Its amount is what it was announced with and every change in effect by
 * then; what it expended and drew is what the reports accepted by then said last.
 */
function fundsOn({ on, stream, program, sector, state }: FundFilters, scope: RawBuilder<SqlBool>) {
  const there = sql`coalesce(awards.announced_on, awards.period_start, '-infinity')`
  const conditions = [
    scope,
    sql<SqlBool>`${there} <= ${on}::date`,
    ...(stream === null ? [] : [sql<SqlBool>`awards.stream_code = ${stream}`]),
    ...(program === null ? [] : [sql<SqlBool>`awards.program_code = ${program}`]),
    ...(sector === null
      ? []
      : [
          sql<SqlBool>`exists (select from award_sectors
            where award_id = awards.id and sector_code = ${sector})`,
        ]),
  ]
  if (state !== null) {
    conditions.push(sql<SqlBool>`exists (select from award_states
      where award_id = awards.id and usps = ${state})`)
  }
  return sql`
    select awards.id, awards.number, awards.name, awards.sample, awards.organization_id,
      awards.program_code, awards.awarded_amount as announced,
      awards.awarded_amount + coalesce(changes.amount, 0) as amount,
      awards.status <> 'announced' and coalesce(awards.signed_on, ${there}) <= ${on}::date as made,
      told.expended, told.drawn
    from awards
    left join (
      select award_id, sum(amount_change) as amount from modifications
      where state = 'approved' and amount_change is not null and effective_on <= ${on}::date
      group by award_id
    ) changes on changes.award_id = awards.id
    left join (
      select award_id, max(value) filter (where measure = 'expended') as expended,
        max(value) filter (where measure = 'drawn') as drawn
      from (
        select distinct on (award_id, measure) award_id, measure, value from accepted_money
        where accepted_on <= ${on}::date order by award_id, measure, id desc
      ) last
      group by award_id
    ) told on told.award_id = awards.id
    where ${sql.join(conditions, sql` and `)}
  `
}

/** Streams, programs, sectors and states to choose from. */
export async function listFundChoices() {
  const [streams, programs, sectors, states] = await Promise.all([
    db.selectFrom('streams').select(['code', 'name']).orderBy('name').execute(),
    db.selectFrom('programs').select(['code', 'stream', 'name']).orderBy('name').execute(),
    db.selectFrom('sectors').select(['code', 'name']).orderBy('name').execute(),
    db.selectFrom('states').select(['usps as code', 'name']).orderBy('name').execute(),
  ])
  return { streams, programs, sectors, states }
}
