import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import { stages } from '#app/domain/study/stages.ts'
import { db } from '../index.ts'
import { awardsSeenBy, studiesSeenBy } from '../scope.ts'

/** A study with its firms, people, programs, sites and stages, as far as the actor sees them. */
export async function findStudy(actor: Permitted<'study.read'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .leftJoin('agencies', 'agencies.code', 'studies.sponsorCode')
    .where('studies.slug', '=', slug)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select((eb) => [
      'studies.id',
      'studies.slug',
      'studies.title',
      'studies.summary',
      'studies.sample',
      'studies.awardedOn',
      'studies.sourceUrl',
      'studies.version',
      'agencies.name as sponsor',
      jsonArrayFrom(
        eb
          .selectFrom('studyFirms')
          .innerJoin('organizations', 'organizations.id', 'studyFirms.organizationId')
          .whereRef('studyFirms.studyId', '=', 'studies.id')
          .select(['organizations.name', 'studyFirms.part'])
          .orderBy('studyFirms.part')
          .orderBy('organizations.name'),
      ).as('firms'),
      jsonArrayFrom(
        eb
          .selectFrom('studyTeam')
          .innerJoin('memberships', 'memberships.id', 'studyTeam.membershipId')
          .innerJoin('people', 'people.id', 'memberships.personId')
          .innerJoin('organizations', 'organizations.id', 'studyTeam.organizationId')
          .whereRef('studyTeam.studyId', '=', 'studies.id')
          .where('studyTeam.endedAt', 'is', null)
          .select(['people.name', 'memberships.role', 'organizations.name as firm'])
          .orderBy('memberships.role', 'desc')
          .orderBy('people.name'),
      ).as('team'),
      jsonArrayFrom(
        eb
          .selectFrom('studyPrograms')
          .innerJoin('programs', 'programs.code', 'studyPrograms.programCode')
          .whereRef('studyPrograms.studyId', '=', 'studies.id')
          .select((program) => [
            'programs.code',
            'programs.name',
            'programs.officialAwards',
            program
              .selectFrom('awards')
              .whereRef('awards.programCode', '=', 'programs.code')
              .where('awards.sample', '=', false)
              .where('awards.id', 'in', awardsSeenBy(actor))
              .select(sql<number>`count(*)`.as('count'))
              .as('listed'),
          ])
          .orderBy('programs.name'),
      ).as('programs'),
      jsonArrayFrom(
        eb
          .selectFrom('studyStages')
          .whereRef('studyStages.studyId', '=', 'studies.id')
          .select([
            'studyStages.stage',
            'studyStages.state',
            'studyStages.openedOn',
            'studyStages.closedOn',
          ]),
      ).as('stages'),
    ])
    .executeTakeFirst()
  if (!study) return null
  return {
    ...study,
    // Only who sees the whole portfolio can say how much of a program is listed.
    programs: study.programs.map(({ listed, ...program }) => ({
      ...program,
      listed: may(actor.role, 'portfolio.read') ? listed : null,
    })),
    stages: study.stages.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage)),
  }
}

export type Study = NonNullable<Awaited<ReturnType<typeof findStudy>>>
