import { formatDate, formatShortDate } from './calendar.ts'
import { addDays } from './dates.ts'
import { addMoney, compareMoney, formatMoney, subtractMoney } from './money.ts'
import type { Right } from './access.ts'
import { addWorkingDays } from './holidays.ts'

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
    right: 'modification.draft',
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

/** Working days that a request waits for a recommendation, or for a word from the study whose site the
 *  award is, before it may be decided without. */
export const recommendationDays = 5
export const studyDays = 10

/** A request as far as who may decide it depends on it. */
export interface DecidableRequest {
  askedBy: number | null
  askedOn: string | null
  recommendedBy: number | null
  /** Whether somebody of each study whose active site the award is has commented; true without one. */
  studiesHeard: boolean
}

/** Why this person cannot decide a request on a day; null when they can. Whoever asked or recommended
 *  does not decide; the program officer's recommendation comes first, and a study whose site the award
 *  is has its say, unless either has not come in time. */
export function modificationDecisionRefusal(
  request: DecidableRequest,
  { personId, hasOfficer, day }: { personId: number; hasOfficer: boolean; day: string },
): string | null {
  if (request.askedBy === personId || request.recommendedBy === personId) {
    return 'You proposed or recommended this. Somebody else decides it.'
  }
  const askedOn = request.askedOn ?? day
  if (request.recommendedBy === null && hasOfficer) {
    const free = addWorkingDays(askedOn, recommendationDays)
    if (day < free) {
      return `It waits for the program officer’s recommendation. From ${formatDate(free)} you can decide without one.`
    }
  }
  if (!request.studiesHeard) {
    const free = addWorkingDays(askedOn, studyDays)
    if (day < free) {
      return `This award is a site of a study, and its lead was asked for a comment. From ${formatDate(free)} you can decide without one.`
    }
  }
  return null
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

/** What the rules say about a request, for whoever recommends or decides it. */
export function modificationNotes(
  proposal: Proposal,
  { terms, askedOn, periodStart }: { terms: Terms; askedOn: string; periodStart: string | null },
): { says: string; source: string }[] {
  const { kind, newPeriodEnd, lines } = proposal
  const notes: { says: string; source: string }[] = []
  if (kind === 'scope') {
    notes.push({
      says: 'A change of scope or objectives needs approval even without an effect on the budget.',
      source: '2 CFR 200.308',
    })
  }
  if (kind === 'no_cost_extension' && newPeriodEnd && terms.periodEnd) {
    const lastDay = addDays(terms.periodEnd, -10)
    if (askedOn > lastDay) {
      notes.push({
        says: `It was asked for fewer than ten calendar days before the period ends, ${formatDate(terms.periodEnd)}.`,
        source: '2 CFR 200.308',
      })
    }
    if (newPeriodEnd > yearAfter(terms.periodEnd)) {
      notes.push({
        says: 'It is longer than the one extension of up to twelve months that a recipient may begin by itself.',
        source: '2 CFR 200.308',
      })
    }
  }
  const support = lines.find(({ category }) => category === 'participant_support')
  if (support && compareMoney(support.change, '0.00') < 0) {
    notes.push({
      says: `${formatMoney(subtractMoney('0.00', support.change))} leaves participant support, which always needs approval.`,
      source: '2 CFR 200.308',
    })
  }
  const moved = addMoney(
    ...lines.map(({ change }) => change).filter((change) => compareMoney(change, '0.00') > 0),
  )
  if (terms.amount !== null && lines.length > 0 && isMoreThanTenth(moved, terms.amount)) {
    notes.push({
      says: `${formatMoney(moved)} moves, more than a tenth of the award.`,
      source: '2 CFR 200.308',
    })
  }
  if (kind === 'no_cost_extension' && periodStart === null) {
    notes.push({ says: 'No source gives the day this award began.', source: 'the award’s sources' })
  }
  return notes
}

function yearAfter(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`
}

function isMoreThanTenth(part: string, whole: string): boolean {
  return compareMoney(addMoney(...Array.from({ length: 10 }, () => part)), whole) > 0
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
