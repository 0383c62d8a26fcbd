import type { RawBuilder } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import { dayIn, today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { DatedMove } from '#app/domain/report/clocks.ts'
import { type ReportEvent, applyEvent, foldReport } from '#app/domain/report/fold.ts'
import {
  type ReportFacts,
  type ReportMoveName,
  moveNamed,
  refusalOf,
} from '#app/domain/report/machine.ts'
import { type ReportState, reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { reportsMovedBy } from '../scope.ts'
import { keepDays } from './clocks.ts'
import { endPetition } from './petition_end.ts'
import { isReviewerGone } from './reviewer.ts'

/** A report held under its row lock, with the state that its events add up to. */
export interface TakenReport {
  id: number
  number: string
  organizationId: number
  awardId: number
  templateCode: string
  templateVersion: number
  periodStart: string
  periodEnd: string
  statutoryDueOn: string
  workingDueOn: string
  extendedDueOn: string | null
  version: number
  state: ReportState
  /** The last move: answers saved in between do not overtake anybody. */
  last: { who: string | null; at: Date } | null
  /** What happened to it so far, by day. */
  moves: DatedMove[]
  isReviewerGone: boolean
}

/** Takes a report that the actor may move for a change; null when there is none. What is decided of its due
 *  date may be decided before anybody at the agency may open it. */
export async function takeReport(
  trx: Trx,
  actor: Actor,
  number: string,
  movedBy: typeof reportsMovedBy = reportsMovedBy,
): Promise<TakenReport | null> {
  const row = await trx
    .selectFrom('reports')
    .where('reports.number', '=', number)
    .where('reports.id', 'in', movedBy(actor))
    .select([
      'id',
      'number',
      'organizationId',
      'awardId',
      'templateCode',
      'templateVersion',
      'periodStart',
      'periodEnd',
      'statutoryDueOn',
      'workingDueOn',
      'extendedDueOn',
      'version',
      isReviewerGone(today()).as('isReviewerGone'),
    ])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  const events = await readReportEvents(row.id, trx)
  const last = events.filter(({ kind }) => kind !== 'report.saved').at(-1)
  return {
    ...row,
    state: foldReport(events),
    last: last ? { who: last.actorName, at: last.at } : null,
    moves: events.map(({ kind, at }) => ({ kind, on: dayIn(at) })),
  }
}

/** Takes a report as the page showed it; someone else's move since then answers who and when. */
export async function takeReportAt(
  trx: Trx,
  actor: Actor,
  number: string,
  version: number,
  movedBy = reportsMovedBy,
): Promise<TakenReport | null> {
  const report = await takeReport(trx, actor, number, movedBy)
  if (report && report.version !== version) throw overtaken(report)
  return report
}

/** The happenings of a report that its state is a fold of, oldest first. */
export async function readReportEvents(reportId: number, within: Db | Trx = db) {
  const rows = await reportEventsOf(reportId, within).execute()
  return rows.map(asReportEvent)
}

export function reportEventsOf(report: number | RawBuilder<number>, within: Db | Trx = db) {
  return within
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.reportId', '=', report)
    .where('events.kind', 'like', 'report.%')
    .where('events.kind', '<>', 'report.opened')
    .select((eb) => [
      'events.kind',
      'events.at',
      'events.personId',
      'people.name',
      'events.reason',
      eb.cast<string | null>(eb.ref('events.after'), 'text').as('after'),
    ])
    .orderBy('events.id')
}

type EventRow = Awaited<ReturnType<ReturnType<typeof reportEventsOf>['execute']>>[number]

/** One of them as it was read, by itself or within another question's JSON. */
export function asReportEvent({
  kind,
  at,
  personId,
  name,
  reason,
  after,
}: Omit<EventRow, 'at'> & { at: Date | string }) {
  return {
    kind: kind as ReportEvent['kind'],
    at: new Date(at),
    actorId: personId,
    actorName: name,
    reason,
    sections: sectionsIn(after),
  } satisfies ReportEvent & Record<string, unknown>
}

function sectionsIn(after: string | null): number[] {
  const { sections } = (after === null ? {} : JSON.parse(after)) as { sections?: number[] }
  return sections ?? []
}

/** Makes one move: refuses what the machine refuses, writes the columns that cache the state, and
 *  records the event. */
export async function moveReport(
  trx: Trx,
  actor: Actor,
  report: TakenReport,
  name: ReportMoveName,
  told: {
    facts?: Partial<Pick<ReportFacts, 'missing' | 'unexplained' | 'activePeople' | 'isDelinquent'>>
    sections?: readonly number[]
    reason?: string
    after?: Record<string, unknown>
  } = {},
): Promise<ReportState> {
  const facts = {
    missing: 0,
    activePeople: 0,
    isReviewerGone: report.isReviewerGone,
    ...told.facts,
    ...report.state,
  }
  const refusal = refusalOf(name, facts, actor.personId)
  if (refusal?.kind === 'overtaken') throw overtaken(report)
  if (refusal) throw new Refusal({ form: refusal.sentence })
  const { event } = moveNamed(name)
  const { sections = [], reason, after } = told
  const kind = event as ReportEvent['kind']
  const state = applyEvent(report.state, { kind, actorId: actor.personId, sections })
  await trx
    .updateTable('reports')
    .set((eb) => ({
      authorState: state.author,
      agencyState: state.agency,
      endedAs: state.endedAs,
      versionNo: state.versionNo,
      acceptedVersionNo: state.acceptedVersionNo,
      ...reviewerColumn(report.state, state, actor),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', report.id)
    .execute()
  await keepDays(trx, report, [...report.moves, { kind, on: today() }])
  await record(trx, actor, {
    kind,
    awardId: report.awardId,
    reportId: report.id,
    before: { status: reportStatusLabels[reportStatus(report.state)] },
    after: {
      status: reportStatusLabels[reportStatus(state)],
      ...(sections.length > 0 ? { sections } : {}),
      ...after,
    },
    ...(reason ? { reason } : {}),
  })
  if (state.author === 'submitted' || state.endedAs) await endPetition(trx, actor, report)
  return state
}

function reviewerColumn(before: ReportState, after: ReportState, actor: Actor) {
  if (after.reviewerId === null) return { reviewerMembershipId: null }
  return after.reviewerId === before.reviewerId ? {} : { reviewerMembershipId: actor.membershipId }
}

function overtaken({ state, last }: TakenReport): Conflict {
  const status = reportStatusLabels[reportStatus(state)].toLowerCase()
  return new Conflict(
    `This report is now ${status}. It is no longer as the page you used showed it, so what you asked for was not done.`,
    { who: last?.who ?? null, at: last?.at.toISOString() ?? null },
  )
}
