import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { awardStatuses } from '#app/domain/award.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import {
  type AwardColumn,
  type AwardFilters,
  type AwardList,
  type ListPlace,
  daysAhead,
  noFilters,
} from '#app/domain/award_list.ts'
import { type RiskTier, riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { db } from '../index.ts'
import { anywhere } from '../pattern.ts'
import { lastDay } from '../reports/due.ts'
import { caseloadOf, dueReportsSeenBy, isAwardSeenBy, risksSeenBy } from '../scope.ts'

/** The awards an actor sees that pass the filters. */
export function matching(actor: Permitted<'award.read'>, filters: AwardFilters) {
  const { q, stream, program, sector, state, status, origin, risk, officer, due, mine } = filters
  return db
    .selectFrom('awards')
    .where(isAwardSeenBy(actor))
    .$if(q !== null, (query) => query.where('awards.id', 'in', named(q ?? '')))
    .$if(stream !== null, (query) => query.where('awards.streamCode', '=', stream ?? ''))
    .$if(program !== null, (query) => query.where('awards.programCode', '=', program ?? ''))
    .$if(status !== null, (query) => query.where('awards.status', '=', status ?? 'announced'))
    .$if(origin !== null, (query) => query.where('awards.sample', '=', origin === 'sample'))
    .$if(mine, (query) => query.where('awards.id', 'in', caseloadOf(actor.membershipId)))
    .$if(risk !== null, (query) => query.where('awards.id', 'in', ofTier(actor, risk ?? 'low')))
    .$if(officer !== null, (query) => query.where(lookedAfterBy(officer ?? '')))
    .$if(due !== null, (query) => query.where('awards.id', 'in', dueBy(actor, due ?? '')))
    .$if(sector !== null, (query) =>
      query.where('awards.id', 'in', (eb) =>
        eb
          .selectFrom('awardSectors')
          .where('sectorCode', '=', sector ?? '')
          .select('awardId'),
      ),
    )
    .$if(state !== null, (query) =>
      query.where('awards.id', 'in', (eb) =>
        eb
          .selectFrom('awardStates')
          .where('usps', '=', state ?? '')
          .select('awardId'),
      ),
    )
}

/** Whether the officer of an award is called so, or whether it has none. */
function lookedAfterBy(officer: string): RawBuilder<SqlBool> {
  const active = db.selectFrom('caseloads').where('caseloads.endedAt', 'is', null)
  if (officer === 'none') {
    return sql`not exists (${active
      .whereRef('caseloads.awardId', '=', sql.ref('awards.id'))
      .select('caseloads.awardId')})`
  }
  return sql`awards.id in (${officers()
    .where('people.name', 'ilike', anywhere(officer))
    .select('caseloads.awardId')})`
}

/** The awards with a report that is late, or due in so many days at most; the second condition is the one
 *  that an index answers. */
function dueBy(actor: Permitted<'award.read'>, due: string) {
  const days = daysAhead(due)
  const last = addDays(today(), days ?? -1)
  return nextDues(actor)
    .where('reports.workingDueOn', '<=', last)
    .where(sql<SqlBool>`${lastDay} <= ${last}::date`)
    .select('reports.awardId')
}

/** The awards that their record or their officer puts into a tier, as far as the actor follows risk. */
function ofTier(actor: Permitted<'award.read'>, tier: RiskTier) {
  return judged(actor)
    .where((eb) => eb.or([eb('awardRisks.tier', '=', tier), eb('awardRisks.ratedTier', '=', tier)]))
    .select('awardRisks.awardId')
}

function judged(actor: Actor) {
  return db.selectFrom('awardRisks').where('awardRisks.awardId', 'in', risksSeenBy(actor))
}

/** The tier by the record and by the officer, where the actor follows the award's risk. */
export function tiers(actor: Actor) {
  return judged(actor).select(['awardRisks.awardId', 'awardRisks.tier', 'awardRisks.ratedTier'])
}

/** The awards in whose number, FAIN, name, lead organization or program a text occurs; each by its own index. */
function named(text: string) {
  const pattern = anywhere(text)
  return db
    .selectFrom('awards as called')
    .where((eb) =>
      eb.or([
        eb('called.number', 'ilike', pattern),
        eb('called.fain', 'ilike', pattern),
        eb('called.name', 'ilike', pattern),
      ]),
    )
    .select('called.id')
    .union(
      db
        .selectFrom('organizations as holders')
        .innerJoin('awards as held', 'held.organizationId', 'holders.id')
        .where('holders.name', 'ilike', pattern)
        .select('held.id'),
    )
    .union(
      db
        .selectFrom('programs as paying')
        .innerJoin('awards as paid', 'paid.programCode', 'paying.code')
        .where('paying.name', 'ilike', pattern)
        .select('paid.id'),
    )
}

/** The awards of a list with what its order needs and no other brings along. */
export function sortable(actor: Permitted<'award.read'>, { filters, sort }: AwardList) {
  return matching(actor, filters)
    .$if(sort === 'name' || sort === 'organization', (query) =>
      query.innerJoin('organizations', 'organizations.id', 'awards.organizationId'),
    )
    .$if(sort === 'program', (query) =>
      query.innerJoin('programs', 'programs.code', 'awards.programCode'),
    )
    .$if(sort === 'stream', (query) =>
      query.innerJoin('streams', 'streams.code', 'awards.streamCode'),
    )
    .$if(sort === 'officer', (query) =>
      query.leftJoin(
        officers().select(['caseloads.awardId', 'people.name']).as('officer'),
        'officer.awardId',
        'awards.id',
      ),
    )
    .$if(sort === 'next_due', (query) =>
      query.leftJoin(
        nextDues(actor)
          .select(['reports.awardId', firstDue.as('firstOn')])
          .groupBy('reports.awardId')
          .as('due'),
        'due.awardId',
        'awards.id',
      ),
    )
    .$if(sort === 'risk', (query) =>
      query.leftJoin(tiers(actor).as('risk'), 'risk.awardId', 'awards.id'),
    )
    .$if(sort === 'sectors', (query) =>
      query.leftJoin(firstSectors().as('firstSector'), 'firstSector.awardId', 'awards.id'),
    )
    .$if(sort === 'states', (query) =>
      query.leftJoin(firstStates().as('firstState'), 'firstState.awardId', 'awards.id'),
    )
}

function firstSectors() {
  return db
    .selectFrom('awardSectors')
    .innerJoin('sectors', 'sectors.code', 'awardSectors.sectorCode')
    .select((eb) => ['awardSectors.awardId', eb.fn.min('sectors.name').as('name')])
    .groupBy('awardSectors.awardId')
}

function firstStates() {
  return db
    .selectFrom('awardStates')
    .select((eb) => ['awardStates.awardId', eb.fn.min('awardStates.usps').as('usps')])
    .groupBy('awardStates.awardId')
}

export function officers() {
  return db
    .selectFrom('caseloads')
    .innerJoin('memberships', 'memberships.id', 'caseloads.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('caseloads.endedAt', 'is', null)
}

/** The reports that were never submitted and still are to be. */
export function nextDues(actor: Actor) {
  return db
    .selectFrom('reports')
    .where('reports.id', 'in', dueReportsSeenBy(actor))
    .where('reports.authorState', '<>', 'submitted')
    .where('reports.agencyState', '=', 'none')
    .where('reports.endedAs', 'is', null)
}

/** The numbers of an award's reports that are late, as text. */
export function lateReports(actor: Actor, awardId: Expression<number>) {
  return sql<string[]>`array(${nextDues(actor)
    .where('reports.awardId', '=', awardId)
    .where('reports.workingDueOn', '<', today())
    .where(sql<SqlBool>`${lastDay} < ${today()}::date`)
    .select('reports.number')
    .orderBy('reports.number')})`
}

/** The day after which the earliest of them is late. */
export const firstDue = sql<string | null>`min(${lastDay})`

export interface Place {
  direction: ListPlace['direction']
  id: number
  /** The award's own sort key as text; null where it has none, which comes last either way. */
  key: string | null
}

export async function findPlace(
  actor: Permitted<'award.read'>,
  list: AwardList,
  { direction, number }: ListPlace,
): Promise<Place | null> {
  const row = await placeOf(actor, list, number).executeTakeFirst()
  return row ? { direction, ...row } : null
}

export function placeOf(actor: Permitted<'award.read'>, list: AwardList, number: string) {
  return sortable(actor, { ...list, filters: noFilters })
    .where('awards.number', '=', number)
    .select((eb) => ['awards.id', eb.cast<string | null>(sorts[list.sort].key, 'text').as('key')])
}

export function inOrder(
  key: Expression<unknown>,
  { sort, descending }: AwardList,
  isBack: boolean,
) {
  const direction = sql.raw(descending === isBack ? 'asc' : 'desc')
  // Said only where it matters: an index in one direction then serves both.
  if (!sorts[sort].isNullable) return sql`${key} ${direction}`
  return sql`${key} ${direction} nulls ${sql.raw(isBack ? 'first' : 'last')}`
}

/** Whether a row comes after a place in the list's order, or before it. */
export function beyond({ sort, descending }: AwardList, place: Place) {
  const { key, type, isNullable } = sorts[sort]
  const isBack = place.direction === 'before'
  const than = sql.raw(descending === isBack ? '>' : '<')
  const isTied = sql`awards.id ${than} ${place.id}`
  if (place.key === null) {
    return isBack
      ? sql<SqlBool>`(${key} is not null or ${isTied})`
      : sql<SqlBool>`(${key} is null and ${isTied})`
  }
  const value = sql`${place.key}::${sql.raw(type)}`
  const isBeyond = sql<SqlBool>`(${key}, awards.id) ${than} (${value}, ${place.id}::bigint)`
  return isNullable && !isBack ? sql<SqlBool>`(${isBeyond} or ${key} is null)` : isBeyond
}

interface Sort {
  key: RawBuilder<unknown>
  type: 'text' | 'numeric' | 'date' | 'integer'
  isNullable: boolean
}

/** What each column is sorted by. */
export const sorts = {
  number: byText(sql`awards.number`),
  name: byText(sql`coalesce(awards.name, organizations.name)`),
  organization: byText(sql`organizations.name`),
  stream: byText(sql`streams.name`),
  program: byText(sql`programs.name`),
  sectors: { ...byText(sql`first_sector.name`), isNullable: true },
  states: { ...byText(sql`first_state.usps`), isNullable: true },
  amount: { key: sql`awards.amount`, type: 'numeric', isNullable: true },
  status: {
    key: sql`array_position(${[...awardStatuses]}::text[], awards.status)`,
    type: 'integer',
    isNullable: false,
  },
  period_start: { key: sql`awards.period_start`, type: 'date', isNullable: true },
  period_end: { key: sql`awards.period_end`, type: 'date', isNullable: true },
  officer: { ...byText(sql`officer.name`), isNullable: true },
  next_due: { key: sql`due.first_on`, type: 'date', isNullable: true },
  risk: {
    key: sql`array_position(${[...riskTiers]}::text[], coalesce(risk.rated_tier, risk.tier))`,
    type: 'integer',
    isNullable: true,
  },
} satisfies Record<AwardColumn, Sort>

function byText(text: Expression<unknown>): Sort {
  return { key: sql`(lower(${text}) collate "C")`, type: 'text', isNullable: false }
}
