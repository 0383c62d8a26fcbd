import type { PriceIndex } from '#app/domain/evidence/prices.ts'
import { db } from '../index.ts'

/** The consumer price index year by year, with its source. */
export async function listPriceIndex() {
  return db
    .selectFrom('priceIndex')
    .select(['year', 'average', 'note', 'sourceTitle', 'sourceUrl'])
    .orderBy('year')
    .execute()
}

export type PriceIndexYear = Awaited<ReturnType<typeof listPriceIndex>>[number]

/** The same as rules take it. */
export async function findPriceIndex(): Promise<PriceIndex> {
  return priceIndexOf(await listPriceIndex())
}

export function priceIndexOf(years: readonly PriceIndexYear[]): PriceIndex {
  return new Map(years.map(({ year, average }) => [year, Number(average)]))
}
