import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { slipDays } from '#app/domain/study/forecast.ts'
import { db } from '../index.ts'
import { awardsSeenBy, milestonesWithinSeenStudy, studiesSeenBy } from '../scope.ts'

const studiesPerPage = 50

/** A page of the studies an actor sees, by title, from one of them on, each with where it stands.
 *  Milestones count as far as the actor sees them; a milestone slips when it lies more than the amber
 *  limit behind its baseline. */
export async function listStudies(
  actor: Permitted<'study.read'>,
  place: { direction: 'after' | 'before'; slug: string } | null = null,
) {
  const start = place && (await findPlace(actor, place.slug))
  const isBack = start !== null && place?.direction === 'before'
  const direction = isBack ? 'desc' : 'asc'
  const picked = db
    .selectFrom('studies')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .$if(start !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('studies.title', 'studies.id'),
          isBack ? '<' : '>',
          eb.tuple(start?.title ?? '', start?.id ?? 0),
        ),
      ),
    )
    .select('studies.id')
    .orderBy('studies.title', direction)
    .orderBy('studies.id', direction)
    .limit(studiesPerPage + 1)
  const rows = await rowsOf(actor)
    .where('studies.id', 'in', picked)
    .orderBy('studies.title', direction)
    .orderBy('studies.id', direction)
    .execute()
  const { count } = await db
    .selectFrom('studies')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const page = rows.slice(0, studiesPerPage)
  const hasMore = rows.length > studiesPerPage
  return {
    studies: isBack ? page.reverse() : page,
    count,
    hasPrevious: isBack ? hasMore : start !== null,
    hasNext: isBack || hasMore,
  }
}

export type StudyRow = Awaited<ReturnType<typeof listStudies>>['studies'][number]

async function findPlace(actor: Permitted<'study.read'>, slug: string) {
  const row = await db
    .selectFrom('studies')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studies.slug', '=', slug)
    .select(['studies.id', 'studies.title'])
    .executeTakeFirst()
  return row ?? null
}

function rowsOf(actor: Permitted<'study.read'>) {
  const isAhead = sql<boolean>`milestones.state not in ('accepted', 'waived', 'superseded')`
  const seen = db
    .selectFrom('milestones')
    .whereRef('milestones.studyId', '=', sql.ref('studies.id'))
    .where(milestonesWithinSeenStudy(actor))
  const tally = seen.select([
    sql<number>`count(*)`.as('milestones'),
    sql<number>`count(*) filter (where milestones.state = 'accepted')`.as('accepted'),
    sql<number>`count(*) filter (where milestones.state = 'evidence_submitted')`.as('waiting'),
    sql<number>`count(*) filter (where ${isAhead}
      and milestones.forecast_on - milestones.baseline_on > ${slipDays.amber})`.as('slipping'),
  ])
  return db
    .selectFrom('studies')
    .innerJoin('organizations', 'organizations.id', 'studies.organizationId')
    .innerJoinLateral(tally.as('tally'), (join) => join.onTrue())
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
        seen
          .where(isAhead)
          .where('milestones.forecastOn', 'is not', null)
          .select(['milestones.code', 'milestones.name', 'milestones.forecastOn'])
          .orderBy('milestones.forecastOn')
          .orderBy('milestones.position')
          .limit(1),
      ).as('next'),
      'tally.milestones',
      'tally.accepted',
      'tally.waiting',
      'tally.slipping',
    ])
}
