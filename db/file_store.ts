import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import path from 'node:path'

/** Where a file's bytes lie: under the hash of what they are, so that a name can neither lead elsewhere
 *  nor overwrite anything. */
function placeOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('Not a SHA-256')
  return path.resolve(process.env['DATA_DIR'] ?? '.data', 'files', sha256.slice(0, 2), sha256)
}

/** Keeps bytes for good before any row speaks of them: written aside, flushed, then named. */
export async function keepBytes(bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const place = placeOf(sha256)
  if (await exists(place)) return sha256
  const folder = path.dirname(place)
  await mkdir(folder, { recursive: true })
  const aside = `${place}.${randomUUID()}`
  try {
    await writeFlushed(aside, bytes)
    await rename(aside, place)
  } catch (error) {
    await unlink(aside).catch(() => undefined)
    throw error
  }
  await flush(folder)
  return sha256
}

/** Throws when the bytes are gone or are no longer what their hash says. */
export async function readBytesOf(sha256: string): Promise<Buffer> {
  const bytes = await readFile(placeOf(sha256))
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new ChangedBytes(sha256)
  return bytes
}

class ChangedBytes extends Error {
  constructor(sha256: string) {
    super(`The stored file ${sha256} is not what it was`)
  }
}

/** What happened to bytes that could not be read; null for another error. */
export function lossOf(error: unknown): 'is gone' | 'was changed' | null {
  if (error instanceof ChangedBytes) return 'was changed'
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is gone' : null
}

async function exists(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  )
}

async function writeFlushed(place: string, bytes: Uint8Array): Promise<void> {
  const file = await open(place, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The name itself must outlive a crash too. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
