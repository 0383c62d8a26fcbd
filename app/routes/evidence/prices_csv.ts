import type { CsvColumn } from '#app/domain/csv.ts'
import { publicCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { type PriceIndexYear, listPriceIndex } from '#db/evidence/prices.ts'

/** The price index as a file, a row a year. */
export async function loader() {
  const years = await listPriceIndex()
  const name = ['price-index', `${years[0]?.year}-${years.at(-1)?.year}`]
  return publicCsv({ columns, rows: years, address: paths.prices(), name })
}

const columns: CsvColumn<PriceIndexYear>[] = [
  { header: 'Year', kind: 'number', value: ({ year }) => String(year) },
  { header: 'Average, 1982-84 = 100', kind: 'number', value: ({ average }) => average },
  { header: 'Note', kind: 'text', value: ({ note }) => note },
  { header: 'Source', kind: 'text', value: ({ sourceTitle }) => sourceTitle },
  { header: 'Address', kind: 'text', value: ({ sourceUrl }) => sourceUrl },
]
