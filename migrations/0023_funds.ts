import { type Kysely, sql } from 'kysely'

/** Where money comes from and how far it came: appropriations as they were recorded, and what an award's
 *  accepted financial reports said on each day. Rows of both are only ever added. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- When the notice of award was signed; null where no source says.
    alter table awards add column signed_on date;

    alter table programs add unique (stream, code);

    create table appropriations (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations,
      sample boolean not null,
      stream_code text not null references streams (code),
      -- Null: for the stream as a whole.
      program_code text,
      fiscal_year integer not null check (fiscal_year between 1990 and 2100),
      amount numeric(14, 2) not null check (amount >= 0),
      source text not null check (source <> ''),
      source_url text,
      known_on date not null,
      -- The row that this one takes the place of, and why.
      corrects bigint unique references appropriations,
      reason text check (reason <> ''),
      recorded_by bigint not null references people,
      recorded_at timestamptz not null,
      foreign key (stream_code, program_code) references programs (stream, code),
      check ((corrects is null) = (reason is null)),
      check (corrects <> id)
    );
    create index appropriations_year on appropriations (stream_code, program_code, fiscal_year);

    -- What an award had expended and drawn by its accepted financial reports, a row for each change.
    create table accepted_money (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      report_id bigint not null,
      measure text not null check (measure in ('expended', 'drawn')),
      -- From the beginning of the award; null: no accepted report says any more.
      value numeric(16, 2),
      accepted_on date not null,
      foreign key (organization_id, award_id) references awards (organization_id, id),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
    create index accepted_money_latest on accepted_money (award_id, measure, id desc)
      include (accepted_on, value);
  `.execute(db)

  await sql`
    update awards set signed_on = signed.day
    from (
      select award_id, min((at at time zone 'America/New_York')::date) as day
      from events where kind = 'award.signed' group by award_id
    ) signed
    where signed.award_id = awards.id
  `.execute(db)

  // What earlier acceptances said follows from the figures that still count, in the order of their acceptance.
  await sql`
    insert into accepted_money
      (award_id, organization_id, report_id, measure, value, accepted_on)
    select award_id, organization_id, report_id, measure, latest[2], day
    from (
      select f.award_id, f.organization_id, f.report_id, accepted.at,
        case f.indicator_code when 'FIN_EXPENDITURES' then 'expended' else 'drawn' end as measure,
        (accepted.at at time zone 'America/New_York')::date as day,
        max(array[(f.period_end - date '1900-01-01')::numeric, f.value::numeric(16, 2)])
          over (partition by f.award_id, f.indicator_code order by accepted.at) as latest
      from accepted_figures f
      cross join lateral (
        select max(at) as at from events
        where events.report_id = f.report_id
          and kind in ('report.accepted', 'report.carried_over')
      ) accepted
      where f.indicator_code in ('FIN_EXPENDITURES', 'FIN_RECEIPTS') and accepted.at is not null
    ) told
    order by at
  `.execute(db)
}
