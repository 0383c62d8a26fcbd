import { crc32, inflateRawSync } from 'node:zlib'
import { type Entry, type ZipFile, fromBufferPromise } from 'yauzl'
import { Unreadable } from './unreadable.ts'

/** What an archive may be before any of it is read: most entries, bytes inflated, bytes for a byte. */
const zipLimits = { entries: 1000, inflated: 200 * 1024 * 1024, ratio: 100 }

/** An archive whose directory was checked as a whole; nothing of it has been inflated yet. */
export class Archive {
  constructor(
    private readonly bytes: Buffer,
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  get names(): string[] {
    return [...this.entries.keys()]
  }

  /** The bytes of an entry, exactly as long and with the sum that the directory says; null when there is none. */
  async read(name: string): Promise<Buffer | null> {
    const entry = this.entries.get(name)
    if (!entry) return null
    const header = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true })
    const start = header.fileDataStart
    const packed = this.bytes.subarray(start, start + entry.compressedSize)
    const bytes =
      entry.compressionMethod === 0
        ? packed
        : inflateRawSync(packed, { maxOutputLength: Math.max(entry.uncompressedSize, 1) })
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) throw damaged()
    return bytes
  }
}

/** Opens an archive by its central directory, refusing whatever a plain workbook never is. */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true })
  if (zip.entryCount > zipLimits.entries) throw tooMuch()
  const entries = await listEntries(zip)
  refuseBombs(entries, bytes.length)
  refuseOverlaps(entries, bytes.length)
  const named = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.isEncrypted()) {
      throw new Unreadable('This workbook is protected by a password. Save it without one.')
    }
    if (![0, 8].includes(entry.compressionMethod) || isLink(entry)) throw damaged()
    const name = entry.fileName.toLowerCase()
    if (named.has(name)) throw damaged()
    named.set(name, entry)
  }
  return new Archive(bytes, zip, named)
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    // Names that climb out of their folder, sizes that disagree, a directory that ends early.
    zip.on('error', reject)
    zip.readEntry()
  })
}

function refuseBombs(entries: readonly Entry[], packed: number): void {
  const inflated = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (inflated > zipLimits.inflated || inflated > packed * zipLimits.ratio) throw tooMuch()
}

/** Entries that share their bytes, or lie outside the file, as only made-up archives have them. */
function refuseOverlaps(entries: readonly Entry[], length: number): void {
  const inOrder = [...entries].sort(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )
  const localHeader = 30
  let free = 0
  for (const entry of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < free) throw damaged()
    const nameLength = entry.fileNameRaw.length
    free = entry.relativeOffsetOfLocalHeader + localHeader + nameLength + entry.compressedSize
  }
  if (free > length || inOrder[0]?.relativeOffsetOfLocalHeader !== 0) throw damaged()
}

function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000
}

export const damaged = () =>
  new Unreadable(
    'This file is damaged, or no Excel workbook. Open it in your spreadsheet program and save it anew.',
  )

const tooMuch = () =>
  new Unreadable(
    'This workbook unpacks to far more than figures need. Save the sheet with the figures as a file of its own.',
  )
