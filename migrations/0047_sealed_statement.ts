import { type Kysely, sql } from 'kysely'

/** What was certified stands in the sealed content, and nowhere a second time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table report_versions drop column statement`.execute(db)
}
