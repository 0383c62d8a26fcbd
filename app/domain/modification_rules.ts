import type { Role } from './access.ts'
import { formatDate } from './calendar.ts'
import { addDays } from './dates.ts'
import { addWorkingDays } from './holidays.ts'
import { type ModificationState, type Proposal, type Terms, isMoveOpen } from './modification.ts'
import { addMoney, compareMoney, formatMoney, subtractMoney } from './money.ts'
import { recommendationDays } from './report/petitions.ts'

/** Working days that a request waits for a word from the study whose site the award is, before it may be
 *  decided without. */
const studyDays = 10

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

/** Why this person cannot take a modification back; null when they can. A draft is anybody's who may draft,
 *  a grantee's request its certifying officials', and what the agency proposed its proposer's. */
export function modificationWithdrawalRefusal(
  {
    state,
    askedBy,
    recommendedBy,
  }: { state: ModificationState; askedBy: number | null; recommendedBy: number | null },
  { role, personId }: { role: Role; personId: number },
): string | null {
  if (!isMoveOpen('withdraw', state)) return 'It is decided already.'
  if (state === 'draft') return null
  if (askedBy !== null && askedBy === recommendedBy) {
    return askedBy === personId
      ? null
      : 'The agency proposed this. Only the person who proposed it takes it back.'
  }
  return role === 'certifier'
    ? null
    : 'Only a certifying official of the grantee withdraws what was asked for.'
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
