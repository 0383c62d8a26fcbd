import fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import { decimal, email, isoDate, money, text, wholeNumber } from '#app/domain/text.ts'
import { threePartDate } from '#app/domain/three-part-date.ts'

function errorOf(schema: z.ZodMiniType, posted: unknown) {
  const result = schema.safeParse(posted)
  return result.success ? null : result.error.issues.map(({ message }) => message).join(' ')
}

const reason = text({ label: 'a reason', max: 20, required: true, lines: true })
const name = text({ label: 'Award name', max: 20 })

test('text is trimmed, composed and given plain line ends', () => {
  expect(z.parse(reason, '  Cafe\u0301\r\nopen\rnow ')).toBe('Café\nopen\nnow')
  expect(z.parse(name, '')).toBeNull()
  expect(z.parse(name, '   ')).toBeNull()
})

test('a field that is missing from the post reads as empty', () => {
  const form = z.strictObject({ name, reason })
  expect(z.safeParse(form, { reason: 'late' }).data).toEqual({ name: null, reason: 'late' })
  expect(errorOf(form, {})).toBe('Enter a reason.')
})

test('a required field names itself when it is empty', () => {
  expect(errorOf(reason, '')).toBe('Enter a reason.')
  expect(errorOf(reason, ' \n ')).toBe('Enter a reason.')
  expect(errorOf(text({ label: 'Award name', max: 9, required: true }), '')).toBe(
    'Enter award name.',
  )
  expect(errorOf(text({ label: 'UEI', max: 12, required: true }), '')).toBe('Enter UEI.')
})

test('length is counted in characters, as PostgreSQL does', () => {
  expect(z.parse(name, '🙂'.repeat(20))).toBe('🙂'.repeat(20))
  expect(errorOf(name, 'x'.repeat(1_021))).toBe(
    'Enter award name in at most 20 characters; this has 1,021.',
  )
})

test.each([['\0'], ['\ud800'], ['\udc00x'], ['\x07'], ['\x1b[0m'], ['\x7f'], ['\x85']])(
  'the character %j is refused with a sentence, never stored',
  (character) => {
    expect(errorOf(reason, `a${character}b`)).toBe(
      'Enter a reason without control characters or broken symbols.',
    )
  },
)

test('one-line fields refuse a second line', () => {
  expect(errorOf(name, 'a\nb')).toBe('Enter award name on one line.')
})

test('whatever is posted, text comes out storable or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (posted) => {
      const result = z.safeParse(reason, posted)
      if (result.success) {
        expect(result.data).not.toMatch(/[\0\r]/)
        expect(result.data).toBe(result.data.trim())
      } else {
        expect(result.error.issues[0]?.message).toMatch(/^Enter a reason/)
      }
    }),
  )
})

test('anything but one string is refused, not converted', () => {
  for (const posted of [['a', 'b'], 5, null, {}, true]) {
    expect(errorOf(reason, posted)).toBe('Enter a reason.')
    expect(errorOf(wholeNumber({ label: 'participants' }), posted)).toBe('Enter participants.')
  }
})

test('a whole number may have commas between thousands and nothing else', () => {
  const count = wholeNumber({ label: 'Participants enrolled', required: true })
  expect(z.parse(count, ' 1,250 ')).toBe(1250)
  expect(Object.is(z.parse(wholeNumber({ label: 'x', min: -5 }), '-0'), 0)).toBe(true)
  expect(z.parse(count, '1000000000000')).toBe(1e12)
  for (const typed of ['1.5', '1e3', 'NaN', '12 000', '1,2', '0x1', 'Infinity', '٣']) {
    expect(errorOf(count, typed)).toBe(
      'Enter participants enrolled as a whole number, such as 1,250.',
    )
  }
  const range = 'Enter participants enrolled as a whole number from 0 to 1,000,000,000,000.'
  expect(errorOf(count, '-1')).toBe(range)
  expect(errorOf(count, '9'.repeat(400))).toBe(range)
})

