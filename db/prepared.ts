import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** So often a statement is asked before it is prepared, and so many are: the plans are kept by every
 *  connection. */
const often = 5
const most = 100
/** A plan that was made once takes any list for ten rows; one for hundreds took ten times as long by it. */
const longestList = 10
/** Statements counted before the counting begins anew, since lists of any length make texts of any number. */
const counted = 5000

const names = new Map<string, string>()
const asked = new Map<string, number>()

/** Connections that have what is asked again and again planned once: planning a page's statements takes longer
 *  than answering them. PostgreSQL goes on planning anew where the values make a difference. */
export function preparing(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect()
      const query = (text: string, values: readonly unknown[]) =>
        client.query({ text, values: [...values], ...nameOf(text, values) })
      // Cursors, the other thing a client answers, are asked for by nothing here.
      return { query, release: () => client.release() } as unknown as PostgresPoolClient
    },
    end: () => pool.end(),
  }
}

function nameOf(text: string, values: readonly unknown[]): { name?: string } {
  if (values.some((value) => Array.isArray(value) && value.length > longestList)) return {}
  const name = names.get(text)
  if (name) return { name }
  // What reads all columns of a table changes with it, under the feet of whoever prepared it.
  if (names.size >= most || text.includes('.*')) return {}
  const times = (asked.get(text) ?? 0) + 1
  if (asked.size >= counted) asked.clear()
  asked.set(text, times)
  if (times >= often) {
    names.set(text, `often ${names.size}`)
    asked.delete(text)
  }
  return {}
}
