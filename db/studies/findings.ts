import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { awardsSeenBy, studiesSeenBy, studyFindingsSeenBy } from '../scope.ts'

/** A study as far as its findings need it; null: none in sight. */
export async function findFindingStudy(actor: Permitted<'finding.read'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('studies.slug', '=', slug)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select((eb) => [
      'studies.id',
      'studies.slug',
      'studies.title',
      'studies.sample',
      'studies.sourceUrl',
      jsonArrayFrom(
        eb
          .selectFrom('studySites')
          .innerJoin('awards', 'awards.id', 'studySites.awardId')
          .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
          .whereRef('studySites.studyId', '=', 'studies.id')
          .where('awards.id', 'in', awardsSeenBy(actor))
          .select((award) => [
            'awards.number',
            'awards.name',
            'organizations.name as leadOrganization',
            award.cast<string | null>('awards.amount', 'text').as('amount'),
          ])
          .orderBy('awards.number'),
      ).as('sites'),
    ])
    .executeTakeFirst()
  return study ?? null
}

/** The findings of a study that an actor sees, the latest first. */
export async function listStudyFindings(actor: Permitted<'finding.read'>, studyId: number) {
  return findings(actor)
    .where('studyFindings.studyId', '=', studyId)
    .orderBy('studyFindings.no', 'desc')
    .limit(200)
    .execute()
}

export type StudyFindingRow = Awaited<ReturnType<typeof listStudyFindings>>[number]

/** One finding of a study, with what its sites answered. */
export async function findStudyFinding(actor: Permitted<'finding.read'>, slug: string, no: number) {
  const row = await findings(actor)
    .where('studies.slug', '=', slug)
    .where('studyFindings.no', '=', no)
    .select((eb) => [
      'studyFindings.tested',
      'studyFindings.testedSha256',
      jsonArrayFrom(
        eb
          .selectFrom('studyFindingResponses')
          .innerJoin('people', 'people.id', 'studyFindingResponses.writtenBy')
          .innerJoin('organizations', 'organizations.id', 'studyFindingResponses.organizationId')
          .whereRef('studyFindingResponses.studyId', '=', 'studyFindings.studyId')
          .whereRef('studyFindingResponses.no', '=', 'studyFindings.no')
          .select([
            'studyFindingResponses.organizationId',
            'studyFindingResponses.words',
            'studyFindingResponses.writtenAt',
            'people.name as writtenBy',
            'organizations.name as organization',
          ])
          .orderBy('studyFindingResponses.writtenAt'),
      ).as('responses'),
    ])
    .executeTakeFirst()
  return row ?? null
}

/** Findings that wait for somebody: to be approved, to be answered by a site, or to be mended. */
export async function listFindingsOnDesk(actor: Permitted<'session.use'>) {
  const query = findings(actor as Permitted<'session.use'> & Permitted<'finding.read'>)
  switch (actor.role) {
    case 'evaluation_officer':
      return query
        .where('studyFindings.state', '=', 'submitted')
        .orderBy('studyFindings.id')
        .limit(60)
        .execute()
    case 'lead':
    case 'analyst':
      return query
        .where('studyFindings.state', '=', 'returned')
        .orderBy('studyFindings.id')
        .limit(60)
        .execute()
    case 'certifier':
      return query
        .where('studyFindings.state', '=', 'submitted')
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('studyFindingResponses as own')
                .whereRef('own.studyId', '=', 'studyFindings.studyId')
                .whereRef('own.no', '=', 'studyFindings.no')
                .where('own.organizationId', '=', actor.organizationId)
                .select('own.no'),
            ),
          ),
        )
        .orderBy('studyFindings.id')
        .limit(60)
        .execute()
    default:
      return []
  }
}

function findings(actor: Permitted<'finding.read'>) {
  return db
    .selectFrom('studyFindings')
    .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
    .leftJoin('models', 'models.code', 'studyFindings.model')
    .innerJoin('people as drafter', 'drafter.id', 'studyFindings.draftedBy')
    .leftJoin('people as decider', 'decider.id', 'studyFindings.decidedBy')
    .where('studyFindings.id', 'in', studyFindingsSeenBy(actor))
    .select((eb) => [
      'studyFindings.id',
      'studyFindings.studyId',
      'studyFindings.no',
      'studyFindings.state',
      'studyFindings.kind',
      'studyFindings.design',
      'studyFindings.model',
      'models.name as modelName',
      'studyFindings.outcomeDomain',
      'studyFindings.outcomeMeasure',
      'studyFindings.contrast',
      'studyFindings.scale',
      'studyFindings.priceYear',
      eb.cast<string>('studyFindings.impact', 'text').as('impact'),
      eb.cast<string | null>('studyFindings.standardError', 'text').as('standardError'),
      'studyFindings.errorOrigin',
      eb.cast<string | null>('studyFindings.pValue', 'text').as('pValue'),
      eb.cast<string | null>('studyFindings.controlMean', 'text').as('controlMean'),
      eb.cast<string | null>('studyFindings.programMean', 'text').as('programMean'),
      'studyFindings.months',
      'studyFindings.sampleProgram',
      'studyFindings.sampleControl',
      'studyFindings.exploratory',
      'studyFindings.sourceDetail',
      'studyFindings.attrition',
      'studyFindings.baseline',
      'studyFindings.hasControls',
      'studyFindings.isAdjusted',
      'studyFindings.draftedBy as drafterId',
      'drafter.name as draftedBy',
      'studyFindings.draftedAt',
      'studyFindings.submittedBy as submitterId',
      'studyFindings.submittedAt',
      'studyFindings.sharedAt',
      'studyFindings.decisionWords',
      'decider.name as decidedBy',
      'studyFindings.decidedAt',
      'studyFindings.libraryCode',
      'studyFindings.version',
      'studies.slug',
      'studies.title',
      'studies.sample',
    ])
}
