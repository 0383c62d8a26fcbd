import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#db/index.ts'
import { castActor } from '#db/cast.ts'
import { keepBytes } from '#db/file_store.ts'
import { findVersion } from '#db/reports/versions.ts'
import * as page from '#app/routes/reports/files.tsx'
import * as download from '#app/routes/reports/file.ts'
import * as removal from '#app/routes/reports/file_removal.tsx'
import { archive, workbook, workbookParts } from '../setup/archive.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import {
  bringToReview,
  dana,
  fillReport,
  grace,
  handOver,
  joan,
  luis,
  pageOf,
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

const context = (request: Request, params: Record<string, string>) => ({
  request,
  params,
  context: {},
})
const letter = Buffer.from('%PDF-1.7\nA letter of support\n%%EOF')
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function add(bytes: Buffer, name = 'letter.pdf', item = 'D_SUPPORT') {
  const file = new File([new Uint8Array(bytes)], name)
  const request = await requestAs(luis, `/reports/${number}/files/${item}`, { file })
  return page.action(context(request, { number, item }))
}

const open = async (email: Parameters<typeof requestAs>[0] = luis, item = 'D_SUPPORT') =>
  page.loader(context(await requestAs(email, `/reports/${number}/files/${item}`), { number, item }))

const get = async (email: Parameters<typeof requestAs>[0], bytes = letter) => {
  const params = { number, item: 'D_SUPPORT', sha256: hashOf(bytes) }
  return download.loader(context(await requestAs(email, '/file'), params))
}

const remove = async (bytes = letter) => {
  const params = { number, item: 'D_SUPPORT', sha256: hashOf(bytes) }
  return removal.action(context(await requestAs(luis, '/removal', { form: {} }), params))
}

const refusal = (reply: unknown) =>
  (reply as { data: { errors: Record<string, string> } }).data.errors['file']

async function kinds(): Promise<string[]> {
  const rows = await owner
    .selectFrom('events')
    .innerJoin('reports', 'reports.id', 'events.reportId')
    .where('reports.number', '=', number)
    .where('kind', 'like', 'file.%')
    .select('kind')
    .orderBy('events.id')
    .execute()
  return rows.map(({ kind }) => kind)
}

test('a file is added, listed, taken back byte for byte, and removed', async () => {
  const { location } = await thrownBy(() => add(letter, 'C:\\docs\\Lettre d’appui – été.pdf'))
  expect(location).toBe(`/reports/${number}/files/D_SUPPORT`)
  const { files } = await open()
  expect(files).toMatchObject([
    { name: 'Lettre d’appui – été.pdf', who: 'Luis Herrera', size: letter.length, kind: 'pdf' },
  ])
  const response = await get(luis)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(letter)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="[\w. -]+"; filename\*=UTF-8''Lettre%20d/,
    ) as string,
  })
  await thrownBy(() => remove())
  expect((await open()).files).toEqual([])
  expect((await thrownBy(() => get(luis))).status).toBe(404)
  expect((await thrownBy(() => remove())).status).toBe(409)
  expect(await kinds()).toEqual(['file.added', 'file.removed'])
})

test('its bytes lie under their hash, whole, with nothing left aside', async () => {
  await thrownBy(() => add(letter))
  const sha256 = hashOf(letter)
  const folder = path.resolve(process.env['DATA_DIR'] ?? '', 'files', sha256.slice(0, 2))
  expect(existsSync(path.join(folder, sha256))).toBe(true)
  await Promise.all(Array.from({ length: 8 }, () => keepBytes(letter)))
  expect(readdirSync(folder).filter((name) => name.includes('.'))).toEqual([])
})

test('the sealed version names each file by its hash, and keeps it whatever happens later', async () => {
  await thrownBy(() => add(letter))
  await thrownBy(() => add(Buffer.from('Reason,People\n'), 'reasons.csv', 'GJC_NOT_COMPLETED'))
  await bringToReview(number)
  const version = await findVersion(await castActor(dana, 'report.read'), number, 1)
  expect(version?.sealed.files?.map(({ code, sha256 }) => [code, sha256])).toEqual([
    ['GJC_NOT_COMPLETED', hashOf(Buffer.from('Reason,People\n'))],
    ['D_SUPPORT', hashOf(letter)],
  ])
  expect((await thrownBy(() => remove())).status).toBe(409)
  expect((await thrownBy(() => add(Buffer.from('late'), 'late.txt'))).status).toBe(409)
  expect((await get(dana)).status).toBe(200)
  expect(await kinds()).toEqual(['file.added', 'file.added', 'file.downloaded'])
})

