import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { db } from '../index.ts'

/** The study of this tracker that a finding of the library comes from, with its awards and what a rating is
 *  worked out from. Anybody may read it: only what is approved has a code, and never a sample's. */
export async function findOwnFinding(code: string) {
  const own = await db
    .selectFrom('studyFindings')
    .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
    .where('studyFindings.libraryCode', '=', code)
    .where('studies.sample', '=', false)
    .select((eb) => [
      'studies.title',
      'studyFindings.design',
      'studyFindings.attrition',
      'studyFindings.baseline',
      'studyFindings.hasControls',
      'studyFindings.isAdjusted',
      'studyFindings.tested',
      'studyFindings.testedSha256',
      jsonArrayFrom(
        eb
          .selectFrom('studySites')
          .innerJoin('awards', 'awards.id', 'studySites.awardId')
          .whereRef('studySites.studyId', '=', 'studies.id')
          .where('awards.sample', '=', false)
          .select((award) => [
            'awards.number',
            award.cast<string | null>('awards.amount', 'text').as('amount'),
          ])
          .orderBy('awards.number'),
      ).as('awards'),
    ])
    .executeTakeFirst()
  return own ?? null
}
