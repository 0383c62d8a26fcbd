import type { LoaderFunctionArgs } from '@remix-run/node'
import { clocksAsked } from '#app/clocks.server.ts'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { type ClockLine, clockQuery } from '#app/domain/report/clock_list.ts'
import { exportCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

type Row = ClockLine & { sample: boolean }

const number = (value: number | null | undefined) =>
  value === null || value === undefined ? null : String(value)

const columns: CsvColumn<Row>[] = [
  { header: 'Origin', kind: 'text', value: ({ sample }) => (sample ? 'sample' : 'sources') },
  { header: 'Step', kind: 'text', value: ({ label }) => label },
  {
    header: 'Reports through it',
    kind: 'number',
    value: ({ spread }) => number(spread?.reports ?? 0),
  },
  { header: 'Median, working days', kind: 'number', value: ({ spread }) => number(spread?.median) },
  {
    header: '90th percentile, working days',
    kind: 'number',
    value: ({ spread }) => number(spread?.ninth),
  },
  { header: 'There now', kind: 'number', value: ({ now: here }) => number(here?.reports) },
  { header: 'Longest since', kind: 'text', value: ({ now: here }) => here?.since ?? null },
]

/** What the page shows, as a file: the same filters and lines. Taking it away is an event. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'clock.read')
  const { filters, origins } = await clocksAsked(actor, request)
  const rows = origins.flatMap(({ sample, lines }) => lines.map((line) => ({ ...line, sample })))
  const { period, stream, program } = filters
  return exportCsv(actor, 'clocks.exported', {
    columns,
    rows,
    address: paths.reportClocks(clockQuery(filters)),
    name: ['days-by-step', fileMoment(now()), period, stream ?? '', program ?? ''],
  })
}
