import { type Kysely, sql } from 'kysely'

/** How far each award has the five components in place, in the words of its officer and of its grantee. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- No word is ever changed; of one side, component and quarter the last stands.
    create table fidelity_ratings (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      side text not null check (side in ('officer', 'grantee')),
      component text not null check (component in ('screening', 'occupational_training',
        'career_readiness', 'wraparound', 'employer_ties')),
      period_end date not null,
      no integer not null check (no > 0),
      word text not null check (word in ('absent', 'partly', 'in_place')),
      evidence text not null check (evidence <> ''),
      rated_by bigint not null references people,
      rated_at timestamptz not null,
      unique (award_id, side, no),
      unique (organization_id, award_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );

    -- The officers' last word on each component, kept so that lists need not read all that was said.
    create table award_fidelity (
      award_id bigint not null,
      organization_id bigint not null,
      component text not null check (component in ('screening', 'occupational_training',
        'career_readiness', 'wraparound', 'employer_ties')),
      word text not null check (word in ('absent', 'partly', 'in_place')),
      period_end date not null,
      rating_id bigint not null,
      primary key (award_id, component),
      foreign key (organization_id, award_id, rating_id)
        references fidelity_ratings (organization_id, award_id, id) on update cascade
    );
    create index award_fidelity_short on award_fidelity (component, word, award_id)
      where word <> 'in_place';
  `.execute(db)
}
