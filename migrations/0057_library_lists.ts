import { type Kysely, sql } from 'kysely'

/** What the list of findings is narrowed by and what its choices are read from, however long it grows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index findings_by_outcome on findings (outcome_domain, position);
    create index findings_by_scale on findings (scale);
    create index finding_sectors_sector on finding_sectors (sector, finding);
  `.execute(db)
}
