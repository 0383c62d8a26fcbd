import { isExplainable, isPrepared, type TemplateItem } from './template.ts'

/** The name of the field with the words that go with an answer. */
export const explanationName = (itemCode: string) => `why_${itemCode}`

/** Where a saved section leads: on to the next, or back to itself. */
export const sectionIntents = ['continue', 'stay'] as const
export type SectionIntent = (typeof sectionIntents)[number]

/** One thing that a person entered: an answer, or the words that go with it. */
export interface AnswerChange {
  itemCode: string
  part: 'value' | 'explanation'
  value: string | null
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
