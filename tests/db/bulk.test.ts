import { beforeAll, describe, expect, test } from 'vitest'
import type { BulkAction } from '#app/domain/report/bulk.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { moveBulk, previewBulk } from '#db/reports/bulk.ts'
import { listChecks, tickChecks } from '#db/reports/checklist.ts'
import { remarkOn } from '#db/reports/threads.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { bringToReview, dana, elena, luis, marcus, newKey } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
let year = 2000

beforeAll(async () => {
  owner = await testDatabase('played')
})

async function newReport(): Promise<{ id: number; number: string }> {
  year -= 1
  return enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })
}

const officer = async (email: CastEmail = dana) => castActor(email, 'report.review')

/** Chooses reports as the preview shows them and confirms. */
async function confirm(action: BulkAction, numbers: string[], key = newKey()) {
  const actor = await officer()
  const chosen = await previewBulk(actor, action, numbers)
  return moveBulk(actor, key, action, chosen)
}

const reasons = (reports: { number: string; exception: string | null }[]) =>
  Object.fromEntries(reports.map(({ number, exception }) => [number, exception]))

const eventsOf = async (reportId: number, kind: string) =>
  db
    .selectFrom('events')
    .where('reportId', '=', reportId)
    .where('kind', '=', kind)
    .select('id')
    .execute()

describe('accepting several reports', () => {
  test('leaves out what is not wholly reviewed, and says why', async () => {
    const [draft, waiting, open, ready] = [
      await newReport(),
      await newReport(),
      await newReport(),
      await newReport(),
    ]
    const actor = await officer()
    await owner
      .updateTable('reports')
      .set({ authorState: 'submitted', versionNo: 1 })
      .where('number', '=', waiting.number)
      .execute()
    await bringToReview(open.number)
    const version = await bringToReview(ready.number)
    const items = await listChecks(actor, ready.id)
    await tickChecks(
      actor,
      newKey(),
      ready.number,
      version,
      items.map(({ code }) => code),
    )
    await remarkOn(await castActor(dana, 'report.discuss'), newKey(), open.number, 'N_PROGRESS', {
      kind: 'question',
      words: 'Which cohort?',
      seen: 0,
    })
    const numbers = [draft, waiting, open, ready].map(({ number }) => number)
    const preview = await previewBulk(actor, 'accept', numbers)
    expect(reasons(preview)).toEqual({
      [draft.number]: 'It is with the grantee.',
      [waiting.number]: 'Nobody has picked it up.',
      [open.number]: expect.stringMatching(
        /^1 question is not resolved; 5 items of the checklist not ticked/,
      ) as string,
      [ready.number]: null,
    })
    const key = newKey()
    const first = await moveBulk(actor, key, 'accept', preview)
    expect(reasons(first)[ready.number]).toBeNull()
    expect(reasons(first)[open.number]).not.toBeNull()
    expect(reasons(await moveBulk(actor, key, 'accept', preview))).toEqual(reasons(first))
    expect(await eventsOf(ready.id, 'report.accepted')).toHaveLength(1)
    expect(await eventsOf(open.id, 'report.accepted')).toHaveLength(0)
  })

  test('makes what changed since the preview an exception and holds up no other', async () => {
    const [first, second] = [await newReport(), await newReport()]
    await owner
      .updateTable('reports')
      .set({ workingDueOn: '2001-01-01' })
      .where('number', 'in', [first.number, second.number])
      .execute()
    const actor = await officer()
    const chosen = await previewBulk(actor, 'remind', [first.number, second.number])
    await bringToReview(first.number)
    const done = reasons(await moveBulk(actor, newKey(), 'remind', chosen))
    expect(done).toEqual({ [first.number]: 'It is with the agency.', [second.number]: null })
  })
})

describe('picking up several reports', () => {
  test('is answered to each by its version', async () => {
    const { number, id } = await newReport()
    const version = await bringToReview(number)
    const actor = await officer()
    const stale = [{ number, version: version - 1 }]
    expect(reasons(await moveBulk(actor, newKey(), 'pick_up', stale))[number]).toBe(
      'You have picked it up already.',
    )
    expect(await eventsOf(id, 'report.picked_up')).toHaveLength(1)
  })
})

describe('reminding several grantees', () => {
  test('tells their people once a day', async () => {
    const { number, id } = await newReport()
    const key = newKey()
    expect(reasons(await confirm('remind', [number], key))[number]).toBeNull()
    expect(reasons(await confirm('remind', [number], key))[number]).toBeNull()
    expect(reasons(await confirm('remind', [number]))[number]).toMatch(/^Dana Whitfield reminded/)
    expect(await eventsOf(id, 'reminder.by_officer')).toHaveLength(1)
    const told = await db
      .selectFrom('notices')
      .innerJoin('events', 'events.id', 'notices.eventId')
      .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
      .innerJoin('people', 'people.id', 'memberships.personId')
      .where('events.reportId', '=', id)
      .where('notices.kind', '=', 'reminded')
      .select('people.email')
      .execute()
    expect(told.map(({ email }) => email)).toContain(luis)
  })
})

test('nobody moves what is not of the own caseload', async () => {
  const { number, id } = await newReport()
  for (const email of [marcus, elena] as const) {
    const actor = await officer(email)
    expect(await previewBulk(actor, 'remind', [number])).toEqual([])
    expect(await moveBulk(actor, newKey(), 'remind', [{ number, version: 1 }])).toEqual([])
  }
  expect(await eventsOf(id, 'reminder.by_officer')).toEqual([])
})
