import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { AwardFilters } from '#app/domain/award_list.ts'
import { type BothOrigins, byOrigin } from '#app/domain/origin_total.ts'
import { db } from '../index.ts'
import { awardsCountedFor, awardsSeenBy } from '../scope.ts'
import { matching } from './order.ts'

/** How many awards a list has and what they sum to, real and sample apart. */
export async function totalAwards(
  actor: Permitted<'award.read'>,
  filters: AwardFilters,
): Promise<BothOrigins> {
  const rows = await matching(actor, filters)
    .select((eb) => [
      'awards.sample',
      eb.fn.countAll<number>().as('awards'),
      eb.fn.count<number>('awards.amount').as('withAmount'),
      eb.fn.sum<string | null>('awards.amount').as('amount'),
    ])
    .groupBy('awards.sample')
    .execute()
  return byOrigin(rows)
}

/** For each program of a stream, or the one named: how many of its awards the sources give, of how many. */
export async function listCoverage(
  actor: Permitted<'award.read'>,
  { stream, program }: Pick<AwardFilters, 'stream' | 'program'>,
) {
  if (!stream && !program) return []
  return db
    .selectFrom('programs')
    .$if(stream !== null, (query) => query.where('programs.stream', '=', stream ?? ''))
    .$if(program !== null, (query) => query.where('programs.code', '=', program ?? ''))
    .where('programs.officialAwards', 'is not', null)
    .select((eb) => [
      'programs.code',
      'programs.name',
      'programs.officialAwards',
      eb
        .selectFrom('awards')
        .whereRef('awards.programCode', '=', 'programs.code')
        .where('awards.sample', '=', false)
        .where('awards.id', 'in', awardsCountedFor(actor))
        .select(eb.fn.countAll<number>().as('count'))
        .as('listed'),
    ])
    .$narrowType<{ officialAwards: number; listed: number }>()
    .orderBy('programs.announcedOn')
    .orderBy('programs.name')
    .execute()
}

/** What the list can be filtered by: the programs, sectors and states that occur among the awards seen. */
export async function listFilterChoices(actor: Permitted<'award.read'>) {
  const seen = awardsSeenBy(actor)
  const programs = await db
    .selectFrom('programs')
    .innerJoin('streams', 'streams.code', 'programs.stream')
    .where('programs.code', 'in', (eb) =>
      eb.selectFrom('awards').where('awards.id', 'in', seen).select('awards.programCode'),
    )
    .select([
      'programs.code',
      'programs.name',
      'streams.code as streamCode',
      'streams.name as stream',
    ])
    .orderBy('streams.name')
    .orderBy('programs.name')
    .execute()
  const places = await db
    .selectFrom('sectors')
    .where('sectors.code', 'in', (eb) =>
      eb.selectFrom('awardSectors').where('awardId', 'in', seen).select('sectorCode'),
    )
    .select([sql<'sector' | 'state'>`'sector'`.as('kind'), 'sectors.code', 'sectors.name'])
    .unionAll(
      db
        .selectFrom('states')
        .where('states.usps', 'in', (eb) =>
          eb.selectFrom('awardStates').where('awardId', 'in', seen).select('usps'),
        )
        .select([
          sql<'sector' | 'state'>`'state'`.as('kind'),
          'states.usps as code',
          'states.name',
        ]),
    )
    .orderBy('name')
    .execute()
  return {
    programs,
    sectors: places.filter((place) => place.kind === 'sector'),
    states: places.filter((place) => place.kind === 'state'),
  }
}
