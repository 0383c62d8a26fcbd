import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import * as paths from '#app/paths.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { requestAs } from '../setup/as.ts'
import { reportOf } from '../setup/cast_reports.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, luis, marcus, pageOf, priya } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

/** Statements that a page may take, its session and the header's count of notices among them. */
const most = 8

const draft = reportOf('SAMPLE-GJC-01')
const accepted = reportOf('SAMPLE-GJC-01', 1)
const inReview = reportOf('SAMPLE-GJC-03')

const pages: [what: string, who: CastEmail, address: string][] = [
  ['a report being written', luis, paths.report(draft)],
  ['a section of it', luis, paths.reportSection(draft, 1)],
  ['its check page', luis, paths.reportCheck(draft)],
  ['a report under review', marcus, paths.report(inReview)],
  ['an accepted report', priya, paths.report(accepted)],
  ['a sealed version', dana, paths.reportVersion(accepted, 1)],
  ['the history of a value', luis, paths.reportValue(draft, 'GJC_ENROLLED')],
  ['the review queue', dana, paths.reports()],
  ['the grantee’s reports', luis, paths.reports()],
  ['an award', dana, paths.award('SAMPLE-GJC-01')],
]

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

test('a page takes as many statements with a little as with a lot, and never more than eight', async () => {
  const before = await countAll()
  for (const { what, queries } of before) expect(queries, what).toBeLessThanOrEqual(most)
  await growEverything()
  expect(await countAll()).toEqual(before)
})

test('an automatic save touches the answer that changed and no other', async () => {
  const rows = async () =>
    sql<{ code: string; written: string }>`
      select item_code as code, a.xmin::text as written
      from report_answers a join reports r on r.id = a.report_id where r.number = ${draft}
    `.execute(owner)
  const before = new Map((await rows()).rows.map(({ code, written }) => [code, written]))
  const stored = (await pageOf(draft)).draft.filing.answers
  const form = {
    GJC_ENROLLED: stored['GJC_ENROLLED'] ?? '',
    GJC_ADMITTED: '1234',
    seen: '999999999',
  }
  const saved = await answerTo(await requestAs(luis, paths.reportAutosave(draft, 1), { form }))
  expect(saved.status).toBe(200)
  const touched = (await rows()).rows.filter(({ code, written }) => before.get(code) !== written)
  expect(touched.map(({ code }) => code)).toEqual(['GJC_ADMITTED'])
})

async function countAll() {
  const counted: { what: string; queries: number }[] = []
  for (const [what, who, address] of pages) {
    const { status, queries } = await answerTo(await requestAs(who, address))
    expect(status, what).toBe(200)
    counted.push({ what, queries })
  }
  return counted
}

/** A form of more than sixty indicators, three years of history, and forty of whatever a report gathers. */
async function growEverything(): Promise<void> {
  await sql`
    insert into template_items (template, version, section_order, section, item_order, item_kind,
      item_code, label, required, citation)
    select 'GJC-Q', 1, 1, t.section, 100 + row_number() over (), 'indicator', i.code, i.name, false, 'test'
    from indicators i, template_items t
    where t.template = 'GJC-Q' and t.item_code = 'GJC_ENROLLED' and i.entry = 'entered'
      and i.code not in (select item_code from template_items where template = 'GJC-Q')
    limit 20
  `.execute(owner)
  await sql`
    insert into reports overriding user value
    select (jsonb_populate_record(r, jsonb_build_object('number', 'OLD-' || step || '-' || r.number,
      'period_start', (r.period_start - step * interval '3 months')::date,
      'period_end', (date_trunc('month', r.period_end) + interval '1 month' - step * interval '3 months'
        - interval '1 day')::date,
      'version_no', 1, 'accepted_version_no', 1, 'author_state', 'submitted',
      'agency_state', 'accepted', 'reviewer_membership_id', null))).*
    from reports r, generate_series(4, 15) step where r.number in (${draft}, ${inReview})
  `.execute(owner)
  await sql`
    insert into report_versions
    select (jsonb_populate_record(v, jsonb_build_object('report_id', old.id))).*
    from report_versions v join reports r on r.id = v.report_id, reports old
    where r.number = ${accepted} and v.no = 1 and old.number like 'OLD-%'
  `.execute(owner)
  for (const number of [draft, inReview, accepted]) {
    await sql`
      insert into report_remarks (report_id, organization_id, item_code, kind, words, version_no, said_by, said_at)
      select r.id, r.organization_id, t.item_code, 'question', 'Why?', 1, p.id, now()
      from reports r join template_items t on t.template = r.template_code
        and t.version = r.template_version and t.item_kind = 'indicator', people p
      where r.number = ${number} and p.email = ${dana}
    `.execute(owner)
    await sql`
      insert into report_revisions (report_id, organization_id, item_code, part, new_value, version_no,
        changed_by, changed_at)
      select r.id, r.organization_id, 'GJC_ENROLLED', 'value', step::text, 1, p.id, now()
      from reports r, people p, generate_series(1, 200) step
      where r.number = ${number} and p.email = ${luis}
    `.execute(owner)
  }
}
