import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { now } from '#app/domain/clock.ts'
import type { Db, Trx } from '../index.ts'
import { loadSourcedAwards } from './awards.ts'
import { loadEvaluationLists } from './evaluation.ts'
import { loadEvidenceLists } from './evidence.ts'
import { loadFrameworkLists } from './framework.ts'
import { loadPortfolioLists } from './portfolio.ts'
import { loadPriceIndex } from './prices.ts'
import { ReferenceFolder } from './read.ts'
import { loadReportingLists } from './reporting.ts'
import { recordSseepStudy } from './sseep_study.ts'
import type { Loaded } from './upsert.ts'

/** Brings the database to what the files of `db/reference` say, all of it or nothing, and answers what
 *  changed table by table; an empty answer means that no file changed since the last time. Loading
 *  twice changes nothing. Needs the role that owns the tables. Throws `BrokenRow` for a cell that does not
 *  fit and an error naming table and code for one that points at nothing. */
export async function loadReference(
  db: Db,
  place = path.resolve('db/reference'),
): Promise<Loaded[]> {
  const folder = new ReferenceFolder(place)
  const hashes = files.map((file) => ({ file, sha256: folder.hash(file) }))
  const work = db.transaction().execute(async (trx) => {
    // Two instances that start together take turns.
    await sql`select pg_advisory_xact_lock(hashtext('reference'))`.execute(trx)
    const known = await trx.selectFrom('referenceLoads').select(['file', 'sha256']).execute()
    const changed = hashes.filter(
      ({ file, sha256 }) => !known.some((load) => load.file === file && load.sha256 === sha256),
    )
    if (changed.length === 0) return []
    const loaded = [
      ...(await loadPortfolioLists(trx, folder)),
      ...(await loadReportingLists(trx, folder)),
      ...(await loadEvaluationLists(trx, folder)),
      ...(await loadEvidenceLists(trx, folder)),
      ...(await loadFrameworkLists(trx, folder)),
      ...(await loadPriceIndex(trx, folder)),
      await loadSourcedAwards(trx, folder),
    ]
    await recordSseepStudy(trx)
    await rememberLoads(trx, changed)
    return loaded
  })
  return work.catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError) || !error.detail) throw error
    throw new Error(`Reference data, table ${error.table}: ${error.detail}`, { cause: error })
  })
}

const files = [
  'agencies.csv',
  'states.csv',
  'streams.csv',
  'assistance_listings.csv',
  'programs.csv',
  'sectors.csv',
  'wioa_allotments.csv',
  'indicators.csv',
  'crosswalk.csv',
  'templates.csv',
  'rules.csv',
  'checklists.csv',
  'burden.csv',
  'milestones.csv',
  'gates.csv',
  'models.csv',
  'findings.csv',
  'claims.csv',
  'claim_checks.csv',
  'ratings.csv',
  'questions.csv',
  'question_cells.csv',
  'ladders.csv',
  'essential_questions.csv',
  'essential_question_matches.csv',
  'framework_indicators.csv',
  'framework_matches.csv',
  'price_index.csv',
  'good_jobs_challenge_awards.csv',
  'sseep_awards.csv',
] as const

async function rememberLoads(trx: Trx, loads: { file: string; sha256: string }[]) {
  const loadedAt = now()
  await trx
    .insertInto('referenceLoads')
    .values(loads.map((load) => ({ ...load, loadedAt })))
    .onConflict((conflict) =>
      conflict.column('file').doUpdateSet((eb) => ({
        sha256: eb.ref('excluded.sha256'),
        loadedAt: eb.ref('excluded.loadedAt'),
      })),
    )
    .execute()
}
