import { sql } from 'kysely'
import { reportStatusLabels } from '#app/domain/report/states.ts'
import type { Trx } from '../index.ts'
import type { Ground } from './ground.ts'
import { insertRows } from './rows.ts'
import { keptOfOld, shapes } from './shapes.ts'

/** The reports before the newest eight quarters, as they would come from an earlier system: two figures,
 *  a short sealed version and one event each; a few of them never came. All in SQL, as they are many. */
export async function enterOldReports(trx: Trx, { newestFrom }: Ground): Promise<void> {
  await layKept(trx)
  await sql`
    create temporary table fill_old on commit drop as
    select (select coalesce(max(id), 0) from reports) + row_number() over (order by a.n, q.q) as id,
      a.id as award_id, a.organization_id, a.number || '-' || q.ends as number,
      a.template, a.version, a.calendar, q.starts, q.ends, due.statutory, due.working,
      pg_temp.draw('lapsed', report.key) < 0.03 as lapsed, form.codes, form.openings,
      array[
        floor(report.base * form.shares[1] * power(a.quality, form.depths[1])),
        floor(report.base * form.shares[2] * power(a.quality, form.depths[2]))] as figures
    from fill_awards a
    join fill_old_forms form using (template)
    join fill_quarters q on q.q between a.first_q and least(a.last_q, ${newestFrom - 1}::int)
    join fill_dues due on due.ends = q.ends and due.roll_rule = a.roll_rule
      and due.offset_days = case when q.q = a.end_q then 120 else a.offset_days end
    cross join lateral (
      select a.n * 1000 + 500 + q.q as key,
        a.people * case when form.runs then q.q - a.first_q + 1
          else 0.6 + 0.8 * pg_temp.draw('volume', a.n * 1000 + 500 + q.q) end as base
    ) report`.execute(trx)
  await sql`analyze fill_old`.execute(trx)
  await sql`
    insert into reports (id, number, organization_id, award_id, template_code, template_version,
      period_start, period_end, statutory_due_on, working_due_on, frequency, calendar_type,
      author_state, agency_state, ended_as, version_no, accepted_version_no, version)
      overriding system value
    select id, number, organization_id, award_id, template, version, starts, ends, statutory, working,
      'quarterly', calendar, case when lapsed then 'not_started' else 'submitted' end,
      case when lapsed then 'none' else 'accepted' end, case when lapsed then 'lapsed' end,
      case when lapsed then 0 else 1 end, case when lapsed then null else 1 end,
      case when lapsed then 2 else 1 end
    from fill_old`.execute(trx)
  await sealOld(trx)
  // Nobody measured their days.
  await sql`
    insert into report_clocks (report_id, organization_id, award_id, period_end)
    select id, organization_id, award_id, ends from fill_old`.execute(trx)
  await sql`
    insert into accepted_figures (report_id, organization_id, award_id, indicator_code, version_no,
      period_end, value)
    select id, organization_id, award_id, code, 1, ends, figure
    from fill_old, unnest(codes, figures) as kept (code, figure)
    where not lapsed`.execute(trx)
  await tellOld(trx)
}

async function layKept(trx: Trx): Promise<void> {
  await sql`
    create temporary table fill_old_kept (template text, code text, position int, share float8,
      depth float8, runs boolean) on commit drop`.execute(trx)
  const kept = keptOfOld.flatMap(({ template, codes, runs }) =>
    codes.flatMap((code, position) => {
      const shape = shapes[template]?.[code]
      return shape && 'share' in shape ? [{ template, code, position, runs, ...shape }] : []
    }),
  )
  const columns = {
    template: 'text',
    code: 'text',
    position: 'int',
    share: 'float8',
    depth: 'float8',
    runs: 'boolean',
  }
  await insertRows(trx, 'fill_old_kept', columns, kept)
  await sql`
    create temporary table fill_old_forms on commit drop as
    select kept.template, runs, array_agg(code order by position) as codes,
      array_agg(share order by position) as shares, array_agg(depth order by position) as depths,
      array_agg(format('{"code":"%s","explanation":null,"kind":"indicator","label":%s,"section":%s,"value":"',
        code, to_json(label), section_order) order by position) as openings
    from fill_old_kept kept
    join lateral (
      select label, section_order from template_items items
      where items.template = kept.template and item_code = kept.code order by items.version desc limit 1
    ) item on true
    group by 1, 2`.execute(trx)
}

/** Canonical JSON by hand: keys in their order, no spaces. What all reports of an award or form say alike is
 *  spelled once. */
async function sealOld(trx: Trx): Promise<void> {
  const statement = 'Accepted in an earlier system.'
  const certified = `"name":"Records (sample)","person":"Records (sample)","solePerson":false,"statement":${JSON.stringify(statement)},"title":"Records"},"files":[],"format":"report-1","handedOverBy":null,"nothingToReport":false,"preparedBy":[],"report":{"number":`
  await sql`
    create temporary table fill_old_awards on commit drop as
    select awards.id as award_id,
      format('"}],"award":{"number":%s,"organization":%s,"program":%s},"certification":{"at":"',
        to_json(awards.number), to_json(organizations.name), to_json(awards.program_code)) as about,
      format(',"version":1},"template":{"code":%s,"sha256":"%s","version":%s}}',
        to_json(templates.code), templates.content_sha256, templates.version) as form
    from fill_awards
    join awards using (id)
    join organizations on organizations.id = awards.organization_id
    join templates on templates.code = fill_awards.template
      and templates.version = fill_awards.version`.execute(trx)
  await sql`analyze fill_old_awards`.execute(trx)
  await sql`
    insert into report_versions (report_id, organization_id, no, content, sha256, prepared_by,
      certified_by, signed_name, signed_title, sole_person, submitted_at)
    select id, organization_id, 1, content, encode(sha256(convert_to(content, 'UTF8')), 'hex'), '{}',
      person_id, 'Records (sample)', 'Records', false, at
    from (
      select old.id, old.organization_id, records.id as person_id,
        old.statutory + interval '15 hours' as at,
        '{"answers":[' || openings[1] || figures[1] || '"},' || openings[2] || figures[2] || about
          || old.statutory || 'T15:00:00.000Z",' || ${certified} || to_json(old.number) || ',"periodEnd":"'
          || old.ends || '","periodStart":"' || old.starts || '"' || form as content
      from fill_old old
      join fill_old_awards using (award_id)
      cross join (select id from people where email = 'records@fill.example.org') records
      where not lapsed
    ) sealed`.execute(trx)
}

async function tellOld(trx: Trx): Promise<void> {
  const told = {
    accepted: { status: reportStatusLabels.accepted, version: 1 },
    open: { status: reportStatusLabels.not_started },
    lapsed: { status: reportStatusLabels.lapsed },
  }
  await sql`
    insert into fill_events (award_id, report_id, at, step, kind, system_actor, after)
    select award_id, id, statutory + interval '20 days 15 hours', 2, 'report.carried_over', 'loader',
      ${JSON.stringify(told.accepted)}::jsonb
    from fill_old where not lapsed`.execute(trx)
  await sql`
    insert into fill_events (award_id, report_id, at, step, kind, person_id, before, after)
    select award_id, fill_old.id, statutory + interval '60 days 15 hours', 2, 'report.lapsed', people.id,
      ${JSON.stringify(told.open)}::jsonb, ${JSON.stringify(told.lapsed)}::jsonb
    from fill_old, people where lapsed and email = 'records@fill.example.org'`.execute(trx)
}
