import { type Kysely, sql } from 'kysely'

/** The days on which people were told that an agreement is to be renewed, and that it lapsed; each once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table study_agreements add column renewal_told_on date, add column lapse_told_on date;
    create index study_agreements_expiring on study_agreements (expires_on)
      where ended_on is null and lapse_told_on is null;
  `.execute(db)
}
