import { sql } from 'kysely'
import type pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { noFilters } from '#app/domain/award_list.ts'
import { readAwardList } from '#app/domain/award_address.ts'
import { today } from '#app/domain/clock.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import { foldReport } from '#app/domain/report/fold.ts'
import { readQueueList } from '#app/domain/report/queue.ts'
import { checkRules } from '#app/domain/report/rules.ts'
import { verifyAudit } from '#db/audit.ts'
import { listAcceptedFigures, totalStreamFigures } from '#db/awards/figures.ts'
import { listAwards } from '#db/awards/list.ts'
import { totalAwards } from '#db/awards/totals.ts'
import { castActor } from '#db/cast.ts'
import { verifyTotals } from '#db/totals_audit.ts'
import { fillAtSize, fillWithin, over } from '#db/fill.ts'
import { openPool } from '#db/connection.ts'
import { type Db, type Trx, db } from '#db/index.ts'
import { asEarlier, earlierOf, readFiling, sealedAnswers } from '#db/reports/matter.ts'
import { openReports } from '#db/reports/open.ts'
import { countQueue, listQueue } from '#db/reports/queue.ts'
import { remindOfReports } from '#db/reports/remind.ts'
import { readReportEvents } from '#db/reports/state.ts'
import { listStudies } from '#db/studies/list.ts'
import { testDatabase } from '#tests/setup/database.ts'

const size = { awards: 40, seed: 7, day: today(), passwordHash: null }
const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const

let owner: Db
let pool: pg.Pool
let firstHash: string
let counts: Record<string, number>
let structure: string[]

class Undone extends Error {}

