import { type Included, type Poolable, type Synthesis, pricesOf } from './synthesis.ts'

/** A finding as far as a page of a synthesis names it. */
interface Named extends Poolable {
  site: string
  study: string
  followUp: string
}

/** Rows that a plot and its table have room for, and findings that are named of one reason. */
const most = { rows: 40, ofReason: 25, conflicts: 10, ids: 12 } as const

export type ShownSynthesis = ReturnType<typeof shownOf>

/**
 * As much of a synthesis as a page shows, whatever its size: where there are more samples than a plot has room
 * for, those that weigh most; what stays out by its reason, the commonest first. `whole` lists every sample.
 */
export function shownOf(answer: Synthesis<Named>, { whole }: { whole: boolean }) {
  const { included, left, conflicts, refusals, ...rest } = answer
  const heaviest = heaviestOf(included)
  return {
    ...rest,
    drawn: heaviest.map(brief),
    listed: (whole ? included : heaviest).map(brief),
    included: included.length,
    /** The share of the weight that is drawn, 0 to 1; null where nothing is pooled. */
    drawnWeight: answer.pooled
      ? heaviest.reduce((sum, { weight }) => sum + (weight ?? 0), 0)
      : null,
    /** How many are published in which prices, as `pricesOf` words them. */
    published: countsOf(included.map(({ finding }) => pricesOf(finding) ?? 'none')).map(
      ({ word: prices, count }) => ({ prices, count }),
    ),
    left: leftByReason(left),
    leftOut: left.length,
    conflicts: conflicts
      .slice(0, most.conflicts)
      .map(([one, other]) => [named(one), named(other)] as const),
    conflictsInAll: conflicts.length,
    refusals: refusals.map(({ ids, ...refusal }) => ({
      ...refusal,
      ids: ids.slice(0, most.ids),
      more: Math.max(0, ids.length - most.ids),
    })),
  }
}

export type ShownRow = ShownSynthesis['listed'][number]
export type LeftReason = ShownSynthesis['left'][number]

/** In their own order where there is room for all of them, else the heaviest, the heaviest first. */
function heaviestOf<Finding>(included: readonly Included<Finding>[]) {
  if (included.length <= most.rows) return included
  return included.toSorted((one, other) => one.error.value - other.error.value).slice(0, most.rows)
}

function leftByReason(left: Synthesis<Named>['left']) {
  return countsOf(left.map(({ rule }) => rule))
    .map(({ word: rule, count }) => ({
      rule,
      count,
      first: left
        .filter((one) => one.rule === rule)
        .slice(0, most.ofReason)
        .map(({ finding, instead }) => ({ finding: named(finding), instead })),
    }))
    .sort((one, other) => other.count - one.count)
}

function countsOf(words: readonly string[]) {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((one, other) => (one.word < other.word ? -1 : 1))
}

function brief({ finding, ...row }: Included<Named>) {
  return { ...row, finding: named(finding) }
}

function named({ code, site, study, followUp, impact, priceBasis, priceYear }: Named) {
  return { code, site, study, followUp, impact, priceBasis, priceYear }
}
