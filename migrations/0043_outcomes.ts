import { type Kysely, sql } from 'kysely'

/** What businesses gained from an award's work and what changed around it: claimed by the grantee, then confirmed
 *  or not by the program officer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_outcomes (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      kind text not null check (kind in ('retention', 'productivity', 'vacancy_turnover_cost', 'diversity',
        'accidents', 'soft_skills', 'industry_practice', 'education_training', 'public_rules')),
      changed text not null check (changed <> ''),
      -- With whom; null: no single organization.
      partnership_id bigint,
      since date not null,
      evidence text not null check (evidence <> ''),
      claimed_by bigint not null references people,
      claimed_at timestamptz not null,
      state text not null check (state in ('claimed', 'confirmed', 'not_confirmed')),
      answered_by bigint references people,
      answered_at timestamptz,
      words text check (words <> ''),
      unique (award_id, no),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade,
      foreign key (organization_id, partnership_id) references partnerships (organization_id, id)
        on update cascade,
      check ((state = 'claimed') = (answered_by is null)),
      check ((answered_by is null) = (answered_at is null)),
      check ((answered_by is null) = (words is null))
    );
    create index award_outcomes_latest on award_outcomes (since desc, id desc);
    create index award_outcomes_by_kind on award_outcomes (kind, since desc, id desc);
  `.execute(db)
}
