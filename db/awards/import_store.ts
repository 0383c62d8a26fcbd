import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { ImportedField, PlannedAward } from '#app/domain/award_sheet.ts'
import { now } from '#app/domain/clock.ts'
import { record, recordMany } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { enterGrantees, fillUeis } from './import_grantees.ts'

export interface ImportFile {
  id: number
  fileName: string
  sha256: string
  sample: boolean
  agencyCode: string
}

/** The record is no longer what the plan was made from; nothing of the file was stored. */
export class ImportOvertaken extends Error {}

/** Stores a confirmed file, all of it or nothing, in a handful of statements however long it is: each award
 *  keeps in its own chain what it took over, from which file and row. Throws ImportOvertaken. */
export async function storeImport(
  actor: Permitted<'award.import'>,
  file: ImportFile,
  planned: readonly PlannedAward[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Thousands of awards in one statement: nobody's page waits for it, and it may take longer than one.
    await sql`set local statement_timeout = '60s'`.execute(trx)
    const sent = await trx
      .selectFrom('awardImports')
      .where('id', '=', file.id)
      .select('state')
      .forUpdate()
      .executeTakeFirst()
    if (sent?.state !== 'storing') return
    const entered = await enterAwards(
      trx,
      file,
      planned.filter(({ outcome }) => outcome === 'new'),
    )
    const changed = await changeAwards(
      trx,
      planned.filter(({ outcome }) => outcome === 'changed'),
    )
    const ids = new Map([...entered, ...changed].map(({ number, id }) => [number, id]))
    await writeLists(trx, ids, planned)
    await recordMany(
      trx,
      actor,
      'award.imported',
      planned.flatMap(({ number, row, changes, outcome }) => {
        const awardId = ids.get(number)
        if (awardId === undefined) return []
        const before = changes.map(({ field, before: was }) => [field, was] as const)
        return [
          {
            awardId,
            ...(outcome === 'changed' && { before: Object.fromEntries(before) }),
            after: {
              ...Object.fromEntries(changes.map(({ field, after }) => [field, after])),
              file: file.fileName,
              sha256: file.sha256,
              row,
            },
          },
        ]
      }),
    )
    await trx
      .updateTable('awardImports')
      .where('id', '=', file.id)
      .set((eb) => ({
        state: 'stored',
        storedAt: now(),
        version: eb('version', '+', 1),
        rowsDone: eb.ref('rowsTotal'),
      }))
      .execute()
    await record(trx, actor, {
      kind: 'awards.imported',
      after: {
        file: file.fileName,
        sha256: file.sha256,
        entered: entered.length,
        changed: changed.length,
      },
    })
  })
}

type Row = { number: string; version: number | null } & Record<ImportedField, string | null>

/** A planned award as the columns it fills. */
function rowOf({ number, version, changes }: PlannedAward): Row {
  const fields = Object.fromEntries(changes.map(({ field, after }) => [field, after]))
  return { number, version, ...fields } as Row
}

/** What the statements read: one row an award, every value as text or null. */
const rowColumns = sql.raw(`(
  number text, version integer, fain text, organization text, uei text, "programCode" text, name text,
  status text, "announcedOn" date, amount numeric, "matchAmount" numeric, "periodStart" date,
  "periodEnd" date, city text, state text, "serviceArea" text, "sourceUrl" text, holder bigint)`)

