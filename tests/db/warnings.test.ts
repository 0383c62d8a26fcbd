import { beforeAll, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { AnswersOvertaken, saveSection } from '#db/reports/answers.ts'
import { handOverReport } from '#db/reports/authors.ts'
import { readDocument } from '#db/reports/documents.ts'
import { pickUpReport } from '#db/reports/review.ts'
import { findReviewed } from '#db/reports/reviewed.ts'
import { findVersion } from '#db/reports/versions.ts'
import { explainWarnings } from '#db/reports/warnings.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  certify,
  dana,
  fillReport,
  grace,
  joan,
  luis,
  newKey,
  pageOf,
  value,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
let number: string

beforeAll(async () => {
  owner = await testDatabase('played')
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2013-03-31' })).number
  await fillReport(number)
  await pay('3.00')
})

/** The pay section is the fourth; below 7.25 an hour it stands out, above 150 as well. */
async function pay(median: string): Promise<void> {
  const { draft, seen } = await pageOf(number)
  const section = draft.filing.items.find(({ itemCode }) => itemCode === 'GJC_MEDIAN_HOURLY_WAGE')
  await saveSection(
    await castActor(luis, 'report.write'),
    newKey(),
    number,
    section?.sectionOrder ?? 0,
    {
      changes: [value('GJC_MEDIAN_HOURLY_WAGE', median)],
      seen,
      isAutomatic: false,
    },
  )
}

async function explain(
  line: string | null,
  { as = luis, key = newKey(), seen }: { as?: CastEmail; key?: WriteKey; seen?: number } = {},
) {
  const latest = (await pageOf(number)).seen
  return explainWarnings(await castActor(as, 'report.write'), key, number, {
    words: { 'GJC-20-under': line, 'GJC-20-over': line },
    seen: seen ?? latest,
  })
}

const standing = async () => {
  const { draft } = await pageOf(number)
  return draft.readiness.warnings.map(({ key, explanation }) => [key, explanation])
}

async function handOver() {
  const { version } = await pageOf(number)
  return handOverReport(await castActor(luis, 'report.write'), newKey(), number, version)
}

test('a report with a warning that nobody explained is not handed over', async () => {
  expect(await standing()).toEqual([['GJC-20-under', null]])
  const refused = await handOver().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({
    errors: { form: '1 warning needs a line of explanation before you can hand it over.' },
  })
})

test('a line is kept once, by its own people, and never written over unseen', async () => {
  expect(await explain('Not ours', { as: grace })).toBeNull()
  const before = (await pageOf(number)).seen
  const key = newKey()
  await explain('Paid by the piece.', { key, seen: before })
  await explain('Paid by the piece.', { key, seen: before })
  await expect(explain('Other', { key: writeKey(key.key, 'another body') })).rejects.toThrow(
    Refusal,
  )
  const late = await explain('Typed before I saw it.', { as: joan, seen: before }).catch(
    (error: unknown) => error,
  )
  expect(late).toBeInstanceOf(AnswersOvertaken)
  expect(late).toMatchObject({ who: 'Luis Herrera' })
  expect(await standing()).toEqual([['GJC-20-under', 'Paid by the piece.']])
  const revisions = await owner
    .selectFrom('reportRevisions')
    .where('itemCode', '=', 'GJC-20-under')
    .select(['part', 'oldValue', 'newValue'])
    .execute()
  expect(revisions).toEqual([
    { part: 'explanation', oldValue: null, newValue: 'Paid by the piece.' },
  ])
})

test('another figure asks anew only where the warning becomes another', async () => {
  await pay('3.50')
  expect(await standing()).toEqual([['GJC-20-under', 'Paid by the piece.']])
  await pay('350.00')
  expect(await standing()).toEqual([['GJC-20-over', null]])
  await expect(handOver()).rejects.toThrow(Refusal)
  await pay('3.40')
  expect(await standing()).toEqual([['GJC-20-under', 'Paid by the piece.']])
})

test('the line is sealed with the version, printed, and read by the reviewer', async () => {
  await handOver()
  await expect(explain('Too late')).rejects.toThrow(Conflict)
  await certify(number)
  const { version } = await pageOf(number)
  const officer = await castActor(dana, 'report.review')
  await pickUpReport(officer, newKey(), number, version, 'pick_up')
  const reviewed = await findReviewed(await castActor(dana, 'report.read'), number)
  const asked = {
    code: 'GJC-20',
    items: ['GJC_MEDIAN_HOURLY_WAGE'],
    message: 'Median hourly earnings look unusual: is the figure per hour?',
    explanation: 'Paid by the piece.',
  }
  expect(reviewed?.latest.sealed.warnings).toEqual([asked])
  const sealed = await findVersion(await castActor(dana, 'report.read'), number, 1)
  if (!sealed) throw new Error('Nothing was sealed')
  expect((await readDocument(sealed)).warnings).toEqual([
    { text: `${asked.message} Rule GJC-20.`, explanation: 'Paid by the piece.' },
  ])
})

test('every warning of the sample’s submitted versions is explained', async () => {
  const versions = await owner.selectFrom('reportVersions').select('content').execute()
  const lines = versions.flatMap(
    ({ content }) =>
      (JSON.parse(content) as { warnings?: { explanation: string | null }[] }).warnings ?? [],
  )
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.filter(({ explanation }) => explanation === null)).toEqual([])
})
