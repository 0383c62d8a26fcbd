import { sql } from 'kysely'
import type { Trx } from '../index.ts'
import type { Ground } from './ground.ts'
import {
  cityBeginnings,
  cityEndings,
  firstNames,
  lastNames,
  organizationEndings,
  organizationShares,
  stateWeights,
} from './words.ts'

/** Grantees and evaluation firms, all of them invented. */
export async function enterOrganizations(trx: Trx, { grantees, firms }: Ground): Promise<void> {
  const kinds = organizationShares.flatMap(([kind, share]) =>
    Array<string>(Math.round(share * 100)).fill(kind),
  )
  await sql`
    create temporary table fill_organizations on commit drop as
    select n, (select coalesce(max(id), 0) from organizations) + n as id,
      pg_temp.pick(${kinds}::text[], pg_temp.draw('kind', n)) as type,
      pg_temp.pick(${cityBeginnings}::text[], pg_temp.draw('city', n))
        || pg_temp.pick(${cityEndings}::text[], pg_temp.draw('ending', n)) as city,
      pg_temp.pick(${stateWeights}::text[], pg_temp.draw('state', n)) as state
    from generate_series(1::bigint, ${grantees}) n`.execute(trx)
  await sql`
    insert into organizations (id, slug, kind, name, organization_type, city, state, sample)
      overriding system value
    select id, 'sample-grantee-' || lpad(n::text, 6, '0'), 'grantee',
      city || ' ' || pg_temp.pick(
        array(select jsonb_array_elements_text(${JSON.stringify(organizationEndings)}::jsonb -> type)),
        pg_temp.draw('name', n)),
      type, city, state, true
    from fill_organizations`.execute(trx)
  await sql`
    create temporary table fill_firms on commit drop as
    select n, (select max(id) from organizations) + n as id
    from generate_series(1::bigint, ${firms}) n`.execute(trx)
  await sql`
    insert into organizations (id, slug, kind, name, sample) overriding system value
    select id, 'sample-firm-' || lpad(n::text, 3, '0'), 'evaluator',
      pg_temp.pick(${lastNames}::text[], pg_temp.draw('firm', n)) || ' '
        || pg_temp.pick('{Research,Policy Group,Evaluation Associates,Analytics}', pg_temp.draw('firm kind', n)),
      true
    from fill_firms`.execute(trx)
  await settle(trx, 'organizations')
  await sql`analyze organizations, fill_organizations`.execute(trx)
}

/** Officers for the awards under way, evaluators, and as many people of the grantees that report as there
 *  are left: first a certifying official each, then preparers, then readers. */
