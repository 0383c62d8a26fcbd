import { isFigure } from './display.ts'
import { type Answers, type TemplateItem, isAnswered, isPrepared } from './template.ts'

/** How far two indicators of different streams mean the same. */
export const comparabilities = ['same', 'close', 'not_comparable'] as const
export type Comparability = (typeof comparabilities)[number]

export const comparabilityLabels = {
  same: 'Same',
  close: 'Close',
  not_comparable: 'Not comparable',
} satisfies Record<Comparability, string>

/** Two indicators that were judged against each other; the order of the two means nothing. */
export interface CrosswalkPair {
  fromIndicator: string
  toIndicator: string
  comparability: Comparability
  /** What they share, or what differs. */
  reason: string
}

/** A sealed version of the same organization and period, for another award. */
export interface GivenElsewhere {
  reportNumber: string
  versionNo: number
  label: string
  awardName: string
  answers: Answers
  /** What each item is called there. */
  labels: Readonly<Record<string, string>>
}

/** A figure that was given already and may be taken over. */
export interface Offer {
  itemCode: string
  /** Names the offer among those of its item. */
  key: string
  value: string
  comparability: Exclude<Comparability, 'not_comparable'>
  reason: string
  code: string
  codeLabel: string
  from: Omit<GivenElsewhere, 'answers' | 'labels'>
}

/**
 * What of a form's figures was given elsewhere under an indicator that means the same or nearly so. What
 * is computed is never offered, since it follows from its parts; what is not comparable never is.
 */
export function offersFor(
  items: readonly TemplateItem[],
  pairs: readonly CrosswalkPair[],
  given: readonly GivenElsewhere[],
): Offer[] {
  return items
    .filter((item) => isFigure(item) && isPrepared(item))
    .flatMap(({ itemCode }) =>
      counterparts(itemCode, pairs).flatMap(({ code, comparability, reason }) =>
        given.flatMap(({ answers, labels, ...from }) => {
          const value = answers[code]
          if (!isAnswered(value)) return []
          const key = `${from.reportNumber}.${from.versionNo}.${code}`
          const codeLabel = labels[code] ?? code
          return [{ itemCode, key, value, comparability, reason, code, codeLabel, from }]
        }),
      ),
    )
}

/** The indicators that may stand in for one, the same before the close. */
function counterparts(code: string, pairs: readonly CrosswalkPair[]) {
  return pairs
    .flatMap(({ fromIndicator, toIndicator, comparability, reason }) => {
      if (comparability === 'not_comparable') return []
      if (fromIndicator === code) return [{ code: toIndicator, comparability, reason }]
      return toIndicator === code ? [{ code: fromIndicator, comparability, reason }] : []
    })
    .sort((one, other) => (one.comparability < other.comparability ? 1 : -1))
}

/** Where a figure that was taken over stood before. */
export interface Origin {
  report: string
  version: number
  code: string
  codeLabel: string
  comparability: Comparability
  reason: string
}

/** 'Taken from version 1 of the report SAMPLE-1, “Exit cohort”. Close: other people.' */
export function originWords({ report, version, codeLabel, comparability, reason }: Origin): string {
  return `Taken from version ${version} of report ${report}, “${codeLabel}”. ${comparabilityLabels[comparability]}: ${reason}.`
}

/** The origins of sealed answers in words, by item. */
export function originsIn(
  answers: readonly { code: string; origin?: Origin }[] = [],
): Record<string, string> {
  return Object.fromEntries(
    answers.flatMap(({ code, origin }) => (origin ? [[code, originWords(origin)]] : [])),
  )
}

/** The field in which one of an item's offers is chosen. */
export const takeField = (itemCode: string) => `take_${itemCode}`
