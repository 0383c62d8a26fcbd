import { type Kysely, sql } from 'kysely'

/** The Education-to-Workforce framework beside what is asked and measured here: its essential questions, those
 *  of its indicators that belong to questions about the workforce, and how close ours come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table essential_questions (
      number integer primary key check (number between 1 and 20),
      question text not null,
      sectors text[] not null check
        (cardinality(sectors) > 0
          and sectors <@ array['pre_k', 'k12', 'postsecondary', 'workforce']),
      source_title text not null,
      source_url text
    );

    create table framework_indicators (
      number integer primary key check (number between 1 and 99),
      name text not null,
      kind text not null check (kind in ('outcome', 'condition', 'surroundings')),
      -- What the framework recommends to measure, in our own words.
      measures text not null,
      -- The outcome of findings in the library that is about the same.
      outcome text,
      -- Named on the framework's page about sector-oriented job training.
      sector_training boolean not null,
      -- Where our own catalogue defines it as well.
      indicator text unique references indicators,
      source_title text not null,
      source_url text
    );

    create table essential_question_indicators (
      essential_question integer not null references essential_questions,
      framework_indicator integer not null references framework_indicators,
      primary key (essential_question, framework_indicator)
    );

    -- Without indicator and place: nothing of ours is even near, and the reason says why.
    create table framework_matches (
      code text primary key,
      position integer not null,
      framework_indicator integer not null references framework_indicators,
      closeness text not null check (closeness in ('same', 'close', 'none')),
      indicator text references indicators,
      place text check
        (place in ('components', 'coverage', 'findings', 'ladders', 'public_value')),
      reason text not null check (reason <> ''),
      check (indicator is null or place is null)
    );

    create table essential_question_matches (
      code text primary key,
      position integer not null,
      essential_question integer not null references essential_questions,
      closeness text not null check (closeness in ('same', 'close', 'none')),
      question text references questions,
      reason text not null check (reason <> ''),
      check (closeness = 'none' or question is not null)
    );
  `.execute(db)
}
