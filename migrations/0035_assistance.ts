import { type Kysely, sql } from 'kysely'

/** Technical assistance: asked for, then given, declined or withdrawn, with the indicator it is meant to move. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table assistance (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      state text not null check (state in ('asked', 'given', 'declined', 'withdrawn')),
      topic text not null check (topic <> ''),
      words text not null check (words <> ''),
      indicator_code text references indicators,
      asked_by bigint not null references people,
      asked_at timestamptz not null,
      given_by text check (given_by <> ''),
      given_from date,
      given_to date,
      hours numeric(6, 2) check (hours > 0),
      answer_words text check (answer_words <> ''),
      answered_by bigint references people,
      answered_at timestamptz,
      version integer not null default 1,
      unique (award_id, no),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade,
      check ((state = 'given') = (given_by is not null)),
      check ((state = 'given') = (given_from is not null)),
      check ((state = 'given') = (given_to is not null)),
      check ((state = 'given') = (hours is not null)),
      check (given_to >= given_from),
      check ((state = 'asked') = (answered_by is null)),
      check ((state = 'asked') = (answered_at is null)),
      check ((state = 'asked') = (answer_words is null)),
      check (state <> 'withdrawn' or answered_by = asked_by)
    );
    create index assistance_indicator on assistance (indicator_code) where indicator_code is not null;
  `.execute(db)
}
