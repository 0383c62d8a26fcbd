import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { PriceIndex } from '#app/domain/evidence/prices.ts'

/** The price index as the reference list holds it. */
export const priceIndex: PriceIndex = new Map(
  parse<Record<string, string>>(readFileSync('db/reference/price_index.csv'), {
    columns: true,
  }).map((row) => [Number(row['year']), Number(row['average'])]),
)
