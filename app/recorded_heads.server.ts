import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Head } from '#db/audit.ts'
import { now } from './domain/clock.ts'
import { env } from './env.server.ts'

/** The heads of the event chains as they were, kept outside the database: a chain alone cannot show
 *  that its tail was cut off. One signed line a time, holding the heads that had moved. */
interface Line {
  at: string
  database: string
  heads: Head[]
}

const lastKept = new Map<string, number>()

/** Appends the heads that moved since this process last did. */
export async function keepHeads(heads: readonly Head[]): Promise<void> {
  const moved = heads.filter(({ chain, seq }) => lastKept.get(chain) !== seq)
  if (moved.length === 0) return
  const key = await signingKey()
  const line: Line = { at: now().toISOString(), database: databaseName(), heads: moved }
  const text = JSON.stringify(line)
  // A line of its own even after one that a kill tore off.
  const signed = JSON.stringify({ signature: sign(key, text), line: text })
  await appendFile(file(), `\n${signed}\n`, { mode: 0o600 })
  for (const { chain, seq } of moved) lastKept.set(chain, seq)
}

/** Every head kept of this database. Throws for a line that was not signed with the key. */
export async function readHeads(): Promise<Head[]> {
  const heads: Head[] = []
  for await (const { line } of readLines()) {
    // One by one: a first line holds every chain, more than a call takes arguments.
    if (line.database === databaseName()) for (const head of line.heads) heads.push(head)
  }
  return heads
}

/** Forgets this database's heads; it is about to be made anew. */
export async function forgetHeads(): Promise<void> {
  const others: string[] = []
  for await (const { line, text } of readLines()) {
    if (line.database !== databaseName()) others.push(`${text}\n`)
  }
  lastKept.clear()
  await mkdir(folder(), { recursive: true })
  await writeFile(`${file()}.new`, others.join(''), { mode: 0o600 })
  await rename(`${file()}.new`, file())
}

async function* readLines(): AsyncGenerator<{ line: Line; text: string }> {
  const stream = createReadStream(file())
  const isThere = await new Promise<boolean>((resolve, reject) => {
    stream.once('open', () => resolve(true))
    stream.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(false) : reject(error),
    )
  })
  if (!isThere) return
  const key = await signingKey()
  let number = 0
  for await (const text of createInterface({ input: stream })) {
    number += 1
    const outer = parsed(text)
    if (outer === null) continue
    const line = signedLine(key, outer)
    if (!line) throw new Error(`Line ${number} of ${file()} is not signed with the key beside it.`)
    yield { line, text }
  }
}

function signedLine(key: Buffer, outer: object): Line | null {
  if (!('signature' in outer) || !('line' in outer)) return null
  const { signature, line } = outer
  if (typeof signature !== 'string' || typeof line !== 'string') return null
  const [given, made] = [Buffer.from(signature), Buffer.from(sign(key, line))]
  if (given.length !== made.length || !timingSafeEqual(given, made)) return null
  return JSON.parse(line) as Line
}

/** Null for an empty line and for one that was torn off: to make a line such is to take it away. */
function parsed(text: string): object | null {
  try {
    const outer: unknown = JSON.parse(text)
    return typeof outer === 'object' ? outer : null
  } catch {
    return null
  }
}

function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

async function signingKey(): Promise<Buffer> {
  const place = path.join(folder(), 'key')
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  try {
    await writeFile(place, randomBytes(32), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
  }
  return readFile(place)
}

function folder(): string {
  return path.resolve(env().dataDir, 'audit')
}

function file(): string {
  return path.join(folder(), 'heads.jsonl')
}

/** One data folder may have served several databases; without its password, the address tells them apart. */
function databaseName(): string {
  const url = process.env['DATABASE_URL']
  if (!url || !URL.canParse(url)) return 'embedded'
  const { host, pathname } = new URL(url)
  return host + pathname
}
