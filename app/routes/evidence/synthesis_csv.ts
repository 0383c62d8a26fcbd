import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { priceWords } from '#app/domain/evidence/finding.ts'
import { errorOriginLabels } from '#app/domain/evidence/library.ts'
import type { Interval } from '#app/domain/evidence/pool.ts'
import { readSynthesis, synthesisQuery } from '#app/domain/evidence/synthesis_address.ts'
import { publicCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { findSynthesis } from '#db/evidence/synthesis.ts'

/** A synthesis as a file: the samples, the pooled effect, each statistic and what stays out, a row each. The
 *  Link header is the address that reproduces it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ask = readSynthesis(new URL(request.url).searchParams)
  const { answer, index } = await findSynthesis(ask)
  const rows: Row[] = [
    ...answer.included.map(({ finding, estimate, error, low, high, weight, factor }) => ({
      ...blank,
      row: 'sample',
      finding: finding.code,
      of: `${finding.site}, ${finding.study}, ${finding.followUp}`,
      value: exact(estimate),
      error: exact(error.value),
      low: exact(low),
      high: exact(high),
      weight: weight === null ? null : exact(weight),
      published: finding.impact,
      publishedIn: priceWords(finding.priceBasis, finding.priceYear),
      factor: factor === null ? null : exact(factor),
      note: `standard error ${errorOriginLabels[error.origin]}`,
    })),
    ...statistics(answer.pooled),
    ...(answer.priceYear !== null && index
      ? [
          {
            ...blank,
            row: 'price year',
            value: String(answer.priceYear),
            note: `Effects and errors put into the dollars of this year by ${index.sourceTitle}, ${index.sourceUrl}`,
          },
        ]
      : []),
    ...answer.left.map(({ finding, rule, instead }) => ({
      ...blank,
      row: 'left out',
      finding: finding.code,
      of: `${finding.site}, ${finding.study}, ${finding.followUp}`,
      published: finding.impact,
      publishedIn: priceWords(finding.priceBasis, finding.priceYear),
      note: instead ? `${rule} Kept instead: ${instead}` : rule,
    })),
    ...answer.conflicts.map(([one, other]) => ({
      ...blank,
      row: 'conflict',
      finding: `${one.code} ${other.code}`,
      note: 'The same people at the same time, with different figures: neither counts.',
    })),
    ...answer.refusals.map(({ rule, ids }) => ({
      ...blank,
      row: 'refusal',
      finding: ids.join(' '),
      note: rule,
    })),
    ...(answer.yearError === null ? [] : [{ ...blank, row: 'refusal', note: answer.yearError }]),
  ]
  const name = [
    'synthesis',
    fileMoment(now()),
    ask.outcome,
    ask.scale,
    ask.window ?? 'any',
    ask.method,
    answer.priceYear === null ? '' : `in ${answer.priceYear} dollars`,
  ]
  const address = paths.synthesis(synthesisQuery(ask))
  return publicCsv({ columns, rows, address, name }, answer.yearError === null ? 200 : 422)
}

interface Row {
  row: string
  finding: string | null
  of: string | null
  value: string | null
  error: string | null
  low: string | null
  high: string | null
  weight: string | null
  published: string | null
  publishedIn: string | null
  factor: string | null
  note: string | null
}

const blank: Omit<Row, 'row'> = {
  finding: null,
  of: null,
  value: null,
  error: null,
  low: null,
  high: null,
  weight: null,
  published: null,
  publishedIn: null,
  factor: null,
  note: null,
}

type Pooled = Awaited<ReturnType<typeof findSynthesis>>['answer']['pooled']

function statistics(pooled: Pooled): Row[] {
  if (!pooled) return []
  const bounds = (interval: Interval | null) => ({
    low: interval ? exact(interval.low) : null,
    high: interval ? exact(interval.high) : null,
  })
  const statistic = (of: string, value: number, interval: Interval | null = null): Row => ({
    ...blank,
    row: 'statistic',
    of,
    value: exact(value),
    ...bounds(interval),
  })
  const { heterogeneity: spread } = pooled
  return [
    {
      ...blank,
      row: 'pooled effect',
      value: exact(pooled.estimate),
      error: exact(pooled.se),
      ...bounds(pooled.interval),
    },
    ...(pooled.rangeForNextSite
      ? [{ ...blank, row: 'range for the next site', ...bounds(pooled.rangeForNextSite) }]
      : []),
    ...(pooled.prediction
      ? [{ ...blank, row: 'prediction interval', ...bounds(pooled.prediction) }]
      : []),
    statistic('p of the pooled effect', pooled.p),
    ...(spread
      ? [
          statistic('tau squared', spread.tau2, spread.tau2Interval),
          statistic('I squared, percent', spread.i2),
          statistic('I squared from Q, percent', spread.i2FromQ),
          statistic('H squared', spread.h2),
          statistic('Q', spread.q),
          statistic('degrees of freedom of Q', spread.df),
          statistic('p of Q', spread.p),
        ]
      : []),
  ]
}

/** Twelve significant digits without an exponent, so that a reader can compute on; tiny numbers as 0. */
function exact(value: number): string {
  if (!Number.isFinite(value)) return ''
  const digits = Math.max(0, Math.min(15, 11 - Math.floor(Math.log10(Math.abs(value) || 1))))
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

const text = (header: string, value: (row: Row) => string | null): CsvColumn<Row> => ({
  header,
  kind: 'text',
  value,
})
const number = (header: string, value: (row: Row) => string | null): CsvColumn<Row> => ({
  header,
  kind: 'number',
  value,
})

const columns: CsvColumn<Row>[] = [
  text('Row', ({ row }) => row),
  text('Finding', ({ finding }) => finding),
  text('Of', ({ of }) => of),
  number('Value', ({ value }) => value),
  number('Standard error', ({ error }) => error),
  number('95 percent from', ({ low }) => low),
  number('95 percent to', ({ high }) => high),
  number('Weight, share', ({ weight }) => weight),
  number('As published', ({ published }) => published),
  text('Published in', ({ publishedIn }) => publishedIn),
  number('Factor of the price index', ({ factor }) => factor),
  text('Note', ({ note }) => note),
]
