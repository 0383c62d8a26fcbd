import * as z from 'zod/mini'

// What a cell may hold. A blank is an absence, never a zero: `blank(x)` yields null for it.

export const text = z.string().check(z.minLength(1, 'must not be blank'))

export const blank = <Cell extends z.ZodMiniType<unknown, string>>(cell: Cell) =>
  z.pipe(
    z.transform((value: string) => (value === '' ? null : value)),
    z.nullable(cell),
  )

export const yesNo = z.pipe(
  z.enum(['yes', 'no'], 'must be yes or no'),
  z.transform((value) => value === 'yes'),
)

/** Items between semicolons, trimmed, in order. */
export const list = z.pipe(
  text,
  z.transform((value) =>
    value
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
)

export const whole = z.pipe(
  z.string().check(z.regex(/^-?\d{1,9}$/, 'must be a whole number')),
  z.transform(Number),
)

/** US dollars as exact text with two decimals. */
export const dollars = z.pipe(
  z.string().check(z.regex(/^\d{1,12}(\.\d{1,2})?$/, 'must be an amount in dollars')),
  z.transform((value) => {
    const [units = '', cents = ''] = value.split('.')
    return `${units}.${cents.padEnd(2, '0')}`
  }),
)

export const hours = z.string().check(z.regex(/^\d{1,4}(\.\d{1,2})?$/, 'must be a number of hours'))

export const date = z.iso.date('must be a date such as 2022-08-03')

export const url = z.string().check(z.regex(/^https?:\/\/\S+$/, 'must be a web address'))

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `must be one of: ${words.join(', ')}`)
