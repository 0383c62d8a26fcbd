import * as z from 'zod/mini'
import { isDate } from './dates.ts'
import { compare, fraction } from './fraction.ts'
import { parseMoney } from './money.ts'

/**
 * The pieces every form is made of. Each reads what a browser posts, a string or nothing, and
 * yields a clean value, or a sentence that begins with "Enter" and names the field. `label` is the
 * field's label, or the phrase that follows "Enter", such as 'a reason'. Left empty, a field that is
 * not required yields null.
 */
export interface Field {
  label: string
  required?: boolean
}

type Value<F extends Field, T> = F extends { required: true } ? T : T | null

/** Text in NFC with plain line ends, trimmed; one line unless `lines` says otherwise. */
export function text<const F extends Field & { max: number; lines?: boolean }>(field: F) {
  return reading<F, string>(field, (typed) => {
    const clean = typed.replace(/\r\n?/g, '\n')
    if (unprintable.test(clean)) {
      return refuse(`${opening(field)} without control characters or broken symbols.`)
    }
    if (!field.lines && clean.includes('\n')) return refuse(`${opening(field)} on one line.`)
    const length = [...clean].length
    if (length <= field.max) return { value: clean }
    return refuse(
      `${opening(field)} in at most ${grouped(field.max)} characters; this has ${grouped(length)}.`,
    )
  })
}

/** A date typed or picked as YYYY-MM-DD, between 1900 and 2199. */
export function isoDate<const F extends Field>(field: F) {
  return reading<F, string>(field, (typed) =>
    isDate(typed) && inReach(typed)
      ? { value: typed }
      : refuse(`${opening(field)} as year-month-day, such as 2026-11-30.`),
  )
}

/** A whole number; commas between thousands are allowed. From 0 to 1,000,000,000,000 unless told. */
export function wholeNumber<const F extends Field & { min?: number; max?: number }>(field: F) {
  const { min = 0, max = 1e12 } = field
  return reading<F, number>(field, (typed) => {
    const match = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)$/.test(typed)
    const value = match ? Number(typed.replaceAll(',', '')) : NaN
    if (!match) return refuse(`${opening(field)} as a whole number, such as 1,250.`)
    if (value >= min && value <= max) return { value: value === 0 ? 0 : value }
    return refuse(`${opening(field)} as a whole number from ${grouped(min)} to ${grouped(max)}.`)
  })
}

/** A plain decimal with so many places at most, kept as the string that is exactly it. */
export function decimal<const F extends Field & { places: number; min?: string; max?: string }>(
  field: F,
) {
  const { places, min = '0', max = '1000000000000' } = field
  return reading<F, string>(field, (typed) => {
    const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(typed)
    if (!match || (match[3] ?? '').length > places) {
      return refuse(`${opening(field)} as a number with at most ${places} decimals.`)
    }
    const value = typed.replaceAll(',', '').replace(/^(-?)0+(?=\d)/, '$1')
    const number = fraction(value)
    if (compare(number, fraction(min)) >= 0 && compare(number, fraction(max)) <= 0) return { value }
    return refuse(`${opening(field)} from ${grouped(min)} to ${grouped(max)}.`)
  })
}

/** An amount of money as '1250000.00'; zero or more unless `negative` allows less. */
export function money<const F extends Field & { negative?: boolean }>(field: F) {
  return reading<F, string>(field, (typed) => {
    const parsed = parseMoney(typed, { negative: field.negative ?? false })
    if (parsed.ok) return { value: parsed.amount }
    return refuse(parsed.error.replace(/^Enter an amount/, `${opening(field)} as an amount`))
  })
}

/** An e-mail address in lower case, at most 254 characters (RFC 5321, section 4.5.3.1.3). */
export function email<const F extends Field>(field: F) {
  return reading<F, string>(field, (typed) => {
    const address = typed.toLowerCase()
    return address.length <= 254 && address.indexOf('@') <= 64 && emailAddress.test(address)
      ? { value: address }
      : refuse(`${opening(field)} as an e-mail address, such as name@example.org.`)
  })
}

/** The address of a page on a secure connection, without a password in it. */
export function link<const F extends Field>(field: F) {
  return reading<F, string>(field, (typed) =>
    typed.length <= 500 && isSecureLink(typed)
      ? { value: typed }
      : refuse(`${opening(field)} as an address that begins with https://.`),
  )
}

function isSecureLink(text: string): boolean {
  if (!URL.canParse(text) || /[\s\\]/.test(text)) return false
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}

/** Printable ASCII as in HTML's own pattern for e-mail fields, and a domain with a point. */
const emailAddress = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/

/** Dates in forms stay where both a calendar and a person can mean them. */
export const inReach = (date: string) => date >= '1900-01-01' && date <= '2199-12-31'

/** 'Enter' with the field's label as it reads inside a sentence: 'Enter the award name'. */
export const opening = ({ label }: Field) => `Enter ${inSentence(label)}`

/** A label's first letter made small, unless the word is an acronym. */
export function inSentence(label: string): string {
  return /^\p{Lu}(?!\p{Lu}|\d)/u.test(label) ? label[0]?.toLowerCase() + label.slice(1) : label
}

/** Control characters other than tab and line feed, and halves of a surrogate pair. */
const unprintable = /(?![\t\n])[\p{Cc}\p{Surrogate}]/u

type Reading<T> = { value: T } | { error: string }

const refuse = (error: string) => ({ error })

const grouped = (number: number | string) => Number(number).toLocaleString('en-US')

function reading<F extends Field, T>(field: F, read: (typed: string) => Reading<T>) {
  const missing = `${opening(field)}.`
  return z.pipe(
    // A field left out of the post reads as empty; a field posted twice is an array, and refused.
    z._default(z.string({ error: missing }), ''),
    z.transform((posted: string, context): Value<F, T> => {
      const typed = posted.normalize('NFC').trim()
      if (typed === '' && !field.required) return null as Value<F, T>
      const result = typed === '' ? refuse(missing) : read(typed)
      if ('value' in result) return result.value
      context.issues.push({ code: 'custom', message: result.error, input: posted })
      return z.NEVER
    }),
  )
}
