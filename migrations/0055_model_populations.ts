import { type Kysely, sql } from 'kysely'

/** Whom a model was made for, in the same words as whom an award serves, so that both can be held together;
 *  and the sectors of findings, found from their end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- An empty list is not said.
    alter table models add column populations text[] not null default '{}'
      check (populations <@ array['unemployed', 'underemployed', 'incumbent',
        'youth', 'justice_involved', 'veterans', 'people_with_disabilities', 'english_learners',
        'low_income', 'dislocated', 'tanf_snap', 'opioid_recovery', 'native_communities', 'rural',
        'nurses_and_instructors', 'general_public']);
    create index finding_sectors_by_sector on finding_sectors (sector, finding);
  `.execute(db)
}
