import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type RequestOptions, get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AskedPage } from './bare.ts'
import { freePort } from './server.ts'

/** The bare server for what pages ask, as a process of its own. */
export async function startBare(
  asked: readonly AskedPage[],
): Promise<{ origin: string; process: ChildProcess }> {
  const file = path.join(tmpdir(), `bare-${randomUUID()}.json`)
  writeFileSync(file, JSON.stringify(asked))
  const port = await freePort()
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/setup/bare.ts', file, String(port)],
    { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  return { origin: `http://localhost:${port}`, process: child }
}

/** The folder of a database of that size, filled where it is not there yet. */
export function filledFolder(home: string, awards: number): string {
  const dataDir = path.resolve(home, String(awards))
  if (!existsSync(dataDir)) fill(awards, dataDir)
  return dataDir
}

function fill(awards: number, dataDir: string): void {
  const done = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'app/commands/db_fill.ts', '--awards', String(awards)],
    { env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (done.status !== 0) throw new Error(`${dataDir} was not filled.`)
}

/** The text and values of what a client was asked, in either of the two ways; no text where it is neither. */
export function statementOf([first, second]: readonly unknown[]): {
  text: string
  values: unknown[]
} {
  const asked = typeof first === 'string' ? { text: first, values: second } : first
  const { text, values } = asked as { text?: unknown; values?: unknown }
  return {
    text: typeof text === 'string' && !('submit' in Object(asked)) ? text : '',
    values: Array.isArray(values) ? (values as unknown[]) : [],
  }
}

/** Milliseconds of processor time a process has used, where /proc tells; else nothing. */
export function cpuOf({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return Number.NaN
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Megabytes of memory a process holds, where /proc tells. */
export function memoryOf({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return Number.NaN
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) / 1000
}

/** Reads a page that is there to its end, and says how long it is. */
export function bytesOf(url: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes)
        else reject(new Error(`${url} answered ${response.statusCode}.`))
      })
    }).on('error', reject)
  })
}

export function row([first = '', ...rest]: readonly string[]): string {
  return first.padEnd(26) + rest.map((cell) => cell.padStart(9)).join('')
}
