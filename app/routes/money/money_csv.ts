import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import { type FundLine, fundQuery, fundStepLabels, fundSteps } from '#app/domain/funds.ts'
import { fundsAsked } from '#app/funds.server.ts'
import * as paths from '#app/paths.ts'
import { download } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { recordExport } from '#db/awards/export.ts'

interface Line extends FundLine {
  sample: boolean
  on: string
  filter: string
  rows: number
}

const text = (header: string, value: (line: Line) => string | null): CsvColumn<Line> => ({
  header,
  kind: 'text',
  value,
})

const columns: CsvColumn<Line>[] = [
  text('As of', ({ on }) => on),
  text('Origin', ({ sample }) => (sample ? 'sample' : 'sources')),
  text('Stream', ({ stream }) => stream),
  text('Program', ({ program }) => program),
  text('Name', ({ name }) => name),
  text('Assistance listing', ({ listing }) => listing),
  ...fundSteps.flatMap((step): CsvColumn<Line>[] => [
    { header: fundStepLabels[step], kind: 'number', value: (line) => line[step].amount },
    text(`${fundStepLabels[step]}: note`, (line) => line[step].note),
  ]),
  text('Filter', ({ filter }) => filter),
  { header: 'Rows', kind: 'number', value: ({ rows }) => String(rows) },
]

/** The lines of the page as a file. Taking it away is an event. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { day, filters, origins } = await fundsAsked(actor, request)
  const { stream, program, sector, state, on } = filters
  const filter = Object.entries({ stream, program, sector, state })
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]))
    .join(', ')
  const lines = origins.flatMap(({ sample, lines }) => lines.map((line) => ({ ...line, sample })))
  const file = toCsv(
    columns,
    lines.map((line) => ({ ...line, on, filter: filter || 'all', rows: lines.length })),
  )
  await recordExport(actor, 'funds.exported', {
    address: paths.money(fundQuery(filters, day)),
    rows: lines.length,
    sha256: createHash('sha256').update(file).digest('hex'),
  })
  const moment = `${now().toISOString().slice(0, 16).replace(':', '')}Z`
  const words = [stream, program, sector, state].map((word) => word ?? '')
  return download(
    file,
    'text/csv; charset=utf-8',
    `${fileName('money', moment, `on-${on}`, ...words)}.csv`,
  )
}
