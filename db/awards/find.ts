import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { normalizeIdentifier } from '#app/domain/award.ts'
import { today } from '#app/domain/clock.ts'
import { modelLevel } from '#app/domain/evidence/model_level.ts'
import { db } from '../index.ts'
import { importedFrom, importsOf } from './imported.ts'
import { lifeColumns } from './life_columns.ts'
import { modelRunOn } from './models.ts'
import { petitionKind } from '../reports/due.ts'
import {
  awardsSeenBy,
  caseloadOf,
  dueReportsSeenBy,
  fidelitySeenBy,
  isAwayOn,
  modifiedAwardsSeenBy,
  oversightSeenBy,
  isAmong,
  reportsExpectedBy,
  reportsSeenBy,
  risksSeenBy,
  studiesSeenBy,
} from '../scope.ts'

/** An award with its places, sectors and partners; null where there is none that the actor sees. */
export async function findAward(actor: Permitted<'award.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .innerJoin('streams', 'streams.code', 'awards.streamCode')
    .innerJoin('agencies', 'agencies.code', 'awards.agencyCode')
    .leftJoin('caseloads', (join) =>
      join.onRef('caseloads.awardId', '=', 'awards.id').on('caseloads.endedAt', 'is', null),
    )
    .leftJoin('memberships', 'memberships.id', 'caseloads.membershipId')
    .leftJoin('people as officers', 'officers.id', 'memberships.personId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.fain',
      'awards.sample',
      'awards.name',
      ...lifeColumns,
      'awards.announcedOn',
      'awards.awardRound',
      'awards.track',
      'awards.agencyCode',
      'agencies.name as agency',
      'awards.streamCode',
      'streams.name as stream',
      'awards.programCode',
      'programs.name as program',
      'programs.assistanceListing',
      'programs.matchRule',
      'organizations.name as organization',
      'organizations.slug as organizationSlug',
      'organizations.organizationType',
      'organizations.uei',
      'awards.amount',
      'awards.awardedAmount',
      'awards.awardedPeriodEnd',
      isAmong(modifiedAwardsSeenBy(actor), eb.ref('awards.id')).as('showsModifications'),
      isAmong(risksSeenBy(actor), eb.ref('awards.id')).as('showsRisk'),
      isAmong(oversightSeenBy(actor), eb.ref('awards.id')).as('showsOversight'),
      isAmong(fidelitySeenBy(actor), eb.ref('awards.id')).as('showsFidelity'),
      'awards.amountPrecision',
      'awards.matchAmount',
      'awards.reportFrequency',
      'awards.reportOffsetDays',
      'awards.reportCalendar',
      'awards.city',
      'awards.state',
      'awards.serviceArea',
      'awards.statewide',
      'awards.sourceUrl',
      'awards.canonicalUrl',
      'awards.notes',
      'awards.version',
      'officers.name as officer',
      'caseloads.startedAt as officerSince',
      'caseloads.membershipId as officerMembershipId',
      jsonObjectFrom(
        eb
          .selectFrom('delegations')
          .innerJoin('memberships as delegate', 'delegate.id', 'delegations.delegateMembershipId')
          .innerJoin('people as standIn', 'standIn.id', 'delegate.personId')
          .whereRef('delegations.membershipId', '=', 'caseloads.membershipId')
          .where(isAwayOn(today()))
          .select(['delegations.endsOn', 'standIn.name as standIn']),
      ).as('officerAway'),
      jsonArrayFrom(
        eb
          .selectFrom('awardSectors')
          .innerJoin('sectors', 'sectors.code', 'awardSectors.sectorCode')
          .whereRef('awardSectors.awardId', '=', 'awards.id')
          .select(['sectors.code', 'sectors.name'])
          .orderBy('sectors.name'),
      ).as('sectors'),
      jsonArrayFrom(
        eb
          .selectFrom('awardStates')
          .innerJoin('states', 'states.usps', 'awardStates.usps')
          .whereRef('awardStates.awardId', '=', 'awards.id')
          .select(['states.usps', 'states.name'])
          .orderBy('states.name'),
      ).as('states'),
      jsonArrayFrom(
        eb
          .selectFrom('awardPartners')
          .whereRef('awardPartners.awardId', '=', 'awards.id')
          .select('awardPartners.name')
          .orderBy('awardPartners.position'),
      ).as('partners'),
      modelRunOn(today(), eb.ref('awards.id')).as('modelRun'),
      importsOf(eb.ref('awards.id')).as('imports'),
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const { imports, modelRun, ...row } = award
  return { ...row, modelRun: modelRun && withLevel(modelRun), imported: importedFrom(imports) }
}

/** What an award runs, with the level of evidence in the place of the findings it is read from. */
function withLevel<Run extends { findings: Parameters<typeof modelLevel>[0] }>(run: Run) {
  const { findings, ...said } = run
  return { ...said, level: modelLevel(findings) }
}

export type Award = NonNullable<Awaited<ReturnType<typeof findAward>>>

/** The number of the award that has this FAIN, which may have been learned after its number was given. */
export async function findNumberByFain(
  actor: Permitted<'award.read'>,
  fain: string,
): Promise<string | null> {
  const award = await db
    .selectFrom('awards')
    .where('awards.fain', '=', normalizeIdentifier(fain))
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select('awards.number')
    .orderBy('awards.id')
    .executeTakeFirst()
  return award?.number ?? null
}

/** The reports of an award as they show beside it, latest period first: what each says stays with those
 *  who may open it. */
export async function listAwardReports(actor: Permitted<'award.read'>, awardId: number) {
  return db
    .selectFrom('reports')
    .where('reports.awardId', '=', awardId)
    .where('reports.awardId', 'in', awardsSeenBy(actor))
    .where('reports.id', 'in', dueReportsSeenBy(actor))
    .select((eb) => [
      'reports.number',
      'reports.periodStart',
      'reports.periodEnd',
      'reports.statutoryDueOn',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      petitionKind.as('petition'),
      'reports.authorState as author',
      'reports.agencyState as agency',
      'reports.endedAs',
      isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isOpen'),
      isAmong(reportsExpectedBy(actor), eb.ref('reports.id')).as('isExpected'),
    ])
    .orderBy('reports.periodEnd', 'desc')
    .execute()
}

/** The studies an award is a site of, as far as the actor sees them. */
export async function listAwardStudies(actor: Permitted<'award.read'>, awardId: number) {
  return db
    .selectFrom('studies')
    .innerJoin('studySites', 'studySites.studyId', 'studies.id')
    .where('studySites.awardId', '=', awardId)
    .where('studySites.awardId', 'in', awardsSeenBy(actor))
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select(['studies.slug', 'studies.title', 'studies.sample', 'studySites.joinedOn'])
    .orderBy('studies.title')
    .execute()
}
