import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { type SubmittedStatus, reportStatus } from '#app/domain/report/states.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { isAmong, reportsSeenBy } from '../scope.ts'
import { dueOn, petitionKind } from './due.ts'

const rowColumns = [
  'reports.id',
  'reports.number',
  'reports.periodStart',
  'reports.periodEnd',
  'reports.statutoryDueOn',
  'reports.workingDueOn',
  'reports.extendedDueOn',
  'reports.authorState',
  'reports.agencyState',
  'reports.endedAs',
  'reports.versionNo',
  'reports.acceptedVersionNo',
  'awards.number as awardNumber',
  'awards.name as awardName',
  'awards.sample',
  'reports.frequency as reportFrequency',
  'reports.calendarType as reportCalendar',
  'reports.templateCode',
  'organizations.name as organizationName',
  'organizations.slug as organizationSlug',
] as const

/** A report in a list, with what people call its period and the one word for where it stands. */
export type ListedReport = Awaited<ReturnType<typeof listOwnReports>>[number]

/** Every report of the grantee's own awards that is open or was sent, by due date. */
export async function listOwnReports(actor: Permitted<'report.read'>) {
  const rows = await listed()
    .where('reports.id', 'in', reportsSeenBy(actor))
    .select(lastMovedAt.as('since'))
    .orderBy(dueOn)
    .orderBy('reports.number')
    .execute()
  return rows.map(named)
}

export interface ReportPlace {
  periodEnd: string
  id: number
}

const pageSize = 25

/** The submitted reports an actor sees, the latest period first, by key. */
export async function listSubmitted(
  actor: Permitted<'report.read'>,
  { status, after }: { status: SubmittedStatus | null; after: ReportPlace | null },
) {
  const rows = await listed()
    .where('reports.versionNo', '>', 0)
    .where((eb) => isAmong(reportsSeenBy(actor), eb.ref('reports.id')))
    .$if(status !== null, (query) =>
      query.where((eb) => {
        switch (status) {
          case 'submitted':
            return eb.and([
              eb('reports.agencyState', '=', 'none'),
              eb('reports.endedAs', 'is', null),
            ])
          case 'nothing_to_report':
            return eb('reports.endedAs', '=', 'nothing_to_report')
          case null:
            return eb.lit(true)
          default:
            return eb('reports.agencyState', '=', status)
        }
      }),
    )
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('reports.periodEnd', 'reports.id'),
          '<',
          eb.tuple(after?.periodEnd ?? '', after?.id ?? 0),
        ),
      ),
    )
    .select(lastMovedAt.as('since'))
    .orderBy('reports.periodEnd', 'desc')
    .orderBy('reports.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    reports: shown.map(named),
    next: rows.length > pageSize && last ? { periodEnd: last.periodEnd, id: last.id } : null,
  }
}

function listed() {
  return db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .select(rowColumns)
    .select(petitionKind.as('petition'))
}

/** When the report came to where it stands: its last move, which a saved answer, a reminder or another
 *  reviewer is not. */
export const lastMovedAt = sql<Date | null>`(
  select max(at) from events
  where events.report_id = reports.id and kind like 'report.%'
    and kind not in ('report.saved', 'report.opened', 'report.taken_over')
)`

function named<
  Row extends Parameters<typeof reportLabel>[0] & {
    authorState: Parameters<typeof reportStatus>[0]['author']
    agencyState: Parameters<typeof reportStatus>[0]['agency']
    endedAs: Parameters<typeof reportStatus>[0]['endedAs']
  },
>({ authorState: author, agencyState: agency, endedAs, ...row }: Row) {
  return { ...row, label: reportLabel(row), status: reportStatus({ author, agency, endedAs }) }
}
