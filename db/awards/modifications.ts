import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import type { BudgetLine } from '#app/domain/modification.ts'
import { db } from '../index.ts'
import { standsInFor } from '../reports/due.ts'
import { caseloadOf, modificationsSeenBy, modifiedAwardsSeenBy } from '../scope.ts'

/** An award as far as its modifications go: what it was made with, what it is today, who looks after it,
 *  and the studies whose site it is. Null: none whose modifications the actor follows. */
export async function findModifiedAward(actor: Permitted<'modification.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('agencies', 'agencies.code', 'awards.agencyCode')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', modifiedAwardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.agencyCode',
      'agencies.name as agency',
      'organizations.name as leadOrganization',
      'awards.periodStart',
      'awards.awardedPeriodEnd',
      'awards.awardedAmount',
      'awards.periodEnd',
      'awards.amount',
      eb
        .selectFrom('caseloads')
        .innerJoin('memberships', 'memberships.id', 'caseloads.membershipId')
        .innerJoin('people', 'people.id', 'memberships.personId')
        .whereRef('caseloads.awardId', '=', 'awards.id')
        .where('caseloads.endedAt', 'is', null)
        .select('people.name')
        .as('officerName'),
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
      jsonArrayFrom(
        eb
          .selectFrom('studySites')
          .innerJoin('studies', 'studies.id', 'studySites.studyId')
          .whereRef('studySites.awardId', '=', 'awards.id')
          .select(['studies.id', 'studies.slug', 'studies.title'])
          .orderBy('studies.title'),
      ).as('studies'),
    ])
    .executeTakeFirst()
  return award ? { ...award, isOwnCase: award.isOwnCase === true } : null
}

export type ModifiedAward = NonNullable<Awaited<ReturnType<typeof findModifiedAward>>>

/** The modifications of an award that was found through its scope, the latest first. */
export async function listModifications(actor: Permitted<'modification.read'>, awardId: number) {
  return modifications(actor)
    .where('modifications.awardId', '=', awardId)
    .orderBy('modifications.no', 'desc')
    .execute()
}

/** One modification of an award that was found through its scope. */
export async function findModification(
  actor: Permitted<'modification.read'>,
  awardId: number,
  no: number,
) {
  const row = await modifications(actor)
    .where('modifications.awardId', '=', awardId)
    .where('modifications.no', '=', no)
    .executeTakeFirst()
  return row ?? null
}

export type Modification = NonNullable<Awaited<ReturnType<typeof findModification>>>

/** What studies say of a modification, oldest first. */
export async function listModificationComments(
  actor: Permitted<'modification.read'>,
  modificationId: number,
) {
  return db
    .selectFrom('modificationComments')
    .innerJoin('people', 'people.id', 'modificationComments.writtenBy')
    .innerJoin('memberships', 'memberships.id', 'modificationComments.membershipId')
    .where('modificationId', '=', modificationId)
    .where('modificationId', 'in', modificationsSeenBy(actor))
    .select([
      'modificationComments.id',
      'modificationComments.words',
      'modificationComments.writtenAt',
      'people.name',
      'memberships.role',
    ])
    .orderBy('modificationComments.id')
    .execute()
}

/** What waits for this person: drafts for the certifying official, requests for the officer's
 *  recommendation and the grants officer's decision, and of a study's sites for its lead's comment. */
export async function listModificationsOnDesk(actor: Permitted<'session.use'>) {
  const { role } = actor
  const open = db
    .selectFrom('modifications')
    .innerJoin('awards', 'awards.id', 'modifications.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('modifications.id', 'in', modificationsSeenBy(actor))
  const asked = () => {
    if (may(role, 'modification.recommend')) {
      return open
        .where('modifications.state', '=', 'asked')
        .where('modifications.awardId', 'in', caseloadOf(actor.membershipId))
    }
    if (may(role, 'modification.decide')) {
      return open.where('modifications.state', 'in', ['asked', 'recommended'])
    }
    if (may(role, 'modification.comment')) {
      return open
        .where('modifications.state', 'in', ['asked', 'recommended'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('modificationComments')
                .whereRef('modificationComments.modificationId', '=', 'modifications.id')
                .where('modificationComments.writtenBy', '=', actor.personId)
                .select('modificationComments.id'),
            ),
          ),
        )
    }
    return may(role, 'modification.ask') ? open.where('modifications.state', '=', 'draft') : null
  }
  const query = asked()
  if (!query) return []
  return query
    .select((eb) => [
      'modifications.no',
      'modifications.kind',
      'modifications.state',
      'modifications.recommendation',
      'modifications.askedBy',
      'modifications.askedAt',
      'modifications.recommendedBy',
      eb
        .exists(
          eb
            .selectFrom('caseloads')
            .whereRef('caseloads.awardId', '=', 'awards.id')
            .where('caseloads.endedAt', 'is', null),
        )
        .as('hasOfficer'),
      studiesHeard.as('studiesHeard'),
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      standsInFor(actor).as('standsInFor'),
    ])
    .orderBy('modifications.draftedAt')
    .limit(60)
    .execute()
}

/** Whether a lead of each study whose site the award is has said something; true where it is none's. */
export const studiesHeard = sql<boolean>`not exists (
  select from study_sites where study_sites.award_id = modifications.award_id
    and not exists (
      select from modification_comments said
      join study_team on study_team.membership_id = said.membership_id
        and study_team.study_id = study_sites.study_id
      where said.modification_id = modifications.id
    )
)`

function modifications(actor: Permitted<'modification.read'>) {
  return db
    .selectFrom('modifications')
    .innerJoin('people as drafter', 'drafter.id', 'modifications.draftedBy')
    .leftJoin('people as asker', 'asker.id', 'modifications.askedBy')
    .leftJoin('people as recommender', 'recommender.id', 'modifications.recommendedBy')
    .leftJoin('people as decider', 'decider.id', 'modifications.decidedBy')
    .where('modifications.id', 'in', modificationsSeenBy(actor))
    .selectAll('modifications')
    .select((eb) => [
      'drafter.name as drafterName',
      'asker.name as askerName',
      'recommender.name as recommenderName',
      'decider.name as deciderName',
      studiesHeard.as('studiesHeard'),
      jsonArrayFrom(
        eb
          .selectFrom('modificationLines')
          .whereRef('modificationLines.modificationId', '=', 'modifications.id')
          .select((line) => [
            'modificationLines.category',
            line.cast<string>('modificationLines.change', 'text').as('change'),
          ])
          .orderBy('modificationLines.category'),
      )
        .$castTo<BudgetLine[]>()
        .as('lines'),
    ])
}
