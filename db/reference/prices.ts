import * as z from 'zod/mini'
import type { Trx } from '../index.ts'
import { blank, text, url, whole } from './cells.ts'
import { BrokenRow, type ReferenceFolder } from './read.ts'
import { type Loaded, upsert } from './upsert.ts'

/** Consumer prices, year by year without a gap, so that any two years between the first and the last compare. */
export async function loadPriceIndex(trx: Trx, folder: ReferenceFolder): Promise<Loaded[]> {
  const years = folder.read('price_index.csv', year, ['year'])
  const gap = years.findIndex((row, i) => i > 0 && row.year !== (years[i - 1]?.year ?? 0) + 1)
  if (gap > 0) throw new BrokenRow('price_index.csv', gap + 2, 'year', 'must follow the one before')
  return [await upsert(trx, 'priceIndex', ['year'], years)]
}

const year = z.object({
  year: whole,
  average: z.string().check(z.regex(/^\d{1,4}\.\d{1,3}$/, 'must be an index such as 236.736')),
  note: blank(text),
  sourceTitle: text,
  sourceUrl: url,
})
