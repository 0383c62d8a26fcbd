import * as z from 'zod/mini'
import { inSentence, money, text, wholeNumber } from '../text.ts'
import { explanationName, sectionIntents } from './section.ts'
import { isEntered, isExplainable, isPrepared, type TemplateItem } from './template.ts'

const narrativeMax = 10_000
export const explanationMax = 1000

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

/**
 * The schema of some items' answers as a browser posts them, by item code. Blanks are work in
 * progress and pass as null; an item that is not listed is refused.
 */
export function answersSchema(items: readonly TemplateItem[]) {
  return z.strictObject(
    Object.fromEntries(items.filter(isEntered).map((item) => [item.itemCode, answer(item)])),
  )
}

/** How one item's answer is read; the result is the text that is stored, or null. */
export function answer(item: TemplateItem): z.ZodMiniType<string | null, string | undefined> {
  const { label } = item
  if (item.itemKind === 'attestation') return attestation(label)
  switch (item.valueType) {
    case 'count':
      return z.pipe(
        wholeNumber({ label }),
        z.transform((count: number | null) => (count === null ? null : String(count))),
      )
    case 'usd':
    case 'usd_per_hour':
    case 'median_usd':
      return money({ label })
    default:
      return text({ label, max: narrativeMax, lines: true })
  }
}

function attestation(label: string) {
  const error = `Tick the box to confirm that ${inSentence(label)}, or leave it empty.`
  return z.pipe(
    z._default(z.enum(['yes', 'on', ''], { error }), ''),
    z.transform((ticked: 'yes' | 'on' | '') => (ticked === '' ? null : 'yes')),
  )
}
