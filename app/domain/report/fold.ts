import { fits, reportMoves, type ReportMove, type ReportMoveEvent } from './machine.ts'
import type { ReportState } from './states.ts'

/** One happening in a report's life. `report.saved` says that a person changed answers;
 *  `report.carried_over` that an earlier system held it, signed and accepted. */
export interface ReportEvent {
  kind: ReportMoveEvent | 'report.saved' | 'report.carried_over'
  /** Null: the system. */
  actorId: number | null
  /** Named by a return or a reopening. */
  sections?: readonly number[]
}

/**
 * The state that a report's events, oldest first, add up to; its stored columns only cache this.
 * Throws a RangeError on an event that could not have happened where the report stood.
 */
export function foldReport(events: readonly ReportEvent[]): ReportState {
  return events.reduce(applyEvent, unstarted)
}

export const unstarted: ReportState = {
  author: 'not_started',
  agency: 'none',
  endedAs: null,
  versionNo: 0,
  acceptedVersionNo: null,
  preparerIds: [],
  reviewerId: null,
  returnedSections: [],
}

export function applyEvent(report: ReportState, event: ReportEvent): ReportState {
  if (event.kind === 'report.saved') return save(report, event)
  if (event.kind === 'report.carried_over') return carryOver(report)
  const move = reportMoves.find(({ event: kind }) => kind === event.kind)
  if (!move || !fits(move, report)) {
    throw new RangeError(`${event.kind} cannot follow ${report.author}, ${report.agency}`)
  }
  return { ...moved(report, move), ...learned(report, event) }
}

/**
 * Which sections may be written: `all` while a report has never been submitted or was withdrawn,
 * after a return or a reopening only the named ones, none while it is out of its authors' hands.
 */
export function editableSections(report: ReportState): 'all' | readonly number[] {
  if (report.author !== 'draft' || report.endedAs) return []
  return report.agency === 'none' ? 'all' : report.returnedSections
}

/** The sections in play until the next submission, whoever holds the report: as `editableSections`,
 *  but also before a report is started and while it waits for its certifying official. */
export function sectionsInPlay(report: ReportState): 'all' | readonly number[] {
  if (report.author === 'submitted' || report.endedAs) return []
  return report.agency === 'none' ? 'all' : report.returnedSections
}

export function mayEditSection(report: ReportState, section: number): boolean {
  const editable = editableSections(report)
  return editable === 'all' || editable.includes(section)
}

function moved(report: ReportState, { to }: ReportMove): ReportState {
  const asSubmitted = report.returnedSections.length > 0 ? 'resubmitted' : 'none'
  return {
    ...report,
    author: to.author ?? report.author,
    agency: to.agency === 'as_submitted' ? asSubmitted : (to.agency ?? report.agency),
    endedAs: to.endedAs === undefined ? report.endedAs : to.endedAs,
  }
}

/** What an event changes besides where the report stands. */
function learned(report: ReportState, event: ReportEvent): Partial<ReportState> {
  switch (event.kind) {
    case 'report.handed_over':
      return { preparerIds: withPerson(report.preparerIds, event.actorId) }
    case 'report.submitted':
    case 'report.nothing_submitted':
      return { versionNo: report.versionNo + 1 }
    case 'report.withdrawn':
      return { preparerIds: [], returnedSections: [] }
    case 'report.picked_up':
    case 'report.taken_over':
      return { reviewerId: event.actorId }
    case 'report.handed_back':
      return { reviewerId: null }
    case 'report.returned':
    case 'report.reopened':
      return { preparerIds: [], reviewerId: null, returnedSections: named(event) }
    case 'report.accepted':
      return { acceptedVersionNo: report.versionNo, returnedSections: [] }
    default:
      return {}
  }
}

function save(report: ReportState, event: ReportEvent): ReportState {
  if (report.author !== 'draft' || report.endedAs) {
    throw new RangeError(`${event.kind} cannot follow ${report.author}, ${report.agency}`)
  }
  return { ...report, preparerIds: withPerson(report.preparerIds, event.actorId) }
}

/** Only where nothing was written yet. */
function carryOver(report: ReportState): ReportState {
  if (report.author !== 'not_started' || report.endedAs) {
    throw new RangeError(`report.carried_over cannot follow ${report.author}, ${report.agency}`)
  }
  return { ...report, author: 'submitted', agency: 'accepted', versionNo: 1, acceptedVersionNo: 1 }
}

function withPerson(people: readonly number[], person: number | null) {
  return person === null || people.includes(person) ? people : [...people, person]
}

function named({ kind, sections = [] }: ReportEvent) {
  if (sections.length === 0) throw new RangeError(`${kind} names no section`)
  return [...new Set(sections)].sort((a, b) => a - b)
}
