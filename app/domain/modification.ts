import { formatDate, formatShortDate } from './calendar.ts'
import { addMoney, compareMoney, formatMoney, subtractMoney } from './money.ts'
import type { Right } from './access.ts'

/** What can change in the terms of an award (2 CFR 200.308; funds are the agency's own act). */
export const modificationKinds = [
  'scope',
  'key_person',
  'budget',
  'no_cost_extension',
  'supplement',
  'deobligation',
] as const
export type ModificationKind = (typeof modificationKinds)[number]

export const modificationLabels = {
  scope: 'Scope or objectives',
  key_person: 'Key person',
  budget: 'Budget',
  no_cost_extension: 'No-cost extension',
  supplement: 'Supplement',
  deobligation: 'Deobligation',
} satisfies Record<ModificationKind, string>

/** What each kind is for, for whoever chooses among them. */
export const modificationHints = {
  scope: 'What the project does or aims at changes, with or without an effect on the budget.',
  key_person:
    'The director or another named person leaves, is away for more than three months, or gives a quarter less time.',
  budget: 'Money moves between categories; the amount of the award stays.',
  no_cost_extension: 'More time to finish the work, without more money.',
  supplement: 'More federal money for the award.',
  deobligation: 'Money that will not be spent is taken back.',
} satisfies Record<ModificationKind, string>

/** Adding and taking back money is the agency's act, which an officer may propose; the rest the grantee
 *  asks for. */
const agencyKinds: readonly ModificationKind[] = ['supplement', 'deobligation']

export function kindsFor(side: 'grantee' | 'agency'): readonly ModificationKind[] {
  return side === 'agency'
    ? agencyKinds
    : modificationKinds.filter((kind) => kind !== 'deobligation')
}

/** Object classes of SF-424A, with participant support costs (2 CFR 200.1) apart. */
export const budgetCategories = [
  'personnel',
  'fringe',
  'travel',
  'equipment',
  'supplies',
  'contractual',
  'participant_support',
  'other',
  'indirect',
] as const
export type BudgetCategory = (typeof budgetCategories)[number]

export const budgetLabels = {
  personnel: 'Personnel',
  fringe: 'Fringe benefits',
  travel: 'Travel',
  equipment: 'Equipment',
  supplies: 'Supplies',
  contractual: 'Contractual',
  participant_support: 'Participant support',
  other: 'Other',
  indirect: 'Indirect charges',
} satisfies Record<BudgetCategory, string>

export interface BudgetLine {
  category: BudgetCategory
  /** Dollars, negative where money leaves the category. */
  change: string
}

/** What is asked for: of the parts only those its kind has. */
export interface Proposal {
  kind: ModificationKind
  reason: string
  amountChange: string | null
  newPeriodEnd: string | null
  position: string | null
  oldWords: string | null
  newWords: string | null
  lines: BudgetLine[]
}

/** A proposal's parts before any is filled in. */
export const noParts = {
  amountChange: null,
  newPeriodEnd: null,
  position: null,
  oldWords: null,
  newWords: null,
  lines: [],
} satisfies Partial<Proposal>

export const modificationStates = [
  'draft',
  'asked',
  'recommended',
  'approved',
  'refused',
  'withdrawn',
] as const
export type ModificationState = (typeof modificationStates)[number]

export const modificationStateLabels = {
  draft: 'Draft',
  asked: 'Waits for a recommendation',
  recommended: 'Waits for the decision',
  approved: 'Approved',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
} satisfies Record<ModificationState, string>

/** The machine: what may be done in which state, by which right, and where it leads. */
export const modificationMoves = {
  edit: { from: ['draft'], to: 'draft', right: 'modification.draft' },
  ask: { from: ['draft'], to: 'asked', right: 'modification.ask' },
  recommend: { from: ['asked'], to: 'recommended', right: 'modification.recommend' },
  approve: { from: ['asked', 'recommended'], to: 'approved', right: 'modification.decide' },
  refuse: { from: ['asked', 'recommended'], to: 'refused', right: 'modification.decide' },
  withdraw: {
    from: ['draft', 'asked', 'recommended'],
    to: 'withdrawn',
    right: 'modification.withdraw',
  },
} as const satisfies Record<
  string,
  { from: readonly ModificationState[]; to: ModificationState; right: Right }
