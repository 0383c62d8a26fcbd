import { type AwardStatus, awardStatusLabels } from './award.ts'
import { formatDate, formatDue } from './calendar.ts'
import { addDays } from './dates.ts'

/** The machine of an award's life: where each move may begin, where it leads, and what a person asks for
 *  with it. Closed is final; what is found later is a record of its own (2 CFR 200.345). */
export const awardMoves = {
  sign: { from: ['announced'], to: 'awarded', label: 'Record it as awarded' },
  start: { from: ['awarded'], to: 'active', label: 'Start the award' },
  suspend: { from: ['active'], to: 'suspended', label: 'Suspend the award' },
  resume: { from: ['suspended'], to: 'active', label: 'Resume the award' },
  end: { from: ['active', 'suspended'], to: 'ended', label: 'Record the end of the period' },
  terminate: { from: ['active', 'suspended'], to: 'terminated', label: 'Terminate the award' },
  begin_closeout: { from: ['ended', 'terminated'], to: 'closeout', label: 'Begin the closeout' },
  close: { from: ['closeout'], to: 'closed', label: 'Close the award' },
} as const satisfies Record<
  string,
  { from: readonly AwardStatus[]; to: AwardStatus; label: string }
>
export type AwardMove = keyof typeof awardMoves

export const awardMoveNames = Object.keys(awardMoves) as AwardMove[]

/** What each move does, for whoever decides it. */
export const awardMoveHints = {
  sign: 'The notice of award is signed. Nothing is due before the award starts.',
  start: 'The period of performance has begun: its reports open by the schedule.',
  suspend:
    'The grantee stops what the suspension names and may incur no new costs for it. Reports are still due (2 CFR 200.339).',
  resume: 'What led to the suspension is put right, and the work goes on.',
  end: 'The last day of the period has passed. The schedule does this by itself in the night after.',
  terminate:
    'The work ends before its period does (2 CFR 200.340). The grantee still owes its closeout.',
  begin_closeout: 'The checklist of 2 CFR 200.344 begins, with the deadlines of the grantee.',
  close: 'Nothing of the award changes any more, and it cannot be reopened.',
} satisfies Record<AwardMove, string>

/** The event that a move writes. */
export const awardMoveEvents = {
  sign: 'award.signed',
  start: 'award.started',
  suspend: 'award.suspended',
  resume: 'award.resumed',
  end: 'award.ended',
  terminate: 'award.terminated',
  begin_closeout: 'award.closeout_begun',
  close: 'award.closed',
} satisfies Record<AwardMove, string>

export function isMoveFrom(move: AwardMove, status: AwardStatus): boolean {
  const from: readonly AwardStatus[] = awardMoves[move].from
  return from.includes(status)
}

export function movesFrom(status: AwardStatus): AwardMove[] {
  return awardMoveNames.filter((move) => isMoveFrom(move, status))
}

/** What the moves of an award depend on. */
export interface AwardLife {
  status: AwardStatus
  periodStart: string | null
  periodEnd: string | null
  /** The last day of its work, once it ended or was terminated. */
  endedOn: string | null
  /** Items of the closeout checklist that are neither done nor waived. */
  openItems: number
  /** Modifications that are asked for and not decided. */
  openModifications: number
  /** Corrective actions that are not closed. */
  openCorrections: number
}

/** Why a move cannot be made on a day, as a sentence; null where it can. */
export function awardMoveRefusal(move: AwardMove, award: AwardLife, day: string): string | null {
  if (!isMoveFrom(move, award.status)) {
    return `This award is ${awardStatusLabels[award.status].toLowerCase()}.`
  }
  const { periodStart, periodEnd, openItems, openModifications, openCorrections } = award
  switch (move) {
    case 'start':
      return periodStart !== null && periodStart > day
        ? `Its period begins ${formatDate(periodStart)}.`
        : null
    case 'resume':
      return hasEnded(award, day) ? 'Its period has ended meanwhile: record the end.' : null
    case 'end':
      if (periodEnd === null) return 'No source gives the last day of its period.'
      return periodEnd >= day
        ? `Its period runs until ${formatDate(periodEnd)}. To end it sooner, terminate it.`
        : null
    case 'close':
      if (openItems > 0) {
        return openItems === 1
          ? 'One item of the checklist is neither done nor waived.'
          : `${openItems} items of the checklist are neither done nor waived.`
      }
      if (openModifications > 0) {
        return 'A modification is asked for and not decided. Decide it first.'
      }
      if (openCorrections === 0) return null
      return openCorrections === 1
        ? 'One corrective action of its visits is open. Close it first: afterwards nothing changes any more.'
        : `${openCorrections} corrective actions of its visits are open. Close them first: afterwards nothing changes any more.`
    default:
      return null
  }
}

/** Why work cannot have ended by termination on a day; null where it can. */
export function terminationDayRefusal(
  on: string,
  { periodStart, periodEnd }: Pick<AwardLife, 'periodStart' | 'periodEnd'>,
  day: string,
): string | null {
  if (on > day) return 'Enter today or an earlier day: it is recorded when it takes effect.'
  if (periodStart !== null && on < periodStart) {
    return `Enter a day from ${formatDate(periodStart)} on, when the period began.`
  }
  return periodEnd !== null && on > periodEnd
    ? `Enter a day until ${formatDate(periodEnd)}, when the period ended by itself.`
    : null
}

/** Why nothing of an award may change any more; null while it may. */
export function closedRefusal(status: AwardStatus): string | null {
  return status === 'closed' ? 'This award is closed: nothing of it changes any more.' : null
}

/** What happens to an award next, and by when, in a sentence or two. */
export function nextInLife(award: AwardLife, day: string): string {
  const { periodStart, periodEnd, endedOn, openItems } = award
  switch (award.status) {
    case 'announced':
      return 'A grants officer records it as awarded when the notice of award is signed.'
    case 'awarded':
      return periodStart === null
        ? 'A grants officer starts it when its period begins; no source gives the day.'
        : `A grants officer starts it when its period begins, ${formatDate(periodStart)}.`
    case 'active':
      if (periodEnd === null)
        return 'Reports are due by its schedule. No source gives its last day.'
      if (periodEnd < day) return 'Its period has ended. The schedule records the end tonight.'
      return periodEnd <= addDays(day, closeoutAhead)
        ? `Its period ends ${formatDue(periodEnd, day)}. The closeout checklist can be begun.`
        : `Reports are due by its schedule until its period ends, ${formatDate(periodEnd)}.`
    case 'suspended':
      return 'Reports are still due. A grants officer resumes or terminates it.'
    case 'ended':
    case 'terminated':
      return 'A grants officer begins the closeout.'
    case 'closeout': {
      if (openItems === 0) return 'Every item is settled. A grants officer closes it.'
      const items = openItems === 1 ? 'One item is' : `${openItems} items are`
      const last = endedOn && ` It is closed by ${formatDate(yearAfter(endedOn))} in any case.`
      return `${items} open on the checklist.${last ?? ''}`
    }
    case 'closed':
      return 'Nothing of it changes any more. Its records are kept, and costs may still be disallowed (2 CFR 200.345).'
  }
}

/** Days before the end of a period from which its closeout is prepared. */
export const closeoutAhead = 90

/** The day by which an award is closed on the information at hand, a year after its end (2 CFR 200.344). */
export function yearAfter(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`.replace('-02-29', '-02-28')
}

function hasEnded({ periodEnd }: AwardLife, day: string): boolean {
  return periodEnd !== null && periodEnd < day
}
