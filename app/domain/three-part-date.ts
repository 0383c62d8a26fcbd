import * as z from 'zod/mini'
import { monthNames } from './calendar.ts'
import { isDate } from './dates.ts'
import { inReach, inSentence, opening, type Field } from './text.ts'

type Part = 'month' | 'day' | 'year'

/**
 * A known date asked for in three fields, posted as `name.month`, `name.day` and `name.year`; yields
 * YYYY-MM-DD between 1900 and 2199. An error stands at the part that is wrong and names it. All
 * three empty is null where the date is not required.
 */
export function threePartDate<const F extends Field>(field: F) {
  type Value = F extends { required: true } ? string : string | null
  return z.pipe(
    z._default(z.strictObject({ month: part, day: part, year: part }), {
      month: '',
      day: '',
      year: '',
    }),
    z.transform((posted: Record<Part, string>, context): Value => {
      const result = read(field, posted)
      if ('value' in result) return result.value as Value
      context.issues.push({
        code: 'custom',
        message: result.error,
        path: [result.part],
        input: posted,
      })
      return z.NEVER
    }),
  )
}

/** For a form's schema that holds such dates: gathers what a browser posts as `name.month`,
 *  `name.day` and `name.year`. */
export function withDateParts<S extends z.ZodMiniType>(schema: S) {
  return z.pipe(
    z.transform((posted: unknown) => gather(posted)),
    schema,
  )
}

function gather(posted: unknown): unknown {
  if (typeof posted !== 'object' || posted === null) return posted
  const fields: Record<string, unknown> = {}
  const dates = new Map<string, Record<string, unknown>>()
  for (const [name, value] of Object.entries(posted)) {
    const match = /^([a-z]\w*)\.(month|day|year)$/i.exec(name)
    if (match?.[1] && match[2]) {
      dates.set(match[1], { ...dates.get(match[1]), [match[2]]: value })
    } else {
      fields[name] = value
    }
  }
  return { ...fields, ...Object.fromEntries(dates) }
}

const part = z._default(z.string(), '')

function read(
  field: Field,
  posted: Record<Part, string>,
): { value: string | null } | { error: string; part: Part } {
  const month = monthNumber(posted.month.trim())
  const [day, year] = [posted.day.trim(), posted.year.trim()]
  const label = inSentence(field.label)
  const empty = (['month', 'day', 'year'] as const).filter((name) => posted[name].trim() === '')
  const [first] = empty
  if (empty.length === 3 && !field.required) return { value: null }
  if (empty.length === 3) return { part: 'month', error: `${opening(field)}.` }
  if (first) return { part: first, error: `Enter the ${empty.join(' and the ')} of ${label}.` }
  if (month === null) return { part: 'month', error: `Enter the month of ${label}, 1 to 12.` }
  if (!/^\d{4}$/.test(year) || !inReach(`${year}-06-15`)) {
    return { part: 'year', error: `Enter the year of ${label} with four digits, 1900 to 2199.` }
  }
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  if (/^\d{1,2}$/.test(day) && isDate(date)) return { value: date }
  return {
    part: 'day',
    error: `Enter the day of ${label}: ${monthNames[month - 1]} ${year} has no day “${day.slice(0, 10)}”.`,
  }
}

/** By number, or by name in full or its first three letters. */
function monthNumber(typed: string): number | null {
  if (/^\d{1,2}$/.test(typed))
    return Number(typed) >= 1 && Number(typed) <= 12 ? Number(typed) : null
  const named = monthNames.findIndex((name) =>
    [name, name.slice(0, 3)].some((form) => form.toLowerCase() === typed.toLowerCase()),
  )
  return named === -1 ? null : named + 1
}
