/** How a milestone's date follows from another's. */
export type OffsetRule =
  | { kind: 'offset'; code: string; days: number }
  | { kind: 'manual' }
  | { kind: 'monthly'; code: string; until: string }

/**
 * Reads `CODE+days`, `CODE-days`, `CODE same`, `monthly A..B` or `manual`. A RangeError on anything
 * else.
 */
export function parseOffsetRule(text: string): OffsetRule {
  if (text === 'manual') return { kind: 'manual' }
  const same = /^([A-Z0-9]+) same$/.exec(text)
  if (same?.[1]) return { kind: 'offset', code: same[1], days: 0 }
  const offset = /^([A-Z0-9]+)([+-]\d{1,5})$/.exec(text)
  if (offset?.[1] && offset[2]) return { kind: 'offset', code: offset[1], days: Number(offset[2]) }
  const series = /^monthly ([A-Z0-9]+)\.\.([A-Z0-9]+)$/.exec(text)
  if (series?.[1] && series[2]) return { kind: 'monthly', code: series[1], until: series[2] }
  throw new RangeError(`Not an offset rule: ${text}`)
}
