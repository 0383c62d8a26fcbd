import * as z from 'zod/mini'
import { text } from '../text.ts'
import { answer, isExplainable, isPrepared, type TemplateItem } from './template.ts'

export const explanationMax = 1000

/** The name of the field with the words that go with an answer. */
export const explanationName = (itemCode: string) => `why_${itemCode}`

/** Who sends a section: someone who goes on, someone who stays, or the page itself while they type. */
export const sectionIntents = ['continue', 'stay', 'autosave'] as const
export type SectionIntent = (typeof sectionIntents)[number]

/** One thing that a person entered: an answer, or the words that go with it. */
export interface AnswerChange {
  itemCode: string
  part: 'value' | 'explanation'
  value: string | null
}

/**
 * The schema of a section as a browser posts it: the answers and explanations of its items, the last
 * revision its page had seen, and why it is sent. Any other field is refused.
 */
export function sectionSchema(items: readonly TemplateItem[]) {
  const explanation = text({ label: 'an explanation', max: explanationMax })
  return z.strictObject({
    ...Object.fromEntries(items.filter(isPrepared).map((item) => [item.itemCode, answer(item)])),
    ...Object.fromEntries(
      items.filter(isExplainable).map(({ itemCode }) => [explanationName(itemCode), explanation]),
    ),
    seen: z._default(z.string().check(z.regex(/^\d{1,15}$/)), '0'),
    intent: z._default(z.enum(sectionIntents), 'continue'),
  })
}

/** What was posted, item by item; a field that was not posted says nothing about its answer. */
export function changesPosted(
  items: readonly TemplateItem[],
  read: Readonly<Record<string, unknown>>,
  posted: Readonly<Record<string, unknown>>,
): AnswerChange[] {
  const change = (itemCode: string, part: AnswerChange['part'], name: string) => {
    const value = read[name]
    if (!Object.hasOwn(posted, name)) return []
    return [{ itemCode, part, value: typeof value === 'string' ? value : null }]
  }
  return items.flatMap((item) => [
    ...(isPrepared(item) ? change(item.itemCode, 'value', item.itemCode) : []),
    ...(isExplainable(item)
      ? change(item.itemCode, 'explanation', explanationName(item.itemCode))
      : []),
  ])
}
