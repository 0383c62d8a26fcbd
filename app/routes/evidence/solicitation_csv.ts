import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import type { CoverageCell } from '#app/domain/coverage.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { cellLevelLabels } from '#app/domain/evidence/questions.ts'
import { solicitationQuery, usualPriority } from '#app/domain/evidence/solicitation.ts'
import { siteVerdictLabels } from '#app/domain/study/evaluability.ts'
import { type Stage, stageLabels } from '#app/domain/study/stages.ts'
import { exportCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import {
  type Fillers,
  type RankedHole,
  fillersOf,
  solicitationAsked,
} from '#app/solicitation.server.ts'

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
  return exportCsv(actor, 'solicitation.exported', {
    columns,
    rows: lines,
    address: paths.solicitation(solicitationQuery({ ...filters, page: 1 })),
    name: ['next-solicitation', filters.sector ?? '', filters.origin, fileMoment(now())],
  })
}
