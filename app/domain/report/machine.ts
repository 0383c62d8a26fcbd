import { may, type Right, type Role } from '../access.ts'
import { mayCertify } from './certification.ts'
import {
  reportStatus,
  reportStatusLabels,
  type AgencyState,
  type AuthorState,
  type ReportEnd,
  type ReportState,
} from './states.ts'

/** What a move may depend on besides the state. */
export interface ReportFacts extends ReportState {
  /** How many required items still lack an answer, or hold one that a rule refuses. */
  missing: number
  /** How many warnings lack a line of explanation; left out where nobody asks. */
  unexplained?: number
  /** Active people of the organization who may prepare or certify. */
  activePeople: number
  /** Whether it is so late that it can be given up; left out where nobody asks. */
  isDelinquent?: boolean
  /** Whether who picked it up is away or may no longer move it; left out where nobody asks. */
  isReviewerGone?: boolean
}

export interface ReportMove {
  readonly name: string
  readonly event: `report.${string}`
  readonly label: string
  readonly right: Right
  readonly from: {
    readonly author: readonly AuthorState[]
    readonly agency: readonly AgencyState[]
    readonly endedAs?: readonly (ReportEnd | null)[]
  }
  /** What is left out stays. `as_submitted` is resubmitted where sections had come back, else none. */
  readonly to: {
    readonly author?: AuthorState
    readonly agency?: AgencyState | 'as_submitted'
    readonly endedAs?: ReportEnd | null
  }
  /** Null, or the sentence that is the disabled button's reason and the refusal of the server. */
  readonly needs?: (report: ReportFacts, personId: number) => string | null
}

const unsubmitted = ['not_started', 'draft', 'awaiting_certification'] as const
const withAuthors = ['none', 'returned', 'reopened'] as const

export const reportMoves = [
  {
    name: 'start',
    event: 'report.started',
    label: 'Start this report',
    right: 'report.write',
    from: { author: ['not_started'], agency: ['none'] },
    to: { author: 'draft' },
  },
  {
    name: 'hand_over',
    event: 'report.handed_over',
    label: 'Hand over for certification',
    right: 'report.write',
    from: { author: ['draft'], agency: withAuthors },
    to: { author: 'awaiting_certification' },
    needs: (report) => complete(report, 'hand it over'),
  },
  {
    name: 'decline',
    event: 'report.declined',
    label: 'Decline to certify',
    right: 'report.certify',
    from: { author: ['awaiting_certification'], agency: withAuthors },
    to: { author: 'draft' },
  },
  {
    name: 'certify',
    event: 'report.submitted',
    label: 'Sign and submit',
    right: 'report.certify',
    from: { author: ['awaiting_certification'], agency: withAuthors },
    to: { author: 'submitted', agency: 'as_submitted' },
    needs: (report, personId) =>
      complete(report, 'submit it') ??
      mayCertify({
        preparers: report.preparerIds,
        certifier: personId,
        activePeople: report.activePeople,
      }),
  },
  {
    name: 'certify_nothing',
    event: 'report.nothing_submitted',
    label: 'Certify that there is nothing to report',
    right: 'report.certify',
    from: { author: unsubmitted, agency: ['none'] },
    to: { author: 'submitted', endedAs: 'nothing_to_report' },
    needs: ({ preparerIds, activePeople }, personId) =>
      mayCertify({ preparers: preparerIds, certifier: personId, activePeople }),
  },
  {
    name: 'withdraw',
    event: 'report.withdrawn',
    label: 'Withdraw',
    right: 'report.certify',
    from: {
      author: ['submitted'],
      agency: ['none', 'resubmitted'],
      endedAs: [null, 'nothing_to_report'],
    },
    to: { author: 'draft', agency: 'none', endedAs: null },
  },
  {
    name: 'pick_up',
    event: 'report.picked_up',
    label: 'Pick up for review',
    right: 'report.review',
    from: { author: ['submitted'], agency: ['none', 'resubmitted'] },
    to: { agency: 'in_review' },
  },
  {
    name: 'hand_back',
    event: 'report.handed_back',
    label: 'Hand back unreviewed',
    right: 'report.review',
    from: { author: ['submitted'], agency: ['in_review'] },
    to: { agency: 'as_submitted' },
  },
  {
    name: 'take_over',
    event: 'report.taken_over',
    label: 'Take over the review',
    right: 'report.review',
    from: { author: ['submitted'], agency: ['in_review'] },
    to: {},
    needs: ({ reviewerId, isReviewerGone }, personId) =>
      isReviewerGone && reviewerId !== personId
        ? null
        : 'A review is taken over only while who began it is away or no longer answers for it.',
  },
  {
    name: 'return',
    event: 'report.returned',
    label: 'Return sections',
    right: 'report.review',
    from: { author: ['submitted'], agency: ['in_review'] },
    to: { author: 'draft', agency: 'returned' },
    needs: reviewedByYou,
  },
  {
    name: 'accept',
    event: 'report.accepted',
    label: 'Accept',
    right: 'report.review',
    from: { author: ['submitted'], agency: ['in_review'] },
    to: { agency: 'accepted' },
    needs: reviewedByYou,
  },
  {
    name: 'reopen',
    event: 'report.reopened',
    label: 'Reopen sections',
    right: 'report.reopen',
    from: { author: ['submitted'], agency: ['accepted'] },
    to: { author: 'draft', agency: 'reopened' },
  },
  {
    name: 'excuse',
    event: 'report.not_required',
    label: 'Mark as not required',
    right: 'extension.decide',
    from: { author: unsubmitted, agency: ['none'] },
    to: { endedAs: 'not_required' },
  },
  {
    name: 'lapse',
    event: 'report.lapsed',
    label: 'Close as never received',
    right: 'extension.decide',
    from: { author: unsubmitted, agency: ['none'] },
    to: { endedAs: 'lapsed' },
    needs: ({ isDelinquent }) =>
      isDelinquent
        ? null
        : 'This report is not delinquent yet: that is 30 days late, or late after another that never came.',
  },
] as const satisfies readonly ReportMove[]

