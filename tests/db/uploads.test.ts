import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { readFigures } from '#app/domain/report/sheet_reading.ts'
import { sheetLines } from '#app/domain/report/sheet.ts'
import { readSheet } from '#app/sheets/read.server.ts'
import { sheetSubject } from '#app/sheets/subject.ts'
import { writeXlsxTemplate } from '#app/sheets/write.server.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { findDraft } from '#db/reports/draft.ts'
import { saveUpload, stageUpload } from '#db/reports/uploads.ts'
import { testDatabase } from '../setup/database.ts'
import { luis, newKey } from '../setup/filing.ts'
import { enterReport } from '../setup/reports.ts'

const rows = 5000
const faults = 137
const number = 'T-SAMPLE-GJC-01-2014-03-31'
const file = { name: 'figures.xlsx', sha256: '0'.repeat(64) }

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
  await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2014-03-31' })
  // A form of 5,000 figures: no real one comes near.
  await sql`
    insert into indicators select (jsonb_populate_record(i, jsonb_build_object('code', 'BIG_' || lpad(n::text, 4, '0'), 'position', 1000 + n))).*
    from indicators i, generate_series(1, ${rows}) n where i.code = 'GJC_RECRUITED'
  `.execute(owner)
  await sql`insert into templates select code, 2, title, content_sha256 from templates where code = 'GJC-Q' and version = 1`.execute(
    owner,
  )
  await sql`
    insert into template_items (template, version, section_order, section, item_order, item_kind, item_code, label, required, citation)
    select 'GJC-Q', 2, 1 + n % 10, 'Section ' || n % 10, n, 'indicator', 'BIG_' || lpad(n::text, 4, '0'), 'Figure ' || n, false, '[D]'
    from generate_series(1, ${rows}) n
  `.execute(owner)
  await owner
    .updateTable('reports')
    .set({ templateVersion: 2 })
    .where('number', '=', number)
    .execute()
})

const draftNow = async () => {
  const draft = await findDraft(await castActor(luis, 'report.write'), number)
  if (!draft) throw new Error('The draft is not there')
  return draft
}

const seeds = ['many', '12.5', '-3', '1e309', '85%', '2026-03-01'] as const

test(`${faults} faults among ${rows} rows are all told, nothing is stored, and the mended file stores ${rows} once`, async () => {
  const subject = sheetSubject(await draftNow())
  expect(sheetLines(subject)).toHaveLength(rows)
  const answers = Object.fromEntries(
    subject.items.map(({ itemCode }, index) => [itemCode, String(index)]),
  )
  const sound = await readSheet(file.name, await writeXlsxTemplate({ ...subject, answers }))
  if (!sound.ok) throw new Error(sound.say)

  const seeded = new Map(
    Array.from({ length: faults }, (_, index) => [
      2 + index * 36,
      seeds[index % seeds.length] ?? '',
    ]),
  )
  const faulty = sound.sheet.map((cells, index) => {
    const fault = seeded.get(index + 1)
    return fault === undefined ? cells : cells.with(6, fault)
  })
  const refused = readFigures(faulty, subject)
  const told = refused.ok ? [] : refused.problems
  expect(told.map(({ row, column, found }) => [row, column, found])).toEqual(
    [...seeded].map(([row, fault]) => [row, 'G', fault]),
  )
  const actor = await castActor(luis, 'report.write')
  const bad = await stageUpload(actor, newKey(), number, file, { problems: told })
  expect(await saveUpload(actor, newKey(), number, bad?.id ?? 0, 0)).toBeNull()
  expect(await stored()).toBe(0)

  const mended = readFigures(sound.sheet, subject)
  if (!mended.ok) throw new Error('The mended file has faults')
  const good = await stageUpload(actor, newKey(), number, file, mended)
  const key = newKey()
  for (const _ of [1, 2]) {
    expect(await saveUpload(actor, key, number, good?.id ?? 0, 0)).toEqual({ changed: rows })
  }
  expect(await stored()).toBe(rows)
  const { filing, readiness } = await draftNow()
  expect(filing.answers['BIG_5000']).toBe(answers['BIG_5000'])
  expect(readiness.errors).toEqual([])
})

async function stored(): Promise<number> {
  const { count } = await owner
    .selectFrom('reportRevisions')
    .innerJoin('reports', 'reports.id', 'reportRevisions.reportId')
    .where('reports.number', '=', number)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
