import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import * as z from 'zod/mini'

/** The lists of one folder, read once: rows by their schema, and a hash that says whether a file changed. */
export class ReferenceFolder {
  private readonly texts = new Map<string, string>()

  constructor(private readonly folder: string) {}

  /** Rows in file order. A header in snake_case becomes a key in camelCase; `key` names the natural key.
   *  Throws `BrokenRow` at the first cell that does not fit, a missing or unknown column, or a key met twice. */
  read<Row extends z.ZodMiniObject>(file: string, row: Row, key: (keyof Row['shape'] & string)[]) {
    const known = new Set<string>()
    return this.parseFile(file, Object.keys(row.shape)).map(({ cells, line, header }) => {
      const parsed = z.safeParse(row, cells)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        const column = header.find((name) => camelCase(name) === issue?.path[0]) ?? header[0] ?? ''
        throw new BrokenRow(file, line, column, issue?.message ?? 'does not fit')
      }
      const identity = key.map((name) => cells[name]).join(', ')
      if (known.has(identity)) {
        throw new BrokenRow(file, line, header[0] ?? '', `${identity} is listed twice`)
      }
      known.add(identity)
      return parsed.data
    })
  }

  /** SHA-256, hex, of the file and of how this release reads it. */
  hash(file: string): string {
    return createHash('sha256')
      .update(`${reading}\n${this.text(file)}`)
      .digest('hex')
  }

  private text(file: string): string {
    const text = this.texts.get(file) ?? readFileSync(path.join(this.folder, file), 'utf8')
    this.texts.set(file, text)
    return text
  }

  private parseFile(file: string, expected: string[]) {
    let header: string[] = []
    const columns = (names: string[]) => {
      header = names
      const keys = names.map(camelCase)
      const unknown = names.find((_, index) => !expected.includes(keys[index] ?? ''))
      if (unknown !== undefined) throw new BrokenRow(file, 1, unknown, 'is not known to the loader')
      const missing = expected.find((name) => !keys.includes(name))
      if (missing !== undefined) throw new BrokenRow(file, 1, missing, 'is missing')
      return keys
    }
    try {
      const records = parse<Parsed, Record<string, string>>(this.text(file), {
        columns,
        on_record: (cells, { lines }) => ({ cells, line: lines, header }),
      })
      if (records.length === 0) throw new BrokenRow(file, 2, header[0] ?? '', 'the list is empty')
      return records
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      throw new BrokenRow(file, Number(error['lines']), String(header[0] ?? ''), error.message)
    }
  }
}

/** A list that cannot be loaded: where to look, and what is wrong there. */
export class BrokenRow extends Error {
  constructor(file: string, line: number, column: string, what: string) {
    super(`${file}, line ${line}, column ${column}: ${what}`)
  }
}

// Raise it when the loader reads an unchanged file in another way, so that every database loads again.
const reading = 1

interface Parsed {
  cells: Record<string, string>
  line: number
  header: string[]
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
