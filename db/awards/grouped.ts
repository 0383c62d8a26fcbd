import { type RawBuilder, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { AwardGrouping } from '#app/domain/award_groups.ts'
import type { AwardFilters } from '#app/domain/award_list.ts'
import { type BothOrigins, byOrigin } from '#app/domain/origin_total.ts'
import { db } from '../index.ts'
import { matching, officers, tiers } from './order.ts'

export interface AwardGroup extends BothOrigins {
  /** What the list is filtered by to show the group; null: the awards of none. */
  key: string | null
  label: string | null
}

/** Subtotals of a list by one of its columns, real and sample apart, in one statement. An award of several
 *  sectors, states or tiers counts in each. */
export async function groupAwards(
  actor: Permitted<'award.read'>,
  filters: AwardFilters,
  by: AwardGrouping,
): Promise<AwardGroup[]> {
  const picked = matching(actor, filters).select([
    'awards.id',
    'awards.sample',
    'awards.amount',
    'awards.programCode',
    'awards.streamCode',
  ])
  const { rows } = await sql<Row>`
    select groups.key, groups.label, picked.sample, count(*) as awards,
      count(picked.amount) as "withAmount", sum(picked.amount) as amount
    from (${picked}) picked
    ${groupings[by](actor)}
    group by 1, 2, 3
    order by groups.label nulls last`.execute(db)
  const keys = [...new Set(rows.map(({ key }) => key))]
  return keys.map((key) => {
    const own = rows.filter((row) => row.key === key)
    return { key, label: own[0]?.label ?? null, ...byOrigin(own) }
  })
}

interface Row {
  key: string | null
  label: string | null
  sample: boolean
  awards: number
  withAmount: number
  amount: string | null
}

/** What joins each award to its groups. */
const groupings: Record<AwardGrouping, (actor: Permitted<'award.read'>) => RawBuilder<unknown>> = {
  stream: () => sql`
    join (select code as key, name as label from streams) groups on groups.key = picked.stream_code`,
  program: () => sql`
    join (select code as key, name as label from programs) groups on groups.key = picked.program_code`,
  sector: () => sql`
    left join (
      select award_id, code as key, name as label from award_sectors join sectors on code = sector_code
    ) groups on groups.award_id = picked.id`,
  state: () => sql`
    left join (
      select award_id, states.usps as key, name as label from award_states
      join states on states.usps = award_states.usps
    ) groups on groups.award_id = picked.id`,
  officer: () => sql`
    left join (${officers().select(['caseloads.awardId', 'people.name as key', 'people.name as label'])})
      groups on groups.award_id = picked.id`,
  risk: (actor) => sql`
    left join (
      select distinct known.award_id, tier.key, tier.key as label
      from (${tiers(actor)}) known
      cross join lateral (values (known.tier), (known.rated_tier)) tier (key)
      where tier.key is not null
    ) groups on groups.award_id = picked.id`,
}
