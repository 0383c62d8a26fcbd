import { CsvError, parse } from 'csv-parse/sync'
import type { Sheet } from '#app/domain/report/sheet_reading.ts'
import { Unreadable } from './unreadable.ts'
import { startsWith } from './kinds.ts'
import { sheetLimits } from './limits.ts'

/** The rows of a file of separated values: UTF-8, or UTF-16 with its mark; comma, semicolon or tab. */
export function readCsv(bytes: Uint8Array): Sheet {
  const text = decoded(bytes)
  if (text.includes('\0')) {
    throw new Unreadable('This file is no text. Save it as “CSV UTF-8 (Comma delimited)”.')
  }
  const rows = parsed(text)
  if (rows.length > sheetLimits.rows) throw new Unreadable(sheetLimits.tooManyRows)
  if (rows.some((row) => row.length > sheetLimits.columns)) {
    throw new Unreadable(sheetLimits.tooManyColumns)
  }
  return rows.map((row) => row.map((cell) => unguarded(cell)))
}

/** Our own files put an apostrophe before text that a spreadsheet would run; it is not part of it. */
function unguarded(cell: string): string | null {
  if (cell === '') return null
  return /^'[\p{White_Space}\p{Cf}]*[=+\-@＝＋－＠]/u.test(cell) ? cell.slice(1) : cell
}

function decoded(bytes: Uint8Array): string {
  const encoding = startsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new Unreadable(
      'This file holds letters in an old encoding. Save it as “CSV UTF-8 (Comma delimited)”.',
    )
  }
}

function parsed(text: string): string[][] {
  const [first = ''] = text.split(/[\r\n]/, 1)
  const separators = [',', ';', '\t'] as const
  const delimiter = separators.find((one) => first.includes(one)) ?? ','
  try {
    return parse(text, {
      delimiter,
      relaxColumnCount: true,
      skipEmptyLines: false,
      maxRecordSize: 1_000_000,
      to: sheetLimits.rows + 1,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = Number(error['records'] ?? 0) + 1
    throw new Unreadable(
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? `Row ${row} is longer than any row of figures. Look for a quotation mark (") that is opened and not closed.`
        : `Row ${row} cannot be read: look for a quotation mark (") that is opened and not closed, or one in the middle of a text.`,
    )
  }
}