test('a decimal stays the string that was typed', () => {
  const share = decimal({ label: 'the share', places: 2, max: '100' })
  expect(z.parse(share, '012.50')).toBe('12.50')
  expect(z.parse(share, '')).toBeNull()
  expect(errorOf(share, '1.234')).toBe('Enter the share as a number with at most 2 decimals.')
  expect(errorOf(share, '100.01')).toBe('Enter the share from 0 to 100.')
  expect(errorOf(share, '-0.01')).toBe('Enter the share from 0 to 100.')
})

test('money is read by its own rules and the error names the field', () => {
  const spent = money({ label: 'Amount spent', required: true })
  expect(z.parse(spent, '$1,250,000')).toBe('1250000.00')
  expect(errorOf(spent, '1.005')).toBe(
    'Enter amount spent as an amount with at most two digits after the point.',
  )
  expect(errorOf(spent, '-1')).toBe('Enter amount spent as an amount of zero or more.')
  expect(z.parse(money({ label: 'Change', negative: true }), '-1')).toBe('-1.00')
})

test('a date must exist and be one that can be meant', () => {
  const on = isoDate({ label: 'the start date' })
  expect(z.parse(on, '2028-02-29')).toBe('2028-02-29')
  for (const typed of ['2026-02-29', '1899-12-31', '2200-01-01', '11/30/2026', '2026-1-1']) {
    expect(errorOf(on, typed)).toBe('Enter the start date as year-month-day, such as 2026-11-30.')
  }
})

test('an e-mail address is kept in lower case and within 254 characters', () => {
  const address = email({ label: 'your e-mail address', required: true })
  expect(z.parse(address, ' Ada.Byron+x@Example.ORG ')).toBe('ada.byron+x@example.org')
  for (const typed of [
    'ada',
    'ada@',
    '@example.org',
    'a b@example.org',
    'ada@example',
    'a@b@c.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b.'.repeat(130)}org`,
    'ada@exämple.org',
    'a\u0000b@example.org',
  ]) {
    expect(errorOf(address, typed)).toMatch(/^Enter your e-mail address as an e-mail address/)
  }
})

test('a date in three parts is read by number or name of the month', () => {
  const due = threePartDate({ label: 'The new due date', required: true })
  expect(z.parse(due, { month: '11', day: '30', year: '2026' })).toBe('2026-11-30')
  expect(z.parse(due, { month: 'Feb', day: '9', year: '2028' })).toBe('2028-02-09')
  expect(z.parse(due, { month: 'november', day: '3', year: '2026' })).toBe('2026-11-03')
})

test('a date in three parts says which part is wrong', () => {
  const due = threePartDate({ label: 'The new due date', required: true })
  const issue = (month: string, day: string, year: string) => {
    const result = z.safeParse(due, { month, day, year })
    return result.error?.issues.map(({ path, message }) => [...path, message])
  }
  expect(issue('', '', '')).toEqual([['month', 'Enter the new due date.']])
  expect(issue('2', '', '')).toEqual([['day', 'Enter the day and the year of the new due date.']])
  expect(issue('13', '1', '2026')).toEqual([
    ['month', 'Enter the month of the new due date, 1 to 12.'],
  ])
  expect(issue('2', '29', '2026')).toEqual([
    ['day', 'Enter the day of the new due date: February 2026 has no day “29”.'],
  ])
  expect(issue('2', '1', '26')).toEqual([
    ['year', 'Enter the year of the new due date with four digits, 1900 to 2199.'],
  ])
  const later = threePartDate({ label: 'The date' })
  expect(z.parse(later, { month: '', day: ' ', year: '' })).toBeNull()
  expect(errorOf(later, 'yesterday')).not.toBeNull()
})

test('required fields yield values, others may yield null', () => {
  expectTypeOf(z.parse(reason, 'x')).toEqualTypeOf<string>()
  expectTypeOf(z.parse(name, 'x')).toEqualTypeOf<string | null>()
  expectTypeOf(z.parse(wholeNumber({ label: 'x', required: true }), '1')).toEqualTypeOf<number>()
})
