import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { errorOf, intervalOf, isMoney } from '#app/domain/evidence/finding.ts'
import { readFindingList } from '#app/domain/evidence/finding_address.ts'
import { findingListQuery } from '#app/domain/evidence/finding_list.ts'
import { errorOriginLabels, scaleLabels } from '#app/domain/evidence/library.ts'
import { publicCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { type ListedFinding, listAllFindings } from '#db/evidence/findings.ts'

/** The list of findings as a file: the same filters and order, all pages. The file holds one header row and
 *  the findings and nothing else; its name says the moment, the filters and the number of rows, and the Link
 *  header the list it was made from. */
export async function loader({ request }: LoaderFunctionArgs) {
  const list = readFindingList(new URL(request.url).searchParams)
  const findings = await listAllFindings(list)
  const count = findings.length === 1 ? '1-row' : `${findings.length}-rows`
  const words = Object.values(list.filters).filter((value) => value !== null)
  return publicCsv({
    columns,
    rows: findings,
    address: paths.findings(findingListQuery(list)),
    name: ['findings', fileMoment(now()), count, ...words],
  })
}

type Value = (finding: ListedFinding) => string | null

const text = (header: string, value: Value): CsvColumn<ListedFinding> => ({
  header,
  kind: 'text',
  value,
})
const number = (header: string, value: Value): CsvColumn<ListedFinding> => ({
  header,
  kind: 'number',
  value,
})

/** A worked-out number to two places more than its scale is printed with. */
const worked = (value: number | undefined, finding: ListedFinding) =>
  value === undefined ? null : value.toFixed(isMoney(finding.scale) ? 2 : 3)

const columns: CsvColumn<ListedFinding>[] = [
  text('Finding', ({ code }) => code),
  text('Model', ({ model }) => model),
  text('Model name', ({ modelName }) => modelName),
  text('Site', ({ site }) => site),
  text('Sectors', ({ sectors }) => sectors.join('; ')),
  text('Samples', ({ samples }) => samples.join('; ')),
  text('Study', ({ study }) => study),
  text('Design', ({ design }) => design),
  text('Kind', ({ kind }) => kind),
  text('Exploratory', ({ exploratory }) =>
    exploratory === null ? null : exploratory ? 'yes' : 'no',
  ),
  text('Outcome', ({ outcomeDomain }) => outcomeDomain),
  text('Measure', ({ outcomeMeasure }) => outcomeMeasure),
  text('Follow-up', ({ followUp }) => followUp),
  text('Window', ({ followUpWindow }) => followUpWindow),
  text('Counted in', ({ scale }) => scaleLabels[scale]),
  text('Unit in the source', ({ unit }) => unit),
  text('Price basis', ({ priceBasis }) => priceBasis),
  number('Price year', ({ priceYear }) => priceYear?.toString() ?? null),
  number('Control mean', ({ controlMean }) => controlMean),
  number('Treatment mean', ({ treatmentMean }) => treatmentMean),
  number('Impact', ({ impact }) => impact),
  number(
    'Standard error',
    (finding) => finding.standardError ?? worked(errorOf(finding)?.value, finding),
  ),
  text('Standard error is', (finding) => {
    const error = errorOf(finding)
    return error && errorOriginLabels[error.origin]
  }),
  number('95 percent from', (finding) => worked(intervalOf(finding)?.low, finding)),
  number('95 percent to', (finding) => worked(intervalOf(finding)?.high, finding)),
  text('p relation', ({ pRelation }) => pRelation),
  number('p', ({ pValue }) => pValue),
  number('People', ({ sampleTotal }) => sampleTotal?.toString() ?? null),
  text('CLEAR rating', ({ clearLevel }) => clearLevel),
  text('Source', ({ canonicalUrl, sourceUrl }) => canonicalUrl ?? sourceUrl),
  text('Table or page', ({ sourceDetail }) => sourceDetail),
  text('Note', ({ notes }) => notes),
]
