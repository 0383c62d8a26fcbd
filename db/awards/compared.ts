import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'

/** Awards by number with the accepted figures of one indicator, period by period, and their target for it:
 *  two statements, however many awards. What the actor does not see is not among them. */
export async function listCompared(
  actor: Permitted<'award.read'>,
  indicator: string,
  numbers: readonly string[],
) {
  if (numbers.length === 0) return []
  const awards = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .leftJoin('awardTargets', (join) =>
      join
        .onRef('awardTargets.awardId', '=', 'awards.id')
        .on('awardTargets.indicatorCode', '=', indicator),
    )
    .where('awards.number', 'in', [...numbers])
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select([
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as organization',
      sql<string | null>`trim_scale(award_targets.target)::text`.as('target'),
    ])
    .execute()
  const figures = await db
    .selectFrom('acceptedFigures')
    .innerJoin('indicators', 'indicators.code', 'acceptedFigures.indicatorCode')
    .where('indicators.code', '=', indicator)
    .where('acceptedFigures.awardId', 'in', [0, ...awards.map(({ id }) => id)])
    .where('acceptedFigures.awardId', 'in', awardsSeenBy(actor))
    .select([
      'acceptedFigures.awardId',
      'acceptedFigures.periodEnd',
      'indicators.valueType',
      'indicators.cumulation',
      sql<string>`trim_scale(accepted_figures.value)::text`.as('value'),
    ])
    .orderBy('acceptedFigures.periodEnd')
    .execute()
  return numbers.flatMap((number) => {
    const award = awards.find((one) => one.number === number)
    if (!award) return []
    return [{ ...award, figures: figures.filter(({ awardId }) => awardId === award.id) }]
  })
}

/** Indicators of which any of these awards has a target or an accepted figure. */
export async function listComparable(actor: Permitted<'award.read'>, numbers: readonly string[]) {
  if (numbers.length === 0) return []
  const own = db
    .selectFrom('awards')
    .where('awards.number', 'in', [...numbers])
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select('awards.id')
  return db
    .selectFrom('indicators')
    .where((eb) =>
      eb.or([
        eb('indicators.code', 'in', (of) =>
          of.selectFrom('awardTargets').where('awardId', 'in', own).select('indicatorCode'),
        ),
        eb('indicators.code', 'in', (of) =>
          of.selectFrom('awardFigures').where('awardId', 'in', own).select('indicatorCode'),
        ),
      ]),
    )
    .where('indicators.valueType', '<>', 'text')
    .select(['indicators.code', 'indicators.name', 'indicators.valueType', 'indicators.cumulation'])
    .orderBy('indicators.stream')
    .orderBy('indicators.position')
    .execute()
}
