import { withoutMarks } from '../sources.ts'

/** A line of a report template, joined with the indicator it asks for where it asks for one. */
export interface TemplateItem {
  sectionOrder: number
  section: string
  itemOrder: number
  itemKind: 'indicator' | 'narrative' | 'attestation' | 'attachment' | 'financial'
  itemCode: string
  label: string
  help: string | null
  required: boolean
  /** Programs it is asked of; null: every program of the template. */
  appliesTo: readonly string[] | null
  /** The rest is null where the item asks for no indicator. */
  valueType: 'count' | 'rate' | 'usd' | 'usd_per_hour' | 'median_usd' | 'text' | null
  entry: 'entered' | 'derived' | null
  cumulation: 'period' | 'cumulative' | 'point' | null
  /** The formula of a derived row that is no rate; words otherwise. */
  numerator: string | null
  numeratorCode: string | null
  denominatorCode: string | null
  /** The count of people behind a median. */
  nCode: string | null
}

/**
 * What was answered, by item code, as text: a count '120', an amount '1250000.00', a narrative, an
 * attestation 'yes'. Null or absent: not answered, which is never zero.
 */
export type Answers = Readonly<Record<string, string | null>>

/** The items of a template that a program is asked, in reading order. */
export function itemsFor<Item extends TemplateItem>(
  items: readonly Item[],
  program: string,
): Item[] {
  return items
    .filter(({ appliesTo }) => appliesTo === null || appliesTo.includes(program))
    .map((item) => ({ ...item, help: item.help === null ? null : withoutMarks(item.help) }))
    .sort((a, b) => a.sectionOrder - b.sectionOrder || a.itemOrder - b.itemOrder)
}

/** The sections of a template's items, in order. */
export function sectionsOf<Item extends TemplateItem>(items: readonly Item[]) {
  const sections = new Map<number, { order: number; title: string; items: Item[] }>()
  for (const item of items) {
    const section = sections.get(item.sectionOrder)
    if (section) section.items.push(item)
    else
      sections.set(item.sectionOrder, {
        order: item.sectionOrder,
        title: item.section,
        items: [item],
      })
  }
  return [...sections.values()].sort((a, b) => a.order - b.order)
}

/** The items a person fills in: derived figures are computed, and files come by another way. */
export function isEntered(item: TemplateItem): boolean {
  return item.entry !== 'derived' && item.itemKind !== 'attachment'
}

/** The items that preparers answer; what is attested belongs to whoever signs. */
export function isPrepared(item: TemplateItem): boolean {
  return isEntered(item) && item.itemKind !== 'attestation'
}

/** The items that words may go with: what was answered, and what the tracker computed from it. */
export function isExplainable(item: TemplateItem): boolean {
  return isPrepared(item) || item.entry === 'derived'
}

export function attestationsOf<Item extends TemplateItem>(items: readonly Item[]): Item[] {
  return items.filter(({ itemKind }) => itemKind === 'attestation')
}

/** The sections that have something to prepare, in order: the ones a person can fill or be returned. */
export function sectionsToFill<Item extends TemplateItem>(items: readonly Item[]) {
  return sectionsOf(items).filter((section) => section.items.some(isPrepared))
}

/** The required items that still lack an answer; nothing is handed over before it is empty. */
export function missingItems<Item extends TemplateItem>(
  items: readonly Item[],
  answers: Answers,
  explained: ReadonlySet<string> = new Set(),
): Item[] {
  return items.filter(
    (item) =>
      item.required &&
      isEntered(item) &&
      !isAnswered(answers[item.itemCode]) &&
      !explained.has(item.itemCode),
  )
}

export const isAnswered = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined && value !== ''
