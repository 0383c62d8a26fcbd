import { sql } from 'kysely'
import { db } from '#db/index.ts'

let isStopping = false

export function stopTakingWork(): void {
  isStopping = true
}

/** Null when ready, else why not. */
export async function isReady(): Promise<string | null> {
  if (isStopping) return 'stopping'
  try {
    await sql`select 1 from kysely_migration limit 1`.execute(db)
    return null
  } catch {
    return 'the database does not answer'
  }
}
