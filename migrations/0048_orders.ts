import { type Kysely, sql } from 'kysely'

/** The orders in which long lists are read: awards of a program by their end, people by their name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index awards_ended on awards (program_code, sample, period_end, id)`.execute(db)
  await sql`create index people_name on people (name)`.execute(db)
}
