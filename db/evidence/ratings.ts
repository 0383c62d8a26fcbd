import { sql } from 'kysely'
import { ownRatings } from '#app/domain/evidence/own_finding.ts'
import { type ProvisionalRatings, provisionalRatings } from '#app/domain/evidence/rating_inputs.ts'
import { db } from '../index.ts'

/** Every rating as its rater gave it, with the findings it is about. */
export async function listRatings() {
  return selected().execute()
}

export type RecordedRating = Awaited<ReturnType<typeof listRatings>>[number]

/** The recorded ratings that name a finding. */
export async function listRatingsOf(finding: string) {
  return selected()
    .where('ratings.code', 'in', (eb) =>
      eb.selectFrom('ratedFindings').where('ratedFindings.finding', '=', finding).select('rating'),
    )
    .execute()
}

/** What rules make of some findings, by their codes: from a clearinghouse's profile, or for one of our own
 *  studies from its attrition and balance. What says too little is left out. */
export async function listWorked(
  codes: readonly string[],
): Promise<Map<string, ProvisionalRatings>> {
  if (codes.length === 0) return new Map()
  const [profiles, own] = await Promise.all([
    db
      .selectFrom('ratings')
      .innerJoin('ratedFindings', 'ratedFindings.rating', 'ratings.code')
      .where('ratedFindings.finding', 'in', codes)
      .selectAll('ratings')
      .select('ratedFindings.finding')
      .orderBy('ratings.position')
      .execute(),
    db
      .selectFrom('studyFindings')
      .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
      .where('studyFindings.libraryCode', 'in', codes)
      .where('studies.sample', '=', false)
      .select([
        'studyFindings.libraryCode as finding',
        'studyFindings.design',
        'studyFindings.attrition',
        'studyFindings.baseline',
        'studyFindings.hasControls',
        'studyFindings.isAdjusted',
      ])
      .execute(),
  ])
  return new Map([
    ...profiles.flatMap((profile) => {
      const worked = provisionalRatings(profile)
      return worked ? [[profile.finding, worked] as const] : []
    }),
    ...own.flatMap(({ finding, ...inputs }) =>
      finding === null ? [] : [[finding, ownRatings(inputs)] as const],
    ),
  ])
}

function selected() {
  return db
    .selectFrom('ratings')
    .leftJoin('models', 'models.code', 'ratings.model')
    .selectAll('ratings')
    .select([
      'models.name as modelName',
      sql<string[]>`array(
        select finding from rated_findings where rating = ratings.code order by finding
      )`.as('findings'),
    ])
    .orderBy('ratings.position')
}
