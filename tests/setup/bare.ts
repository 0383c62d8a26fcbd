import { readFileSync } from 'node:fs'
import { type ServerResponse, createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { openPool } from '#db/connection.ts'
import '#db/index.ts'

/** What a page asks of the database, in order of its asking. */
export interface AskedPage {
  path: string
  queries: { text: string; values: unknown[] }[]
  /** Or one COPY, sent as it comes. */
  copy?: string
}

// The limit of what is possible: the same SQL as the pages, prepared, and HTML by template literal; no
// framework, no access check, no frame. Run as a process: `bare.ts PAGES_FILE PORT`.
const [, , file, port] = process.argv
if (file && port) {
  const pages = JSON.parse(readFileSync(file, 'utf8')) as AskedPage[]
  const pool = openPool('app', { max: 12 })
  const byPath = new Map(pages.map((page, index) => [page.path, { ...page, index }]))
  createServer((request, response) => {
    const page = byPath.get(request.url ?? '')
    if (!page) {
      response.writeHead(404).end()
      return
    }
    if (page.copy) {
      void sendCopy(page.copy, response)
      return
    }
    void Promise.all(
      page.queries.map(({ text, values }, position) =>
        pool.query({ name: `page ${page.index} ${position}`, text, values }),
      ),
    ).then((results) => {
      const html = `<!doctype html><html lang="en"><title>Page</title><main>${results.map(tableOf).join('')}</main></html>`
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
    })
  }).listen(Number(port), () => process.stdout.write('ready\n'))
}

async function sendCopy(text: string, response: ServerResponse): Promise<void> {
  const client = await openPool('migrator', { max: 1 }).connect()
  response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' })
  await pipeline(client.query(copyTo(text)), response)
  client.release(true)
}

function tableOf({ fields, rows }: pg.QueryResult<Record<string, unknown>>): string {
  const heads = fields.map(({ name }) => `<th>${name}</th>`).join('')
  const body = rows
    .map((row) => `<tr>${fields.map(({ name }) => `<td>${escaped(row[name])}</td>`).join('')}</tr>`)
    .join('')
  return `<table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table>`
}

function escaped(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  return /[&<>"]/.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
    : text
}
