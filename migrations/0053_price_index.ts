import { type Kysely, sql } from 'kysely'

/** Consumer prices by calendar year, by which dollars of one year are put into those of another. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table price_index (
      year integer primary key check (year between 1913 and 2100),
      average numeric not null check (average > 0),
      note text,
      source_title text not null,
      source_url text not null
    );
  `.execute(db)
}
