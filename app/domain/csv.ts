import { stringify } from 'csv-stringify/sync'

/** A column of a file: what is text is guarded against formulas, what is a number stays one. */
export interface CsvColumn<Row> {
  header: string
  kind: 'text' | 'number'
  value: (row: Row) => string | null
}

/**
 * Comma-separated values (RFC 4180): one header row, then one row each and nothing else, so that any
 * reader takes it as it is. Text that a spreadsheet would run as a formula gets an apostrophe in
 * front; an absent value is an empty cell.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    columns.map(({ kind, value }) => {
      const cell = value(row) ?? ''
      return kind === 'number' && plainNumber.test(cell) ? cell : asText(cell)
    }),
  )
  return stringify([columns.map(({ header }) => asText(header)), ...lines], {
    record_delimiter: 'windows',
  })
}

const plainNumber = /^-?\d+(?:\.\d+)?$/

/** Begins, after any blanks, with a sign that starts a formula, or its full-width form. */
const formula = /^[\p{White_Space}\p{Cf}]*[=+\-@\t\r\n＝＋－＠]/u

function asText(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** A name for a file that every system takes: letters, digits, points and hyphens, at most 120. */
export function fileName(...parts: readonly string[]): string {
  const words = parts.map((part) => part.replaceAll(/[^A-Za-z0-9.]+/g, '-').replace(/^-+|-+$/g, ''))
  return words.filter(Boolean).join('_').slice(0, 120)
}

/** A moment as the name of a file says it, in UTC: '2026-06-15T1405Z'. */
export function fileMoment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace(':', '')}Z`
}
