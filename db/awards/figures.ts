import { type RawBuilder, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { rolledFigure } from '#app/domain/report/accepted.ts'
import { db } from '../index.ts'
import { similarAwards } from './base_rates.ts'
import { awardsSeenBy, isAmong, portfolioCountedFor, reportsSeenBy } from '../scope.ts'

/** The accepted figures of an award, one row for each report and indicator, with what the indicator is. */
export async function listAcceptedFigures(actor: Permitted<'award.read'>, awardId: number) {
  return figures()
    .where('acceptedFigures.awardId', '=', awardId)
    .where('acceptedFigures.awardId', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'reports.number as reportNumber',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isOpen'),
      // The accepted version counts until the corrected one is accepted in its turn.
      eb('reports.agencyState', '<>', 'accepted').as('isBeingCorrected'),
    ])
    .execute()
}

export type AcceptedFigure = Awaited<ReturnType<typeof listAcceptedFigures>>[number]

/** What the accepted reports of a stream's awards add up to, indicator by indicator, real and sample apart;
 *  `rollUp` of the domain says how. Read from kept totals, so that no report is. */
export async function totalStreamFigures(actor: Permitted<'portfolio.read'>, stream: string) {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('streamFigures')
        .where('streamCode', '=', stream)
        .where(portfolioCountedFor(actor))
        .select([
          'sample',
          'indicatorCode',
          sql<number>`sum(awards)::int`.as('awards'),
          sql<string>`trim_scale(sum(value))::text`.as('value'),
          sql<string>`trim_scale(sum(numerator))::text`.as('numerator'),
          sql<string>`trim_scale(sum(denominator))::text`.as('denominator'),
        ])
        .groupBy(['sample', 'indicatorCode'])
        .having((kept) => kept(kept.fn.sum('awards'), '>', 0))
        .as('kept'),
    )
    .innerJoin('indicators', 'indicators.code', 'kept.indicatorCode')
    .select([
      'kept.sample',
      'indicators.code',
      'indicators.name',
      'indicators.valueType',
      'indicators.cumulation',
      'kept.awards',
      'kept.value',
      'kept.numerator',
      'kept.denominator',
      end(stream, sql`first_end`, sql`first_end`)
        .$castTo<string>()
        .as('from'),
      end(stream, sql`last_end`, sql`last_end desc`)
        .$castTo<string>()
        .as('to'),
      end(stream, sql`trim_scale(value)::text`, sql`value`, sql`value is not null`).as('low'),
      end(stream, sql`trim_scale(value)::text`, sql`value desc`, sql`value is not null`).as('high'),
    ])
    .orderBy('indicators.stream')
    .orderBy('indicators.position')
    .execute()
  const of = (origin: boolean) => rows.filter(({ sample }) => sample === origin).map(rolledFigure)
  return { sources: of(false), sample: of(true) }
}

/** The first of a stream's awards in an order, by an index: earliest, latest, lowest or highest. */
function end(
  stream: string,
  what: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  where: RawBuilder<unknown> = sql`true`,
) {
  return sql<string | null>`(
    select ${what} from award_figures
    where stream_code = ${stream} and sample = kept.sample and indicator_code = kept.indicator_code
      and ${where}
    order by ${order} limit 1
  )`
}

/** The targets of an award with the indicators they are held against. */
export async function listTargets(actor: Permitted<'award.read'>, awardId: number) {
  return db
    .selectFrom('awardTargets')
    .innerJoin('indicators', 'indicators.code', 'awardTargets.indicatorCode')
    .innerJoin('awards', 'awards.id', 'awardTargets.awardId')
    .where('awardTargets.awardId', '=', awardId)
    .where('awardTargets.awardId', 'in', awardsSeenBy(actor))
    .select([
      'indicators.code',
      'indicators.name',
      'indicators.valueType',
      'indicators.direction',
      'awardTargets.target',
      'awardTargets.sourceUrl',
      similarAwards(actor).as('similar'),
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
