/** An exact number: the rules compare halves of targets and shares of periods without rounding. */
export interface Fraction {
  readonly top: bigint
  /** Above zero. */
  readonly bottom: bigint
}

/** Reads a plain decimal such as '12', '-0.5' or '1250000.00'; anything else is a RangeError. */
export function fraction(decimal: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match) throw new RangeError(`Not a decimal number: ${decimal}`)
  const [, sign = '', whole = '', places = ''] = match
  return { top: BigInt(`${sign}${whole}${places}`), bottom: 10n ** BigInt(places.length) }
}

export const add = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.bottom + b.top * a.bottom,
  bottom: a.bottom * b.bottom,
})

export const negate = (a: Fraction): Fraction => ({ top: -a.top, bottom: a.bottom })

export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negate(b))

export const multiply = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.top,
  bottom: a.bottom * b.bottom,
})

/** Null when the divisor is zero. */
export function divide(a: Fraction, b: Fraction): Fraction | null {
  if (b.top === 0n) return null
  const sign = b.top < 0n ? -1n : 1n
  return { top: a.top * b.bottom * sign, bottom: a.bottom * b.top * sign }
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.top * b.bottom - b.top * a.bottom
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

export const largest = (first: Fraction, ...others: Fraction[]) =>
  others.reduce((most, value) => (compare(value, most) > 0 ? value : most), first)

/** A decimal with so many places, halves rounded away from zero. */
export function toDecimal({ top, bottom }: Fraction, places: number): string {
  const size = top < 0n ? -top : top
  const scaled = (size * 10n ** BigInt(places) * 2n + bottom) / (bottom * 2n)
  const digits = String(scaled).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const sign = top < 0n && scaled !== 0n ? '-' : ''
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`
}

/** The shortest decimal that is exactly this number; null when there is none within 12 places. */
export function toExactDecimal(value: Fraction): string | null {
  for (let places = 0; places <= 12; places += 1) {
    const decimal = toDecimal(value, places)
    if (compare(fraction(decimal), value) === 0) return decimal
  }
  return null
}
