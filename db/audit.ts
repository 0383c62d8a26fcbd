import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from './index.ts'

/** The end of a chain: its last event's number and hash, in hex. */
export interface Head {
  chain: string
  seq: number
  hash: string
}

export interface AuditResult {
  events: number
  chains: number
  versions: number
  /** The first broken place in words, or null. */
  broken: string | null
}

const pageSize = 2000

/** Reads the whole record as it stands at one moment and recomputes it: every event's hash from its
 *  content and the event before, every chain without gaps up to its head, every sealed version from
 *  its content, and every head recorded earlier as a link of its chain. Stops at the first break. */
export async function verifyAudit(db: Db, recorded: readonly Head[]): Promise<AuditResult> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const counts = { events: 0, chains: 0, versions: 0 }
      const broken =
        (await verifyEvents(trx, recorded, counts)) ??
        (await verifyVersions(trx, counts)) ??
        (await verifyDecisions(trx)) ??
        (await verifyTested(trx))
      return { ...counts, broken }
    })
}

type Counts = Omit<AuditResult, 'broken'>

async function verifyEvents(
  trx: Trx,
  recorded: readonly Head[],
  counts: Counts,
): Promise<string | null> {
  const expected = new Map<string, Head>()
  for (const head of recorded) expected.set(`${head.chain} ${head.seq}`, head)
  const ends = new Map<string, Head>()
  let at: Head = { chain: '', seq: 0, hash: '' }
  for (;;) {
    const page = await readEvents(trx, at)
    for (const event of page) {
      const place = `event ${event.seq} of chain ${event.chain}`
      const isNext = event.chain === at.chain
      const before: Buffer = isNext ? Buffer.from(at.hash, 'hex') : Buffer.alloc(0)
      if (event.seq !== (isNext ? at.seq + 1 : 1)) return `${place} follows a gap`
      if (!before.equals(event.previousHash ?? Buffer.alloc(0))) {
        return `${place} does not name the hash of the event before it`
      }
      const hash = sha256(before, event.payload)
      if (hash !== event.hash.toString('hex')) return `${place} is not what its hash was made of`
      const known = expected.get(`${event.chain} ${event.seq}`)
      if (known && known.hash !== hash) return `${place} differs from the head recorded earlier`
      expected.delete(`${event.chain} ${event.seq}`)
      at = { chain: event.chain, seq: event.seq, hash }
      ends.set(event.chain, at)
      counts.events += 1
    }
    if (page.length < pageSize) break
  }
  counts.chains = ends.size
  const [lost] = expected.values()
  if (lost) return `event ${lost.seq} of chain ${lost.chain} was recorded as a head and is missing`
  return verifyHeads(trx, ends)
}

/** What an event's hash is made of, after the hash before it. Spelled out as it is in the trigger that
 *  hashes, so that a changed trigger cannot vouch for what it wrote. */
export const hashedPayload = sql<string>`jsonb_build_array(
  events.chain, events.seq, events.kind,
  to_char(events.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  events.person_id, events.membership_id, events.system_actor, events.organization_id,
  events.award_id, events.report_id, events.study_id, events.milestone_code,
  events.subject_person_id, events.before, events.after, events.reason, events.request_id)::text`

async function readEvents(trx: Trx, after: Head) {
  const { rows } = await sql<{
    chain: string
    seq: number
    previousHash: Buffer | null
    hash: Buffer
    payload: string
  }>`
    select chain, seq, previous_hash, hash, ${hashedPayload} as payload
    from events
    where (chain, seq) > (${after.chain}, ${after.seq})
    order by chain, seq
    limit ${pageSize}
  `.execute(trx)
  return rows
}

async function verifyHeads(trx: Trx, ends: Map<string, Head>): Promise<string | null> {
  for (const head of await listHeads(trx)) {
    const end = ends.get(head.chain)
    if (!end) return `chain ${head.chain} has a head and no events`
    if (end.seq !== head.seq || end.hash !== head.hash) {
      return `chain ${head.chain} ends at event ${end.seq}, its head says ${head.seq}`
    }
    ends.delete(head.chain)
  }
  const [headless] = ends.keys()
  return headless ? `chain ${headless} has no head` : null
}

/** The heads of all chains. */
export async function listHeads(db: Db): Promise<Head[]> {
  const heads = await db
    .selectFrom('eventChains')
    .select(['chain', 'seq', 'hash'])
    .orderBy('chain')
    .execute()
  return heads.map(({ chain, seq, hash }) => ({ chain, seq, hash: hash.toString('hex') }))
}

/** What was sealed beside each published decision; they are few. */
async function verifyDecisions(trx: Trx): Promise<string | null> {
  const published = await trx
    .selectFrom('decisions')
    .where('state', '=', 'published')
    .select(['id', 'evidence', 'evidenceSha256'])
    .orderBy('id')
    .execute()
  const changed = published.find(
    ({ evidence, evidenceSha256 }) => sha256(evidence ?? '') !== evidenceSha256,
  )
  return changed ? `the evidence of decision ${changed.id} is not what its seal was made of` : null
}

/** What was sealed with each approved finding of a study; they are few. */
async function verifyTested(trx: Trx): Promise<string | null> {
  const sealed = await trx
    .selectFrom('studyFindings')
    .where('tested', 'is not', null)
    .select(['id', 'tested', 'testedSha256'])
    .orderBy('id')
    .execute()
  const changed = sealed.find(({ tested, testedSha256 }) => sha256(tested ?? '') !== testedSha256)
  return changed ? `what finding ${changed.id} tested is not what its seal was made of` : null
}

async function verifyVersions(trx: Trx, counts: Counts): Promise<string | null> {
  let after = { reportId: 0, no: 0 }
  for (;;) {
    const page = await trx
      .selectFrom('reportVersions')
      .where((eb) => eb(eb.refTuple('reportId', 'no'), '>', eb.tuple(after.reportId, after.no)))
      .select(['reportId', 'no', 'content', 'sha256'])
      .orderBy('reportId')
      .orderBy('no')
      .limit(200)
      .execute()
    for (const { reportId, no, content, sha256: sealed } of page) {
      if (sha256(content) !== sealed) {
        return `version ${no} of report ${reportId} is not what its seal was made of`
      }
      after = { reportId, no }
      counts.versions += 1
    }
    if (page.length < 200) return null
  }
}

function sha256(...parts: (Buffer | string)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
