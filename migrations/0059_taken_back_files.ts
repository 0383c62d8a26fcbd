import { type Kysely, sql } from 'kysely'

/** A file behind a finding or its answer is taken back and stays in the record: by whom, when and why.
 *  Nothing else of it ever changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table visit_files
      add column taken_back_by bigint references people,
      add column taken_back_at timestamptz,
      add column taken_back_because text check (taken_back_because <> ''),
      -- Whether the other side had been able to open it by then.
      add column taken_back_shown boolean,
      add check (
        num_nulls(taken_back_by, taken_back_at, taken_back_because, taken_back_shown) in (0, 4)
      ),
      drop constraint visit_files_finding_id_backs_sha256_key;
    create unique index visit_files_once on visit_files (finding_id, backs, sha256)
      where taken_back_at is null;

    create function keep_visit_file() returns trigger language plpgsql
      set search_path = pg_catalog, public as $$
      begin
        if old.taken_back_at is not null
          or (to_jsonb(old) - array['taken_back_by', 'taken_back_at', 'taken_back_because', 'taken_back_shown'])
            <> (to_jsonb(new) - array['taken_back_by', 'taken_back_at', 'taken_back_because', 'taken_back_shown'])
        then
          raise exception 'A file of a visit is taken back once and never changed otherwise';
        end if;
        return new;
      end
    $$;
    create trigger visit_files_kept before update on visit_files
      for each row execute function keep_visit_file();
  `.execute(db)
}
