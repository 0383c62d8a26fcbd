import { type Kysely, sql } from 'kysely'

/** What a study's team found when it looked through the assignments of a site, each look a row of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table assignment_checks (
      study_id bigint not null references studies,
      award_id bigint not null references awards,
      no integer not null check (no > 0),
      looked_at integer not null check (looked_at >= 0),
      overrides integer not null check (overrides between 0 and looked_at),
      order_violations integer not null check (order_violations between 0 and looked_at),
      duplicates integer not null check (duplicates between 0 and looked_at),
      embargo_months integer check (embargo_months between 1 and 120),
      embargo_crossovers integer check (embargo_crossovers >= 0),
      words text,
      checked_by bigint not null references people,
      checked_at timestamptz not null,
      primary key (study_id, no),
      check ((embargo_months is null) = (embargo_crossovers is null))
    );
  `.execute(db)
}
