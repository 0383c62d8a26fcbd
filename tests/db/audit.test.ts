import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { env } from '#app/env.server.ts'
import { forgetHeads, keepHeads, readHeads } from '#app/recorded_heads.server.ts'
import { type Head, listHeads, verifyAudit } from '#db/audit.ts'
import { record } from '#db/events.ts'
import { type Db, db } from '#db/index.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { figure, randomFrom, seed, size } from '#tests/setup/size.ts'

const loader = { kind: 'system', name: 'loader', requestId: 'test' } as const

let owner: Db
let recorded: Head[]
let awards: number[]

beforeAll(async () => {
  owner = await testDatabase('played')
  awards = (await owner.selectFrom('awards').select('id').limit(5).execute()).map(({ id }) => id)
  for (let number = 0; number < 200; number += 1) await happen(number)
  recorded = await listHeads(owner)
  for (const [table, copy] of Object.entries(copies)) {
    await sql`create table ${sql.table(copy)} as select * from ${sql.table(table)}`.execute(owner)
  }
})

async function happen(number: number): Promise<void> {
  const awardId = awards[number % awards.length] ?? 0
  await db.transaction().execute((trx) =>
    record(trx, loader, {
      kind: 'award.assigned',
      awardId,
      after: { number, text: 'é “quoted” \\ \u2028', amount: '12.50' },
      reason: number % 3 ? 'Because' : undefined,
    }),
  )
}

/** The last event of some chain, and one in its middle. */
interface Place {
  chain: string
  last: number
  middle: number
}

/** What an owner of the tables could do, with the triggers switched off. */
const tamperings: Record<string, (place: Place) => RawBuilder<unknown>> = {
  'another content': ({ chain, middle }) =>
    sql`update events set after = coalesce(after, '{}') || '{"number": -1}' where chain = ${chain} and seq = ${middle}`,
  'another kind': ({ chain, middle }) =>
    sql`update events set kind = 'award.entered' where chain = ${chain} and seq = ${middle}`,
  'another time': ({ chain, last }) =>
    sql`update events set at = at - interval '1 microsecond' where chain = ${chain} and seq = ${last}`,
  'somebody else as the one who acted': ({ chain, middle }) =>
    sql`
    update events set person_id = null, membership_id = null,
      system_actor = case system_actor when 'operator' then 'mailer' else 'operator' end
    where chain = ${chain} and seq = ${middle}`,
  'another reason': ({ chain, middle }) =>
    sql`update events set reason = coalesce(reason, '') || '.' where chain = ${chain} and seq = ${middle}`,
  'an event taken from the middle': ({ chain, middle }) =>
    sql`delete from events where chain = ${chain} and seq = ${middle}`,
  'an event taken from the middle and the gap closed': ({ chain, middle }) => sql`
    with gone as (delete from events where chain = ${chain} and seq = ${middle})
    update events set seq = -seq + 1 where chain = ${chain} and seq > ${middle}`,
  'two events that changed places': ({ chain, middle }) => sql`
    update events set seq = case seq when ${middle} then 1000001 else 1000000 end
    where chain = ${chain} and seq in (${middle}, ${middle} + 1)`,
  'an event moved to another chain': ({ chain, last }) =>
    sql`update events set chain = chain || '000000' where chain = ${chain} and seq = ${last}`,
  'a forged event put in': ({ chain, last }) => sql`
    insert into events (chain, seq, kind, at, system_actor, request_id, previous_hash, hash)
    select chain, seq + 1, 'award.assigned', at, 'loader', 'test', hash, sha256('forged')
    from events where chain = ${chain} and seq = ${last}`,
  'a cut tail': ({ chain, last }) =>
    sql`delete from events where chain = ${chain} and seq = ${last}`,
  'a cut tail with the head put back': ({ chain, last }) => sql`
    with gone as (delete from events where chain = ${chain} and seq = ${last} returning previous_hash)
    update event_chains set seq = ${last} - 1, hash = gone.previous_hash from gone
    where event_chains.chain = ${chain}`,
  'a whole chain taken with its head': ({ chain }) => sql`
    with gone as (delete from events where chain = ${chain})
    delete from event_chains where chain = ${chain}`,
  'a last event written anew with its hash and head': ({ chain, last }) => sql`
    with forged as (
      update events set reason = 'forged', hash = sha256(previous_hash || convert_to(
        jsonb_build_array(chain, seq, kind,
          to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
          person_id, membership_id, system_actor, organization_id, award_id,
          report_id, study_id, milestone_code, subject_person_id,
          before, after, 'forged'::text, request_id)::text, 'UTF8'))
      where chain = ${chain} and seq = ${last} returning hash)
    update event_chains set hash = forged.hash from forged where event_chains.chain = ${chain}`,
}

