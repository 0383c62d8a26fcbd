import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { JobHelpers } from 'graphile-worker'
import { sql } from 'kysely'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { writePdf } from '#app/documents/write.server.ts'
import type { ReportDocument } from '#app/domain/report/document.ts'
import { keepSubmittedPdf } from '#app/jobs/keep_pdf.server.ts'
import * as draftPdf from '#app/routes/reports/draft_pdf.ts'
import * as versionPdf from '#app/routes/reports/version_pdf.ts'
import * as receipt from '#app/routes/reports/receipt.tsx'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { readDocument } from '#db/reports/documents.ts'
import { findVersion } from '#db/reports/versions.ts'
import { verifyFiles } from '#db/stored_files.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { bringToReview, dana, fillReport, grace, luis } from '../setup/filing.ts'
import { rowOf } from '../setup/drafts.ts'
import { enterReport } from '../setup/reports.ts'

let owner: Db
/** Reports that were signed, and one that is being written. */
const filed = 'T-SAMPLE-GJC-01-2015-03-31'
const sent = 'T-SAMPLE-GJC-01-2013-03-31'
const unsent = 'T-SAMPLE-GJC-01-2014-03-31'

beforeAll(async () => {
  owner = await testDatabase('played')
  await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2015-03-31' })
  await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2014-03-31' })
  await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2013-03-31' })
  await bringToReview(filed)
  await bringToReview(sent)
  await fillReport(unsent)
})

async function get({ loader }: typeof draftPdf, email: CastEmail, number = filed) {
  const params = { number, no: '1' }
  const response = await loader({ request: await requestAs(email, '/pdf'), params, context: {} })
  return Buffer.from(await response.arrayBuffer())
}

interface Tagged {
  role?: string
  children?: Tagged[]
}

/** What a reader of the file finds: its properties, the tags in reading order, the words of each page. */
async function read(bytes: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const page = await pdf.getPage(index + 1)
      const { items } = await page.getTextContent()
      const words = items.map((item) => ('str' in item ? item.str : '')).join(' ')
      return { words, tags: tagsOf((await page.getStructTree()) as Tagged) }
    }),
  )
  return {
    info: (await pdf.getMetadata()).info as Record<string, unknown>,
    isMarked: (await pdf.getMarkInfo())?.Marked,
    bookmarks: (await pdf.getOutline()).map(({ title }) => title),
    pages: pages.map(({ words }) => words),
    words: pages.map(({ words }) => words).join(' '),
    tags: new Set(pages.flatMap(({ tags }) => tags)),
  }
}

const tagsOf = (one: Tagged | null): string[] =>
  one ? [one.role ?? '', ...(one.children ?? []).flatMap(tagsOf)] : []

const count = (bytes: Buffer, text: string) => bytes.toString('latin1').split(text).length - 1

const plain: ReportDocument = {
  title: 'Q1 2026 report',
  form: 'A form',
  organization: 'An organization',
  head: 'A report',
  mark: null,
  facts: [{ label: 'Award', value: 'One' }],
  sections: [],
  warnings: [],
  files: [],
  seal: [],
  at: new Date('2026-04-30T16:00:00Z'),
}

const saying = (text: string): ReportDocument => ({
  ...plain,
  sections: [
    {
      title: 'Words',
      columns: { period: 'Q1 2026', last: null, target: null },
      figures: [],
      words: [{ label: 'What happened', text, note: null }],
    },
  ],
})

test('a sealed version is a tagged document with its language, title, bookmarks and headers', async () => {
  const bytes = await get(versionPdf, luis)
  const { info, isMarked, bookmarks, tags, words } = await read(bytes)
  expect(isMarked).toBe(true)
  expect(info).toMatchObject({
    Language: 'en-US',
    Title: 'Q1 2015 report, Blue Mesa Workforce Alliance',
  })
  expect(count(bytes, '/DisplayDocTitle true')).toBe(1)
  expect(bookmarks).toEqual(
    expect.arrayContaining(['Recruitment and enrolment', 'Signature and seal']),
  )
  expect([...tags]).toEqual(
    expect.arrayContaining(['Document', 'Sect', 'H1', 'H2', 'H3', 'P', 'Table', 'TH', 'TD']),
  )
  expect(count(bytes, '/Scope /Column')).toBeGreaterThan(6)
  expect(count(bytes, '/Scope /Row')).toBeGreaterThan(20)
  expect(words).toContain('Target')
  expect(words).toContain('Joan Keller, Executive Director')
  expect(words).not.toContain('DRAFT')
})

test('a draft says on every page that it is one, and is its grantee’s alone', async () => {
  const { pages } = await read(await get(draftPdf, luis, unsent))
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.filter((words) => !words.includes('DRAFT: not signed, not submitted'))).toEqual([])
  for (const email of [dana, grace] as const) {
    expect((await thrownBy(() => get(draftPdf, email, unsent))).status).toBe(404)
  }
  expect((await thrownBy(() => get(draftPdf, luis, filed))).status).toBe(404)
})

