import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { awardsCountedFor, awardsSeenBy, reportsSeenBy } from '../scope.ts'

/** The accepted figures of an award, one row for each report and indicator, with what the indicator is. */
export async function listAcceptedFigures(actor: Permitted<'award.read'>, awardId: number) {
  return figures()
    .where('acceptedFigures.awardId', '=', awardId)
    .where('acceptedFigures.awardId', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'reports.number as reportNumber',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      eb('reports.id', 'in', reportsSeenBy(actor)).as('isOpen'),
      // The accepted version counts until the corrected one is accepted in its turn.
      eb('reports.agencyState', '<>', 'accepted').as('isBeingCorrected'),
    ])
    .execute()
}

export type AcceptedFigure = Awaited<ReturnType<typeof listAcceptedFigures>>[number]

/** The accepted figures of a stream's awards, for its totals. */
export async function listStreamFigures(actor: Permitted<'portfolio.read'>, stream: string) {
  return figures()
    .innerJoin('awards', 'awards.id', 'acceptedFigures.awardId')
    .where('awards.streamCode', '=', stream)
    .where('awards.id', 'in', awardsCountedFor(actor))
    .select(['acceptedFigures.awardId', 'awards.sample'])
    .execute()
}

/** The targets of an award with the indicators they are held against. */
export async function listTargets(actor: Permitted<'award.read'>, awardId: number) {
  return db
    .selectFrom('awardTargets')
    .innerJoin('indicators', 'indicators.code', 'awardTargets.indicatorCode')
    .where('awardTargets.awardId', '=', awardId)
    .where('awardTargets.awardId', 'in', awardsSeenBy(actor))
    .select([
      'indicators.code',
      'indicators.name',
      'indicators.valueType',
      'awardTargets.target',
      'awardTargets.sourceUrl',
    ])
    .orderBy('indicators.stream')
    .orderBy('indicators.position')
    .execute()
}

function figures() {
  return db
    .selectFrom('acceptedFigures')
    .innerJoin('reports', 'reports.id', 'acceptedFigures.reportId')
    .innerJoin('indicators', 'indicators.code', 'acceptedFigures.indicatorCode')
    .select([
      'acceptedFigures.periodEnd',
      'acceptedFigures.versionNo',
      'indicators.code',
      'indicators.name',
      'indicators.valueType',
      'indicators.cumulation',
      'indicators.entry',
      'indicators.numerator',
      'indicators.numeratorCode',
      'indicators.denominatorCode',
      'indicators.nCode',
      sql<string>`trim_scale(accepted_figures.value)::text`.as('value'),
    ])
    .orderBy('indicators.stream')
    .orderBy('indicators.position')
    .orderBy('acceptedFigures.periodEnd')
}