export async function enterPeople(trx: Trx, ground: Ground): Promise<void> {
  const { people, studies, day, passwordHash } = ground
  await sql`
    create temporary table fill_posts on commit drop as
    with offices as (
      select id, agency_code from organizations where kind = 'agency' and sample
    ), cases as (
      select agency_code, count(*) as awards from fill_awards where is_under_way group by 1
    ), posts as (
      select 1 as rank, 'grants_officer' as role, offices.id, 'agency' as kind, k
      from cases join offices using (agency_code),
        generate_series(1, ceil(cases.awards / 540.0)::int) k
      union all
      select 2, 'officer', offices.id, 'agency', k
      from cases join offices using (agency_code),
        generate_series(1, ceil(cases.awards / 45.0)::int) k
      union all
      select 3, role, offices.id, 'agency', k
      from offices join (values ('CEO', 'evaluation_officer', ${Math.ceil(studies / 20)}::int),
        ('DOL', 'director', 1), ('DOL', 'auditor', 4), ('DOL', 'task_force', 4), ('DOL', 'admin', 1)
      ) as needed (agency_code, role, number) using (agency_code), generate_series(1, number) k
      union all
      select 4, case when k <= 2 then 'lead' else 'analyst' end, id, 'evaluator', k
      from fill_firms, generate_series(1, 6) k
      union all
      select 4 + k, (array['certifier', 'preparer', 'viewer'])[k], organization_id, 'grantee',
        row_number() over (partition by k order by awards desc, organization_id)
      from (
        select organization_id, count(*) as awards from fill_awards where reports_now group by 1
      ) reporting, generate_series(1, 3) k
    )
    select row_number() over (order by rank, k, id) as n, rank, role, id as organization_id, kind
    from posts`.execute(trx)
  // Everybody who must be there, and of the rest as many as the number of people leaves room for.
  await sql`
    delete from fill_posts where rank > 5
      and n > greatest(${people}, (select count(*) from fill_posts where rank <= 5))`.execute(trx)
  await sql`
    create temporary table fill_people on commit drop as
    select n, organization_id, kind, role,
      (select max(id) from people) + 1 + n as id,
      (select max(id) from memberships) + n as membership_id
    from fill_posts`.execute(trx)
  await sql`
    insert into people (id, email, name, password_hash, created_at, disabled_at) overriding system value
    select (select max(id) from people) + 1, 'records@fill.example.org', 'Records (sample)', null,
      began, began
    from (select ${day}::date - interval '17 years' as began) long_ago
    union all
    select id, 'person.' || n || '@fill.example.org',
      pg_temp.pick(${firstNames}::text[], pg_temp.draw('first name', n)) || ' '
        || pg_temp.pick(${lastNames}::text[], pg_temp.draw('last name', n)),
      ${passwordHash}, ${day}::date - interval '17 years', null
    from fill_people`.execute(trx)
  await sql`
    insert into memberships (id, organization_id, organization_kind, person_id, role, supervisor_id,
      started_at) overriding system value
    select membership_id, p.organization_id, kind, id, role,
      case when role = 'officer' then above.ids[1 + p.n % cardinality(above.ids)] end,
      ${day}::date - interval '17 years'
    from fill_people p
    left join (select organization_id, array_agg(id order by id) as ids
      from fill_people where role = 'grants_officer' group by 1) above using (organization_id)`.execute(
    trx,
  )
  await sql`
    insert into fill_events (subject_person_id, at, step, kind, system_actor)
    select id, ${day}::date - interval '17 years', 0, 'account.entered', 'loader' from fill_people
  `.execute(trx)
  await settle(trx, 'people')
  await settle(trx, 'memberships')
  await sql`analyze people, memberships, fill_people`.execute(trx)
  await assignOfficers(trx)
  await listAuthors(trx)
}

/** Each award under way to one of its agency's officers, some to nobody yet. */
async function assignOfficers(trx: Trx): Promise<void> {
  await sql`
    with officers as (
      select m.id, m.organization_id, o.agency_code, p.name,
        row_number() over (partition by o.agency_code order by m.id) as k,
        count(*) over (partition by o.agency_code) as number
      from memberships m
      join organizations o on o.id = m.organization_id and o.sample
      join people p on p.id = m.person_id
      where m.role = 'officer' and m.ended_at is null
    ), given as (
      insert into caseloads (award_id, membership_id, organization_id, started_at)
      select a.id, officers.id, officers.organization_id, a.period_start + interval '14 hours'
      from fill_awards a
      join officers on officers.agency_code = a.agency_code
        and officers.k = 1 + floor(pg_temp.draw('officer', a.n) * officers.number)
      where a.is_under_way and pg_temp.draw('no officer', a.n) > 0.03
      returning award_id, membership_id, started_at
    )
    insert into fill_events (award_id, at, step, kind, system_actor, after)
    select award_id, started_at, 1, 'award.assigned', 'loader',
      jsonb_build_object('membershipId', membership_id, 'officer', officers.name)
    from given join officers on officers.id = membership_id`.execute(trx)
}

/** Of each organization that reports, who signs and who prepares; one person alone does both. */
async function listAuthors(trx: Trx): Promise<void> {
  await sql`
    create temporary table fill_authors on commit drop as
    select organization_id, c.id as certifier, c.membership_id as certifier_membership,
      coalesce(p.id, c.id) as preparer, coalesce(p.membership_id, c.membership_id) as preparer_membership
    from (select * from fill_people where role = 'certifier') c
    left join (select * from fill_people where role = 'preparer') p using (organization_id)`.execute(
    trx,
  )
  await sql`create unique index on fill_authors (organization_id)`.execute(trx)
  await sql`analyze fill_authors, caseloads`.execute(trx)
}

/** Puts a table's identity behind the highest id in it. */
export async function settle(trx: Trx, table: string): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))
  `.execute(trx)
}
