import { type Kysely, sql } from 'kysely'

/** Organizations that take part in awards they do not hold, and what employers promised and did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table partners (
      id bigint generated always as identity primary key,
      name text not null check (name <> ''),
      uei text unique check (uei ~ '^[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{11}$'),
      sample boolean not null,
      entered_by bigint not null references people,
      entered_at timestamptz not null
    );
    create index partners_name on partners (sample, lower(name), id);

    create table partnerships (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      partner_id bigint not null references partners,
      role text not null check (role in ('subrecipient', 'employer', 'provider', 'board', 'job_center',
        'hub')),
      entered_by bigint not null references people,
      entered_at timestamptz not null,
      unique (award_id, partner_id, role),
      unique (organization_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );
    create index partnerships_partner on partnerships (partner_id, award_id);

    -- Each saying of a period is kept; the last stands.
    create table employer_commitments (
      id bigint generated always as identity primary key,
      partnership_id bigint not null,
      organization_id bigint not null,
      period_end date not null,
      no integer not null check (no > 0),
      committed integer not null,
      interviewed integer not null,
      hired integer not null,
      retained integer not null check (retained >= 0),
      wage numeric(14, 2) check (wage >= 0),
      said_by bigint not null references people,
      said_at timestamptz not null,
      unique (partnership_id, period_end, no),
      foreign key (organization_id, partnership_id) references partnerships (organization_id, id)
        on update cascade,
      check (committed >= interviewed and interviewed >= hired and hired >= retained)
    );

    do $$
    begin
      create index partners_words on partners using gin (name gin_trgm_ops);
    exception when undefined_object then
      raise notice 'pg_trgm is not there: partners are searched without an index';
    end $$;
  `.execute(db)
}
