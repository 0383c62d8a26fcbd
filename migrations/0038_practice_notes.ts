import { type Kysely, sql } from 'kysely'

/** What worked, in the words of who saw it: drafted with what it rests on, approved by somebody else, and sent to
 *  awards alike. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table practice_notes (
      id bigint generated always as identity primary key,
      -- Whether it rests on anything invented, as it was last saved.
      sample boolean not null,
      title text not null check (title <> ''),
      done text not null check (done <> ''),
      for_whom text not null check (for_whom <> ''),
      seen text not null check (seen <> ''),
      certainty text not null check (certainty in ('seen_once', 'seen_in_several', 'compared')),
      sectors text[] not null,
      components text[] not null check (components <@ array['screening', 'occupational_training',
        'career_readiness', 'wraparound', 'employer_ties']),
      model text references models,
      state text not null check (state in ('draft', 'submitted', 'returned', 'approved')),
      drafted_by bigint not null references people,
      drafted_at timestamptz not null,
      submitted_at timestamptz,
      decision_words text check (decision_words <> ''),
      decided_by bigint references people,
      decided_at timestamptz,
      version integer not null default 1,
      check (state = 'draft' or submitted_at is not null),
      check (state not in ('returned', 'approved') or decided_by is not null),
      check ((decided_by is null) = (decided_at is null)),
      -- Who drafts it does not approve it.
      check (decided_by is null or decided_by <> drafted_by)
    );
    create index practice_notes_state on practice_notes (state, id);

    -- What a note rests on: a finding of the library, an approved one of a study, or an accepted report.
    create table practice_citations (
      note_id bigint not null references practice_notes,
      position integer not null check (position > 0),
      finding_code text references findings,
      study_finding_id bigint references study_findings,
      report_id bigint references reports,
      primary key (note_id, position),
      check (num_nonnulls(finding_code, study_finding_id, report_id) = 1)
    );

    create table practice_sends (
      id bigint generated always as identity primary key,
      note_id bigint not null references practice_notes,
      award_id bigint not null,
      organization_id bigint not null,
      -- Why the award is alike, as it was that day.
      alike text[] not null check (alike <@ array['sector', 'component', 'model']),
      sent_by bigint not null references people,
      sent_at timestamptz not null,
      answer text check (answer in ('of_use', 'not_for_us')),
      answer_words text check (answer_words <> ''),
      answered_by bigint references people,
      answered_at timestamptz,
      unique (note_id, award_id),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade,
      check ((answer is null) = (answered_by is null and answered_at is null and answer_words is null))
    );
    create index practice_sends_award on practice_sends (award_id, id);
    create index practice_sends_waiting on practice_sends (organization_id) where answer is null;
  `.execute(db)
}
