import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect } from 'vitest'

/** The rows of a file of this folder, each a worked answer of an independent computation. */
export function vectorRows(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  return parse(text, { columns: true })
}

/** Vectors with their inputs and expected answers by name; answers keep the digits printed. */
export function vectors(file: string) {
  return vectorRows(file).map((row) => ({
    id: row['vector_id'] ?? '',
    kind: row['kind'] ?? row['design'] ?? '',
    inputs: JSON.parse(row['inputs_json'] ?? '{}') as Record<string, number>,
    expected: JSON.parse(row['expected_json'] ?? '{}') as Record<string, number | string>,
  }))
}

/** An input the vector must have. */
export function input(inputs: Record<string, number>, name: string): number {
  const value = inputs[name]
  if (value === undefined) throw new Error(`The vector has no ${name}.`)
  return value
}

/**
 * Equal to eight digits, or within half of the tenth decimal, to which the vectors are rounded, where
 * that is larger; whole numbers and words exactly.
 */
export function expectPrinted(
  actual: number | string | null | undefined,
  printed: number | string,
): void {
  if (typeof printed === 'string' || typeof actual !== 'number') expect(actual).toBe(printed)
  else if (Number.isInteger(printed)) expect(actual).toBeCloseTo(printed, 9)
  else expectWithin(actual, printed, Math.max(1e-8 * Math.abs(printed), 0.5e-10))
}

/** Apart by no more than `margin`. */
export function expectWithin(actual: number, wanted: number, margin: number): void {
  expect(Math.abs(actual - wanted), `${actual} against ${wanted}`).toBeLessThanOrEqual(margin)
}
