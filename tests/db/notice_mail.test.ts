import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { JobHelpers } from 'graphile-worker'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { setClockOffset } from '#app/domain/clock.ts'
import { digestCutoff } from '#app/domain/digest.ts'
import { sendDigest, sendDigests } from '#app/jobs/send_digests.server.ts'
import { sendNotice } from '#app/jobs/send_notice.server.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { record } from '#db/events.ts'
import { markNotices } from '#db/inbox.ts'
import { type Db, db } from '#db/index.ts'
import { chooseMail } from '#db/notice_settings.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, joan, luis, newKey } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

process.env['MAIL_DIR'] = path.join(tmpdir(), `seti-mail-${process.pid}`)
const mailDir = process.env['MAIL_DIR']

let owner: Db
let about: { awardId: number; reportId: number }
let number: string

beforeAll(async () => {
  owner = await testDatabase('played')
  const report = await enterReport(owner, 'SAMPLE-GJC-01', { versionNo: 1 })
  about = { awardId: report.awardId, reportId: report.id }
  number = report.number
})

afterEach(() => {
  setClockOffset(0)
  rmSync(mailDir, { recursive: true, force: true })
})

/** Lets something happen and answers the notice that it made for somebody. */
async function tell(kind: string, by: CastEmail, to: CastEmail): Promise<number> {
  const actor = await castActor(by, 'session.use')
  await db.transaction().execute((trx) => record(trx, actor, { kind, ...about }))
  const reader = await castActor(to, 'session.use')
  const notice = await owner
    .selectFrom('notices')
    .where('membershipId', '=', reader.membershipId)
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return notice.id
}

function letters(): string[] {
  try {
    return readdirSync(mailDir)
      .filter((name) => name.endsWith('.eml'))
      .map((name) =>
        readFileSync(path.join(mailDir, name), 'utf8')
          .replaceAll('=\r\n', '')
          .replaceAll('=3D', '='),
      )
  } catch {
    return []
  }
}

const helpers = {} as JobHelpers
const send = (noticeId: number) => sendNotice({ noticeId }, helpers)

async function isMailed(id: number): Promise<boolean> {
  const { mailedAt } = await owner
    .selectFrom('notices')
    .where('id', '=', id)
    .select('mailedAt')
    .executeTakeFirstOrThrow()
  return mailedAt !== null
}

/** A Tuesday at nine in the morning in Washington, with nothing of a digest left from before. */
async function onTuesday(hour = 9): Promise<void> {
  await owner
    .updateTable('notices')
    .set({ mailedAt: new Date(0) })
    .execute()
  const at = new Date(`2027-03-02T${String(hour + 5).padStart(2, '0')}:00:00Z`)
  setClockOffset(at.getTime() - Date.now())
}

async function digestsQueued(): Promise<{ membershipId: number; until: number }[]> {
  const before = new Set((await jobs()).map(({ id }) => id))
  await sendDigests()
  return (await jobs()).filter(({ id }) => !before.has(id)).map(({ payload }) => payload)
}

async function jobs() {
  const { rows } = await sql<{ id: number; payload: string }>`
    select jobs.id, jobs.payload::text as payload from graphile_worker._private_jobs jobs
    join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
    where tasks.identifier = 'send_digest'
  `.execute(owner)
  return rows.map(({ id, payload }) => ({
    id,
    payload: JSON.parse(payload) as { membershipId: number; until: number },
  }))
}

