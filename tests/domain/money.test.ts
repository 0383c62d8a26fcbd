import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addMoney,
  compareMoney,
  formatMoney,
  fromCents,
  parseMoney,
  subtractMoney,
  toCents,
} from '#app/domain/money.ts'

const most = 99_999_999_999_999n
const cents = fc.bigInt({ min: -most, max: most })

test.each([
  ['$1,250,000', '1250000.00'],
  ['1250000.5', '1250000.50'],
  ['1.25', '1.25'],
  [' $ 7 ', '7.00'],
  ['0', '0.00'],
  ['-0', '0.00'],
  ['007', '7.00'],
  ['999,999,999,999.99', '999999999999.99'],
])('%s is read as %s', (typed, amount) => {
  expect(parseMoney(typed)).toEqual({ ok: true, amount })
})

test.each([
  ['', 'Enter an amount such as 1,250,000.'],
  ['NaN', 'Enter an amount such as 1,250,000.'],
  ['1e309', 'Enter an amount such as 1,250,000.'],
  ['Infinity', 'Enter an amount such as 1,250,000.'],
  ['1,25', 'Enter an amount such as 1,250,000.'],
  ['12,50,000', 'Enter an amount such as 1,250,000.'],
  ['1.2.3', 'Enter an amount such as 1,250,000.'],
  ['0x10', 'Enter an amount such as 1,250,000.'],
  ['١٢', 'Enter an amount such as 1,250,000.'],
  ['1.255', 'Enter an amount with at most two digits after the point.'],
  ['1,000,000,000,000', 'Enter an amount below 1,000,000,000,000.'],
  ['9'.repeat(400), 'Enter an amount below 1,000,000,000,000.'],
  ['-5', 'Enter an amount of zero or more.'],
])('%s is refused: %s', (typed, error) => {
  expect(parseMoney(typed)).toEqual({ ok: false, error })
})

test('a negative amount is read where it is asked for', () => {
  expect(parseMoney('-$1,000.50', { negative: true })).toEqual({ ok: true, amount: '-1000.50' })
  expect(parseMoney('−3', { negative: true })).toEqual({ ok: true, amount: '-3.00' })
})

test('an amount survives being stored, shown and typed again', () => {
  fc.assert(
    fc.property(cents, (value) => {
      const amount = fromCents(value)
      expect(toCents(amount)).toBe(value)
      expect(parseMoney(formatMoney(amount), { negative: true })).toEqual({ ok: true, amount })
    }),
  )
})

test('sums and comparisons are exact where floating numbers are not', () => {
  expect(addMoney('0.10', '0.20')).toBe('0.30')
  expect(addMoney('499999996.20', '36861662.00', '-0.20')).toBe('536861658.00')
  expect(addMoney()).toBe('0.00')
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const [first, second] = [fromCents(a), fromCents(b)]
      expect(subtractMoney(addMoney(first, second), second)).toBe(first)
      expect(compareMoney(first, second)).toBe(a === b ? 0 : a < b ? -1 : 1)
    }),
  )
})

test('money is shown in dollars, with cents only when there are some or they are asked for', () => {
  expect(formatMoney('1234567')).toBe('$1,234,567')
  expect(formatMoney('1234567.00')).toBe('$1,234,567')
  expect(formatMoney('499999996.20')).toBe('$499,999,996.20')
  expect(formatMoney('7.00', { cents: true })).toBe('$7.00')
  expect(formatMoney('-0.05')).toBe('-$0.05')
  expect(formatMoney('999999999999.99')).toBe('$999,999,999,999.99')
})

test('text that is not an amount never becomes one', () => {
  for (const text of ['', '1.234', 'NaN', '1e3', '$5', ' 5']) {
    expect(() => toCents(text)).toThrow(RangeError)
  }
})
