import { beforeAll, describe, expect, test } from 'vitest'
import { now, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { readQueueList } from '#app/domain/report/queue.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { endAway, listAbsences, listStandIns, listStandingIn, setAway } from '#db/delegations.ts'
import { listEvents } from '#db/history.ts'
import type { Db } from '#db/index.ts'
import { listNotices } from '#db/inbox.ts'
import { permitSystem } from '#app/domain/access.ts'
import { findOwnReport, findReport } from '#db/reports/find.ts'
import { listQueue } from '#db/reports/queue.ts'
import { remindOfReports } from '#db/reports/remind.ts'
import { acceptReport, pickUpReport } from '#db/reports/review.ts'
import { findStudy } from '#db/studies/find.ts'
import { listReportsOnDesk } from '#db/today.ts'
import type { WriteKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  acceptedAnyway,
  bringToReview,
  dana,
  elena,
  marcus,
  nadia,
  newKey,
  priya,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

const alex = 'alex.romero@seti.example.org'

let owner: Db
let number: string
let version: number

beforeAll(async () => {
  owner = await testDatabase('played')
  await owner.deleteFrom('delegations').execute()
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2014-03-31' })).number
  version = await bringToReview(number)
})

const user = async (email: CastEmail) => castActor(email, 'session.use')
const reviewer = async (email: CastEmail) => castActor(email, 'report.review')
const idOf = async (email: CastEmail) => (await user(email)).membershipId

interface Given {
  by?: CastEmail
  key?: WriteKey
  from?: number
  to?: number
  words?: string | null
}

/** Marks somebody as away for days counted from today. */
async function away(who: CastEmail, standIn: CastEmail, given: Given = {}) {
  const { by = who, key = newKey(), from = 0, to = 5, words = null } = given
  return setAway(await user(by), key, await idOf(who), {
    colleague: String(await idOf(standIn)),
    beginsOn: addDays(today(), from),
    endsOn: addDays(today(), to),
    words,
  })
}

async function back(who: CastEmail, by: CastEmail = who, key = newKey()) {
  const absences = await listAbsences(await user(by), await idOf(who))
  return endAway(await user(by), key, await idOf(who), absences[0]?.id ?? 0)
}

const refusedAt = (field: string) => ({ errors: { [field]: expect.any(String) as string } })

describe('an absence', () => {
  test('names a colleague of the same organization who may do the same, and nobody else', async () => {
    const names = (await listStandIns(await user(dana), await idOf(dana))).map(({ name }) => name)
    expect(names).toEqual(['Marcus Bell'])
    for (const stranger of [dana, elena, priya] as const) {
      await expect(away(dana, stranger)).rejects.toMatchObject(refusedAt('colleague'))
    }
    await owner
      .updateTable('people')
      .set({ disabledAt: now() })
      .where('email', '=', marcus)
      .execute()
    await expect(away(dana, marcus)).rejects.toMatchObject(refusedAt('colleague'))
    await owner
      .updateTable('people')
      .set({ disabledAt: null })
      .where('email', '=', marcus)
      .execute()
  })

  test('is stored once for a form that is sent twice, and overlaps no other', async () => {
    const key = newKey()
    await away(dana, marcus, { from: 3, to: 9, key })
    await away(dana, marcus, { from: 3, to: 9, key })
    expect(await listAbsences(await user(dana), await idOf(dana))).toHaveLength(1)
    await expect(away(dana, marcus, { from: 9, to: 12 })).rejects.toMatchObject(
      refusedAt('beginsOn.month'),
    )
    await expect(away(dana, marcus, { from: -1, to: 2 })).rejects.toMatchObject(
      refusedAt('beginsOn.month'),
    )
    await expect(away(marcus, dana, { from: 1, to: 3 })).rejects.toMatchObject(
      refusedAt('colleague'),
    )
    await away(dana, marcus, { from: 10, to: 12 })
    const spans = await Promise.allSettled([1, 2].map(() => away(marcus, dana, { from: 0, to: 2 })))
    expect(spans.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await back(marcus)
    await back(dana)
    await back(dana)
    expect(await listAbsences(await user(dana), await idOf(dana))).toEqual([])
  })

  test('is set for others by an administrator and by the supervisor, and by nobody else', async () => {
    for (const stranger of [marcus, elena, 'naomi.brandt@oig.example.org'] as const) {
      expect(await away(dana, marcus, { by: stranger })).toBeNull()
    }
    for (const by of [alex, priya] as const) {
      expect(await away(dana, marcus, { by })).not.toBeNull()
      expect(await back(dana, marcus)).toBeNull()
      const key = newKey()
      expect(await back(dana, by, key)).not.toBeNull()
      await expect(back(dana, by)).resolves.toBeNull()
    }
    const { id } = await owner
      .selectFrom('delegations')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await expect(endAway(await user(dana), newKey(), await idOf(dana), id)).rejects.toMatchObject({
      who: 'Priya Raman',
    })
  })
})

describe('while an officer is away', () => {
  const queueOf = async (email: CastEmail) =>
    (
      await listQueue(
        await reviewer(email),
        readQueueList(new URLSearchParams('show=all')),
        today(),
      )
    ).reports
  const seenBy = async (email: CastEmail) =>
    findReport(await castActor(email, 'report.read'), number)

  test('a colleague sees nothing of it before the first day', async () => {
    await away(dana, marcus, { from: 1, to: 4 })
    expect(await seenBy(marcus)).toBeNull()
    await back(dana)
  })

  test('whoever stands in finds the work under the absent name, takes the review over and decides', async () => {
    await expect(
      pickUpReport(await reviewer(dana), newKey(), number, version, 'take_over'),
    ).rejects.toThrow(/taken over only/)
    await away(dana, marcus, { words: 'At a conference.' })
    const mine = (await queueOf(marcus)).filter(
      ({ awardNumber }) => awardNumber === 'SAMPLE-GJC-01',
    )
    expect(mine.map((one) => one.standsInFor)).toContain('Dana Whitfield')
    expect(mine.find((one) => one.number === number)).toMatchObject({ isReviewerGone: true })
    const desk = await listReportsOnDesk(await user(marcus), today())
    expect(desk.map((one) => one.standsInFor)).toContain('Dana Whitfield')
    expect(await findOwnReport(await reviewer(marcus), number)).toMatchObject({
      standsInFor: 'Dana Whitfield',
    })

    await expect(
      acceptReport(await reviewer(marcus), newKey(), number, version, acceptedAnyway),
    ).rejects.toThrow(/Someone else has picked/)
    const key = newKey()
    await pickUpReport(await reviewer(marcus), key, number, version, 'take_over')
    await pickUpReport(await reviewer(marcus), key, number, version, 'take_over')
    expect(await seenBy(dana)).toMatchObject({ isReviewerGone: false })
    await acceptReport(await reviewer(marcus), newKey(), number, version + 1, acceptedAnyway)

    const report = await seenBy(dana)
    const { events } = await listEvents(await castActor(dana, 'event.read'), {
      reportId: report?.id ?? 0,
    })
    const acts = events.filter(({ kind }) => /accepted|taken_over|picked_up/.test(kind))
    expect(
      acts.map(({ kind, personName, after }) => [kind, personName, after?.['standingInFor']]),
    ).toEqual([
      ['report.accepted', 'Marcus Bell', 'Dana Whitfield'],
      ['report.taken_over', 'Marcus Bell', 'Dana Whitfield'],
      ['report.picked_up', 'Dana Whitfield', undefined],
    ])
  })

  test('nobody passes on what they stand in for', async () => {
    const third = await idOf(priya)
    const asRole = async (role: 'officer' | 'grants_officer') =>
      owner.updateTable('memberships').set({ role }).where('id', '=', third).execute()
    await asRole('officer')
    await away(marcus, priya)
    const found = (await queueOf(priya)).map((one) => one.standsInFor)
    expect(new Set(found)).toEqual(new Set(['Marcus Bell']))
    await back(marcus)
    await asRole('grants_officer')
  })

  test('what the absent officer is told is told to the colleague as well, marked with the name', async () => {
    const other = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2014-06-30' })).number
    await bringToReview(other, marcus)
    const told = async (email: CastEmail) => {
      const { notices } = await listNotices(await user(email), { unread: true, after: null })
      return notices
        .filter(({ reportNumber }) => reportNumber === other)
        .map(({ kind, absentee }) => [kind, absentee])
    }
    expect(await told(dana)).toEqual([['submitted', null]])
    expect(await told(marcus)).toEqual([['submitted', 'Dana Whitfield']])
    const { notices } = await listNotices(await user(marcus), { unread: true, after: null })
    expect(notices.map(({ kind }) => kind)).toContain('stands_in')

    await back(dana)
    expect(await seenBy(marcus)).toBeNull()
    expect(await told(marcus)).toEqual([])
    // The review begun by who stood in does not stay with nobody.
    const held = await findReport(await castActor(dana, 'report.read'), other)
    expect(held).toMatchObject({ isReviewerGone: true })
    await pickUpReport(await reviewer(dana), newKey(), other, held?.version ?? 0, 'take_over')
    await acceptReport(
      await reviewer(dana),
      newKey(),
      other,
      (held?.version ?? 0) + 1,
      acceptedAnyway,
    )
  })

  test('a supervisor reads the reports of the officers below and moves none', async () => {
    expect(await findReport(await castActor(nadia, 'report.read'), number)).toBeNull()
    const { number: theirs } = await owner
      .selectFrom('reports')
      .innerJoin('awards', 'awards.id', 'reports.awardId')
      .where('awards.number', '=', 'SAMPLE-NEG-01')
      .where('reports.versionNo', '>', 0)
      .select('reports.number')
      .executeTakeFirstOrThrow()
    expect(await findReport(await castActor(nadia, 'report.read'), theirs)).toBeNull()
    const above = await user(nadia)
    const under = await idOf(elena)
    await owner
      .updateTable('memberships')
      .set({ supervisorId: above.personId })
      .where('id', '=', under)
      .execute()
    const read = await findReport(await castActor(nadia, 'report.read'), theirs)
    expect(read).toMatchObject({ isOwn: false, standsInFor: null })
    await owner
      .updateTable('memberships')
      .set({ supervisorId: null })
      .where('id', '=', under)
      .execute()
  })
})

test('reminders of an absent officer’s reports reach who stands in', async () => {
  const { number: late } = await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2015-03-31' })
  await owner
    .updateTable('reports')
    .set({ workingDueOn: addDays(today(), -16), statutoryDueOn: addDays(today(), -16) })
    .where('number', '=', late)
    .execute()
  await away(dana, marcus)
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
  await remindOfReports(permitSystem(scheduler, 'report.remind'), today())
  const { notices } = await listNotices(await user(marcus), { unread: true, after: null })
  const told = notices.filter(({ reportNumber }) => reportNumber === late)
  expect(told.map(({ kind, absentee }) => [kind, absentee])).toEqual([
    ['late_watched', 'Dana Whitfield'],
  ])
  await back(dana)
})

test('an evaluator who stands in works on the study, and its history says for whom', async () => {
  const [amara, ben] = [
    await user('amara.diallo@northfield.example.org'),
    await user('ben.kowalski@northfield.example.org'),
  ]
  const slug = 'southern-colorado-health-careers-trial'
  const study = async () =>
    findStudy(await castActor('amara.diallo@northfield.example.org', 'study.read'), slug)
  await owner
    .updateTable('studyTeam')
    .set({ endedAt: now() })
    .where('membershipId', '=', amara.membershipId)
    .execute()
  expect(await study()).toBeNull()
  await setAway(ben, newKey(), ben.membershipId, {
    colleague: String(amara.membershipId),
    beginsOn: today(),
    endsOn: today(),
    words: null,
  })
  expect(await listStandingIn(amara)).toHaveLength(1)
  expect(await study()).not.toBeNull()
})
