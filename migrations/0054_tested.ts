import { type Kysely, sql } from 'kysely'

/** What a finding actually tested is sealed with it: the fidelity of the study's sites on the day it was approved.
 *  What was approved before this has none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table study_findings
      -- Canonical JSON, of which the hash is made.
      add column tested text,
      add column tested_sha256 text check (tested_sha256 ~ '^[0-9a-f]{64}$'),
      add check ((tested is null) = (tested_sha256 is null)),
      add check (tested is null or state = 'approved');
  `.execute(db)
}