>
export type ModificationMove = keyof typeof modificationMoves

export function isMoveOpen(move: ModificationMove, state: ModificationState): boolean {
  const from: readonly ModificationState[] = modificationMoves[move].from
  return from.includes(state)
}

/** The terms of an award that modifications change; null is not known. */
export interface Terms {
  amount: string | null
  periodEnd: string | null
}

/** The terms after each approved modification in the order in which they took effect: a fold over signed
 *  changes, by which the record of any day can be made again. An amount that no source gives stays
 *  unknown, whatever is added to it. */
export function foldTerms(
  awarded: Terms,
  approved: readonly Pick<Proposal, 'amountChange' | 'newPeriodEnd'>[],
): Terms[] {
  let terms = awarded
  return approved.map(({ amountChange, newPeriodEnd }) => {
    terms = {
      amount:
        terms.amount === null || amountChange === null
          ? terms.amount
          : addMoney(terms.amount, amountChange),
      periodEnd: newPeriodEnd ?? terms.periodEnd,
    }
    return terms
  })
}

type FieldSentence = { field: string; sentence: string }

/** Why a proposal does not fit the award as it is today, at the field; null where it fits. Asked when it
 *  is made and again when it is decided, since another may have been approved in between. */
export function proposalRefusal(proposal: Proposal, terms: Terms): FieldSentence | null {
  const { kind, newPeriodEnd, amountChange, lines } = proposal
  if (kind === 'no_cost_extension' && newPeriodEnd) {
    const field = 'newPeriodEnd.month'
    if (!terms.periodEnd) {
      return {
        field,
        sentence: 'No source gives the period of this award, so it has no end to move.',
      }
    }
    if (newPeriodEnd <= terms.periodEnd) {
      return {
        field,
        sentence: `Enter a day after ${formatDate(terms.periodEnd)}, when the period ends now.`,
      }
    }
  }
  if (kind === 'deobligation' && amountChange && terms.amount !== null) {
    const left = addMoney(terms.amount, amountChange)
    if (compareMoney(left, '0.00') < 0) {
      return {
        field: 'amountChange',
        sentence: `Enter at most ${formatMoney(terms.amount)}, the amount of the award.`,
      }
    }
  }
  if (kind === 'budget') {
    const sum = addMoney(...lines.map(({ change }) => change))
    const [first] = budgetCategories
    if (lines.length === 0) {
      return { field: first, sentence: 'Enter what moves between at least two categories.' }
    }
    if (sum !== '0.00') {
      return {
        field: lines[0]?.category ?? first,
        sentence: `The lines add up to ${formatMoney(sum)}. Enter lines that add up to $0: what leaves one category arrives in another.`,
      }
    }
  }
  return null
}

/** What a proposal changes, in a few words for a list. */
export function changeInWords(proposal: Proposal): string {
  const { kind, amountChange, newPeriodEnd, position, newWords, lines } = proposal
  switch (kind) {
    case 'scope':
      return 'New scope'
    case 'key_person':
      return `${position ?? 'Key person'}: ${newWords ?? ''}`
    case 'budget':
      return `${lines.length} ${lines.length === 1 ? 'category' : 'categories'}, $0 in all`
    case 'no_cost_extension':
      return newPeriodEnd ? `Ends ${formatShortDate(newPeriodEnd)}` : ''
    case 'supplement':
    case 'deobligation':
      return amountChange ? signed(amountChange) : ''
  }
}

/** '+$1,250' or '−$1,250' */
export function signed(amount: string): string {
  return compareMoney(amount, '0.00') < 0
    ? `−${formatMoney(subtractMoney('0.00', amount))}`
    : `+${formatMoney(amount)}`
}
