import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { CopyColumns } from './copy_text.ts'

/** Stores rows as `copyText` spelled them; the columns' names are ours, so in snake case. */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: CopyColumns,
  text: Uint8Array,
): Promise<void> {
  if (text.length === 0) return
  const listed = columns.map(snake).join(', ')
  await pipeline(
    Readable.from([Buffer.from(text.buffer, text.byteOffset, text.byteLength)]),
    client.query(copyFrom(`copy ${snake(table)} (${listed}) from stdin`)),
  )
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
