import type { Permitted } from '#app/domain/access.ts'
import { db } from './index.ts'

/** What an indicator means and how it is made; null where there is none of the code. */
export async function findIndicator(_actor: Permitted<'session.use'>, code: string) {
  const indicator = await db
    .selectFrom('indicators')
    .leftJoin('streams', 'streams.code', 'indicators.stream')
    .leftJoin('indicators as top', 'top.code', 'indicators.numeratorCode')
    .leftJoin('indicators as bottom', 'bottom.code', 'indicators.denominatorCode')
    .where('indicators.code', '=', code)
    .select([
      'indicators.code',
      'indicators.name',
      'indicators.stream',
      'streams.name as streamName',
      'indicators.unit',
      'indicators.numerator',
      'indicators.denominator',
      'indicators.direction',
      'indicators.exclusions',
      'indicators.reportingLag',
      'indicators.definition',
      'indicators.sourceUrl',
      'indicators.canonicalUrl',
      'indicators.confidence',
      'indicators.valueType',
      'indicators.entry',
      'indicators.cumulation',
      'indicators.numeratorCode',
      'indicators.denominatorCode',
      'top.name as numeratorName',
      'bottom.name as denominatorName',
    ])
    .executeTakeFirst()
  return indicator ?? null
}
