import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import type { CoverageCell } from '#app/domain/coverage.ts'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import { cellLevelLabels } from '#app/domain/evidence/questions.ts'
import { solicitationQuery, usualPriority } from '#app/domain/evidence/solicitation.ts'
import { siteVerdictLabels } from '#app/domain/study/evaluability.ts'
import { type Stage, stageLabels } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import {
  type Fillers,
  type RankedHole,
  fillersOf,
  solicitationAsked,
} from '#app/solicitation.server.ts'
import { recordExport } from '#db/awards/export.ts'

type Line = RankedHole & { money: CoverageCell; awards: Fillers[number]['awards'] | null }

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
  number('Rank', ({ rank }) => String(rank)),
  text('Question', ({ question }) => question.code),
  text('In words', ({ question }) => question.question),
  text('Sector', ({ cell }) => cell.sectorName ?? 'all together'),
  number('Gap', ({ score }) => score.toFixed(2)),
  text('Halved', ({ isHalved }) => (isHalved ? 'yes' : 'no')),
  text('Known', ({ level }) => cellLevelLabels[level]),
  number('Priority', ({ said }) => String(said?.priority ?? usualPriority)),
  text('Priority set by', ({ said }) => said?.setBy ?? null),
  text('Why it is open', ({ cell }) => cell.why),
  text('May be closed by', ({ question }) =>
    question.allowedDesigns.map((stage) => stageLabels[stage as Stage]).join('; '),
  ),
  text('Studies on the way', ({ studies }) =>
    studies
      .map(({ title, reportsOn }) => `${title ?? 'A study'}, ${reportsOn ?? 'no report planned'}`)
      .join('; '),
  ),
  text('Awards that could fill it', ({ awards }) =>
    awards
      ? awards.map((one) => `${one.number} (${siteVerdictLabels[one.verdict]})`).join('; ')
      : null,
  ),
  number('Awards in the sector', ({ money }) => String(money.awards)),
  number('Dollars in the sector', ({ money }) => money.amount),
]

/** Every gap of the page's filters as a file, a line each. Taking it away is an event. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'agenda.read')
  const { filters, holes, moneyIn } = await solicitationAsked(actor, request)
  const fillers = await fillersOf(actor, filters, holes)
  const lines = holes.map((hole) => ({
    ...hole,
    money: moneyIn(hole.cell.sector),
    awards:
      fillers?.find(({ sector }) => sector === (hole.cell.sector ?? filters.sector))?.awards ??
      null,
  }))
  const file = toCsv(columns, lines)
  const address = paths.solicitation(solicitationQuery({ ...filters, page: 1 }))
  await recordExport(actor, 'solicitation.exported', {
    address,
    rows: lines.length,
    sha256: createHash('sha256').update(file).digest('hex'),
  })
  const moment = now().toISOString().slice(0, 16).replace(':', '')
  const name = fileName('next-solicitation', filters.sector ?? '', filters.origin, `${moment}Z`)
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      link: `<${address}>; rel="canonical"`,
    },
  })
}
