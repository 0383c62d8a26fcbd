import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { slipDays } from '#app/domain/study/forecast.ts'
import { db } from '../index.ts'
import { awardsSeenBy, milestonesSeenBy, studiesSeenBy } from '../scope.ts'

/** The studies an actor sees, by title, each with where it stands. Milestones count as far as the
 *  actor sees them; a milestone slips when it lies more than the amber limit behind its baseline. */
export async function listStudies(actor: Permitted<'study.read'>) {
  return db
    .selectFrom('studies')
    .innerJoin('organizations', 'organizations.id', 'studies.organizationId')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select((eb) => [
      'studies.id',
      'studies.slug',
      'studies.title',
      'studies.sample',
      'studies.sourceUrl',
      'organizations.name as firm',
      jsonArrayFrom(
        eb
          .selectFrom('studyStages')
          .whereRef('studyStages.studyId', '=', 'studies.id')
          .select(['studyStages.stage', 'studyStages.state']),
      ).as('stages'),
      jsonArrayFrom(
        eb
          .selectFrom('studySites')
          .innerJoin('awards', 'awards.id', 'studySites.awardId')
          .whereRef('studySites.studyId', '=', 'studies.id')
          .where('awards.id', 'in', awardsSeenBy(actor))
          .select('awards.number')
          .orderBy('awards.number'),
      ).as('sites'),
      jsonObjectFrom(
        milestonesAhead()
          .where('milestones.forecastOn', 'is not', null)
          .select(['milestones.code', 'milestones.name', 'milestones.forecastOn'])
          .orderBy('milestones.forecastOn')
          .orderBy('milestones.position')
          .limit(1),
      ).as('next'),
      milestonesAhead()
        .select(sql<number>`count(*)`.as('count'))
        .where(sql<boolean>`milestones.forecast_on - milestones.baseline_on > ${slipDays.amber}`)
        .as('slipping'),
      milestonesAhead()
        .select(sql<number>`count(*)`.as('count'))
        .where('milestones.state', '=', 'evidence_submitted')
        .as('waiting'),
      seenMilestones()
        .select(sql<number>`count(*)`.as('count'))
        .where('milestones.state', '=', 'accepted')
        .as('accepted'),
      seenMilestones()
        .select(sql<number>`count(*)`.as('count'))
        .as('milestones'),
    ])
    .orderBy('studies.title')
    .execute()

  function seenMilestones() {
    return db
      .selectFrom('milestones')
      .whereRef('milestones.studyId', '=', sql.ref('studies.id'))
      .where('milestones.id', 'in', milestonesSeenBy(actor))
  }

  function milestonesAhead() {
    return seenMilestones().where('milestones.state', 'not in', [
      'accepted',
      'waived',
      'superseded',
    ])
  }
}

export type StudyRow = Awaited<ReturnType<typeof listStudies>>[number]
