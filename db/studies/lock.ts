import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy, overtaken } from './plan.ts'

/** The locks of a study's database, the latest first, each with whether its counts still give its hash and
 *  how many were corrected since. */
export async function listLocks(actor: Permitted<'plan.read'>, studyId: number) {
  const locks = await db
    .selectFrom('databaseLocks')
    .innerJoin('people', 'people.id', 'databaseLocks.lockedBy')
    .where('databaseLocks.studyId', '=', studyId)
    .where('databaseLocks.studyId', 'in', studiesSeenBy(actor))
    .select([
      'databaseLocks.no',
      'databaseLocks.words',
      'databaseLocks.hash',
      'databaseLocks.lockedAt',
      'people.name as lockedBy',
    ])
    .orderBy('databaseLocks.no', 'desc')
    .execute()
  return Promise.all(
    locks.map(async (lock) => {
      const { hash, later } = await hashOfCounts(db, studyId, lock.lockedAt)
      return { ...lock, isWhole: hash === lock.hash, later }
    }),
  )
}

/** The lead locks the database as it stands; a later lock takes in what was corrected since. `version` is
 *  the number of locks the page showed. */
export async function lockDatabase(
  actor: Permitted<'database.lock'>,
  key: WriteKey,
  slug: string,
  version: number,
  { words }: { words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const no = await countLocks(trx, study.id)
    if (no !== version) {
      throw await overtaken(trx, 'Somebody locked the database after you opened the page.', {
        studyId: study.id,
      })
    }
    const at = now()
    const { hash, counts, later } = await hashOfCounts(
      trx,
      study.id,
      at,
      no === 0 ? null : await lastLockAt(trx, study.id),
    )
    if (counts === 0)
      throw new Refusal({ form: 'Nothing is counted yet, so there is nothing to lock.' })
    if (no > 0 && later === 0) {
      throw new Refusal({ form: 'Nothing was corrected since the last lock, which still stands.' })
    }
    await trx
      .insertInto('databaseLocks')
      .values({
        studyId: study.id,
        no: no + 1,
        words,
        hash,
        lockedBy: actor.personId,
        lockedAt: at,
      })
      .execute()
    await record(trx, actor, {
      kind: 'database.locked',
      studyId: study.id,
      after: { lock: no + 1, counts, hash },
      reason: words,
    })
    return { no: no + 1 }
  })
}

/** Whether the database of a study is locked, for whoever writes its counts. */
export async function isLocked(on: Db | Trx, studyId: number): Promise<boolean> {
  return (await countLocks(on, studyId)) > 0
}

/** A count after the lock is a correction, and says why. */
export async function mustHaveReason(
  trx: Trx,
  studyId: number,
  reason: string | null,
): Promise<void> {
  if (reason === null && (await isLocked(trx, studyId))) {
    throw new Refusal({
      reason: 'Enter the reason: the database is locked, and both versions are kept.',
    })
  }
}

async function countLocks(on: Db | Trx, studyId: number): Promise<number> {
  const { count } = await on
    .selectFrom('databaseLocks')
    .where('studyId', '=', studyId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function lastLockAt(trx: Trx, studyId: number): Promise<Date | null> {
  const last = await trx
    .selectFrom('databaseLocks')
    .where('studyId', '=', studyId)
    .select('lockedAt')
    .orderBy('no', 'desc')
    .executeTakeFirst()
  return last?.lockedAt ?? null
}

/** SHA-256 of every count saved up to a moment, how many there are, and how many came after `since`. */
async function hashOfCounts(on: Db | Trx, studyId: number, upTo: Date, since: Date | null = upTo) {
  const { rows } = await sql<{ hash: string; counts: number; later: number }>`
    with held as (
      select 'enrolment' as kind, to_jsonb(c) - 'saved_by' - 'saved_at' as row, saved_at
      from enrolment_counts c where study_id = ${studyId}
      union all
      select 'attrition', to_jsonb(c) - 'saved_by' - 'saved_at', saved_at
      from attrition_counts c where study_id = ${studyId}
      union all
      select 'balance', to_jsonb(t) - 'saved_by' - 'saved_at' || jsonb_build_object('rows', (
        select jsonb_agg(to_jsonb(r) order by position) from balance_rows r
        where r.study_id = t.study_id and r.no = t.no)), saved_at
      from balance_tables t where study_id = ${studyId}
    )
    select encode(sha256(convert_to(coalesce(string_agg(kind || ' ' || row::text, E'\n'
        order by kind, row::text) filter (where saved_at <= ${upTo}), ''), 'UTF8')), 'hex') as hash,
      (count(*) filter (where saved_at <= ${upTo}))::int as counts,
      (count(*) filter (where saved_at > ${since}))::int as later
    from held
  `.execute(on)
  const [row] = rows
  if (!row) throw new Error('A sum of nothing is a row')
  return row
}