describe('a letter at once', () => {
  test('says what to do, the number and the way there, and nothing of anybody', async () => {
    const id = await tell('report.returned', dana, luis)
    await send(id)
    const [letter = '', ...more] = letters()
    expect(more).toEqual([])
    expect(letter).toContain(`Message-ID: <notice-${id}@localhost>`)
    expect(letter).toContain(`To: ${luis}`)
    expect(letter).toContain(`report ${number}`)
    expect(letter).toContain(`http://localhost:3000/inbox/${id}`)
    expect(letter).not.toMatch(/Whitfield|Herrera|Blue Mesa|Southern Colorado/)
  })

  test('goes out once, however often its job runs', async () => {
    const id = await tell('report.accepted', dana, luis)
    await send(id)
    await send(id)
    expect(letters()).toHaveLength(1)
    rmSync(mailDir, { recursive: true })
    await send(id)
    expect(letters()).toEqual([])
  })

  test('is the same message when the process was killed before it could keep that it was sent', async () => {
    const id = await tell('report.accepted', dana, luis)
    await send(id)
    await owner.updateTable('notices').set({ mailedAt: null }).where('id', '=', id).execute()
    await send(id)
    expect(letters()).toHaveLength(1)
    expect(await isMailed(id)).toBe(true)
  })

  test('is not sent to who has read it in the inbox, nor of what went out of sight', async () => {
    const read = await tell('report.accepted', dana, luis)
    await markNotices(await castActor(luis, 'session.use'), { id: read }, 'read')
    await send(read)
    const gone = await tell('report.accepted', dana, luis)
    const { membershipId } = await castActor(luis, 'session.use')
    const end = (endedAt: Date | null) =>
      owner.updateTable('memberships').set({ endedAt }).where('id', '=', membershipId).execute()
    await end(new Date())
    await send(gone)
    await end(null)
    expect(letters()).toEqual([])
  })

  test('is none for who asked for a digest or for nothing', async () => {
    const reader = await castActor(joan, 'session.use')
    await chooseMail(reader, newKey(), { reports: 'none' })
    const id = await tell('report.accepted', dana, joan)
    await send(id)
    expect(letters()).toEqual([])
    await chooseMail(reader, newKey(), { reports: 'instant' })
  })
})

describe('the digest', () => {
  test('strikes at eight in Washington on working days, summer and winter', () => {
    const at = (instant: string, day: string) =>
      digestCutoff(new Date(instant), day)?.toISOString() ?? null
    expect(at('2027-01-05T12:59:59Z', '2027-01-05')).toBeNull()
    expect(at('2027-01-05T13:00:00Z', '2027-01-05')).toBe('2027-01-05T13:00:00.000Z')
    expect(at('2027-07-06T12:00:00Z', '2027-07-06')).toBe('2027-07-06T12:00:00.000Z')
    expect(at('2027-07-06T23:00:00Z', '2027-07-06')).toBe('2027-07-06T12:00:00.000Z')
    expect(at('2027-07-05T23:00:00Z', '2027-07-05')).toBeNull()
    expect(at('2027-07-04T23:00:00Z', '2027-07-04')).toBeNull()
  })

  test('collects what is unread and untold, once', async () => {
    await onTuesday(7)
    await tell('report.submitted', joan, dana)
    const read = await tell('report.withdrawn', joan, dana)
    await markNotices(await castActor(dana, 'session.use'), { id: read }, 'read')
    expect(await digestsQueued()).toEqual([])
    const eight = new Date('2027-03-02T14:00:00Z').getTime()
    setClockOffset(eight - Date.now())
    const { membershipId } = await castActor(dana, 'session.use')
    const queued = await digestsQueued()
    expect(queued).toEqual([{ membershipId, until: Date.parse('2027-03-02T13:00:00Z') }])
    const [job] = queued
    const later = await tell('report.submitted', joan, dana)
    await sendDigest(job, helpers)
    await sendDigest(job, helpers)
    const [letter = '', ...more] = letters()
    expect(more).toEqual([])
    expect(letter).toContain('Subject: SETI Tracker: one thing is new')
    expect(letter).toContain(`A report was submitted: report ${number}.`)
    expect(letter).not.toContain('withdrawn')
    expect(await isMailed(later)).toBe(false)
    expect(await digestsQueued()).toEqual([])
  })

  test('killed before it could keep that it was sent is the same message again', async () => {
    await onTuesday(7)
    const id = await tell('report.submitted', joan, dana)
    const { membershipId } = await castActor(dana, 'session.use')
    const job = { membershipId, until: Date.parse('2027-03-02T13:00:00Z') }
    await sendDigest(job, helpers)
    await owner.updateTable('notices').set({ mailedAt: null }).where('id', '=', id).execute()
    await sendDigest(job, helpers)
    expect(letters()).toHaveLength(1)
  })
})
