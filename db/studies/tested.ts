import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { type Tested, testedAt, testedWindow } from '#app/domain/evidence/tested.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import { type Db, type Trx, db } from '../index.ts'
import { fidelitySeenBy, studiesSeenBy } from '../scope.ts'
import { latestRecord } from './record.ts'
import { standing } from './standing_counts.ts'

/** What the sites of a study had of the components while it enrolled, as of today, for whoever follows the
 *  fidelity of all of them; null: no such study in sight, or a site of it that is not. */
export async function findTested(
  actor: Permitted<'fidelity.read'>,
  studyId: number,
): Promise<Tested | null> {
  const study = await db
    .selectFrom('studies')
    .where('studies.id', '=', studyId)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select((eb) => [
      'studies.id',
      eb
        .exists(
          eb
            .selectFrom('studySites')
            .whereRef('studySites.studyId', '=', 'studies.id')
            .where('studySites.awardId', 'not in', fidelitySeenBy(actor))
            .select('studySites.awardId'),
        )
        .as('hasHidden'),
    ])
    .executeTakeFirst()
  return study && study.hasHidden !== true ? testedOf(db, study.id) : null
}

/** The same as it is sealed with a finding. */
export async function sealTested(
  trx: Trx,
  studyId: number,
): Promise<{ tested: string; testedSha256: string }> {
  const tested = canonicalJson(await testedOf(trx, studyId))
  return { tested, testedSha256: createHash('sha256').update(tested).digest('hex') }
}

/** Which of these awards an actor follows the fidelity of. */
export async function listFollowed(
  actor: Permitted<'fidelity.read'>,
  numbers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('awards')
    .where('awards.number', 'in', numbers)
    .where('awards.id', 'in', fidelitySeenBy(actor))
    .select('awards.number')
    .execute()
  return rows.map(({ number }) => number)
}

async function testedOf(on: Db | Trx, studyId: number): Promise<Tested> {
  const plan = await latestRecord(on, studyId)
  const assigned = await standing(on)
    .where('counts.studyId', '=', studyId)
    .where((eb) => eb(eb('counts.program', '+', eb.ref('counts.control')), '>', 0))
    .select((eb) => [
      eb.fn.min('counts.month').as('firstMonth'),
      eb.fn.max('counts.month').as('lastMonth'),
    ])
    .executeTakeFirstOrThrow()
  const sites = await on
    .selectFrom('studySites')
    .innerJoin('awards', 'awards.id', 'studySites.awardId')
    .where('studySites.studyId', '=', studyId)
    .select((eb) => [
      'awards.number',
      sql<string>`coalesce(awards.name, awards.number)`.as('name'),
      'studySites.joinedOn',
      jsonArrayFrom(
        eb
          .selectFrom('fidelityRatings')
          .whereRef('fidelityRatings.awardId', '=', 'studySites.awardId')
          .select([
            'fidelityRatings.side',
            'fidelityRatings.component',
            'fidelityRatings.periodEnd',
            'fidelityRatings.no',
            'fidelityRatings.word',
          ]),
      ).as('ratings'),
    ])
    .orderBy('awards.number')
    .execute()
  const day = today()
  const [firstJoinedOn = null] = sites.map(({ joinedOn }) => joinedOn).toSorted()
  const known = {
    ...assigned,
    opensOn: plan?.opensOn ?? null,
    closesOn: plan?.closesOn ?? null,
    firstJoinedOn,
  }
  return testedAt(sites, testedWindow(known, day), day)
}
