import { type Kysely, sql } from 'kysely'

/** Legal holds: while one stands, no record of its award may be deleted by anybody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_holds (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      reason text not null check (reason <> ''),
      placed_by bigint not null references people,
      placed_at timestamptz not null,
      lifted_by bigint references people,
      lifted_at timestamptz check (lifted_at >= placed_at),
      lifted_reason text check (lifted_reason <> ''),
      check ((lifted_by is null) = (lifted_at is null)),
      check ((lifted_by is null) = (lifted_reason is null)),
      foreign key (organization_id, award_id) references awards (organization_id, id)
    );
    create unique index award_holds_standing on award_holds (award_id) where lifted_at is null;

    create function refuse_disposal() returns trigger language plpgsql as $$
    begin
      if exists (
        select from award_holds join reports on reports.award_id = award_holds.award_id
        where reports.id = old.report_id and award_holds.lifted_at is null
      ) then
        raise exception 'records of % are under a legal hold', tg_table_name
          using errcode = 'restrict_violation';
      end if;
      return old;
    end $$;
    create trigger report_uploads_held before delete on report_uploads
      for each row execute function refuse_disposal();
    create trigger report_files_held before delete on report_files
      for each row execute function refuse_disposal();
    create trigger report_answers_held before delete on report_answers
      for each row execute function refuse_disposal();
  `.execute(db)
}