test('a draft’s files are its grantee’s alone', async () => {
  await thrownBy(() => add(letter))
  for (const email of [dana, grace, 'naomi.brandt@oig.example.org'] as const) {
    expect((await thrownBy(() => get(email))).status).toBe(404)
    expect((await thrownBy(() => open(email))).status).toBe(404)
  }
  expect((await get('mei.tan@bluemesa.example.org')).status).toBe(200)
  expect((await open('mei.tan@bluemesa.example.org')).isEditable).toBe(false)
})

test('whoever adds a file has prepared the version, and cannot certify it', async () => {
  await thrownBy(() => add(letter))
  const { draft } = await pageOf(number)
  expect(draft.report.state.author).toBe('draft')
  expect(draft.report.state.preparerIds).toEqual([(await castActor(luis, 'report.read')).personId])
})

test('nothing changes while the certifying official has the report', async () => {
  await thrownBy(() => add(letter))
  await fillReport(number)
  await handOver(number)
  expect((await thrownBy(() => add(Buffer.from('more'), 'more.txt'))).status).toBe(409)
  expect((await open(joan)).isEditable).toBe(false)
})

test('the same file twice is refused, by its content and not its name', async () => {
  await thrownBy(() => add(letter))
  expect(refusal(await add(letter, 'other.pdf'))).toBe('This file is here already, as letter.pdf.')
})

test('an item that takes no files is not there', async () => {
  for (const item of ['A_TRUE', 'GJC_COMPLETION_RATE', 'NOPE', '__proto__']) {
    expect((await thrownBy(() => add(letter, 'letter.pdf', item))).status).toBe(404)
    expect((await thrownBy(() => open(luis, item))).status).toBe(404)
  }
})

describe('what a file is shows in its bytes', () => {
  const document = archive([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'word/document.xml', data: '<w/>' },
  ])
  test.each<[string, Buffer]>([
    ['a.PDF', letter],
    ['a.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['a.xlsx', workbook()],
    ['a.docx', document],
    ['a.txt', Buffer.from('Ünïcode')],
    ['a.csv', Buffer.from('\ufeffa,b', 'utf16le')],
  ])('%s is taken', async (name, bytes) => {
    expect((await thrownBy(() => add(bytes, name))).status).toBe(302)
  })

  test.each<[string, string, Buffer]>([
    ['nothing', 'a.pdf', Buffer.alloc(0)],
    ['a web page', 'a.html', Buffer.from('<script>')],
    ['a drawing with scripts', 'a.svg', Buffer.from('<svg onload="x"/>')],
    ['a web page named .pdf', 'a.pdf', Buffer.from('<html>')],
    ['a program named .png', 'a.png', Buffer.from('MZ')],
    ['a program named .txt', 'a.txt', Buffer.from('MZ\x90\0\x03')],
    ['a picture named .csv', 'a.csv', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['a document named .xlsx', 'a.xlsx', document],
    ['a workbook named .docx', 'a.docx', workbook()],
    ['a broken document', 'a.docx', document.subarray(0, 40)],
    [
      'a document of macros',
      'a.docx',
      archive([
        { name: '[Content_Types].xml', data: 'x' },
        { name: 'word/document.xml', data: 'x' },
        { name: 'word/vbaProject.bin', data: 'x' },
      ]),
    ],
    [
      'a workbook that climbs',
      'a.xlsx',
      archive([...workbookParts(), { name: '../x', data: 'x' }]),
    ],
    ['an archive', 'a.zip', workbook()],
    ['two endings', 'a.pdf.exe', letter],
    ['no ending', 'pdf', letter],
  ])('%s is refused at the field', async (_what, name, bytes) => {
    expect(refusal(await add(bytes, name))).toMatch(/\.$/)
    expect((await open()).files).toEqual([])
  })

  test('one past 20 MB is answered with 413 and the limit', async () => {
    const reply = await add(Buffer.concat([letter, Buffer.alloc(20 * 1024 * 1024)]))
    expect(reply).toMatchObject({ init: { status: 413 } })
    expect(refusal(reply)).toContain('20 MB')
  })
})
