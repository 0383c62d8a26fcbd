import { sql } from 'kysely'
import { closeoutItemCodes } from '#app/domain/closeout.ts'

/** Of an award, what its next moves depend on. */
export const lifeColumns = [
  'awards.status',
  'awards.periodStart',
  'awards.periodEnd',
  'awards.endedOn',
  sql<number>`${sql.lit(closeoutItemCodes.length)}::int
    - (select count(*)::int from closeout_items where award_id = awards.id)`.as('openItems'),
  sql<number>`(select count(*)::int from modifications
    where award_id = awards.id and state in ('asked', 'recommended'))`.as('openModifications'),
  sql<number>`(select count(*)::int from corrections
    where award_id = awards.id and state <> 'closed')`.as('openCorrections'),
] as const
