import { sql } from 'kysely'
import type pg from 'pg'
import type { TemplateItem } from '#app/domain/report/template.ts'
import { readItems } from '../reports/matter.ts'
import type { Trx } from '../index.ts'
import { copyRows } from './copy.ts'
import type { Ground } from './ground.ts'
import { openMaker } from './maker.ts'
import { settle } from './people.ts'
import { type Table, columns } from './report_columns.ts'
import { type Batch, type MadeRows, formKey } from './report_rows.ts'

const batch = 300

/** The reports of the newest eight quarters. While the database stores one batch of awards, the next is
 *  being made. */
export async function enterNewReports(
  trx: Trx,
  client: pg.ClientBase,
  ground: Ground,
): Promise<void> {
  const maker = openMaker(ground.awards)
  try {
    let making: Promise<MadeRows> | undefined
    for await (const given of batchesOf(trx, ground)) {
      const made = await making
      making = maker.make(given)
      if (made) await store(client, made)
    }
    if (making) await store(client, await making)
  } finally {
    await maker.close()
  }
  await settle(trx, 'reports')
}

async function* batchesOf(trx: Trx, ground: Ground): AsyncGenerator<Batch> {
  const { seed, day } = ground
  const forms = new Map<string, readonly TemplateItem[]>()
  const { rows } = await sql<{
    id: number
  }>`select coalesce(max(id), 0) as id from reports`.execute(trx)
  let firstId = (rows[0]?.id ?? 0) + 1
  let after = 0
  for (;;) {
    const awards = await readAwards(trx, ground, after)
    for (const award of awards) {
      if (forms.has(formKey(award))) continue
      const form = { templateCode: award.template, templateVersion: award.version }
      forms.set(formKey(award), await readItems(form, award.programCode, trx))
    }
    yield { seed, day, awards, firstId, forms: Object.fromEntries(forms) }
    if (awards.length < batch) return
    firstId += awards.reduce((sum, { periods }) => sum + periods.length, 0)
    after = awards.at(-1)?.n ?? after
  }
}

async function store(client: pg.ClientBase, made: MadeRows): Promise<void> {
  for (const table of Object.keys(columns) as Table[]) {
    await copyRows(client, table, columns[table], made[table])
  }
}

export interface Period {
  q: number
  starts: string
  ends: string
  statutory: string
  working: string
}

async function readAwards(trx: Trx, { newestFrom, lastQuarter }: Ground, after: number) {
  const { rows } = await sql<{
    n: number
    id: number
    number: string
    organizationId: number
    organization: string
    programCode: string
    template: string
    version: number
    sha256: string
    calendar: string
    firstQ: number
    people: number
    quality: number
    certifier: number
    certifierMembership: number
    certifierName: string
    preparer: number
    preparerMembership: number
    preparerName: string
    officer: number | null
    officerMembership: number | null
    officerOrganization: number | null
    grants: number
    grantsMembership: number
    grantsOrganization: number
    periods: Period[]
  }>`
    select a.n, a.id, a.number, a.organization_id, o.name as organization, a.program_code, a.template,
      a.version, t.content_sha256 as sha256, a.calendar, a.first_q, a.people, a.quality,
      w.certifier, w.certifier_membership, c.name as certifier_name,
      w.preparer, w.preparer_membership, p.name as preparer_name,
      om.person_id as officer, om.id as officer_membership, om.organization_id as officer_organization,
      gm.person_id as grants, gm.id as grants_membership, gm.organization_id as grants_organization,
      (select json_agg(json_build_object('q', q.q, 'starts', q.starts, 'ends', q.ends,
          'statutory', due.statutory, 'working', due.working) order by q.q)
        from fill_quarters q join fill_dues due on due.ends = q.ends and due.roll_rule = a.roll_rule
          and due.offset_days = case when q.q = a.end_q then 120 else a.offset_days end
        where q.q between greatest(a.first_q, ${newestFrom}::int)
          and least(a.end_q, ${lastQuarter}::int)) as periods
    from (select * from fill_awards where reports_now and n > ${after} order by n limit ${batch}) a
    join organizations o on o.id = a.organization_id
    join templates t on t.code = a.template and t.version = a.version
    join fill_authors w on w.organization_id = a.organization_id
    join people c on c.id = w.certifier
    join people p on p.id = w.preparer
    left join caseloads on caseloads.award_id = a.id and caseloads.ended_at is null
    left join memberships om on om.id = caseloads.membership_id
    join lateral (
      select m.* from memberships m join organizations on organizations.id = m.organization_id
      where m.role = 'grants_officer' and organizations.agency_code = a.agency_code
        and organizations.sample and m.ended_at is null
      order by m.id limit 1
    ) gm on true
    order by a.n`.execute(trx)
  return rows
}

export type FilledAward = Awaited<ReturnType<typeof readAwards>>[number]