export type ReportMoveName = (typeof reportMoves)[number]['name']
export type ReportMoveEvent = (typeof reportMoves)[number]['event']

/** The moves that fit the report's state and the person's role, each with what still stands in its way. */
export function openMoves(
  report: ReportFacts,
  actor: { role: Role; personId: number },
): { name: ReportMoveName; label: string; disabled: string | null }[] {
  return reportMoves
    .filter((move: ReportMove) => may(actor.role, move.right) && fits(move, report))
    .map((move) => ({
      name: move.name,
      label: move.label,
      disabled: need(move, report, actor.personId),
    }))
}

/**
 * Why a move cannot be made: `overtaken` when the state no longer allows it (answer 409), `unready`
 * when something is still needed (answer 422); null when it can. Rights are asked elsewhere.
 */
export function refusalOf(
  name: ReportMoveName,
  report: ReportFacts,
  personId: number,
): { kind: 'overtaken' | 'unready'; sentence: string } | null {
  const move = moveNamed(name)
  if (!fits(move, report)) return { kind: 'overtaken', sentence: overtaken(report) }
  const sentence = need(move, report, personId)
  return sentence === null ? null : { kind: 'unready', sentence }
}

export function moveNamed(name: ReportMoveName): ReportMove {
  const move = reportMoves.find((candidate) => candidate.name === name)
  if (!move) throw new RangeError(`No move of a report is called ${name}`)
  return move
}

/** Whether a move starts where the report stands. */
export function fits(move: ReportMove, report: ReportState): boolean {
  return (
    move.from.author.includes(report.author) &&
    move.from.agency.includes(report.agency) &&
    (move.from.endedAs ?? [null]).includes(report.endedAs)
  )
}

function need(move: ReportMove, report: ReportFacts, personId: number) {
  return move.needs?.(report, personId) ?? null
}

function complete({ missing, unexplained = 0 }: ReportFacts, purpose: string) {
  if (missing > 0) {
    const items = missing === 1 ? '1 required item needs' : `${missing} required items need`
    return `${items} an answer before you can ${purpose}.`
  }
  if (unexplained === 0) return null
  const warnings = unexplained === 1 ? '1 warning needs' : `${unexplained} warnings need`
  return `${warnings} a line of explanation before you can ${purpose}.`
}

function reviewedByYou({ reviewerId }: ReportFacts, personId: number) {
  return reviewerId === personId
    ? null
    : 'Someone else has picked this report up. They decide, or hand it back so that you can.'
}

function overtaken(report: ReportState) {
  const status = reportStatusLabels[reportStatus(report)].toLowerCase()
  return `This report is now ${status}, so this could not be done. Nothing was changed.`
}
