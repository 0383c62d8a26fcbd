import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { foldReport } from '#app/domain/report/fold.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { isAmong, reportsMovedBy, reportsSeenBy } from '../scope.ts'
import { petitionKind } from './due.ts'
import { readItems } from './matter.ts'
import { isReviewerGone } from './reviewer.ts'
import { asReportEvent, reportEventsOf } from './state.ts'

/** Whoever holds one of these rights also reads reports. */
export type ReportReader = Permitted<
  'report.read' | 'report.write' | 'report.certify' | 'report.review' | 'report.reopen'
>

/** A report that the actor may open: what it is, where it stands, and who has to do with it. */
export async function findReport(actor: ReportReader, number: string) {
  return (await readReport(actor, number))?.report ?? null
}

/** The same with its happenings, whose words are not for everybody who may open it. */
export async function readReport(actor: ReportReader, number: string) {
  const row = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .innerJoin('templates', (join) =>
      join
        .onRef('templates.code', '=', 'reports.templateCode')
        .onRef('templates.version', '=', 'reports.templateVersion'),
    )
    .leftJoin('caseloads', (join) =>
      join.onRef('caseloads.awardId', '=', 'awards.id').on('caseloads.endedAt', 'is', null),
    )
    .leftJoin('memberships as officers', 'officers.id', 'caseloads.membershipId')
    .leftJoin('people as officer', 'officer.id', 'officers.personId')
    .where('reports.number', '=', number)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .select((eb) => [
      'reports.id',
      'reports.number',
      'reports.awardId',
      'reports.organizationId',
      'reports.templateCode',
      'reports.templateVersion',
      'reports.periodStart',
      'reports.periodEnd',
      'reports.statutoryDueOn',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      petitionKind.as('petition'),
      'reports.version',
      'awards.number as awardNumber',
      'awards.name as awardName',
      'awards.agencyCode',
      'awards.programCode',
      'awards.sample',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'organizations.name as organizationName',
      'programs.name as programName',
      'templates.title as templateTitle',
      'officer.name as officerName',
      'officers.id as officerMembershipId',
      isReviewerGone(today()).as('isReviewerGone'),
      isAmong(reportsMovedBy(actor), eb.ref('reports.id')).as('isOwn'),
      eb
        .selectFrom('memberships as authors')
        .innerJoin('people as author', 'author.id', 'authors.personId')
        .whereRef('authors.organizationId', '=', 'reports.organizationId')
        .where('authors.role', 'in', ['preparer', 'certifier'])
        .where('authors.endedAt', 'is', null)
        .where('author.disabledAt', 'is', null)
        .select(({ fn }) => fn.count<number>('author.id').distinct().as('count'))
        .as('activePeople'),
      eb
        .selectFrom('memberships as signers')
        .innerJoin('people as signer', 'signer.id', 'signers.personId')
        .whereRef('signers.organizationId', '=', 'reports.organizationId')
        .where('signers.role', '=', 'certifier')
        .where('signers.endedAt', 'is', null)
        .where('signer.disabledAt', 'is', null)
        .select(({ fn }) => fn.agg<string[]>('array_agg', ['signer.name']).as('names'))
        .as('certifiers'),
      jsonArrayFrom(reportEventsOf(sql<number>`reports.id`)).as('happened'),
    ])
    .executeTakeFirst()
  if (!row) return null
  const { happened, ...about } = row
  const events = happened.map(asReportEvent)
  const last = events.at(-1)
  const isOwn = Boolean(row.isOwn)
  const isDesk = actor.role === 'officer' && isOwn && row.officerMembershipId !== actor.membershipId
  const report = {
    ...about,
    /** Whether the actor may also move it, as rights and state allow. */
    isOwn,
    /** The officer whom the actor stands in for at this award. */
    standsInFor: isDesk ? row.officerName : null,
    activePeople: row.activePeople ?? 0,
    certifiers: row.certifiers ?? [],
    label: reportLabel(row),
    state: foldReport(events),
    lastMove: last ? { kind: last.kind, who: last.actorName, at: last.at } : null,
    handedOverBy:
      events.filter(({ kind }) => kind === 'report.handed_over').at(-1)?.actorName ?? null,
  }
  return { report, events }
}

/** A report that the actor may also move; one seen only for a second look is none. */
export async function findOwnReport(actor: ReportReader, number: string) {
  const report = await findReport(actor, number)
  return report?.isOwn ? report : null
}

export type FoundReport = NonNullable<Awaited<ReturnType<typeof findReport>>>

/** The questions of a report that the actor may open, without anything else. */
export async function findForm(actor: ReportReader, number: string) {
  const row = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('reports.number', '=', number)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .select(['reports.templateCode', 'reports.templateVersion', 'awards.programCode'])
    .executeTakeFirst()
  return row ? readItems(row, row.programCode) : null
}

/** The words with which sections came back: of the last return, or of the reopening. */
export async function listReturnWords(actor: ReportReader, reportId: number) {
  const returns = await returnsOf(reportId).where('reportId', 'in', reportsSeenBy(actor)).execute()
  return lastReturn(returns)
}

/** Everything that was returned, the latest first. */
export function returnsOf(reportId: number) {
  return db
    .selectFrom('reportReturns')
    .innerJoin('people', 'people.id', 'reportReturns.returnedBy')
    .where('reportId', '=', reportId)
    .select([
      'versionNo',
      'sectionOrder',
      'reasonCode',
      'words',
      'people.name as who',
      'returnedAt',
    ])
    .orderBy('versionNo', 'desc')
    .orderBy('sectionOrder')
}

export function lastReturn<R extends { versionNo: number }>(returns: readonly R[]): R[] {
  return returns.filter(({ versionNo }) => versionNo === returns[0]?.versionNo)
}

/** The control number and burden of a report's form as its agency has it, where the sources give them. */
export function burdenOf(templateCode: string, agencyCode: string) {
  return db
    .selectFrom('burden')
    .where('template', '=', templateCode)
    .where((eb) => eb.or([eb('agency', 'is', null), eb('agency', '=', agencyCode)]))
    .select([
      'form',
      'title',
      'ombControlNumber',
      (eb) => eb.cast<string | null>('hoursPerResponse', 'text').as('hoursPerResponse'),
      'basis',
      'sourceUrl',
    ])
    .orderBy('form')
}
