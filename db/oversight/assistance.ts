import { sql } from 'kysely'
import { type Permitted, may } from '#app/domain/access.ts'
import { periodLabel } from '#app/domain/calendar.ts'
import { financialForm, reportLabel } from '#app/domain/report/period_name.ts'
import { awardRow, periodsUnder, readChanges } from '../awards/schedule.ts'
import { type Db, type Trx, db } from '../index.ts'
import { standsInFor } from '../reports/due.ts'
import { caseloadOf, isAmong, oversightSeenBy, reportsSeenBy } from '../scope.ts'

/** An award with the technical assistance asked for, the latest first; null: none whose oversight the actor
 *  follows. */
export async function findAwardAssistance(actor: Permitted<'visit.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const asked = await rows(actor)
    .where('assistance.awardId', '=', award.id)
    .orderBy('assistance.no', 'desc')
    .execute()
  return { ...award, isOwnCase: award.isOwnCase === true, asked }
}

/** Requests that wait for an officer's answer, the longest waiting first. */
export async function listAssistanceOnDesk(actor: Permitted<'session.use'>) {
  return db
    .selectFrom('assistance')
    .innerJoin('awards', 'awards.id', 'assistance.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('people as asker', 'asker.id', 'assistance.askedBy')
    .where('awards.id', 'in', oversightSeenBy(actor))
    .where('awards.id', 'in', caseloadOf(actor.membershipId))
    .where((eb) => eb.lit(may(actor.role, 'assistance.answer')))
    .where('assistance.state', '=', 'asked')
    .select([
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'assistance.no',
      'assistance.topic',
      'asker.name as asker',
    ])
    .select(standsInFor(actor).as('standsInFor'))
    .orderBy('assistance.askedAt')
    .orderBy('assistance.id')
    .limit(60)
    .execute()
}

export type AwardAssistance = NonNullable<Awaited<ReturnType<typeof findAwardAssistance>>>

/** One request with what came of it. */
export async function findAssistance(actor: Permitted<'visit.read'>, number: string, no: number) {
  const row = await rows(actor)
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .leftJoin('people as answerer', 'answerer.id', 'assistance.answeredBy')
    .where('awards.number', '=', number)
    .where('assistance.no', '=', no)
    .select((eb) => [
      'assistance.awardId',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'assistance.words',
      'assistance.indicatorCode',
      'indicators.stream',
      'indicators.direction',
      'indicators.valueType',
      'indicators.cumulation',
      'assistance.askedBy',
      'assistance.givenBy',
      'assistance.answerWords',
      'assistance.answeredAt',
      'answerer.name as answerer',
      'assistance.version',
      sql<string | null>`trim_scale(assistance.hours)::text`.as('hours'),
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  return row ? { ...row, isOwnCase: row.isOwnCase === true } : null
}

export type Assistance = NonNullable<Awaited<ReturnType<typeof findAssistance>>>

function rows(actor: Permitted<'visit.read'>) {
  return db
    .selectFrom('assistance')
    .innerJoin('awards', 'awards.id', 'assistance.awardId')
    .innerJoin('people as asker', 'asker.id', 'assistance.askedBy')
    .leftJoin('indicators', 'indicators.code', 'assistance.indicatorCode')
    .where('awards.id', 'in', oversightSeenBy(actor))
    .select([
      'awards.number',
      'assistance.no',
      'assistance.state',
      'assistance.topic',
      'assistance.askedAt',
      'asker.name as asker',
      'indicators.name as indicator',
      'assistance.givenFrom',
      'assistance.givenTo',
    ])
}

/** The periods of an award with what its accepted reports say of an indicator, oldest first: those whose
 *  reports were opened as they were, the later ones by the rule that holds. */
export async function listAimedPeriods(
  actor: Permitted<'visit.read'>,
  { awardId, code, stream }: { awardId: number; code: string; stream: string },
) {
  const award = await awardRow(db)
    .where('awards.id', '=', awardId)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .executeTakeFirst()
  if (!award) return []
  const reports = await db
    .selectFrom('reports')
    .leftJoin('acceptedFigures', (join) =>
      join
        .onRef('acceptedFigures.reportId', '=', 'reports.id')
        .on('acceptedFigures.indicatorCode', '=', code),
    )
    .where('reports.awardId', '=', award.id)
    .where('reports.templateCode', stream === 'FIN' ? '=' : '<>', financialForm)
    .select((eb) => [
      'reports.number',
      'reports.templateCode',
      'reports.periodStart',
      'reports.periodEnd',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      'reports.endedAs',
      'reports.agencyState',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      sql<string | null>`trim_scale(accepted_figures.value)::text`.as('value'),
      isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isOpen'),
    ])
    .orderBy('reports.periodEnd')
    .execute()
  const opened = reports.map((report) => ({
    label: reportLabel(report),
    start: report.periodStart,
    end: report.periodEnd,
    dueOn: report.endedAs ? null : (report.extendedDueOn ?? report.workingDueOn),
    isAccepted: report.agencyState === 'accepted',
    // The accepted version counts until the corrected one is accepted in its turn.
    isBeingCorrected: report.value !== null && report.agencyState !== 'accepted',
    value: report.value,
    report: report.isOpen === true ? report.number : null,
  }))
  const last = opened.at(-1)?.end ?? ''
  const changes = await readChanges(db, [award.id])
  const ahead = periodsUnder(award, changes.get(award.id) ?? [])
    .filter(({ end }) => end > last)
    .map((period) => ({
      label: periodLabel(period.end, period.rule),
      start: period.start,
      end: period.end,
      dueOn: period.working,
      isAccepted: false,
      isBeingCorrected: false,
      value: null,
      report: null,
    }))
  return [...opened, ...ahead]
}

export type AwardPeriod = Awaited<ReturnType<typeof listAimedPeriods>>[number]

/** Indicators that help can be meant to move: those an award's reports ask for and that have a direction,
 *  those with a target first. */
export async function listAimable(actor: Permitted<'visit.read'>, number: string) {
  return aimable(number)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .leftJoin('awardTargets', (join) =>
      join
        .onRef('awardTargets.awardId', '=', 'awards.id')
        .onRef('awardTargets.indicatorCode', '=', 'indicators.code'),
    )
    .select((eb) => [
      'indicators.code',
      'indicators.name',
      eb('awardTargets.target', 'is not', null).as('hasTarget'),
    ])
    .orderBy((eb) => eb('awardTargets.target', 'is', null))
    .orderBy('indicators.stream')
    .orderBy('indicators.position')
    .execute()
}

/** The same, whoever looks. */
export function aimable(number: string, within: Db | Trx = db) {
  return within
    .selectFrom('indicators')
    .innerJoin('awards', (join) => join.on('awards.number', '=', number))
    .where('indicators.direction', '<>', 'context')
    .where('indicators.valueType', '<>', 'text')
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('templateItems')
            .innerJoin('templatePrograms', (join) =>
              join
                .onRef('templatePrograms.template', '=', 'templateItems.template')
                .onRef('templatePrograms.version', '=', 'templateItems.version'),
            )
            .whereRef('templateItems.indicator', '=', 'indicators.code')
            .whereRef('templatePrograms.program', '=', 'awards.programCode')
            .where((item) =>
              item.or([
                item('templateItems.template', '<>', financialForm),
                item('awards.financialFrom', 'is not', null),
              ]),
            )
            .select('templateItems.itemCode'),
        ),
        eb.exists(
          eb
            .selectFrom('awardFigures')
            .whereRef('awardFigures.awardId', '=', 'awards.id')
            .whereRef('awardFigures.indicatorCode', '=', 'indicators.code')
            .select('awardFigures.indicatorCode'),
        ),
      ]),
    )
}
