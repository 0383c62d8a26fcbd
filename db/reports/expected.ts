import { sql } from 'kysely'
import { type Permitted, may } from '#app/domain/access.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { isAmong, reportsExpectedBy, reportsSeenBy } from '../scope.ts'
import { petitionKind, standsInFor } from './due.ts'

/** Whoever holds one of these rights also reads reports. */
export type DueReader = Permitted<
  'report.read' | 'extension.ask' | 'extension.recommend' | 'extension.decide'
>

/** A report as far as its due date goes, whether or not the actor may open it: its dates, where it
 *  stands, and whether it and the one before never came. */
export async function findExpected(actor: DueReader, number: string, today: string) {
  const row = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .leftJoin('caseloads', (join) =>
      join.onRef('caseloads.awardId', '=', 'awards.id').on('caseloads.endedAt', 'is', null),
    )
    .leftJoin('memberships as officers', 'officers.id', 'caseloads.membershipId')
    .leftJoin('people as officer', 'officer.id', 'officers.personId')
    .where('reports.number', '=', number)
    .where('reports.id', 'in', reportsExpectedBy(actor))
    .select((eb) => [
      'reports.id',
      'reports.number',
      'reports.periodStart',
      'reports.periodEnd',
      'reports.statutoryDueOn',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      petitionKind.as('petition'),
      'reports.authorState as author',
      'reports.agencyState as agency',
      'reports.endedAs',
      'reports.versionNo',
      'reports.version',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'awards.number as awardNumber',
      'awards.name as awardName',
      'awards.sample',
      'organizations.name as organizationName',
      'officer.name as officerName',
      isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isOpen'),
      missedBefore(today).as('missedBefore'),
    ])
    .executeTakeFirst()
  return row ? { ...row, isOpen: row.isOpen === true, label: reportLabel(row) } : null
}

export type ExpectedReport = NonNullable<Awaited<ReturnType<typeof findExpected>>>

/** Whether the report of the period before never came either. */
export function missedBefore(today: string) {
  return sql<boolean>`coalesce((
    select before.version_no = 0 and (before.ended_as = 'lapsed' or before.ended_as is null
      and greatest(before.working_due_on, before.statutory_due_on, before.extended_due_on) < ${today}::date)
    from reports before
    where before.award_id = reports.award_id and before.template_code = reports.template_code
      and before.period_end < reports.period_end
    order by before.period_end desc limit 1
  ), false)`
}

/** What was asked about a report's due date and what became of it, the latest first. */
export async function listPetitions(actor: DueReader, reportId: number) {
  return db
    .selectFrom('reportPetitions')
    .innerJoin('people as asker', 'asker.id', 'reportPetitions.askedBy')
    .leftJoin('people as recommender', 'recommender.id', 'reportPetitions.recommendedBy')
    .leftJoin('people as decider', 'decider.id', 'reportPetitions.decidedBy')
    .where('reportPetitions.reportId', '=', reportId)
    .where('reportPetitions.reportId', 'in', reportsExpectedBy(actor))
    .select([
      'reportPetitions.id',
      'reportPetitions.kind',
      'reportPetitions.reason',
      'reportPetitions.wantedOn',
      'reportPetitions.previousDueOn',
      'reportPetitions.askedBy',
      'reportPetitions.askedAt',
      'asker.name as askerName',
      'reportPetitions.recommendation',
      'reportPetitions.recommendationWords',
      'reportPetitions.recommendedBy',
      'reportPetitions.recommendedAt',
      'recommender.name as recommenderName',
      'reportPetitions.outcome',
      'reportPetitions.grantedOn',
      'reportPetitions.decisionWords',
      'reportPetitions.decidedAt',
      'decider.name as deciderName',
      'reportPetitions.version',
    ])
    .orderBy('reportPetitions.id', 'desc')
    .execute()
}

export type ListedPetition = Awaited<ReturnType<typeof listPetitions>>[number]

/** What is asked and not decided yet of an officer's caseload or a grants officer's agency; an officer who
 *  recommended has done her part. */
export async function listPetitionsOnDesk(actor: Permitted<'session.use'>) {
  if (!may(actor.role, 'extension.recommend') && !may(actor.role, 'extension.decide')) return []
  return db
    .selectFrom('reportPetitions')
    .innerJoin('reports', 'reports.id', 'reportPetitions.reportId')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .innerJoin('people as asker', 'asker.id', 'reportPetitions.askedBy')
    .where('reportPetitions.outcome', 'is', null)
    .where('reportPetitions.reportId', 'in', reportsExpectedBy(actor))
    .$if(actor.role === 'officer', (query) =>
      query.where('reportPetitions.recommendation', 'is', null),
    )
    .select((eb) => [
      'reportPetitions.kind',
      'reportPetitions.wantedOn',
      'reportPetitions.askedBy',
      'reportPetitions.askedAt',
      'reportPetitions.recommendation',
      'reportPetitions.recommendedBy',
      'asker.name as askerName',
      eb
        .exists(
          eb
            .selectFrom('caseloads')
            .whereRef('caseloads.awardId', '=', 'reports.awardId')
            .where('caseloads.endedAt', 'is', null),
        )
        .as('hasOfficer'),
      'reports.number',
      'reports.periodEnd',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'awards.name as awardName',
      'awards.sample',
      'organizations.name as leadOrganization',
      standsInFor(actor).as('standsInFor'),
    ])
    .orderBy('reportPetitions.askedAt')
    .limit(60)
    .execute()
}
