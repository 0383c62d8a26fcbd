import { Unreadable } from './unreadable.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The largest file of figures, in bytes: a full template is two hundred times smaller. */
export const largestSheet = 10 * 1024 * 1024

/** What a file is, by its first bytes and never by its name alone. */
export function kindOfSheet(name: string, bytes: Uint8Array): 'csv' | 'xlsx' {
  if (bytes.length === 0) throw new Unreadable('This file is empty. Choose another.')
  if (bytes.length > largestSheet) {
    throw new Unreadable('This file is larger than 10 MB. Choose a smaller one.')
  }
  const extension = /\.(\w+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new Unreadable(
      'This is an old or a locked Excel file. Save it without a password as “Excel Workbook (.xlsx)”.',
    )
  }
  if (extension === 'xlsm' || extension === 'xlsb' || extension === 'xls') {
    throw new Unreadable(
      `Files of the kind .${extension} are not read. Save it as “Excel Workbook (.xlsx)”.`,
    )
  }
  if (extension !== 'csv' && extension !== 'xlsx') {
    throw new Unreadable('Choose a file whose name ends in .xlsx or .csv.')
  }
  const isArchive = startsWith(bytes, [0x50, 0x4b])
  if (isArchive !== (extension === 'xlsx')) {
    throw new Unreadable(
      isArchive
        ? 'This file’s name says CSV, but it is an archive. Save it anew as .xlsx or .csv.'
        : 'This file’s name says .xlsx, but it is no Excel workbook. Save it anew as .xlsx or .csv.',
    )
  }
  return extension
}

export function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
