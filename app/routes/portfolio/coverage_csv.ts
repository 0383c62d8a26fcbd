import type { LoaderFunctionArgs } from '@remix-run/node'
import { coverageAsked } from '#app/coverage.server.ts'
import { now } from '#app/domain/clock.ts'
import { type CoverageCell, coverageQuery, every } from '#app/domain/coverage.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { exportCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

interface Line extends CoverageCell {
  origin: string
  sector: string
  state: string
  stream: string
}

const column = (
  kind: 'text' | 'number',
  header: string,
  value: (line: Line) => string | null,
): CsvColumn<Line> => ({ header, kind, value })

const columns = [
  column('text', 'Origin', ({ origin }) => origin),
  column('text', 'Sector', ({ sector }) => sector),
  column('text', 'State', ({ state }) => state),
  column('text', 'Stream', ({ stream }) => stream),
  column('number', 'Awards', ({ awards }) => String(awards)),
  column('number', 'Awards with an amount', ({ withAmount }) => String(withAmount)),
  column('number', 'Amount', ({ amount }) => amount),
  column('number', 'Awards with accepted people', ({ withPeople }) => String(withPeople)),
  column('number', 'People', ({ people }) => (people === null ? null : String(people))),
]

/** The table of the page as a file, every measure at once, a line for each cell, empty ones too. 'all' marks
 *  the lines in which each award counts once. Taking it away is an event. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { filters, streams, lines, all } = await coverageAsked(actor, request)
  const { view, sector, state, origin } = filters
  const word = (code: string | null) => (code === null || code === every ? 'all' : code)
  const shown = (lines.length > 1 ? [...lines, all] : lines).flatMap((line) =>
    line.cells.map((cell, index) => ({
      ...cell,
      origin,
      sector: word(view === 'sectors' ? line.code : sector),
      state: word(view === 'sectors' ? state : line.code),
      stream: streams[index]?.code ?? '',
    })),
  )
  return exportCsv(actor, 'coverage.exported', {
    columns,
    rows: shown,
    address: paths.coverage(coverageQuery(filters)),
    name: ['coverage', fileMoment(now()), view, origin, sector ?? '', state ?? ''],
  })
}
