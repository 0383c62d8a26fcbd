import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { Origin } from '#app/domain/award_list.ts'
import type { MoneyFilters, MoneyRow } from '#app/domain/evidence/money.ts'
import { db } from '../index.ts'
import { isAwardSeenBy, portfolioCountedFor } from '../scope.ts'

type Where = Pick<MoneyFilters, 'stream' | 'sector' | 'state' | 'on'>

/** The money of a day by the model its awards run and by stream: one statement for any number of awards. */
export async function listMoneyByStream(
  actor: Permitted<'portfolio.read'>,
  where: Where,
): Promise<MoneyRow[]> {
  const { rows } = await sql<MoneyRow>`
    select streams.code, streams.name, ${together}
    from (
      select held.stream_code, ${summed}
      from (${awardsOn(where, portfolioCountedFor(actor))}) held
      group by held.stream_code, held.sample, held.named, held.model
    ) together
    join streams on streams.code = together.stream_code
    order by streams.name, streams.code
  `.execute(db)
  return rows
}

/** The same by sector: an award of several sectors counts in each of them, one of none in no sector. */
export async function listMoneyBySector(
  actor: Permitted<'portfolio.read'>,
  where: Where,
): Promise<MoneyRow[]> {
  const { rows } = await sql<MoneyRow>`
    select sectors.code, sectors.name, ${together}
    from (
      select award_sectors.sector_code, ${summed}
      from (${awardsOn(where, portfolioCountedFor(actor))}) held
      join award_sectors on award_sectors.award_id = held.id
      group by award_sectors.sector_code, held.sample, held.named, held.model
    ) together
    join sectors on sectors.code = together.sector_code
    order by sectors.name, sectors.code
  `.execute(db)
  return rows
}

const moneyAwardsShown = 50

export interface MoneyAward {
  number: string
  name: string | null
  organization: string
  model: string | null
  modelName: string | null
  amount: string | null
  since: string | null
}

/** The largest awards of one origin that run one of some models, none of the library, or none that is
 *  recorded. */
export async function listMoneyAwards(
  actor: Permitted<'award.read'>,
  where: Where,
  running: { origin: Origin; models: readonly string[] | 'outside' | 'unrecorded' },
): Promise<MoneyAward[]> {
  const { origin, models } = running
  const { rows } = await sql<MoneyAward>`
    select held.number, held.name, organizations.name as organization,
      held.model, models.name as model_name, held.amount, held.since
    from (${awardsOn(where, isAwardSeenBy(actor))}) held
    join organizations on organizations.id = held.organization_id
    left join models on models.code = held.model
    where held.sample = ${origin === 'sample'} and ${runs(models)}
    order by held.amount desc nulls last, held.id
    limit ${moneyAwardsShown}
  `.execute(db)
  return rows
}

function runs(models: readonly string[] | 'outside' | 'unrecorded'): RawBuilder<SqlBool> {
  if (models === 'unrecorded') return sql`not held.named`
  if (models === 'outside') return sql`held.named and held.model is null`
  return sql`held.model = any(${[...models]}::text[])`
}

/** Streams, sectors and states to choose from. */
export async function listMoneyChoices() {
  const [streams, sectors, states] = await Promise.all([
    db.selectFrom('streams').select(['code', 'name']).orderBy('name').execute(),
    db.selectFrom('sectors').select(['code', 'name']).orderBy('name').execute(),
    db.selectFrom('states').select(['usps as code', 'name']).orderBy('name').execute(),
  ])
  return { streams, sectors, states }
}

const together = sql`together.sample, together.named, together.model, together.awards,
  together.with_amount, together.amount`

/** Without any amount the sum is null, never zero. The names join what is summed: sorted with each award, they
 *  would take three times as long. */
const summed = sql`held.sample, held.named, held.model, count(*)::int as awards,
  count(held.amount)::int as with_amount, sum(held.amount) as amount`

/**
 * Each award as it was on a day: what it was awarded with, and every change that took effect by then; the last
 * word on its model among those that hold by then. An award is there from its announcement on, or where no
 * source gives that, from the first day of its period; one with neither always.
 */
function awardsOn({ on, stream, sector, state }: Where, scope: RawBuilder<SqlBool>) {
  const conditions = [
    scope,
    sql<SqlBool>`coalesce(awards.announced_on, awards.period_start, '-infinity') <= ${on}::date`,
    ...(stream === null ? [] : [sql<SqlBool>`awards.stream_code = ${stream}`]),
    ...(sector === null
      ? []
      : [
          sql<SqlBool>`exists (select from award_sectors
            where award_id = awards.id and sector_code = ${sector})`,
        ]),
    ...(state === null
      ? []
      : [
          sql<SqlBool>`exists (select from award_states
            where award_id = awards.id and usps = ${state})`,
        ]),
  ]
  return sql`
    select awards.id, awards.number, awards.name, awards.sample, awards.organization_id,
      awards.stream_code, awards.awarded_amount + coalesce(changes.amount, 0) as amount,
      words.award_id is not null as named, words.model, words.since
    from awards
    left join (
      select award_id, sum(amount_change) as amount from modifications
      where state = 'approved' and amount_change is not null and effective_on <= ${on}::date
      group by award_id
    ) changes on changes.award_id = awards.id
    left join (
      select distinct on (award_id) award_id, model, since from award_models
      where since <= ${on}::date order by award_id, no desc
    ) words on words.award_id = awards.id
    where ${sql.join(conditions, sql` and `)}
  `
}
