import { type Kysely, sql } from 'kysely'

/** What evaluation officers say of the evidence as a whole: how a strategy is rated, which questions come first,
 *  and which studies will answer them. Nothing that was said is changed; another word takes its place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Two people rate independently, then one says what stands. What the rules gave that day is kept beside.
    create table body_ratings (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations,
      system text not null check (system in ('county_health')),
      round integer not null check (round > 0),
      part text not null check (part in ('first', 'second', 'final')),
      level text not null check (level in
        ('ineffective', 'mixed', 'insufficient', 'expert_opinion', 'some', 'scientific')),
      reason text not null check (reason <> ''),
      worked_level text check (worked_level in
        ('ineffective', 'mixed', 'insufficient', 'expert_opinion', 'some', 'scientific')),
      rule_set integer not null,
      rated_by bigint not null references people,
      rated_at timestamptz not null,
      unique (organization_id, system, round, part)
    );
    create unique index body_ratings_two_people
      on body_ratings (organization_id, system, round, rated_by) where part <> 'final';

    create table question_priorities (
      id bigint generated always as identity primary key,
      question text not null references questions,
      no integer not null check (no > 0),
      organization_id bigint not null references organizations,
      priority integer not null check (priority between 0 and 3),
      reason text not null check (reason <> ''),
      set_by bigint not null references people,
      set_at timestamptz not null,
      unique (question, no)
    );

    -- Of a question, a study and a sector the last word stands; 'none' takes an earlier one back. A null sector is
    -- all of them together.
    create table question_studies (
      id bigint generated always as identity primary key,
      question text not null references questions,
      no integer not null check (no > 0),
      study_id bigint not null references studies,
      sector text references sectors,
      part text not null check (part in ('primary', 'secondary', 'exploratory', 'none')),
      linked_by bigint not null references people,
      linked_at timestamptz not null,
      unique (question, no)
    );
    create index question_studies_by_study on question_studies (study_id);
  `.execute(db)
}
