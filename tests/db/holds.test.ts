import { beforeAll, describe, expect, test } from 'vitest'
import { Conflict } from '#app/domain/outcome.ts'
import { findAward } from '#db/awards/find.ts'
import { findRetention, liftHold, placeHold } from '#db/awards/retention.ts'
import { castActor } from '#db/cast.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, joan, luis, newKey, priya } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

const number = 'SAMPLE-GJC-01'
const reason = 'Request of the inspector general of May 4.'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const holder = () => castActor(priya, 'award.hold')
const find = async (email: string = priya, award = number) => {
  const actor = await castActor(email, 'award.read')
  const found = await findAward(actor, award)
  if (!found) throw new Error(`No award ${award}`)
  return { ...found, retention: await findRetention(actor, found.id) }
}
const place = async () =>
  placeHold(await holder(), newKey(), number, (await find()).version, { reason })
const lift = async () =>
  liftHold(await holder(), newKey(), number, (await find()).version, { reason: 'Closed.' })

describe('a legal hold', () => {
  test('stands from the moment it is placed, for everybody who sees the award', async () => {
    expect(await place()).toBe(number)
    const { retention } = await find(luis)
    expect(retention?.hold).toMatchObject({ reason, placedBy: 'Priya Raman' })
  })

  test('is told to the officer and the grantee, and is in the award’s history with its reason', async () => {
    for (const email of [dana, luis, joan] as const) {
      const actor = await castActor(email, 'session.use')
      const { notices } = await listNotices(actor, { unread: true, after: null })
      expect(notices.map(({ kind }) => kind)).toContain('hold_placed')
    }
    const { events } = await listEvents(await castActor(luis, 'event.read'), {
      awardId: (await find()).id,
    })
    expect(events[0]).toMatchObject({ kind: 'award.hold_placed', reason })
  })

  test('is placed once, by whoever saw the award as it is, and by its own agency alone', async () => {
    await expect(place()).rejects.toThrow(Conflict)
    const old = placeHold(await holder(), newKey(), number, 1, { reason })
    await expect(old).rejects.toThrow(/changed after you opened/)
    const foreign = placeHold(await holder(), newKey(), 'SAMPLE-NEG-01', 1, { reason })
    expect(await foreign).toBeNull()
  })

  test('keeps the database from deleting anything of its reports', async () => {
    const report = await enterReport(owner, number, { periodEnd: '2013-03-31' })
    await owner
      .insertInto('reportUploads')
      .values({
        reportId: report.id,
        organizationId: report.organizationId,
        fileName: 'figures.csv',
        sha256: '0'.repeat(64),
        entries: '[]',
        uploadedBy: 1,
        uploadedAt: new Date(0),
      })
      .execute()
    const remove = () =>
      owner.deleteFrom('reportUploads').where('reportId', '=', report.id).execute()
    await expect(remove()).rejects.toThrow(/legal hold/)
    expect(await lift()).toBe(number)
    await remove()
    expect((await find()).retention?.hold).toBeNull()
  })

  test('is lifted once, and the form sent twice does it once', async () => {
    await expect(lift()).rejects.toThrow(/no hold/)
    const { version } = await find()
    const key = writeKey('hold sent twice', reason)
    for (let times = 0; times < 2; times += 1) {
      expect(await placeHold(await holder(), key, number, version, { reason })).toBe(number)
    }
    const holds = await owner
      .selectFrom('awardHolds')
      .innerJoin('awards', 'awards.id', 'awardHolds.awardId')
      .where('awards.number', '=', number)
      .select('awardHolds.id')
      .execute()
    expect(holds).toHaveLength(2)
  })
})

test('the sample shows one', async () => {
  expect((await find(priya, 'SAMPLE-GJC-02')).retention?.hold?.placedBy).toBe('Priya Raman')
})

test('records count from the final financial report, and from nothing before it', async () => {
  expect((await find()).retention).toMatchObject({ finalOn: null, disposableOn: null })
  const { periodEnd } = await find()
  const report = await enterReport(owner, number, { periodEnd: periodEnd ?? '', versionNo: 1 })
  await owner
    .updateTable('reports')
    .set({ templateCode: 'FIN-Q' })
    .where('id', '=', report.id)
    .execute()
  expect((await find()).retention).toMatchObject({
    finalOn: '1969-12-31',
    disposableOn: '1973-01-01',
  })
})
