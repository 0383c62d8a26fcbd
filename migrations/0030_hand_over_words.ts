import { type Kysely, sql } from 'kysely'

/** What a program officer leaves in words for whoever takes an award over; the last words stand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hand_over_words (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      words text not null check (words <> '' and length(words) <= 2000),
      written_by bigint not null references people,
      written_at timestamptz not null,
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );
    create index hand_over_words_award on hand_over_words (award_id, id desc);
  `.execute(db)
}
