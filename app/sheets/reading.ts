import type { Sheet } from '#app/domain/report/sheet_reading.ts'
import { readCsv } from './csv.ts'
import { Unreadable } from './unreadable.ts'
import { readXlsx } from './xlsx.ts'
import { damaged } from './zip.ts'

/** What a file came to: its rows, or the sentence that says why it was not read. */
export type SheetRead = { ok: true; sheet: Sheet } | { ok: false; say: string }

export interface SheetTask {
  kind: 'csv' | 'xlsx'
  bytes: Uint8Array
}

/** Reads the bytes of one file, whose kind is known. */
export async function readBytes({ kind, bytes }: SheetTask): Promise<SheetRead> {
  try {
    const sheet = kind === 'csv' ? readCsv(bytes) : await readXlsx(Buffer.from(bytes))
    return { ok: true, sheet }
  } catch (error) {
    // Whatever the parsers stumble over is the file's own fault.
    return { ok: false, say: (error instanceof Unreadable ? error : damaged()).message }
  }
}
