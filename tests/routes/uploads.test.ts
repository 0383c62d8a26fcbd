import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { saveSection } from '#db/reports/answers.ts'
import { readSheet } from '#app/sheets/read.server.ts'
import * as upload from '#app/routes/reports/upload.tsx'
import * as preview from '#app/routes/reports/upload_preview.tsx'
import * as errorList from '#app/routes/reports/upload_errors.ts'
import * as templateCsv from '#app/routes/reports/template_csv.ts'
import * as templateXlsx from '#app/routes/reports/template_xlsx.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { bringToReview, joan, luis, newKey, pageOf, value } from '../setup/filing.ts'
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

async function download(module: { loader: typeof templateCsv.loader }): Promise<Response> {
  return module.loader(context(await requestAs(luis, `/reports/${number}/upload`), { number }))
}

async function send(text: string | Uint8Array, name = 'figures.csv', key?: string) {
  const file = new File([new Uint8Array(Buffer.from(text))], name)
  const form = key ? { form: { idempotencyKey: key } } : {}
  const request = await requestAs(luis, `/reports/${number}/upload`, { file, ...form })
  return upload.action(context(request, { number }))
}

/** The preview that a good file leads to. */
async function staged(text: string | Uint8Array, name?: string): Promise<string> {
  const { location } = await thrownBy(() => send(text, name))
  return /\/upload\/(\d+)$/.exec(location ?? '')?.[1] ?? ''
}

async function open(id: string, email: Parameters<typeof requestAs>[0] = luis) {
  const request = await requestAs(email, `/reports/${number}/upload/${id}`)
  return preview.loader(context(request, { number, id }))
}

async function confirm(id: string, seen: number) {
  const form = { seen: String(seen) }
  const request = await requestAs(luis, `/reports/${number}/upload/${id}`, { form })
  return preview.action(context(request, { number, id }))
}

const answered = (reply: unknown) =>
  reply as {
    data: {
      errors: Record<string, string>
      problems?: { id: number; count: number; first: { row: number; column: string }[] }
      overtakenBy?: string[]
    }
    init: { status: number }
  }

const answers = async () => (await pageOf(number)).draft.filing.answers

