import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { type FundLine, fundQuery, fundStepLabels, fundSteps } from '#app/domain/funds.ts'
import { exportCsv } from '#app/export.server.ts'
import { fundsAsked } from '#app/funds.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

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
  return exportCsv(actor, 'funds.exported', {
    columns,
    rows: lines.map((line) => ({ ...line, on, filter: filter || 'all', rows: lines.length })),
    address: paths.money(fundQuery(filters, day)),
    name: [
      'money',
      fileMoment(now()),
      `on-${on}`,
      ...[stream, program, sector, state].map((word) => word ?? ''),
    ],
  })
}
