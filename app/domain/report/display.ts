import { formatMoney } from '../money.ts'
import { formatNumber, formatPercent, formatShare, shareOf } from '../share.ts'
import { rateOf, valueOf, type FigureItem } from './derived.ts'
import { isAnswered, type Answers, type TemplateItem } from './template.ts'

/** A figure as people read it: '1,250', '$22.50', or a rate with what it is made of. Null: no answer. */
export function formatFigure(
  item: FigureItem & Partial<Pick<TemplateItem, 'itemKind'>>,
  items: readonly FigureItem[],
  answers: Answers,
): string | null {
  if (item.valueType === 'rate') {
    const share = rateOf(item, items, answers)
    return share && formatShare(share)
  }
  const value = valueOf(item.itemCode, items, answers)
  if (value === null) return null
  // The lines of a financial report are to the cent, all of them, so that a column adds up by eye.
  return item.itemKind === 'financial' && item.valueType === 'usd'
    ? formatMoney(value, { cents: true })
    : formatValue(item.valueType, value)
}

/** One value of an indicator; a rate alone, as a share from 0 to 1, becomes a percentage. */
export function formatValue(valueType: TemplateItem['valueType'], value: string): string {
  switch (valueType) {
    case 'usd':
      return formatMoney(value)
    case 'usd_per_hour':
    case 'median_usd':
      return formatMoney(value, { cents: true })
    case 'rate':
      return formatPercent(shareOf(value, '1'), 1) ?? ''
    case 'count':
      return formatNumber(value)
    default:
      return value
  }
}

export const isFigure = (item: TemplateItem) =>
  item.itemKind === 'indicator' || item.itemKind === 'financial'

/** Whether two readings of an item differ, a blank being a blank however it is stored. */
export function differs(code: string, items: readonly TemplateItem[], a: Answers, b: Answers) {
  const read = (answers: Answers) => {
    const value = valueOf(code, items, answers)
    return isAnswered(value) ? value : null
  }
  return read(a) !== read(b)
}
