import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import type { CompiledQuery } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { filePool } from './index.ts'

/** A list on its way out as CSV. */
export interface CopiedOut {
  rows: number
  /** The lines, without a head; hashed as they pass. Whoever does not read them to their end destroys it. */
  lines: Transform
  /** SHA-256 of `head` and the lines that have passed so far. */
  sha256(): string
}

/** A reader who takes longer than this holds up the next; a file of a nation's size takes seconds. */
const patience = 10 * 60_000

/** Sends a query's rows as the database itself spells them, both the count and the rows as of one moment. The
 *  rows never become values here, so that neither memory nor time grows with what they are made into. */
export async function copyOut(
  { count, rows }: { count: CompiledQuery<{ count: number }>; rows: string },
  head: string,
): Promise<CopiedOut> {
  const client = await filePool().connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query("set local statement_timeout = '60s'")
    const counted = await client.query<{ count: number }>(count.sql, [...count.parameters])
    const hash = createHash('sha256').update(head)
    const lines = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    const source = client.query(copyTo(`copy (${rows}) to stdout (format csv)`))
    const tooLong = setTimeout(
      () => lines.destroy(new Error('The file was read too slowly.')),
      patience,
    )
    source.once('error', (error) => lines.destroy(error))
    lines.once('close', () => {
      clearTimeout(tooLong)
      // What was cut off is still being sent: that connection is of no more use.
      void client.query('commit').catch(() => undefined)
      client.release(!lines.readableEnded)
    })
    source.pipe(lines)
    return { rows: counted.rows[0]?.count ?? 0, lines, sha256: () => hash.copy().digest('hex') }
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** A query with its values written into it, as COPY takes none beside it. */
export function inline({ sql, parameters }: CompiledQuery): string {
  return sql.replace(/\$(\d+)/g, (_, at: string) => literal(parameters[Number(at) - 1]))
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return pg.escapeLiteral(value)
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`
  throw new Error('Only words, numbers and lists of them are written into a query.')
}
