import { divide, fraction, toDecimal } from './fraction.ts'

/** A part of a whole that keeps both, because a percentage is never shown without them. */
export interface Share {
  numerator: string
  denominator: string
  /** The quotient with six decimals; null when the denominator is zero. */
  value: string | null
}

/** Numerator and denominator are plain decimals, such as '112' or '1250000.00'. */
export function shareOf(numerator: string, denominator: string): Share {
  const quotient = divide(fraction(numerator), fraction(denominator))
  return { numerator, denominator, value: quotient && toDecimal(quotient, 6) }
}

/** '61%', or '60.9%' with one decimal; null when there is no quotient. */
export function formatPercent(share: Share, places = 0): string | null {
  const quotient = divide(fraction(share.numerator), fraction(share.denominator))
  return quotient && `${toDecimal({ ...quotient, top: quotient.top * 100n }, places)}%`
}

/** '61% (112 of 184)'; 'no rate (0 of 0)' when there is no quotient. */
export function formatShare(share: Share, places = 0): string {
  const parts = `${formatNumber(share.numerator)} of ${formatNumber(share.denominator)}`
  const percent = formatPercent(share, places)
  return percent === null ? `no rate (${parts})` : `${percent} (${parts})`
}

/** '1,250,000' or '12.5', from a plain decimal of any size; zeros behind the point are dropped. */
export function formatNumber(decimal: string): string {
  const [whole = '0', places = ''] = decimal.split('.')
  const kept = places.replace(/0+$/, '')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return kept === '' ? grouped : `${grouped}.${kept}`
}
