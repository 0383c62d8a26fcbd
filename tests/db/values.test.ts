import { beforeAll, beforeEach, expect, test } from 'vitest'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { saveSection } from '#db/reports/answers.ts'
import { returnReport } from '#db/reports/review.ts'
import { saveUpload, stageUpload } from '#db/reports/uploads.ts'
import { findValue } from '#db/reports/values.ts'
import { testDatabase } from '../setup/database.ts'
import {
  bringToReview,
  certify,
  dana,
  fillReport,
  grace,
  handOver,
  joan,
  luis,
  newKey,
  pageOf,
  value,
} from '../setup/filing.ts'
import { enterReport } from '../setup/reports.ts'

let owner: Db
let number: string
let year = 2015

beforeAll(async () => {
  owner = await testDatabase('played')
})

beforeEach(async () => {
  year -= 1
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })).number
})

const read = async (email: CastEmail, code = 'GJC_ENROLLED') =>
  findValue(await castActor(email, 'report.read'), number, code)

const type = async (code: string, text: string | null, section = 1) => {
  const actor = await castActor(luis, 'report.write')
  const { seen } = await pageOf(number)
  const given = { changes: [value(code, text)], seen, isAutomatic: true }
  return saveSection(actor, newKey(), number, section, given)
}

test('every change shows to its own people: who, when, old, new, and the file it came from', async () => {
  await type('GJC_ENROLLED', '40')
  const preparer = await castActor(luis, 'report.write')
  const file = { name: 'figures.csv', sha256: '0'.repeat(64) }
  const entries = [{ ...value('GJC_ENROLLED', '41'), row: 2, cell: 'B2' }] as never[]
  const upload = await stageUpload(preparer, newKey(), number, file, { entries })
  const { seen } = await pageOf(number)
  await saveUpload(preparer, newKey(), number, upload?.id ?? 0, seen)
  const found = await read(luis)
  expect(found?.history).toMatchObject([
    { kind: 'written', before: '40', after: '41', who: 'Luis Herrera', file: 'figures.csv' },
    { kind: 'written', before: null, after: '40', who: 'Luis Herrera', file: null },
  ])
  expect(found?.answers['GJC_ENROLLED']).toBe('41')
})

test('the agency sees nothing before it is signed, and then what was signed and by whom written', async () => {
  await type('GJC_ENROLLED', '999')
  expect(await read(dana)).toBeNull()
  await bringToReview(number)
  const before = await read(dana)
  expect(JSON.stringify(before)).not.toContain('999')
  expect(before?.history).toMatchObject([
    { kind: 'sealed', no: 1, written: { who: 'Luis Herrera', file: null } },
  ])
  const reviewer = await castActor(dana, 'report.review')
  const { version, draft } = await pageOf(number)
  const section = draft.filing.items.find(({ itemCode }) => itemCode === 'GJC_ENROLLED')
  await returnReport(reviewer, newKey(), number, version, [
    { section: section?.sectionOrder ?? 0, reason: 'figure_unclear', words: 'Whom do you count?' },
  ])
  await type('GJC_ENROLLED', '998')
  const during = await read(dana)
  expect(JSON.stringify(during)).not.toContain('998')
  expect(during?.history[0]).toMatchObject({ kind: 'returned', words: 'Whom do you count?' })
  expect((await read(luis))?.history[0]).toMatchObject({ kind: 'written', after: '998' })
  await type('GJC_ENROLLED', before?.answers['GJC_ENROLLED'] ?? null)
  await type('GJC_ADMITTED', '400')
  await handOver(number)
  await certify(number)
  const after = await read(dana, 'GJC_ADMITTED')
  expect(after?.history[0]).toMatchObject({ kind: 'sealed', no: 2, value: { after: '400' } })
})

test('a computed figure shows what it is made of', async () => {
  await fillReport(number)
  const { draft } = await pageOf(number)
  const rate = draft.filing.items.find(({ valueType }) => valueType === 'rate')
  const found = await read(joan, rate?.itemCode)
  expect(found?.parts.map(({ itemCode }) => itemCode)).toEqual([
    rate?.numeratorCode,
    rate?.denominatorCode,
  ])
  expect(found?.history).toEqual([])
})

test('nobody else’s report, nor what is no answer, has a history', async () => {
  await bringToReview(number)
  expect(await read(grace)).toBeNull()
  expect(await read(luis, 'D_SUPPORT')).toBeNull()
  expect(await read(luis, 'no-such-item')).toBeNull()
})
