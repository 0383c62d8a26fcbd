/**
 * Money is a decimal string as PostgreSQL's numeric(14,2) writes it, '1250000.00', up to
 * 999,999,999,999.99 either way. It is added in whole cents and never becomes a floating number.
 */
export function parseMoney(
  text: string,
  { negative = false } = {},
): { ok: true; amount: string } | { ok: false; error: string } {
  const typed = text.trim().replace(/^−/, '-')
  const match = typedMoney.exec(typed)
  if (!match) return { ok: false, error: refusalOf(typed) }
  const [, sign = '', whole = '0', fraction = ''] = match
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  if (digits.length > 12) return { ok: false, error: 'Enter an amount below 1,000,000,000,000.' }
  const amount = fromCents(BigInt(`${digits}${fraction.padEnd(2, '0')}`))
  if (sign === '' || amount === '0.00') return { ok: true, amount }
  if (!negative) return { ok: false, error: 'Enter an amount of zero or more.' }
  return { ok: true, amount: `-${amount}` }
}

/** The exact sum of any number of amounts; '0.00' of none. */
export function addMoney(...amounts: readonly string[]): string {
  return fromCents(amounts.reduce((sum, amount) => sum + toCents(amount), 0n))
}

export function subtractMoney(from: string, amount: string): string {
  return fromCents(toCents(from) - toCents(amount))
}

/** Negative when the first is smaller, 0 when equal: the shape that sort takes. */
export function compareMoney(first: string, second: string): -1 | 0 | 1 {
  const difference = toCents(first) - toCents(second)
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

/** '$1,234,567'; with cents when there are any, or when asked so that a column lines up. */
export function formatMoney(amount: string, { cents = false } = {}): string {
  const total = toCents(amount)
  const size = total < 0n ? -total : total
  const part = String(size % 100n).padStart(2, '0')
  const whole = dollars.format(size / 100n)
  return `${total < 0n ? '-' : ''}${whole}${cents || part !== '00' ? `.${part}` : ''}`
}

/** Cents as an integer. Throws a RangeError on anything but a decimal with at most two places. */
export function toCents(amount: string): bigint {
  const match = storedMoney.exec(amount)
  if (!match) throw new RangeError(`Not an amount of money: ${amount}`)
  const [, sign = '', whole = '', fraction = ''] = match
  const size = BigInt(`${whole}${fraction.padEnd(2, '0')}`)
  return sign === '-' ? -size : size
}

export function fromCents(cents: bigint): string {
  const size = cents < 0n ? -cents : cents
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

const storedMoney = /^(-?)(\d+)(?:\.(\d{1,2}))?$/

/** As people type it: a dollar sign, commas only where they group thousands, one or two cents. */
const typedMoney = /^(-?)\$?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})

function refusalOf(typed: string) {
  return /^-?\$?\s?[\d,]+\.\d{3,}$/.test(typed)
    ? 'Enter an amount with at most two digits after the point.'
    : 'Enter an amount such as 1,250,000.'
}