describe('tampering by somebody who owns the tables', () => {
  test('the log as it was written verifies', async () => {
    const result = await verifyAudit(db, recorded)
    expect(result.broken).toBeNull()
    expect(result.events).toBeGreaterThan(200)
    expect(result.versions).toBeGreaterThan(0)
  })

  const random = randomFrom(seed)
  test.each(Object.entries(tamperings))(
    `%s shows (seed ${seed})`,
    async (kind, tamper) => {
      for (let round = 0; round < size(100, 3); round += 1) {
        const place = await somePlace(random)
        await unguarded((trx) => tamper(place).execute(trx))
        const { broken } = await verifyAudit(db, recorded)
        await unguarded(restore)
        expect(broken).toContain(place.chain)
      }
      figure('tampering', `${size(100, 3)} of ${size(100, 3)} seen: ${kind}`)
    },
    size(120_000, 30_000),
  )

  test('a sealed version with another content shows', async () => {
    await unguarded((trx) =>
      sql`update report_versions set content = replace(content, '"', ' "')
        where (report_id, no) = (select report_id, no from report_versions limit 1)`.execute(trx),
    )
    const { broken } = await verifyAudit(db, recorded)
    await unguarded(restore)
    expect(broken).toMatch(/version \d+ of report \d+/)
  })
})

async function somePlace(random: () => number): Promise<Place> {
  const heads = recorded.filter(({ chain, seq }) => chain.startsWith('award:') && seq > 10)
  const head = heads[Math.floor(random() * heads.length)]
  if (!head) throw new Error('No chain is long enough')
  return {
    chain: head.chain,
    last: head.seq,
    middle: 2 + Math.floor(random() * (head.seq - 4)),
  }
}

const copies = {
  events: 'kept_events',
  event_chains: 'kept_chains',
  report_versions: 'kept_versions',
}

async function restore(trx: Db): Promise<void> {
  for (const [table, copy] of Object.entries(copies)) {
    const columns = sql`overriding system value select * from ${sql.table(copy)}`
    await sql`delete from ${sql.table(table)}`.execute(trx)
    await sql`insert into ${sql.table(table)} ${columns}`.execute(trx)
  }
}

async function unguarded(work: (trx: Db) => Promise<unknown>): Promise<void> {
  await owner.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await work(trx)
  })
}

test(
  'a log written by many clients at once raises no alarm',
  async () => {
    const clients = 16
    const each = Math.ceil(size(100_000, 1_600) / clients)
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let number = 0; number < each; number += 1) await happen(client + number)
      }),
    )
    const { broken, events } = await verifyAudit(db, [])
    expect(broken).toBeNull()
    expect(events).toBeGreaterThanOrEqual(clients * each)
    figure('audit', `${events} events by ${clients} clients at once, 0 false alarms`)
  },
  size(600_000, 30_000),
)

describe('heads kept outside the database', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'seti-heads-'))
  const before = env().dataDir
  const file = path.join(folder, 'audit', 'heads.jsonl')

  beforeAll(() => {
    env().dataDir = folder
  })

  afterAll(() => {
    env().dataDir = before
    rmSync(folder, { recursive: true })
  })

  const head = (seq: number): Head => ({ chain: 'award:1', seq, hash: String(seq) })

  test('only heads that moved are appended, signed with a key nobody else reads', async () => {
    await keepHeads([head(1)])
    await keepHeads([head(1)])
    await keepHeads([head(2)])
    expect(await readHeads()).toEqual([head(1), head(2)])
    expect(statSync(path.join(folder, 'audit', 'key')).mode & 0o777).toBe(0o600)
  })

  test('a line written anew is refused, a line torn off is not', async () => {
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, `${whole}{"signature":"a`)
    await keepHeads([head(3)])
    expect(await readHeads()).toEqual([head(1), head(2), head(3)])
    writeFileSync(file, whole.replace(/\\"seq\\":2/, '\\"seq\\":9'))
    await expect(readHeads()).rejects.toThrow(/not signed/)
    writeFileSync(file, whole)
  })

  test('a database made anew begins without heads', async () => {
    await forgetHeads()
    expect(await readHeads()).toEqual([])
  })
})
