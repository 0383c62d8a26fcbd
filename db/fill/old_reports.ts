import { sql } from 'kysely'
import { reportStatusLabels } from '#app/domain/report/states.ts'
import type { Trx } from '../index.ts'
import type { Ground } from './ground.ts'
import { insertRows } from './rows.ts'
import { keptOfOld, shapes } from './shapes.ts'

/** The reports before the newest eight quarters, as they would come from an earlier system: three figures,
 *  a short sealed version and one event each; a few of them never came. All in SQL, as they are many. */
export async function enterOldReports(trx: Trx, { newestFrom }: Ground): Promise<void> {
  await layKept(trx)
  await sql`
    create temporary table fill_old on commit drop as
    select (select coalesce(max(id), 0) from reports) + row_number() over (order by a.n, q.q) as id,
      a.id as award_id, a.organization_id, a.number || '-' || q.ends as number,
      a.template, a.version, a.calendar, q.starts, q.ends, due.statutory, due.working,
      pg_temp.draw('lapsed', report.key) < 0.03 as lapsed, form.codes, form.labels, form.sections,
      array[
        floor(report.base * form.shares[1] * power(a.quality, form.depths[1])),
        floor(report.base * form.shares[2] * power(a.quality, form.depths[2])),
        floor(report.base * form.shares[3] * power(a.quality, form.depths[3]))] as figures
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
    from fill_old order by id`.execute(trx)
  await sealOld(trx)
  // Nobody measured their days.
  await sql`
    insert into report_clocks (report_id, organization_id, award_id, period_end)
    select id, organization_id, award_id, ends from fill_old order by id`.execute(trx)
  await sql`
    insert into accepted_figures (report_id, organization_id, award_id, indicator_code, version_no,
      period_end, value)
    select id, organization_id, award_id, code, 1, ends, figure
    from fill_old, unnest(codes, figures) as kept (code, figure)
    where not lapsed order by id, code`.execute(trx)
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
      array_agg(label order by position) as labels,
      array_agg(section_order order by position) as sections
    from fill_old_kept kept
    join lateral (
      select label, section_order from template_items items
      where items.template = kept.template and item_code = kept.code order by items.version desc limit 1
    ) item on true
    group by 1, 2`.execute(trx)
}

/** Canonical JSON by hand: keys in their order, no spaces. */
async function sealOld(trx: Trx): Promise<void> {
  const statement = 'Accepted in an earlier system.'
  await sql`
    insert into report_versions (report_id, organization_id, no, content, sha256, prepared_by,
      certified_by, signed_name, signed_title, statement, sole_person, submitted_at)
    select id, organization_id, 1, content, encode(sha256(convert_to(content, 'UTF8')), 'hex'), '{}',
      person_id, 'Records (sample)', 'Records', ${statement}, false, at
    from (
      select old.*, records.id as person_id, old.statutory + interval '15 hours' as at,
        format('{"answers":[%s],"award":{"number":%s,"organization":%s,"program":%s},"certification":{"at":"%s","name":"Records (sample)","person":"Records (sample)","solePerson":false,"statement":%s,"title":"Records"},"files":[],"format":"report-1","handedOverBy":null,"nothingToReport":false,"preparedBy":[],"report":{"number":%s,"periodEnd":"%s","periodStart":"%s","version":1},"template":{"code":%s,"sha256":"%s","version":%s}}',
          concat_ws(',', ${answer(1)}, ${answer(2)}, ${answer(3)}),
          to_json(a.number), to_json(o.name), to_json(a.program_code),
          old.statutory || 'T15:00:00.000Z', to_json(${statement}::text), to_json(old.number), old.ends,
          old.starts, to_json(old.template), t.content_sha256, old.version) as content
      from fill_old old
      join awards a on a.id = old.award_id
      join organizations o on o.id = old.organization_id
      join templates t on t.code = old.template and t.version = old.version
      cross join (select id from people where email = 'records@fill.example.org') records
      where not lapsed
    ) sealed order by id`.execute(trx)
}

function answer(position: number) {
  const at = sql.lit(position)
  return sql`format('{"code":"%s","explanation":null,"kind":"indicator","label":%s,"section":%s,"value":"%s"}',
    codes[${at}], to_json(labels[${at}]), sections[${at}], figures[${at}])`
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
