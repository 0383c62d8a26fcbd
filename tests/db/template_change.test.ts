import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { loadReference } from '#db/reference/load.ts'
import { readDocument } from '#db/reports/documents.ts'
import { openReports } from '#db/reports/open.ts'
import { acceptReport, pickUpReport } from '#db/reports/review.ts'
import { findReviewed } from '#db/reports/reviewed.ts'
import { findVersion } from '#db/reports/versions.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { rowOf } from '#tests/setup/drafts.ts'
import { acceptedAnyway, elena, luis, newKey, pageOf } from '#tests/setup/filing.ts'

const filed = reportOf('SAMPLE-WIOA-01', 1)
const financial = reportOf('SAMPLE-WIOA-01').replace('-01-', '-01-FIN-')
const folder = mkdtempSync(path.join(tmpdir(), 'reference-'))

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
  cpSync('db/reference', folder, { recursive: true })
})

afterAll(() => rmSync(folder, { recursive: true }))

function edit(file: string, ...edits: [from: string | RegExp, to: string][]): void {
  const place = path.join(folder, file)
  let text = readFileSync(place, 'utf8')
  for (const [from, to] of edits) {
    expect(text).toMatch(from)
    text = text.replaceAll(from, to)
  }
  writeFileSync(place, text)
}

/** Everything that anybody reads of a filed report. */
async function read(number: string) {
  const reader = await castActor(elena, 'report.read')
  const version = await findVersion(reader, number, 1)
  const reviewed = await findReviewed(reader, number)
  if (!version || !reviewed) throw new Error(`${number} was not filed`)
  const figures = await owner
    .selectFrom('acceptedFigures')
    .where('reportId', '=', version.reportId)
    .select(['indicatorCode', 'value'])
    .orderBy('indicatorCode')
    .execute()
  return {
    content: version.content,
    sha256: version.sha256,
    document: await readDocument(version),
    items: reviewed.items,
    figures,
  }
}

test('a form and an indicator that change alter nothing that was filed', async () => {
  const before = await read(filed)
  edit(
    'templates.csv',
    ['Employment and earnings after exit', 'What came after'],
    ['Participants served', 'People served'],
  )
  edit(
    'indicators.csv',
    ['FIN_EXPENDITURES + FIN_UNLIQUIDATED', 'FIN_EXPENDITURES + FIN_RECEIPTS'],
    [/^WIOA_PARTICIPANTS,Participants served/gm, 'WIOA_PARTICIPANTS,People served'],
  )
  await loadReference(owner, folder)
  expect(await read(filed)).toEqual(before)
})

test('what is accepted is what was signed, whatever a formula says since', async () => {
  const officer = await castActor(elena, 'report.review')
  await pickUpReport(officer, newKey(), financial, (await rowOf(financial)).version, 'pick_up')
  const { version } = await rowOf(financial)
  await acceptReport(officer, newKey(), financial, version, acceptedAnyway)
  const { figures } = await read(financial)
  expect(figures).toContainEqual({ indicatorCode: 'FIN_OBLIGATIONS', value: '2203190.9000' })
})

test('a draft keeps the questions and the rules it was opened with; the next report has the new ones', async () => {
  const draft = reportOf('SAMPLE-GJC-01')
  const of = async () => {
    const { filing } = (await pageOf(draft, luis)).draft
    return { items: filing.items, rules: filing.rules }
  }
  const before = await of()
  const second = readFileSync('db/reference/templates.csv', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('GJC-Q,'))
    .map((line) => line.replace('GJC-ARPA;GJC-FY24,1,', 'GJC-ARPA;GJC-FY24,2,'))
    .filter((line) => !line.includes(',GJC_TUITION,'))
  const place = path.join(folder, 'templates.csv')
  writeFileSync(place, `${readFileSync(place, 'utf8').trimEnd()}\n${second.join('\n')}\n`)
  edit('rules.csv', ['3*max4(GJC_ENROLLED)', '2*max4(GJC_ENROLLED)'])
  await loadReference(owner, folder)
  expect(await of()).toEqual(before)
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
  await openReports(permitSystem(scheduler, 'report.open'), addDays(today(), 300))
  const next = await owner
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', 'SAMPLE-GJC-01')
    .select(['reports.number', 'templateVersion'])
    .orderBy('reports.periodEnd', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(next.templateVersion).toBe(2)
  const { filing } = (await pageOf(next.number, luis)).draft
  expect(filing.items.map(({ itemCode }) => itemCode)).not.toContain('GJC_TUITION')
  expect(filing.rules.find(({ code }) => code === 'GJC-21')?.rightSide).toBe('2*max4(GJC_ENROLLED)')
  expect(filing.rules.length).toBe(before.rules.length)
})
