import { type Kysely, sql } from 'kysely'

/** What a study hands in: planned, drafted in versions, read by people outside by invitation, accepted, made
 *  accessible and released. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table study_deliverables (
      id bigint generated always as identity primary key,
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      kind text not null check (kind in
        ('design_report', 'interim_report', 'final_report', 'brief', 'data_file')),
      title text not null check (title <> ''),
      due_on date not null,
      state text not null check (state in ('planned', 'drafted', 'in_review', 'revised', 'submitted',
        'accepted', 'checked', 'released')),
      planned_by bigint not null references people,
      planned_at timestamptz not null,
      submitted_by bigint references people,
      submitted_at timestamptz,
      decision_words text check (decision_words <> ''),
      decided_by bigint references people,
      decided_at timestamptz,
      check_words text check (check_words <> ''),
      checked_by bigint references people,
      checked_at timestamptz,
      public_url text check (public_url like 'https://%'),
      released_by bigint references people,
      released_at timestamptz,
      version integer not null default 1,
      unique (study_id, no),
      check (state not in ('submitted', 'accepted', 'checked', 'released') or submitted_by is not null),
      check (state not in ('accepted', 'checked', 'released') or decided_by is not null),
      check (state not in ('checked', 'released') or checked_by is not null),
      check ((state = 'released') = (public_url is not null and released_by is not null)),
      -- Who hands it in does not accept it.
      check (decided_by is null or decided_by <> submitted_by)
    );

    create table deliverable_drafts (
      deliverable_id bigint not null references study_deliverables,
      no integer not null check (no > 0),
      name text not null check (name <> '' and length(name) <= 200),
      kind text not null check (kind in ('pdf', 'png', 'jpeg', 'csv', 'xlsx', 'docx', 'txt')),
      size integer not null check (size > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      words text check (words <> ''),
      added_by bigint not null references people,
      added_at timestamptz not null,
      primary key (deliverable_id, no),
      unique (deliverable_id, sha256)
    );

    -- Somebody outside reads one draft by a link of which only the hash is kept.
    create table deliverable_reviews (
      id bigint generated always as identity primary key,
      deliverable_id bigint not null,
      draft_no integer not null,
      body text not null check (body in ('working_group', 'peer')),
      name text not null check (name <> ''),
      email text not null check (email = lower(email)),
      words text check (words <> ''),
      invited_by bigint not null references people,
      invited_at timestamptz not null,
      expires_at timestamptz not null,
      token_hash text unique,
      opened_at timestamptz,
      done_at timestamptz,
      withdrawn_by bigint references people,
      withdrawn_at timestamptz,
      unique (id, deliverable_id, draft_no),
      foreign key (deliverable_id, draft_no) references deliverable_drafts (deliverable_id, no),
      check ((withdrawn_by is null) = (withdrawn_at is null))
    );
    create index deliverable_reviews_draft on deliverable_reviews (deliverable_id, draft_no);

    create table deliverable_comments (
      id bigint generated always as identity primary key,
      deliverable_id bigint not null,
      draft_no integer not null,
      review_id bigint not null,
      no integer not null check (no > 0),
      place text not null check (place <> ''),
      kind text not null check (kind in ('correction', 'method', 'question', 'suggestion')),
      words text not null check (words <> ''),
      -- Of the form it was sent by, so that sending it again stores it once.
      key text not null,
      written_at timestamptz not null,
      answer text check (answer in ('agreed', 'not_agreed')),
      answer_words text check (answer_words <> ''),
      answered_by bigint references people,
      answered_at timestamptz,
      unique (deliverable_id, no),
      unique (review_id, key),
      foreign key (review_id, deliverable_id, draft_no)
        references deliverable_reviews (id, deliverable_id, draft_no),
      check ((answer is null) = (answered_by is null and answered_at is null and answer_words is null))
    );
    create index deliverable_comments_waiting on deliverable_comments (deliverable_id)
      where answer is null;

    alter table events drop constraint events_system_actor_check;
    alter table events add constraint events_system_actor_check
      check (system_actor in ('scheduler', 'mailer', 'loader', 'operator', 'reviewer')) not valid;
    alter table events validate constraint events_system_actor_check;
  `.execute(db)
}
