import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { type MoneyRow, footingLabels, footingOf, moneyQuery } from '#app/domain/evidence/money.ts'
import { exportCsv } from '#app/export.server.ts'
import { moneyAsked } from '#app/money.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

type Line = MoneyRow & { footing: string; modelName: string | null; on: string }

const text = (header: string, value: (line: Line) => string | null): CsvColumn<Line> => ({
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
  text('Day', ({ on }) => on),
  text('Origin', ({ sample }) => (sample ? 'sample' : 'sources')),
  text('Stream', ({ code }) => code),
  text('Stream name', ({ name }) => name),
  text('Level of evidence', ({ footing }) => footing),
  text('Model', ({ model }) => model),
  text('Model name', ({ modelName }) => modelName),
  number('Awards', ({ awards }) => String(awards)),
  number('Awards with an amount', ({ withAmount }) => String(withAmount)),
  number('Amount', ({ amount }) => amount),
]

/** What the page weighs, as a file: a line for each origin, stream and model, which add up to its bars. Taking
 *  it away is an event. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { day, filters, rows, levels, models } = await moneyAsked(actor, request)
  const names = new Map(models.map(({ code, name }) => [code, name]))
  const lines = rows.map((row) => ({
    ...row,
    footing: footingLabels[footingOf(row, levels)],
    modelName: row.model === null ? null : (names.get(row.model) ?? null),
    on: filters.on,
  }))
  const { stream, sector, state, on } = filters
  return exportCsv(actor, 'money.exported', {
    columns,
    rows: lines,
    address: paths.evidenceMoney(moneyQuery({ ...filters, footing: null }, day)),
    name: [
      'money-by-evidence',
      fileMoment(now()),
      `on-${on}`,
      ...[stream, sector, state].map((word) => word ?? ''),
    ],
  })
}
