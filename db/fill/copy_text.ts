/** The columns of rows for COPY, in order. */
export type CopyColumns = readonly string[]

export type CopyValue = string | number | boolean | null | undefined

/** Rows as COPY reads them: a line each, columns apart by tabs, an absent value as \N. Values of arrays and
 *  JSON come as PostgreSQL writes them. */
export function copyText(
  columns: CopyColumns,
  rows: readonly Readonly<Record<string, CopyValue>>[],
): string {
  return rows.map((row) => `${columns.map((column) => field(row[column])).join('\t')}\n`).join('')
}

function field(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  const text = String(value)
  return special.test(text) ? text.replace(each, (sign) => escapes[sign] ?? sign) : text
}

const special = /[\\\t\n\r]/
const each = /[\\\t\n\r]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
