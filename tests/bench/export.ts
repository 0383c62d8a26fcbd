import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { get } from 'node:http'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ServerBuild, createRequestHandler } from '@remix-run/node'
import pg from 'pg'
import type * as Entry from '#app/entry.server.tsx'
import { cookieOf } from '#tests/setup/as.ts'
import { filledFolder, memoryOf, row, startBare } from '#tests/setup/measure.ts'
import { startServer } from '#tests/setup/server.ts'

/** How fast the whole list of awards is sent as CSV, beside a bare server that pipes the same COPY, in turns:
 *  `node --import tsx tests/bench/export.ts [--awards 100000] [--data FOLDER]`. */
const { values: flags } = parseArgs({
  options: {
    awards: { type: 'string', default: '100000' },
    data: { type: 'string', default: '.data/bench' },
  },
})
const rounds = 5
const address = '/awards.csv'
const reader = 'dana.whitfield@eda.example.org'

const dataDir = filledFolder(flags.data, Number(flags.awards))
process.env['DATA_DIR'] = dataDir
const server = await startServer({ dataDir })
process.env['APP_ORIGIN'] = server.origin
process.env['LOG_LEVEL'] = 'silent'
const cookie = await cookieOf(reader)
const bare = await startBare([{ path: '/0', queries: [], copy: await copyOf(address) }])
const ours: Taken[] = []
const theirs: Taken[] = []
for (let round = 0; round < rounds; round += 1) {
  ours.push(await take(`${server.origin}${address}`, server.process))
  theirs.push(await take(`${bare.origin}/0`, bare.process))
}
console.log(`\n${flags.awards} awards as CSV, Node ${process.versions.node}`)
console.log(row(['', 'MB', 'MB/s', 'first ms', 'memory +MB']))
for (const [name, taken] of [
  ['the app', ours],
  ['COPY alone', theirs],
] as const) {
  const best = (of: (one: Taken) => number) => taken.map(of).toSorted((a, b) => a - b)[2] ?? 0
  const speed = best(({ bytes, ms }) => bytes / ms / 1000)
  console.log(
    row([
      name,
      best(({ bytes }) => bytes / 1e6).toFixed(1),
      speed.toFixed(1),
      best(({ firstMs }) => firstMs).toFixed(0),
      best(({ memory }) => memory).toFixed(0),
    ]),
  )
}
bare.process.kill()
await server.stop()
process.exit(0)

interface Taken {
  bytes: number
  ms: number
  firstMs: number
  memory: number
}

/** Takes the file once, and looks every tenth of a second how much more memory its server holds. */
async function take(url: string, from: ChildProcess): Promise<Taken> {
  const before = memoryOf(from)
  let most = before
  const watch = setInterval(() => (most = Math.max(most, memoryOf(from))), 100)
  const start = performance.now()
  const taken = await new Promise<Omit<Taken, 'memory'>>((resolve, reject) => {
    get(url, { headers: { cookie } }, (response) => {
      let bytes = 0
      let firstMs = 0
      response.on('data', (chunk: Buffer) => {
        firstMs ||= performance.now() - start
        bytes += chunk.length
      })
      response.on('end', () => resolve({ bytes, firstMs, ms: performance.now() - start }))
    }).on('error', reject)
  })
  clearInterval(watch)
  return { ...taken, memory: most - before }
}

/** The COPY that the built page sends. */
async function copyOf(page: string): Promise<string> {
  const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  const entry = build.entry.module as unknown as typeof Entry
  const answer = createRequestHandler(build, 'production')
  let copy = ''
  const untouched = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given
    if (asked && typeof asked === 'object' && 'text' in asked) copy = String(asked.text)
    return Reflect.apply(untouched, this, given) as never
  }
  try {
    const request = new Request(new URL(page, server.origin), { headers: { cookie } })
    const scope = { id: randomUUID(), address: '127.0.0.1', nonce: 'bench' }
    await (await entry.withRequest(scope, () => answer(request))).text()
  } finally {
    pg.Client.prototype.query = untouched
  }
  return copy
}