async function enterAwards(trx: Trx, file: ImportFile, planned: readonly PlannedAward[]) {
  if (planned.length === 0) return []
  const rows = planned.map(rowOf)
  const holders = await enterGrantees(trx, rows, file.sample)
  const held = rows.map((row, index) => ({ ...row, holder: holders[index] }))
  const { rows: entered } = await sql<{ id: number; number: string }>`
    insert into awards (number, fain, organization_id, sample, agency_code, program_code, stream_code, name,
      status, announced_on, period_start, awarded_period_end, awarded_amount, amount_precision,
      match_amount, city, state, service_area, source_url)
    select given.number, given.fain, holder, ${file.sample}, ${file.agencyCode}, "programCode",
      programs.stream, given.name, given.status, "announcedOn", "periodStart", "periodEnd", amount,
      case when amount is null then 'not_in_sources_read' else 'exact' end,
      "matchAmount", city, state, "serviceArea", "sourceUrl"
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as given ${rowColumns}
    join programs on programs.code = "programCode"
    order by given.number
    on conflict do nothing
    returning id, number`.execute(trx)
  if (entered.length < planned.length) {
    throw new ImportOvertaken(
      'Awards of this file were entered by somebody else after it was read. Nothing of it was stored. Read it again to see how it compares now.',
    )
  }
  return entered
}

/** A cell that is empty leaves its field as it is. */
async function changeAwards(trx: Trx, planned: readonly PlannedAward[]) {
  if (planned.length === 0) return []
  const rows = planned.map(rowOf)
  await fillUeis(trx, rows)
  const { rows: changed } = await sql<{ id: number; number: string }>`
    with taken as (
      select awards.id from awards
      join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given ${rowColumns}
        on given.number = awards.number and given.version = awards.version
      where awards.status <> 'closed'
      order by awards.id for update of awards
    )
    update awards set
      fain = coalesce(given.fain, awards.fain),
      name = coalesce(given.name, awards.name),
      announced_on = coalesce("announcedOn", awards.announced_on),
      period_start = coalesce("periodStart", awards.period_start),
      awarded_period_end = coalesce("periodEnd", awards.awarded_period_end),
      awarded_amount = coalesce(given.amount, awards.awarded_amount),
      amount_precision = case when given.amount is null then awards.amount_precision else 'exact' end,
      match_amount = coalesce("matchAmount", awards.match_amount),
      city = coalesce(given.city, awards.city),
      state = coalesce(given.state, awards.state),
      service_area = coalesce("serviceArea", awards.service_area),
      source_url = coalesce("sourceUrl", awards.source_url),
      version = awards.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given ${rowColumns}, taken
    where taken.id = awards.id and given.number = awards.number
    returning awards.id, awards.number`.execute(trx)
  if (changed.length < planned.length) {
    const left = new Set(changed.map(({ number }) => number))
    const missed = planned.filter(({ number }) => !left.has(number)).map(({ number }) => number)
    throw new ImportOvertaken(
      `${missed.slice(0, 5).join(', ')}${missed.length > 5 ? ` and ${missed.length - 5} more` : ''} changed after this file was read. Nothing of it was stored. Read it again to see how it compares now.`,
    )
  }
  return changed
}

/** States served and sectors, which a file gives whole. */
async function writeLists(
  trx: Trx,
  ids: ReadonlyMap<string, number>,
  planned: readonly PlannedAward[],
): Promise<void> {
  const listed = (wanted: ImportedField) =>
    planned.flatMap(({ number, changes }) => {
      const change = changes.find(({ field }) => field === wanted)
      const id = ids.get(number)
      if (!change || id === undefined) return []
      return change.after.split('; ').map((code) => ({ id, code }))
    })
  const states = listed('states')
  const sectors = listed('sectors')
  const idsOf = (rows: readonly { id: number }[]) => [...new Set(rows.map(({ id }) => id))]
  await trx
    .deleteFrom('awardStates')
    .where('awardId', '=', (eb) => eb.fn.any(eb.val(idsOf(states))))
    .execute()
  await sql`
    insert into award_states (award_id, usps)
    select id, code from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as one (id bigint, code text)
  `.execute(trx)
  await trx
    .deleteFrom('awardSectors')
    .where('awardId', '=', (eb) => eb.fn.any(eb.val(idsOf(sectors))))
    .execute()
  await sql`
    insert into award_sectors (award_id, sector_code)
    select id, code from jsonb_to_recordset(${JSON.stringify(sectors)}::jsonb) as one (id bigint, code text)
  `.execute(trx)
}
