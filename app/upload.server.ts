import { createHash } from 'node:crypto'
import { type UploadHandlerPart, unstable_parseMultipartFormData } from '@remix-run/node'
import type { FieldErrors } from '#app/domain/outcome.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { type Typed, readTyped } from './form_fields.ts'

/** A file as somebody sent it, whole and in memory. */
export interface Upload {
  /** Without folders or control characters, at most 200 characters. */
  name: string
  bytes: Buffer
  sha256: string
}

export interface GoodUpload {
  ok: true
  file: Upload
  key: WriteKey
  version: number
  /** The other fields of the form, as they were typed. */
  typed: Typed
}

interface RefusedUpload {
  ok: false
  status: 413 | 422
  reply: { typed: Typed; errors: FieldErrors }
}

const fieldLimit = 10_000
const partLimit = 20

/** Reads a form that sends one file in its field `file`. What is past `most` bytes is let go by as it
 *  comes, so that the answer can name the limit. */
export async function readUpload(
  request: Request,
  most: { bytes: number; words: string },
): Promise<GoodUpload | RefusedUpload> {
  const sent = await readParts(request, most.bytes)
  if (sent === null) return refuse(422, 'form', 'The file did not arrive whole. Send it again.')
  const { own, typed, file } = sent
  const key = own['idempotencyKey'] ?? ''
  const version = Number(own['version'] ?? 0)
  if (!/^[\w-]{8,100}$/.test(key) || !Number.isSafeInteger(version)) {
    return refuse(422, 'form', 'This form is incomplete. Reload the page and send it again.')
  }
  if (!file) return refuse(422, 'file', 'Choose a file.')
  if (file.bytes === null) {
    const sentence = `This file is larger than ${most.words}, the most that can be sent here. Choose a smaller one.`
    return refuse(413, 'file', sentence)
  }
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const what = [new URL(request.url).pathname.replace(/\.data$/, ''), file.name, sha256, typed]
  return {
    ok: true,
    file: { name: file.name, bytes: file.bytes, sha256 },
    key: writeKey(key, what),
    version,
    typed,
  }
}

function refuse(status: 413 | 422, field: string, sentence: string): RefusedUpload {
  return { ok: false, status, reply: { typed: {}, errors: { [field]: sentence } } }
}

async function readParts(request: Request, most: number) {
  const files: { name: string; bytes: Buffer | null }[] = []
  let parts = 0
  const take = async ({ filename, data }: UploadHandlerPart) => {
    parts += 1
    if (parts > partLimit) throw new RangeError('Too many parts')
    if (filename === undefined) return (await collect(data, fieldLimit))?.toString() ?? null
    const bytes = await collect(data, most)
    // A browser sends an empty part for a field without a file.
    if (filename !== '') files.push({ name: cleanName(filename), bytes })
    return null
  }
  try {
    const body = await unstable_parseMultipartFormData(request, take)
    if (files.length > 1) return null
    return { ...readTyped(body), file: files[0] }
  } catch {
    // Not this kind of form, or cut off on its way.
    return null
  }
}

/** The bytes; null when there are more than `most`, which are read to their end all the same. */
async function collect(data: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of data) {
    size += chunk.length
    if (size > most) chunks.length = 0
    else chunks.push(chunk)
  }
  return size > most ? null : Buffer.concat(chunks)
}

function cleanName(name: string): string {
  const own = name.split(/[/\\]/).at(-1) ?? ''
  const clean = own
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .trim()
  const characters = [...clean]
  // The ending says the kind, so the middle goes.
  const short =
    characters.length > 200
      ? [...characters.slice(0, 180), '…', ...characters.slice(-19)].join('')
      : clean
  return short || 'file'
}
