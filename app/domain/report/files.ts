import { editableSections, mayEditSection } from './fold.ts'
import type { ReportState } from './states.ts'
import type { TemplateItem } from './template.ts'

/** What may back an answer. */
export const fileKinds = ['pdf', 'png', 'jpeg', 'csv', 'xlsx', 'docx', 'txt'] as const
export type FileKind = (typeof fileKinds)[number]

export const fileTypes: Record<FileKind, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain; charset=utf-8',
}

/** The largest supporting file, in bytes, and as people read it. */
export const largestFile = { bytes: 20 * 1024 * 1024, words: '20 MB' }

/** Files that one answer may have. */
export const mostFiles = 20

/** A file whose bytes are kept under their hash. */
export interface KeptFile {
  name: string
  kind: FileKind
  /** Bytes. */
  size: number
  sha256: string
}

/** Why a record that has these files takes no more, or not this one; null where it does. */
export function fileRefusal(
  held: readonly { sha256: string }[],
  { sha256 }: KeptFile,
  record: string,
): string | null {
  if (held.some((one) => one.sha256 === sha256)) return `This ${record} has this very file already.`
  return held.length >= mostFiles ? `One ${record} has at most ${mostFiles} files.` : null
}

/** A file as a report's pages name it. */
export interface NamedFile {
  itemCode: string
  name: string
  /** Bytes. */
  size: number
  sha256: string
}

/** The items that files may back: those that ask for them, and every answer that is prepared. */
export function isBacked({ itemKind, entry }: TemplateItem): boolean {
  return itemKind !== 'attestation' && entry !== 'derived'
}

/** Whether an item's files may change: with the answers of its section, and those an item of its own
 *  asks for whenever anything of the report is open. */
export function mayAttach(state: ReportState, item: TemplateItem): boolean {
  if (state.author === 'not_started') return state.endedAs === null
  if (item.itemKind !== 'attachment') return mayEditSection(state, item.sectionOrder)
  const editable = editableSections(state)
  return editable === 'all' || editable.length > 0
}

/** '1.4 MB', '380 kB', '12 bytes' */
export function formatSize(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`
  if (bytes >= 1000) return `${Math.round(bytes / 1000)} kB`
  return bytes === 1 ? '1 byte' : `${bytes} bytes`
}
