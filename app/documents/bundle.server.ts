import { createHash } from 'node:crypto'
import { type PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import {
  type BundleSubject,
  type BundledFile,
  type UnbundledFile,
  laidOut,
  manifestOf,
  placeOfFile,
  readmeOf,
  sumsOf,
} from '#app/domain/bundle.ts'
import { type Bundle, type BundleReader, readBundledAward } from '#db/awards/bundle.ts'
import { readBundledEvents } from '#db/awards/bundled_events.ts'
import { lossOf, readBytesOf } from '#db/file_store.ts'
import {
  readBundledReport,
  readCorrespondence,
  readPetitions,
  readReviews,
} from '#db/reports/bundled.ts'
import { findVersion } from '#db/reports/versions.ts'
import { pdfOf } from './keep.server.ts'

/** A file on its way into the bundle. */
interface Part {
  name: string
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** What a bundle is made of, and for whom. */
export interface Bundling {
  actor: BundleReader
  bundle: Bundle
  subject: BundleSubject
}

/**
 * The records of an award as a zip, made while it is read: one file at a time is in memory, however many
 * reports there are, and nothing more is made once the stream is destroyed. Entries are stored as they are,
 * in a fixed order and under a fixed date, so that the bytes depend on the record alone.
 */
export function writeBundle(bundling: Bundling): Readable {
  const zip = new ZipFile()
  // Its types say less of it than it is.
  const out = zip.outputStream as PassThrough
  const gone = new AbortController()
  out.once('close', () => gone.abort())
  fill(zip, bundling, gone.signal).catch((error: Error) => out.destroy(error))
  return out
}

async function fill(zip: ZipFile, bundling: Bundling, signal: AbortSignal): Promise<void> {
  const files: BundledFile[] = []
  const missing: UnbundledFile[] = []
  for await (const part of partsOf(bundling, missing)) files.push(await add(zip, part, signal))
  const manifest = manifestOf(bundling.subject, files, missing)
  const last = await add(zip, { name: 'manifest.json', bytes: [Buffer.from(manifest)] }, signal)
  const sums = sumsOf([...files, last])
  await add(zip, { name: 'SHA256SUMS', bytes: [Buffer.from(sums)] }, signal)
  zip.end()
}

/** One date for all, before any that the format has, which it then writes as its first in every time zone. */
const entryOptions = { mtime: new Date(0), forceDosTimestamp: true, mode: 0o644, compress: false }

/** Bytes hashed and written at a time; others get their turn in between. */
const pieceSize = 64 * 1024

async function add(zip: ZipFile, { name, bytes }: Part, signal: AbortSignal): Promise<BundledFile> {
  const hash = createHash('sha256')
  let size = 0
  const source = Readable.from(
    (async function* () {
      for await (const whole of bytes) {
        for (let at = 0; at < whole.length; at += pieceSize) {
          const piece = whole.subarray(at, at + pieceSize)
          hash.update(piece)
          size += piece.length
          yield piece
        }
      }
    })(),
  )
  zip.addReadStream(source, name, entryOptions)
  await finished(source, { signal })
  return { name, size, sha256: hash.digest('hex') }
}

async function* partsOf(
  { actor, bundle, subject }: Bundling,
  missing: UnbundledFile[],
): AsyncGenerator<Part> {
  yield { name: 'README.txt', bytes: [Buffer.from(readmeOf(subject))] }
  yield { name: 'award.json', bytes: json(await readBundledAward(actor, bundle.id)) }
  for (const report of bundle.reports) yield* partsOfReport(actor, report, missing)
  yield { name: 'events.jsonl', bytes: eventLines(actor, bundle.id, subject.through.seq) }
}

async function* partsOfReport(
  actor: BundleReader,
  { id, number, versionNo, isOpen }: Bundle['reports'][number],
  missing: UnbundledFile[],
): AsyncGenerator<Part> {
  const folder = `reports/${number}`
  yield { name: `${folder}/report.json`, bytes: json(await readBundledReport(actor, id)) }
  const petitions = await readPetitions(actor, id)
  if (petitions.length > 0) yield { name: `${folder}/petitions.json`, bytes: json(petitions) }
  if (!isOpen) return
  const correspondence = await readCorrespondence(actor, id)
  yield { name: `${folder}/correspondence.json`, bytes: json(correspondence) }
  const reviews = await readReviews(actor, id)
  if (reviews) yield { name: `${folder}/review.json`, bytes: json(reviews) }
  const files = new Map<string, string>()
  for (let no = 1; no <= versionNo; no += 1) {
    const version = await findVersion(actor, number, no)
    if (!version) continue
    yield { name: `${folder}/version-${no}.json`, bytes: [Buffer.from(version.content)] }
    const kept = version.pdfSha256 ?? ''
    const pdf = { name: `${folder}/version-${no}.pdf`, sha256: kept }
    yield* stored(pdf, () => pdfOf(actor, version), missing)
    for (const file of version.sealed.files ?? []) {
      files.set(`${folder}/${placeOfFile(file)}`, file.sha256)
    }
  }
  for (const [name, sha256] of files) {
    yield* stored({ name, sha256 }, () => readBytesOf(sha256), missing)
  }
}

/** Bytes that lie in a folder may be gone or changed: the rest is still worth having, and says so. */
async function* stored(
  { name, sha256 }: { name: string; sha256: string },
  read: () => Promise<Uint8Array>,
  missing: UnbundledFile[],
): AsyncGenerator<Part> {
  const bytes = await read().catch((error: unknown) => {
    const loss = lossOf(error)
    if (!loss) throw error
    missing.push({ name, sha256, why: `It ${loss}.` })
    return null
  })
  if (bytes) yield { name, bytes: [bytes] }
}

const json = (value: unknown) => [Buffer.from(laidOut(value))]

async function* eventLines(actor: BundleReader, awardId: number, through: number) {
  for await (const events of readBundledEvents(actor, awardId, through)) {
    yield Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  }
}