beforeAll(async () => {
  owner = await testDatabase('played')
  // What the schedule owes the sample today is no matter of the fill.
  await runSchedule()
  structure = await structureOf(owner)
  pool = openPool('migrator', { max: 1 })
  const client = await pool.connect()
  await over(client)
    .transaction()
    .execute(async (trx) => {
      await fillWithin(trx, client, size)
      firstHash = await contentHash(trx)
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
  client.release()
  counts = await fillAtSize(pool, size)
})

/** Opens and reminds of what is due today, and answers how much. */
async function runSchedule() {
  return {
    opened: await openReports(permitSystem(scheduler, 'report.open'), today()),
    reminded: await remindOfReports(permitSystem(scheduler, 'report.remind'), today()),
  }
}

/** Of everything but the numbers that the database draws for events and what names them. */
async function contentHash(on: Db | Trx): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select md5(string_agg(line, '\n' order by line)) as hash from (
      select 'organization ' || o::text as line from organizations o
      union all select 'membership ' || m::text from memberships m
      union all select 'person ' || p.id || p.email || p.name from people p
      union all select 'award ' || a::text from awards a
      union all select 'report ' || r::text from reports r
      union all select 'version ' || report_id || ' ' || no || sha256 from report_versions
      union all select 'figure ' || f::text from accepted_figures f
      union all select 'answer ' || a::text from report_answers a
      union all select 'milestone ' || m::text from milestones m
      union all select 'total ' || f::text from stream_figures f
      union all select 'event ' || chain || ' ' || seq || encode(hash, 'hex') from events
        where request_id = 'fill' and kind <> 'database.filled'
    ) lines`.execute(on)
  return rows[0]?.hash ?? ''
}

async function structureOf(on: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select pg_get_indexdef(indexrelid) || ' ' || indisvalid as line from pg_index
    join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
    from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    order by 1`.execute(on)
  return rows.map(({ line }) => line)
}

describe('a filled database', () => {
  test('holds the same rows for the same size, seed and day', async () => {
    expect(await contentHash(owner)).toBe(firstHash)
    expect(counts['reports']).toBeGreaterThan(400)
    expect(counts['events']).toBeGreaterThan(500)
  })

  test('passes the audit, and no kept total drifts', async () => {
    expect((await verifyAudit(db, [])).broken).toBeNull()
    expect(await verifyTotals(db)).toBeNull()
  })

  test('has every index, foreign key and trigger it had before', async () => {
    expect(await structureOf(owner)).toEqual(structure)
  })

  test('keeps each report where its events put it', async () => {
    const reports = await filledReports()
    for (const row of reports) {
      const state = foldReport(await readReportEvents(row.id))
      expect({ number: row.number, ...stateOf(row) }).toEqual({
        number: row.number,
        author: state.author,
        agency: state.agency,
        endedAs: state.endedAs,
        versionNo: state.versionNo,
        acceptedVersionNo: state.acceptedVersionNo,
      })
    }
    expect(new Set(reports.map(({ agencyState }) => agencyState)).size).toBeGreaterThan(2)
  })

  test('seals what is canonical and breaks no rule of its form', async () => {
    const versions = await owner
      .selectFrom('reportVersions')
      .innerJoin('reports', 'reports.id', 'reportVersions.reportId')
      .innerJoin('awards', 'awards.id', 'reports.awardId')
      .where('awards.number', 'like', 'SAMPLE-%-0000%')
      .where('nothingToReport', '=', false)
      .select(['reports.id', 'awardId', 'templateCode', 'templateVersion', 'reports.periodEnd'])
      .select(['content', 'reports.number'])
      .orderBy('reports.id', 'desc')
      .limit(12)
      .execute()
    for (const { content, number, ...report } of versions) {
      expect(canonicalJson(JSON.parse(content))).toBe(content)
      const filing = await readFiling(report)
      const previous = (await earlierOf(report).execute()).map(asEarlier)
      const found = checkRules(filing.rules, {
        ...filing,
        answers: sealedAnswers(content),
        previous: previous.map(({ answers }) => answers),
      })
      expect({ number, errors: found.filter(({ severity }) => severity === 'error') }).toEqual({
        number,
        errors: [],
      })
    }
    expect(versions).toHaveLength(12)
  })

  test('leaves nothing for the schedule to open or to remind of', async () => {
    expect(await runSchedule()).toEqual({ opened: 0, reminded: 0 })
  })

  test('opens in the lists', async () => {
    const dana = await castActor('dana.whitfield@eda.example.org', 'award.read')
    const list = readAwardList(new URLSearchParams())
    expect((await listAwards(dana, list, null)).awards).toHaveLength(25)
    const { count } = await owner
      .selectFrom('awards')
      .where('sample', '=', true)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBeGreaterThan(40)
    expect((await totalAwards(dana, noFilters)).sample.awards).toBe(count)
    const reviewer = await castActor('dana.whitfield@eda.example.org', 'report.review')
    const queue = readQueueList(new URLSearchParams())
    const shown = (await listQueue(reviewer, queue, today())).reports
    expect((await countQueue(reviewer, today()))[queue.show]).toBeGreaterThanOrEqual(shown.length)
    const counter = await castActor('victor.chu@seti.example.org', 'portfolio.read')
    expect((await totalStreamFigures(counter, 'SSEEP')).sample.length).toBeGreaterThan(10)
    const ruth = await castActor('ruth.lindqvist@evaluation.example.org', 'study.read')
    expect((await listStudies(ruth)).count).toBeGreaterThan(3)
    const [award] = await owner
      .selectFrom('awardFigures')
      .select('awardId')
      .orderBy('awardId', 'desc')
      .limit(1)
      .execute()
    expect((await listAcceptedFigures(dana, award?.awardId ?? 0)).length).toBeGreaterThan(2)
  })

  test('is not filled again', async () => {
    await expect(fillAtSize(pool, size)).rejects.toThrow('filled already')
    await pool.end()
  })
})

async function filledReports() {
  return owner
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', 'like', 'SAMPLE-%-0000%')
    .select(['reports.id', 'reports.number', 'authorState', 'agencyState', 'endedAs'])
    .select(['versionNo', 'acceptedVersionNo'])
    .orderBy('reports.id', 'desc')
    .limit(80)
    .execute()
}

function stateOf(row: Awaited<ReturnType<typeof filledReports>>[number]) {
  const { authorState: author, agencyState: agency, endedAs, versionNo, acceptedVersionNo } = row
  return { author, agency, endedAs, versionNo, acceptedVersionNo }
}
