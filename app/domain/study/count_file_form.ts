import * as z from 'zod/mini'
import { text } from '../text.ts'
import { mostCountRows } from './count_sheet.ts'
import { type CountField, countFields } from './monthly_counts.ts'

const people = z.int().check(z.minimum(0), z.maximum(100_000))

const row = z.strictObject({
  awardId: z.int().check(z.positive()),
  month: z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])-01$/)),
  block: z.string().check(z.minLength(1), z.maxLength(60)),
  counts: z.strictObject(
    Object.fromEntries(countFields.map((field) => [field, people])) as Record<
      CountField,
      typeof people
    >,
  ),
  reason: z.nullable(z.string().check(z.minLength(1), z.maxLength(2000))),
  no: z.int().check(z.minimum(0)),
})

const rows = z.array(row).check(z.minLength(1), z.maxLength(mostCountRows))

/** The rows of a file as its preview gave them to the page; a person never types them. */
export const countFileForm = z.strictObject({
  name: text({ label: 'the file', required: true, max: 200 }),
  rows: z.pipe(
    z.string(),
    z.transform((posted: string, context) => {
      const parsed = rows.safeParse(asJson(posted))
      if (parsed.success) return parsed.data
      const message = 'The rows did not arrive whole. Read the file again.'
      context.issues.push({ code: 'custom', message, input: '' })
      return z.NEVER
    }),
  ),
})

function asJson(posted: string): unknown {
  try {
    return JSON.parse(posted)
  } catch {
    return null
  }
}
