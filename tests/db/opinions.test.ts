import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import type { Db } from '#db/index.ts'
import { listNotices } from '#db/inbox.ts'
import { tickChecks } from '#db/reports/checklist.ts'
import { findOwnReport, findReport } from '#db/reports/find.ts'
import {
  askOpinion,
  giveOpinion,
  listLooksAsked,
  listOpinions,
  listSecondReviewers,
} from '#db/reports/opinions.ts'
import { listQueue } from '#db/reports/queue.ts'
import { acceptReport, pickUpReport } from '#db/reports/review.ts'
import { remarkOn } from '#db/reports/threads.ts'
import { readQueueList } from '#app/domain/report/queue.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  acceptedAnyway,
  bringToReview,
  dana,
  elena,
  luis,
  marcus,
  newKey,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
let number: string
let version: number
let colleague: number

beforeAll(async () => {
  owner = await testDatabase('played')
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2013-03-31' })).number
  version = await bringToReview(number)
  colleague = (await castActor(marcus, 'report.review')).membershipId
})

const reviewer = async (email: CastEmail) => castActor(email, 'report.review')
const seenBy = async (email: CastEmail) => findReport(await castActor(email, 'report.read'), number)
const looks = async (email: CastEmail = dana) => {
  const report = await seenBy(email)
  return listOpinions(await castActor(email, 'report.read'), report?.id ?? 0)
}
const ask = async (email: CastEmail, whom = colleague, key = newKey()) =>
  askOpinion(await reviewer(email), key, number, version, {
    colleague: whom,
    question: 'Does the pay section hold?',
  })
const said = { opinion: 'return', words: 'I would ask who was reached.' } as const

describe('a second look', () => {
  test('is asked of a colleague of the same agency, once for each version', async () => {
    expect(await seenBy(marcus)).toBeNull()
    const names = (await listSecondReviewers(await reviewer(dana))).map(({ name }) => name)
    expect(names).toContain('Marcus Bell')
    expect(names).not.toContain('Dana Whitfield')
    const elsewhere = (await reviewer(elena)).membershipId
    await expect(ask(dana, elsewhere)).rejects.toMatchObject({
      errors: { colleague: 'Choose a colleague of your agency.' },
    })
    const key = newKey()
    await ask(dana, colleague, key)
    await ask(dana, colleague, key)
    expect(await looks()).toHaveLength(1)
    await expect(ask(dana)).rejects.toThrow(/asked already/)
    expect(await ask(elena)).toBeNull()
  })

  test('lets the colleague read the report and nothing more', async () => {
    const actor = await reviewer(marcus)
    expect(await seenBy(marcus)).not.toBeNull()
    expect(await findOwnReport(actor, number)).toBeNull()
    expect(await ask(marcus)).toBeNull()
    expect(await pickUpReport(actor, newKey(), number, version, 'hand_back')).toBeNull()
    expect(await acceptReport(actor, newKey(), number, version, acceptedAnyway)).toBeNull()
    expect(await tickChecks(actor, newKey(), number, version, ['AGREE'])).toBeNull()
    const remark = { kind: 'question', words: 'Mine?', seen: 0 } as const
    const talker = await castActor(marcus, 'report.discuss')
    expect(await remarkOn(talker, newKey(), number, 'N_PROGRESS', remark)).toBeNull()
    const { reports } = await listQueue(
      actor,
      readQueueList(new URLSearchParams('show=all')),
      today(),
    )
    expect(reports.map((report) => report.number)).not.toContain(number)
    const asked = await listLooksAsked(actor)
    expect(asked.map((report) => report.number)).toContain(number)
  })

  test('is answered once, by who was asked, and told to the reviewer', async () => {
    expect(await giveOpinion(await reviewer(dana), newKey(), number, said)).toBeNull()
    expect(await giveOpinion(await reviewer(elena), newKey(), number, said)).toBeNull()
    const actor = await reviewer(marcus)
    const key = newKey()
    await giveOpinion(actor, key, number, said)
    await giveOpinion(actor, key, number, said)
    await expect(giveOpinion(actor, newKey(), number, said)).rejects.toThrow(/have given/)
    expect(await looks()).toMatchObject([{ ...said, colleague: 'Marcus Bell' }])
    const told = async (email: CastEmail) => {
      const { notices } = await listNotices(await castActor(email, 'session.use'), {
        unread: false,
        after: null,
      })
      return notices.filter((one) => one.reportNumber === number).map(({ kind }) => kind)
    }
    expect(await told(marcus)).toEqual(['look_asked'])
    expect(await told(dana)).toContain('opinion_given')
  })

  test('is the agency’s own', async () => {
    expect(await looks(luis)).toEqual([])
    const report = await seenBy(luis)
    const { events } = await listEvents(await castActor(luis, 'event.read'), {
      reportId: report?.id ?? 0,
    })
    expect(events.filter(({ kind }) => kind.startsWith('opinion.'))).toEqual([])
  })

  test('holds nothing up: the report is accepted without it', async () => {
    const other = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2012-03-31' })).number
    const at = await bringToReview(other)
    const actor = await reviewer(dana)
    await askOpinion(actor, newKey(), other, at, { colleague, question: null })
    expect(await acceptReport(actor, newKey(), other, at, acceptedAnyway)).not.toBeNull()
    await expect(giveOpinion(await reviewer(marcus), newKey(), other, said)).rejects.toThrow(
      /did not wait/,
    )
  })
})
