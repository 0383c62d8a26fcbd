import { sql } from 'kysely'
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
