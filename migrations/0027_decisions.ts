import { type Kysely, sql } from 'kysely'

/** Decisions to fund, extend, scale or stop, each with the evidence of its day sealed beside it. What is
 *  published never changes; another decision may take its place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table decisions (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations,
      sample boolean not null,
      kind text not null check (kind in ('fund', 'extend', 'scale', 'stop')),
      state text not null check (state in ('draft', 'published')),
      about text not null check (about in ('stream', 'program', 'model', 'award', 'study')),
      stream_code text references streams (code),
      program_code text references programs (code),
      model_code text references models (code),
      award_organization_id bigint,
      award_id bigint,
      study_id bigint references studies,
      words text not null check (words <> ''),
      -- The decision that this one takes the place of, and why.
      supersedes bigint references decisions,
      reason text check (reason <> ''),
      drafted_by bigint not null references people,
      drafted_at timestamptz not null,
      decided_by bigint references people,
      decided_on date,
      published_at timestamptz,
      -- Canonical JSON of what was known on that day, and its SHA-256.
      evidence text,
      evidence_sha256 text check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
      version integer not null default 1,
      foreign key (award_organization_id, award_id) references awards (organization_id, id)
        on update cascade,
      check ((about = 'stream') = (stream_code is not null)),
      check ((about = 'program') = (program_code is not null)),
      check ((about = 'model') = (model_code is not null)),
      check ((about = 'award') = (award_id is not null)),
      check ((award_id is null) = (award_organization_id is null)),
      check ((about = 'study') = (study_id is not null)),
      check ((supersedes is null) = (reason is null)),
      check (supersedes <> id),
      check ((state = 'published') = (decided_by is not null)),
      check ((decided_by is null) = (decided_on is null)),
      check ((decided_by is null) = (published_at is null)),
      check ((decided_by is null) = (evidence is null)),
      check ((decided_by is null) = (evidence_sha256 is null))
    );
    create unique index decisions_superseded on decisions (supersedes) where state = 'published';
    create index decisions_award on decisions (award_id) where award_id is not null;
    create index decisions_published on decisions (published_at desc, id desc);

    -- A decision that its grantee reads.
    create table decision_shares (
      decision_id bigint primary key references decisions,
      shared_by bigint not null references people,
      shared_at timestamptz not null
    );

    create table decision_comments (
      id bigint generated always as identity primary key,
      decision_id bigint not null references decisions,
      organization_id bigint not null,
      membership_id bigint not null,
      words text not null check (words <> ''),
      written_by bigint not null references people,
      written_at timestamptz not null,
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );
    create index decision_comments_about on decision_comments (decision_id, id);

    create function keep_published() returns trigger language plpgsql as $$
    begin
      raise exception 'decision % is published', old.id using errcode = 'restrict_violation';
    end $$;
    create trigger decisions_published before update or delete on decisions
      for each row when (old.state = 'published') execute function keep_published();
  `.execute(db)
}