test('taking a version away is an event for everyone but its own grantee', async () => {
  await get(versionPdf, dana)
  expect((await thrownBy(() => get(versionPdf, grace))).status).toBe(404)
  const events = await owner
    .selectFrom('events')
    .innerJoin('reports', 'reports.id', 'events.reportId')
    .innerJoin('people', 'people.id', 'events.personId')
    .where('reports.number', '=', filed)
    .where('kind', '=', 'version.downloaded')
    .select('people.email')
    .execute()
  expect(events).toEqual([{ email: dana }])
})

describe('the PDF of a submission', () => {
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

  const openReceipt = async () => {
    const request = await requestAs(luis, '/receipt')
    return receipt.loader({ request, params: { number: sent, no: '1' }, context: {} })
  }

  test('is made by a job of the same transaction and kept once, under the hash of the receipt', async () => {
    const { id: reportId } = await rowOf(sent)
    const { rows } = await sql`
      select key from graphile_worker.jobs where key = ${`pdf-${reportId}-1`}`.execute(owner)
    expect(rows).toHaveLength(1)
    expect((await openReceipt()).version.pdfSha256).toBeNull()
    for (let run = 0; run < 2; run += 1) {
      await keepSubmittedPdf({ reportId, no: 1 }, {} as JobHelpers)
    }
    const { pdfSha256 } = (await openReceipt()).version
    const bytes = await get(versionPdf, luis, sent)
    expect(pdfSha256).toBe(hashOf(bytes))
    const kept = await owner
      .selectFrom('versionDocuments')
      .where('reportId', '=', reportId)
      .selectAll()
      .execute()
    expect(kept).toMatchObject([{ size: bytes.length, requestId: 'keep_pdf' }])
  })

  test('that is gone or was changed is found out', async () => {
    const sha256 = hashOf(await get(versionPdf, luis, sent))
    const place = path.resolve(process.env['DATA_DIR'] ?? '', 'files', sha256.slice(0, 2), sha256)
    const bytes = readFileSync(place)
    expect(await verifyFiles(owner)).toMatchObject({ broken: null })
    rmSync(place)
    expect((await verifyFiles(owner)).broken).toMatch(
      /^the PDF of version 1 of report \d+ is gone$/,
    )
    writeFileSync(place, Buffer.concat([bytes, Buffer.from(' ')]))
    expect((await verifyFiles(owner)).broken).toMatch(/was changed$/)
    writeFileSync(place, bytes)
  })

  test('of a version sealed before they were kept is made when somebody first asks', async () => {
    await get(versionPdf, luis, filed)
    const { id } = await rowOf(filed)
    const kept = owner.selectFrom('versionDocuments').where('reportId', '=', id).selectAll()
    expect(await kept.execute()).toHaveLength(1)
  })
})

describe('whatever was typed can be printed', () => {
  test.each<[string, string, string]>([
    ['accents and curly quotes', 'Été – “señal” €', 'Été – “señal” €'],
    ['other scripts', 'Привет δοκιμή', 'Привет δοκιμή'],
    ['what no typeface has, with a word about it', 'Thanks 漢字', 'have no shape in the typefaces'],
    ['control and direction marks', 'left\u0007\u202eright\u0000end', 'end'],
  ])('%s', async (_what, text, heard) => {
    expect((await read(await writePdf(saying(text)))).words).toContain(heard)
  })

  test('100 kB of it, page after page', async () => {
    const { pages } = await read(await writePdf(saying('Words and more words. '.repeat(4650))))
    expect(pages.length).toBeGreaterThan(15)
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`)
  })

  test('one word of 10 kB', async () => {
    const { pages } = await read(await writePdf(saying('x'.repeat(10_000))))
    expect(pages.length).toBeGreaterThan(1)
  })
})

test('writing one does not hold up anybody else', async () => {
  let turns = 0
  const ticking = setInterval(() => (turns += 1), 5)
  await writePdf(saying('Words and more words. '.repeat(1000)))
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(5)
})

test('the same version is the same bytes, whatever changes around it', async () => {
  const before = await get(versionPdf, luis)
  await owner.updateTable('awards').set({ name: 'Renamed' }).execute()
  await owner.updateTable('awardTargets').set({ target: '1' }).execute()
  await owner.updateTable('organizations').set({ name: 'Renamed' }).execute()
  await owner.updateTable('people').set({ name: 'Renamed' }).execute()
  await owner.updateTable('templates').set({ title: 'Renamed' }).execute()
  await owner.updateTable('templateItems').set({ label: 'Renamed', section: 'Moved' }).execute()
  await owner.updateTable('indicators').set({ name: 'Renamed', cumulation: 'period' }).execute()
  const version = await findVersion(await castActor(luis, 'report.read'), filed, 1)
  const again = version && (await writePdf(await readDocument(version)))
  expect(again && before.equals(again)).toBe(true)
})
