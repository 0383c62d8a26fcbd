import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { awardsCountedFor } from '../scope.ts'

/** How few similar awards are too few to compare with, and how many are asked at most. */
const fewestSimilar = 5
const mostSimilar = 500

/** What the awards of the same program and origin that ended last came to for a target: quartiles of
 *  accepted actual over target, or of the level itself where a share makes no sense; null where fewer than
 *  five say anything, and none counted for who sees no portfolio. To be selected beside `award_targets`,
 *  `awards` and `indicators`. */
export function similarAwards(
  actor: Actor,
): RawBuilder<{ awards: number; inSector: number; quartiles: string[] | null }> {
  return sql`(
    select json_build_object('awards', count(*), 'inSector', count(*) filter (where in_sector),
      'quartiles', case when count(*) >= ${sql.lit(fewestSimilar)} then
        (percentile_disc(array[0.25, 0.5, 0.75]) within group (order by came))::text[] end)
    from (
      select case when indicators.value_type in ('count', 'usd')
          then round(100 * figures.value / nullif(theirs.target, 0), 1)
          else coalesce(figures.value, round(figures.numerator / nullif(figures.denominator, 0), 3)) end as came,
        exists (
          select from award_sectors a join award_sectors b on b.sector_code = a.sector_code
          where a.award_id = awards.id and b.award_id = peers.id) as in_sector
      from (
        select ended.id from awards ended
        where ended.program_code = awards.program_code and ended.sample = awards.sample
          and ended.id <> awards.id and ended.period_end < ${today()}::date
          and ended.id in (${awardsCountedFor(actor)})
        order by ended.period_end desc, ended.id desc
        limit ${sql.lit(mostSimilar)}
      ) peers
      join award_targets theirs
        on theirs.award_id = peers.id and theirs.indicator_code = award_targets.indicator_code
      join award_figures figures
        on figures.award_id = peers.id and figures.indicator_code = award_targets.indicator_code
    ) compared
    where came is not null
  )`
}
