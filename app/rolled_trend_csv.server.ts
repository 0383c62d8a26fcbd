import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import type { RolledPoint } from '#app/domain/rolled_trend.ts'
import { exportCsv } from './export.server.ts'
import type { AskedTrend } from './rolled_trend.server.ts'

type Line = RolledPoint & { origin: 'sources' | 'sample'; place: string; indicator: string }

const text = (header: string, value: (line: Line) => string): CsvColumn<Line> => ({
  header,
  kind: 'text',
  value,
})
const number = (header: string, value: (line: Line) => string | null): CsvColumn<Line> => ({
  header,
  kind: 'number',
  value,
})

const columns = [
  text('Of', ({ place }) => place),
  text('Origin', ({ origin }) => origin),
  text('Indicator', ({ indicator }) => indicator),
  text('Period to', ({ periodEnd }) => periodEnd),
  number('Accepted', ({ value }) => value),
  number('Numerator', ({ share }) => share?.numerator ?? null),
  number('Denominator', ({ share }) => share?.denominator ?? null),
  number('95% interval from', ({ interval }) => interval?.low ?? null),
  number('95% interval to', ({ interval }) => interval?.high ?? null),
  number('Target', ({ target }) => target),
  number('Awards that reported', ({ reported }) => String(reported)),
  number('Awards that have reported so far', ({ joined }) => String(joined)),
  number('Of those with a target', ({ withTarget }) => String(withTarget)),
]

/** What a picture of many awards shows, as a file: a line for each origin and period. Taking it away is an
 *  event. */
export async function trendFile(
  actor: Permitted<'portfolio.read'>,
  { indicator, sources, sample }: AskedTrend,
  { place, address }: { place: string; address: string },
): Promise<Response> {
  const lines = Object.entries({ sources, sample }).flatMap(([origin, points]) =>
    points.map((point) => ({
      ...point,
      origin: origin === 'sample' ? ('sample' as const) : ('sources' as const),
      place,
      indicator: indicator?.code ?? '',
    })),
  )
  return exportCsv(actor, 'trend.exported', {
    columns,
    rows: lines,
    address,
    name: ['trend', fileMoment(now()), place, indicator?.code ?? ''],
  })
}
