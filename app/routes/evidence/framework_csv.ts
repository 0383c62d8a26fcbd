import type { LoaderFunctionArgs } from '@remix-run/node'
import { frameworkPlaceHref } from '#app/components/framework.tsx'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import {
  closenessLabels,
  frameworkKindLabels,
  frameworkPlaceLabels,
  frameworkQuery,
  narrowFramework,
  readFrameworkFilters,
} from '#app/domain/evidence/framework.ts'
import { publicCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import {
  type FrameworkIndicator,
  type FrameworkMatch,
  type FrameworkQuestion,
  listFramework,
} from '#db/evidence/framework.ts'

/** The framework beside ours as a file: a row for each question, its indicator and what was held against it,
 *  narrowed as on screen. */
export async function loader({ request }: LoaderFunctionArgs) {
  const filters = readFrameworkFilters(new URL(request.url).searchParams)
  const rows = narrowFramework(await listFramework(), filters).flatMap((question) =>
    question.indicators.flatMap((indicator) =>
      indicator.matches.map((match) => ({ question, indicator, match })),
    ),
  )
  const name = ['framework', fileMoment(now()), `${rows.length}-rows`]
  return publicCsv({ columns, rows, address: paths.framework(frameworkQuery(filters)), name })
}

interface Row {
  question: FrameworkQuestion
  indicator: FrameworkIndicator
  match: FrameworkMatch
}

const text = (header: string, value: (row: Row) => string | null): CsvColumn<Row> => ({
  header,
  kind: 'text',
  value,
})

const columns: CsvColumn<Row>[] = [
  text('Essential question', ({ question }) => String(question.number)),
  text('Question', ({ question }) => question.question),
  text('Source of the question', ({ question }) => question.sourceUrl ?? question.sourceTitle),
  text('Their indicator', ({ indicator }) => indicator.name),
  text('Kind', ({ indicator }) => frameworkKindLabels[indicator.kind]),
  text('What it measures', ({ indicator }) => indicator.measures),
  text('Named for sector-oriented training', ({ indicator }) =>
    indicator.sectorTraining ? 'yes' : 'no',
  ),
  text('Source of the indicator', ({ indicator }) => indicator.sourceUrl ?? indicator.sourceTitle),
  text('How close ours comes', ({ match }) => closenessLabels[match.closeness]),
  text('Ours', ({ match }) => match.indicator),
  text(
    'Ours by name',
    ({ match }) => match.name ?? (match.place && frameworkPlaceLabels[match.place]),
  ),
  text('Where it is on screen', ({ match }) => {
    if (match.indicator) return paths.indicator(match.indicator)
    return match.place && frameworkPlaceHref[match.place]
  }),
  text('Reason', ({ match }) => match.reason),
]
