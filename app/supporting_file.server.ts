import { data } from '@remix-run/node'
import { type FileKind, type KeptFile, fileTypes, largestFile } from '#app/domain/report/files.ts'
import { keepBytes } from '#db/file_store.ts'
import { refused } from './responses.ts'
import { startsWith } from './sheets/kinds.ts'
import { Unreadable } from './sheets/unreadable.ts'
import { openArchive } from './sheets/zip.ts'
import { type GoodUpload, readUpload } from './upload.server.ts'

const listed = 'PDF, PNG, JPEG, CSV, Excel (.xlsx), Word (.docx) or plain text (.txt)'

/** Reads the supporting file that a form sends and keeps its bytes, or answers why it is not taken. */
export async function readSupportingFile(request: Request) {
  const sent = await readUpload(request, largestFile)
  if (!sent.ok) return { ok: false, reply: data(sent.reply, { status: sent.status }) } as const
  return keepSupportingFile(sent)
}

/** Keeps the bytes that a form sent, if they are what their name says; else its 422. */
export async function keepSupportingFile(sent: GoodUpload) {
  const { name, bytes } = sent.file
  try {
    const kind = await kindOfFile(name, bytes)
    const sha256 = await keepBytes(bytes)
    const file: KeptFile = { name, kind, size: bytes.length, sha256 }
    return { ...sent, data: null, file } as const
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const reply = refused({ typed: sent.typed, errors: { file: error.message } })
    return { ok: false, reply } as const
  }
}

/** What a supporting file is, by its ending and its bytes, which must agree. Throws Unreadable with the
 *  sentence to show; nothing is parsed beyond an archive's directory. */
async function kindOfFile(name: string, bytes: Buffer): Promise<FileKind> {
  if (bytes.length === 0) throw new Unreadable('This file is empty. Choose another one.')
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  switch (ending) {
    case 'pdf':
      return assured('pdf', startsWith(bytes, [...Buffer.from('%PDF-')]))
    case 'png':
      return assured('png', startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    case 'jpg':
    case 'jpeg':
      return assured('jpeg', startsWith(bytes, [0xff, 0xd8, 0xff]))
    case 'csv':
    case 'txt':
      return assured(ending, isText(bytes))
    case 'xlsx':
      return assured('xlsx', await holds(bytes, 'xl/workbook.xml'))
    case 'docx':
      return assured('docx', await holds(bytes, 'word/document.xml'))
    default:
      throw new Unreadable(`Files of this kind are not taken. Choose a ${listed} file.`)
  }
}

function assured(kind: FileKind, isSo: boolean): FileKind {
  if (isSo) return kind
  throw new Unreadable(
    `This file’s name says .${kind}, but its content is something else. Save it anew as ${listed}.`,
  )
}

/** UTF-8, or UTF-16 with its mark, without control characters that no text has. */
function isText(bytes: Buffer): boolean {
  const isWide = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])
  try {
    const encoding = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text)
  } catch {
    return false
  }
}

async function holds(bytes: Buffer, part: string): Promise<boolean> {
  if (!startsWith(bytes, [0x50, 0x4b])) return false
  const { names } = await openArchive(bytes).catch((error: unknown) => {
    throw error instanceof Unreadable
      ? error
      : new Unreadable('This file is damaged. Save it anew and try again.')
  })
  if (
    names.some((name) =>
      /vbaproject|macrosheets\/|activex\/|embeddings\/|\.(?:exe|dll|js|vbs)$/.test(name),
    )
  ) {
    throw new Unreadable(
      'This file holds macros or other files. Save it without them, or as a PDF.',
    )
  }
  return names.includes('[content_types].xml') && names.includes(part)
}

/** A kept file, always to be saved and never shown as a page of this site. */
export function sendFile(
  { name, kind }: { name: string; kind: FileKind },
  bytes: Buffer,
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': fileTypes[kind],
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="${plainName(name)}"; filename*=UTF-8''${encoded(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}

/** For programs that read only letters, digits and a few marks. */
const plainName = (name: string) => name.replace(/[^\w. ()-]/g, '_')

/** RFC 8187: percent-encoded but for a few characters. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
