import { beforeAll, describe, expect, test } from 'vitest'
import type { RemarkKind } from '#app/domain/report/threads.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { findReport } from '#db/reports/find.ts'
import { acceptReport } from '#db/reports/review.ts'
import { listThreads, remarkOn } from '#db/reports/threads.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  acceptedAnyway,
  bringToReview,
  dana,
  elena,
  grace,
  joan,
  luis,
  marcus,
  newKey,
  pageOf,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

const item = 'GJC_ENROLLED'

let owner: Db
let number: string

beforeAll(async () => {
  owner = await testDatabase('played')
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2013-03-31' })).number
  await bringToReview(number)
})

const threadOf = async (itemCode: string, email: CastEmail = dana) => {
  const reader = await castActor(email, 'report.read')
  const report = await findReport(reader, number)
  if (!report) return null
  const threads = await listThreads(reader, report.id)
  return threads.find((thread) => thread.itemCode === itemCode) ?? null
}

async function say(
  email: CastEmail,
  kind: RemarkKind,
  words: string | null,
  {
    itemCode = item,
    seen,
    key = newKey(),
  }: { itemCode?: string; seen?: number; key?: ReturnType<typeof newKey> } = {},
) {
  const last = (await threadOf(itemCode))?.remarks.at(-1)?.id ?? 0
  const actor = await castActor(email, 'report.discuss')
  return remarkOn(actor, key, number, itemCode, { kind, words, seen: seen ?? last })
}

describe('a thread', () => {
  test('goes from open to answered to resolved, and may be opened again', async () => {
    await say(dana, 'question', 'How were these counted?')
    expect((await threadOf(item, luis))?.state).toBe('open')
    await say(joan, 'answer', 'Once a person, on the first day.')
    expect((await threadOf(item))?.state).toBe('answered')
    await say(dana, 'resolution', null)
    expect((await threadOf(item))?.state).toBe('resolved')
    await say(dana, 'question', 'And those who left in the first week?')
    const thread = await threadOf(item)
    expect(thread?.state).toBe('open')
    expect(thread?.remarks.map(({ kind, who }) => [kind, who])).toEqual([
      ['question', 'Dana Whitfield'],
      ['answer', 'Joan Keller'],
      ['resolution', 'Dana Whitfield'],
      ['question', 'Dana Whitfield'],
    ])
  })

  test('is told to those whose turn it becomes, and kept in the history', async () => {
    const itemCode = 'N_PROGRESS'
    await say(dana, 'question', 'Which cohort?', { itemCode })
    await say(luis, 'answer', 'The second.', { itemCode })
    const told = await db
      .selectFrom('events')
      .innerJoin('reports', 'reports.id', 'events.reportId')
      .innerJoin('notices', 'notices.eventId', 'events.id')
      .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
      .innerJoin('people', 'people.id', 'memberships.personId')
      .where('reports.number', '=', number)
      .where('events.reason', 'in', ['Which cohort?', 'The second.'])
      .select(['events.kind', 'people.email'])
      .orderBy('events.id')
      .orderBy('people.email')
      .execute()
    expect(told).toEqual([
      { kind: 'thread.asked', email: joan },
      { kind: 'thread.asked', email: luis },
      { kind: 'thread.answered', email: dana },
    ])
  })

  test('says who was faster when two answer one question', async () => {
    const itemCode = 'N_EMPLOYER'
    await say(dana, 'question', 'Who?', { itemCode })
    const seen = (await threadOf(itemCode))?.remarks.at(-1)?.id ?? 0
    await say(luis, 'answer', 'The clinic.', { itemCode, seen })
    await expect(say(joan, 'answer', 'The hospital.', { itemCode, seen })).rejects.toMatchObject({
      who: 'Luis Herrera',
    })
    expect((await threadOf(itemCode))?.remarks).toHaveLength(2)
  })

  test('stores a remark once when it is sent twice, and refuses its key with other words', async () => {
    const itemCode = 'N_TRAINING'
    const key = newKey()
    await say(dana, 'question', 'Once?', { itemCode, seen: 0, key })
    await say(dana, 'question', 'Once?', { itemCode, seen: 0, key })
    expect((await threadOf(itemCode))?.remarks).toHaveLength(1)
    const other = { ...key, requestHash: 'f'.repeat(64) }
    await expect(
      say(dana, 'question', 'Twice?', { itemCode, seen: 0, key: other }),
    ).rejects.toThrow(/already sent/)
  })

  test('is asked by the agency, answered by the grantee, and exists for nobody else', async () => {
    const itemCode = 'GJC_ADMITTED'
    expect(await say(luis, 'question', 'May I?', { itemCode })).toBeNull()
    expect(await say(luis, 'resolution', null, { itemCode })).toBeNull()
    for (const stranger of [grace, elena, marcus] as const) {
      expect(await say(stranger, 'question', 'May I?', { itemCode })).toBeNull()
      expect(await threadOf(itemCode, stranger)).toBeNull()
    }
    expect(await say(dana, 'question', 'On what?', { itemCode: 'NO_SUCH_ITEM' })).toBeNull()
    await expect(say(luis, 'answer', 'To nothing.', { itemCode })).rejects.toThrow(
      /no open question/,
    )
  })

  test('ends with the acceptance of the report', async () => {
    const { version } = await pageOf(number)
    const officer = await castActor(dana, 'report.review')
    await acceptReport(officer, newKey(), number, version, acceptedAnyway)
    await expect(say(luis, 'answer', 'Late.')).rejects.toThrow(/finished/)
    await expect(say(dana, 'question', 'Late?', { itemCode: 'GJC_ADMITTED' })).rejects.toThrow(
      /finished/,
    )
  })
})

test('the sample shows one question answered and one open', async () => {
  const reader = await castActor(marcus, 'report.read')
  const report = await findReport(reader, reportOf('SAMPLE-GJC-03'))
  const threads = await listThreads(reader, report?.id ?? 0)
  expect(threads.map(({ state }) => state).sort()).toEqual(['answered', 'open'])
})