const filled = (text: string, figures: Record<string, string>) =>
  text
    .split('\r\n')
    .map((line) => {
      const [code = ''] = line.replace('\ufeff', '').split(',')
      const figure = figures[code]
      return figure === undefined
        ? line
        : line.replace(/^((?:[^,"]*|"[^"]*"),){6}[^,]*/, (start) =>
            start.replace(/[^,]*$/, `"${figure}"`),
          )
    })
    .join('\r\n')

test('download, fill, upload, confirm: the figures stand in the draft', async () => {
  const template = await (await download(templateCsv)).text()
  const id = await staged(
    filled(template, { GJC_ENROLLED: '1,204', GJC_MEDIAN_HOURLY_WAGE: '$22.50' }),
  )
  const shown = await open(id)
  expect(shown.changes.map(({ itemCode, before, after }) => [itemCode, before, after])).toEqual([
    ['GJC_ENROLLED', null, '1,204'],
    ['GJC_MEDIAN_HOURLY_WAGE', null, '$22.50'],
  ])
  expect(await answers()).toEqual({})
  expect(await thrownBy(() => confirm(id, shown.seen))).toMatchObject({
    status: 302,
    location: `/reports/${number}?done=figures_saved`,
  })
  expect(await answers()).toEqual({ GJC_ENROLLED: '1204', GJC_MEDIAN_HOURLY_WAGE: '22.50' })
  const revisions = await owner
    .selectFrom('reportRevisions')
    .where('uploadId', '=', Number(id))
    .selectAll()
    .execute()
  expect(revisions).toHaveLength(2)
  const events = await owner
    .selectFrom('events')
    .innerJoin('reports', 'reports.id', 'events.reportId')
    .where('reports.number', '=', number)
    .select('kind')
    .orderBy('events.id')
    .execute()
  expect(events.map(({ kind }) => kind)).toEqual([
    'report.started',
    'report.saved',
    'report.saved',
    'upload.saved',
  ])
})

test('the workbook that is offered is read back as it was written', async () => {
  const response = await download(templateXlsx)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const read = await readSheet('figures.xlsx', bytes)
  expect(read).toMatchObject({ ok: true })
  expect(read.ok && read.sheet[0]).toContain('Code')
  expect(read.ok && read.sheet).toHaveLength(47)
  const say = answered(await send(bytes, 'figures.xlsx')).data.errors['file']
  expect(say).toMatch(/holds no figures: the column “Q1 \d{4}” is empty/)
})

test('the same file again changes nothing, and says so', async () => {
  const template = await (await download(templateCsv)).text()
  const file = filled(template, { GJC_ENROLLED: '40' })
  const first = await staged(file)
  await thrownBy(async () => confirm(first, (await open(first)).seen))
  const again = await open(await staged(file))
  expect(again).toMatchObject({ changes: [], unchanged: 1 })
})

test('confirming twice saves once', async () => {
  const id = await staged(
    filled(await (await download(templateCsv)).text(), { GJC_ENROLLED: '40' }),
  )
  const { seen } = await open(id)
  await thrownBy(() => confirm(id, seen))
  expect((await thrownBy(() => confirm(id, seen))).status).toBe(409)
  expect((await open(id)).file.savedAt).not.toBeNull()
})

describe('a file with faults', () => {
  const file = 'Code,Q1 YEAR\r\nGJC_ENROLLED,forty\r\nGJC_NOPE,5\r\nGJC_COMPLETED,12\r\n'

  test('stores nothing, and shows and lists each at its cell', async () => {
    const reply = answered(await send(file.replace('YEAR', String(year))))
    expect(reply.init.status).toBe(422)
    expect(reply.data.errors['problems']).toMatch(/^2 cells need fixing/)
    expect(reply.data.problems?.first.map(({ row, column }) => `${column}${row}`)).toEqual([
      'B2',
      'A3',
    ])
    expect(await answers()).toEqual({})
    const id = String(reply.data.problems?.id)
    const request = await requestAs(luis, `/reports/${number}/upload/${id}/errors.csv`)
    const list = await (await errorList.loader(context(request, { number, id }))).text()
    expect(list.split('\r\n')[1]).toMatch(/^2,B,Q1 \d{4},Participants enrolled,forty,"Enter/)
    expect((await thrownBy(() => confirm(id, 0))).status).toBe(404)
  })

  test('is known by its key: sent twice it is read once', async () => {
    const key = 'one-and-the-same-key'
    const text = file.replace('YEAR', String(year))
    const ids = [await send(text, 'a.csv', key), await send(text, 'a.csv', key)].map(
      (reply) => answered(reply).data.problems?.id,
    )
    expect(ids[0]).toBe(ids[1])
    const other = answered(await send(`${text}GJC_COMPLETED,13\r\n`, 'a.csv', key))
    expect(other.data.errors['form']).toMatch(/already sent with other content/)
  })
})

describe('what cannot be read is answered at the field', () => {
  test.each([
    ['no file', new Uint8Array(), '', /Choose a file/],
    ['an empty file', new Uint8Array(), 'a.csv', /empty/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'a.png', /\.xlsx or \.csv/],
  ])('%s', async (_what, bytes, name, says) => {
    const reply = answered(await send(bytes, name))
    expect(reply.init.status).toBe(422)
    expect(reply.data.errors['file']).toMatch(says)
  })

  test('a file above 10 MB, with 413 and the limit', async () => {
    const reply = answered(await send(Buffer.alloc(10 * 1024 * 1024 + 1, 'a')))
    expect(reply.init.status).toBe(413)
    expect(reply.data.errors['file']).toContain('10 MB')
  })

  test('a form that is not one', async () => {
    const request = await requestAs(luis, `/reports/${number}/upload`, { form: { file: 'text' } })
    const reply = answered(await upload.action(context(request, { number })))
    expect(reply.data.errors['form']).toMatch(/did not arrive whole/)
  })
})

test('what a colleague wrote in between is not overwritten unseen', async () => {
  const id = await staged(`Code,Q1 ${year}\r\nGJC_ENROLLED,40\r\nGJC_COMPLETED,12\r\n`)
  const { seen } = await open(id)
  await saveSection(await castActor(joan, 'report.write'), newKey(), number, 1, {
    changes: [value('GJC_ENROLLED', '41')],
    seen,
    isAutomatic: false,
  })
  const reply = answered(await confirm(id, seen))
  expect(reply).toMatchObject({ init: { status: 409 }, data: { overtakenBy: ['Joan Keller'] } })
  expect(await answers()).toEqual({ GJC_ENROLLED: '41' })
  const shown = await open(id)
  expect(shown.changes[0]).toMatchObject({ before: '41', after: '40' })
  await thrownBy(() => confirm(id, shown.seen))
  expect(await answers()).toEqual({ GJC_ENROLLED: '40', GJC_COMPLETED: '12' })
})

test('nothing is read or saved once the report is out of its preparers’ hands', async () => {
  const text = `Code,Q1 ${year}\r\nGJC_RECRUITED,999\r\n`
  const id = await staged(text)
  const { seen } = await open(id)
  await bringToReview(number)
  expect((await thrownBy(() => confirm(id, seen + 1000))).status).toBe(409)
  expect((await thrownBy(() => send(text))).status).toBe(409)
})

test('a file waits a day and is gone then', async () => {
  const text = `Code,Q1 ${year}\r\nGJC_ENROLLED,40\r\n`
  const id = await staged(text)
  await owner
    .updateTable('reportUploads')
    .set({ uploadedAt: new Date(Date.now() - 25 * 3_600_000) })
    .where('id', '=', Number(id))
    .execute()
  expect((await thrownBy(() => open(id))).status).toBe(404)
  await staged(text)
  const left = await owner
    .selectFrom('reportUploads')
    .where('id', '=', Number(id))
    .select('id')
    .execute()
  expect(left).toEqual([])
})

test('a file of one report is not there under another, nor for another organization', async () => {
  const id = await staged(`Code,Q1 ${year}\r\nGJC_ENROLLED,40\r\n`)
  const grace = 'grace.whitman@tidewater.example.org'
  expect((await thrownBy(() => open(id, grace))).status).toBe(404)
  const other = 'SAMPLE-GJC-01-2026-09-30'
  const request = await requestAs(luis, `/reports/${other}/upload/${id}`)
  const answer = await thrownBy(() => preview.loader(context(request, { number: other, id })))
  expect(answer.status).toBe(404)
})
