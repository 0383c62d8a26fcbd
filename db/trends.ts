import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { ValueType } from '#app/domain/report/accepted.ts'
import { db } from './index.ts'
import { portfolioCountedFor } from './scope.ts'

/** The awards that a trend is about: of a stream or one of its programs, or of a sector. */
export type TrendPlace =
  { of: 'stream'; code: string; program: string | null } | { of: 'sector'; code: string }

/** Indicators with an accepted figure at a place that can be added up over awards. */
export async function listTrendIndicators(actor: Permitted<'portfolio.read'>, place: TrendPlace) {
  return db
    .selectFrom('indicators')
    .leftJoin('indicators as top', 'top.code', 'indicators.numeratorCode')
    .leftJoin('indicators as bottom', 'bottom.code', 'indicators.denominatorCode')
    .where((eb) =>
      eb.exists(
        kept(actor, place)
          .where('periodTotals.indicatorCode', '=', eb.ref('indicators.code'))
          .where('periodTotals.reported', '>', 0)
          .select('periodTotals.code'),
      ),
    )
    .select([
      'indicators.code',
      'indicators.name',
      sql<ValueType>`indicators.value_type`.as('valueType'),
      'indicators.cumulation',
      sql<boolean>`coalesce(top.value_type = 'count' and bottom.value_type = 'count', false)`.as(
        'isCounted',
      ),
    ])
    .orderBy('indicators.stream')
    .orderBy('indicators.position')
    .execute()
}

/** What each period adds to an indicator at a place, real and sample apart, earliest first. Read from kept
 *  totals: no report is. */
export async function listTrend(
  actor: Permitted<'portfolio.read'>,
  place: TrendPlace,
  indicator: string,
) {
  return kept(actor, place)
    .where('periodTotals.indicatorCode', '=', indicator)
    .select([
      'periodTotals.sample',
      'periodTotals.periodEnd',
      sql<number>`sum(reported)::int`.as('reported'),
      sql<number>`sum(joined)::int`.as('joined'),
      sql<number>`sum(with_target)::int`.as('withTarget'),
      sql<string>`trim_scale(sum(value))::text`.as('value'),
      sql<string>`trim_scale(sum(numerator))::text`.as('numerator'),
      sql<string>`trim_scale(sum(denominator))::text`.as('denominator'),
      sql<string>`trim_scale(sum(target))::text`.as('target'),
    ])
    .groupBy(['periodTotals.sample', 'periodTotals.periodEnd'])
    .having((eb) => eb(eb.fn.sum('reported'), '>', 0))
    .orderBy('periodTotals.periodEnd')
    .execute()
}

function kept(actor: Permitted<'portfolio.read'>, place: TrendPlace) {
  const totals = db.selectFrom('periodTotals').where(portfolioCountedFor(actor))
  if (place.of === 'sector') {
    return totals.where('grain', '=', 'sector').where('periodTotals.code', '=', place.code)
  }
  return totals.where('grain', '=', 'program').where('periodTotals.code', 'in', (eb) =>
    eb
      .selectFrom('programs')
      .where('programs.stream', '=', place.code)
      .$if(place.program !== null, (query) =>
        query.where('programs.code', '=', place.program ?? ''),
      )
      .select('programs.code'),
  )
}
