import { beforeAll, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { originWords } from '#app/domain/report/crosswalk.ts'
import { castActor } from '#db/cast.ts'
import { type Db, db } from '#db/index.ts'
import { AnswersOvertaken, saveSection } from '#db/reports/answers.ts'
import { withdrawReport } from '#db/reports/authors.ts'
import { listOffers, readOrigins, takeOver } from '#db/reports/known.ts'
import { findReviewed } from '#db/reports/reviewed.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { rowOf } from '#tests/setup/drafts.ts'
import { elena, luis, newKey, pageOf, value } from '#tests/setup/filing.ts'

const carla = 'carla.nguyen@sandhills.example.org'
const peter = 'peter.osei@sandhills.example.org'
const number = reportOf('SAMPLE-CSJQ-01')
const source = reportOf('SAMPLE-WIOA-01')
const afterExit = 3

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

async function offered() {
  const { draft } = await pageOf(number, carla)
  return listOffers(await castActor(carla, 'report.read'), number, draft.filing.items)
}

async function take(
  code: string,
  {
    key = newKey(),
    from = `${source}.1.${code.replace('H1B', 'WIOA')}`,
    seen = 0,
    as = carla,
  }: { key?: WriteKey; from?: string; seen?: number; as?: typeof carla | typeof peter } = {},
) {
  const actor = await castActor(as, 'report.write')
  return takeOver(actor, key, number, afterExit, { chosen: [{ itemCode: code, key: from }], seen })
}

const origins = async () => readOrigins((await rowOf(number)).id, db)

test('a draft is offered what the same organization sent for the same period in another stream', async () => {
  const offers = await offered()
  expect(
    offers.map(({ itemCode, value: told, comparability }) => [itemCode, told, comparability]),
  ).toEqual(
    expect.arrayContaining([
      ['H1B_EMPLOYED_Q2', '437', 'same'],
      ['H1B_COHORT_Q2', '602', 'same'],
      ['H1B_MEDIAN_EARNINGS', '8610.00', 'same'],
    ]),
  )
  const codes = offers.map(({ itemCode }) => itemCode)
  // Participants of a period are not those since the start, and rates follow from their parts.
  expect(codes).not.toContain('H1B_PARTICIPANTS')
  expect(codes).not.toContain('H1B_ER_Q2')
  expect(offers.every(({ from }) => from.reportNumber === source)).toBe(true)
})

test('strangers are offered nothing and take nothing', async () => {
  const stranger = await castActor(luis, 'report.write')
  const { draft } = await pageOf(number, carla)
  expect(await listOffers(stranger, number, draft.filing.items)).toEqual([])
  const chosen = [{ itemCode: 'H1B_COHORT_Q2', key: `${source}.1.WIOA_COHORT_Q2` }]
  expect(await takeOver(stranger, newKey(), number, afterExit, { chosen, seen: 0 })).toBeNull()
})

test('taking a figure over keeps where it comes from, once', async () => {
  const key = newKey()
  await take('H1B_COHORT_Q2', { key })
  await take('H1B_COHORT_Q2', { key })
  await expect(take('H1B_COHORT_Q2', { key: writeKey(key.key, 'another body') })).rejects.toThrow(
    Refusal,
  )
  const { id } = await rowOf(number)
  const revisions = await owner
    .selectFrom('reportRevisions')
    .innerJoin('reports as source', 'source.id', 'takenReportId')
    .where('reportId', '=', id)
    .select(['newValue', 'source.number', 'takenVersionNo', 'takenCode'])
    .execute()
  expect(revisions).toEqual([
    { newValue: '602', number: source, takenVersionNo: 1, takenCode: 'WIOA_COHORT_Q2' },
  ])
  expect((await origins())['H1B_COHORT_Q2']).toMatchObject({ comparability: 'same', version: 1 })
})

test('only what is offered is taken', async () => {
  await expect(take('H1B_COHORT_Q4', { from: 'anything' })).rejects.toThrow(Refusal)
  const other = `${source}.1.WIOA_PARTICIPANTS`
  await expect(take('H1B_COHORT_Q4', { from: other })).rejects.toThrow(Conflict)
  await expect(
    takeOver(await castActor(carla, 'report.write'), newKey(), number, afterExit, {
      chosen: [],
      seen: 0,
    }),
  ).rejects.toThrow(Refusal)
})

test('a colleague’s answer is not written over unseen, and what is typed later has no origin', async () => {
  const page = await pageOf(number, peter)
  const typed = { seen: page.seen, isAutomatic: false }
  await saveSection(await castActor(peter, 'report.write'), newKey(), number, afterExit, {
    ...typed,
    changes: [value('H1B_COHORT_Q2', '600'), value('H1B_EMPLOYED_Q2', '400')],
  })
  await expect(take('H1B_EMPLOYED_Q2', { seen: page.seen })).rejects.toThrow(AnswersOvertaken)
  expect(await origins()).toEqual({})
})

test('a figure that was given anew meanwhile is a conflict', async () => {
  const { version } = await rowOf(source)
  const certifier = await castActor(peter, 'report.certify')
  await withdrawReport(certifier, newKey(), source, version, { reason: 'A figure was wrong.' })
  expect(await offered()).toEqual([])
  await expect(take('H1B_COHORT_Q4')).rejects.toThrow(Conflict)
})

test('the origin is sealed with the figure, and its reviewer reads it', async () => {
  const earlier = reportOf('SAMPLE-CSJQ-01', 1)
  const reviewed = await findReviewed(await castActor(elena, 'report.read'), earlier)
  const taken = reviewed?.latest.sealed.answers.filter(({ origin }) => origin)
  expect(taken?.map(({ code, value: told }) => [code, told])).toEqual([
    ['H1B_EMPLOYED_Q2', '421'],
    ['H1B_COHORT_Q2', '588'],
  ])
  const [first] = taken ?? []
  expect(first?.origin && originWords(first.origin)).toBe(
    `Taken from version 1 of report ${reportOf('SAMPLE-WIOA-01', 1)}, “Employed in the 2nd quarter after exit”. Same: Definition aligned across ETA programs by TEGL 14-18; only the population (the grant) differs.`,
  )
})
