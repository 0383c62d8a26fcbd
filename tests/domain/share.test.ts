import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  toDecimal,
  toExactDecimal,
} from '#app/domain/fraction.ts'
import { formatNumber, formatPercent, formatShare, shareOf } from '#app/domain/share.ts'

test('a share keeps what it was made of, and no rate is made of nothing', () => {
  expect(shareOf('112', '184')).toEqual({ numerator: '112', denominator: '184', value: '0.608696' })
  expect(shareOf('0', '0')).toEqual({ numerator: '0', denominator: '0', value: null })
})

test('a percentage is shown with its numerator and denominator', () => {
  expect(formatShare(shareOf('112', '184'))).toBe('61% (112 of 184)')
  expect(formatShare(shareOf('1250', '2000'), 1)).toBe('62.5% (1,250 of 2,000)')
  expect(formatShare(shareOf('0', '0'))).toBe('no rate (0 of 0)')
  expect(formatPercent(shareOf('1', '8'), 1)).toBe('12.5%')
  expect(formatPercent(shareOf('1', '8'))).toBe('13%')
})

test('numbers are grouped by thousands without becoming floating', () => {
  expect(formatNumber('1250000.50')).toBe('1,250,000.5')
  expect(formatNumber('123456789012345678')).toBe('123,456,789,012,345,678')
  expect(formatNumber('-1234.00')).toBe('-1,234')
  expect(formatNumber('999')).toBe('999')
})

const integer = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })

test('fractions add, multiply and divide as numbers do', () => {
  fc.assert(
    fc.property(integer, integer, integer, (a, b, c) => {
      const [x, y, z] = [fraction(String(a)), fraction(String(b)), fraction(String(c))]
      const left = multiply(add(x, y), z)
      expect(compare(left, add(multiply(x, z), multiply(y, z)))).toBe(0)
      if (b !== 0n) expect(compare(multiply(divide(x, y) ?? x, y), x)).toBe(0)
      expect(toDecimal(x, 0)).toBe(String(a))
      expect(toExactDecimal(divide(x, fraction('8')) ?? x)).not.toBeNull()
    }),
  )
  expect(divide(fraction('1'), fraction('0'))).toBeNull()
  expect(toExactDecimal({ top: 1n, bottom: 3n })).toBeNull()
  expect(toDecimal(fraction('-0.004'), 2)).toBe('0.00')
  expect(toDecimal(fraction('-0.005'), 2)).toBe('-0.01')
  expect(() => fraction('1e3')).toThrow(RangeError)
})
