import type { LoaderFunctionArgs } from '@remix-run/node'
import { askedComparison } from '#app/award_comparison.server.ts'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { exportCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

interface Line {
  award: string
  sample: boolean
  indicator: string
  periodEnd: string
  value: string
  target: string | null
}

const text = (header: string, value: (line: Line) => string): CsvColumn<Line> => ({
  header,
  kind: 'text',
  value,
})

const columns: CsvColumn<Line>[] = [
  text('Award', ({ award }) => award),
  text('Origin', ({ sample }) => (sample ? 'sample' : 'sources')),
  text('Indicator', ({ indicator }) => indicator),
  text('Period to', ({ periodEnd }) => periodEnd),
  { header: 'Accepted', kind: 'number', value: ({ value }) => value },
  { header: 'Target', kind: 'number', value: ({ target }) => target },
]

/** What the picture of a comparison shows, as a file: a line for each award and period. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const params = new URL(request.url).searchParams
  const { awards, indicator, lines } = await askedComparison(actor, params)
  const rows = lines.flatMap(({ name, points, target }) =>
    points.map(({ periodEnd, value }) => ({
      award: name,
      sample: awards.some(({ number, sample }) => number === name && sample),
      indicator: indicator?.code ?? '',
      periodEnd,
      value,
      target,
    })),
  )
  return exportCsv(actor, 'awards.exported', {
    columns,
    rows,
    address: paths.awardsCompared({
      indicator: indicator?.code,
      award: awards.map(({ number }) => number),
    }),
    name: ['awards-compared', fileMoment(now()), indicator?.code ?? ''],
  })
}
