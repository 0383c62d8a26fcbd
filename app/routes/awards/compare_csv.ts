import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { askedComparison } from '#app/award_comparison.server.ts'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { recordExport } from '#db/awards/export.ts'

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
  const file = toCsv(columns, rows)
  const address = paths.awardsCompared({
    indicator: indicator?.code,
    award: awards.map(({ number }) => number),
  })
  const sha256 = createHash('sha256').update(file).digest('hex')
  await recordExport(actor, 'awards.exported', { address, rows: rows.length, sha256 })
  const moment = now().toISOString().slice(0, 16).replace(':', '')
  const name = fileName('awards-compared', `${moment}Z`, indicator?.code ?? '')
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  })
}
