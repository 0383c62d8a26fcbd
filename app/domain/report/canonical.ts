/**
 * One way to write a value as JSON, so that equal contents give equal bytes and a hash can prove
 * them: keys sorted by code unit, no spaces, strings as they are. Figures are strings here; a number
 * must be a whole one that JSON can carry. Throws a TypeError on anything JSON would drop or change.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || Number.isSafeInteger(value)) {
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new TypeError('Half a character cannot be sealed')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
    return `{${members.join(',')}}`
  }
  throw new TypeError(`${typeof value} cannot be sealed as it is`)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
