import { createHash } from 'node:crypto'
import { permitSystem } from '#app/domain/access.ts'
import { judgeAward } from '#app/domain/award_import.ts'
import { awardSheetColumns } from '#app/domain/award_sheet.ts'
import { readAwardSheet } from '#app/domain/award_sheet_reading.ts'
import { today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import { findImportRecord, findSheetLists } from '../awards/import_record.ts'
import { sendImport, stageImport, takeToRead, tellImport } from '../awards/imports.ts'
import { castActor } from '../cast.ts'
import { writeKey } from '../write.ts'
import { castScheduler } from './scheduler.ts'

type CastRow = Partial<Record<(typeof awardSheetColumns)[number]['key'], string>>

/** A grants officer sent two files of invented awards: one has cells to fix, one waits for her word. */
export async function playImports(): Promise<void> {
  const start = addDays(quarterEnd(today()), 1)
  const academy: CastRow = {
    number: 'SAMPLE-GJC-11',
    organization: 'Copper Basin Skills Partnership',
    uei: 'SMP7CBSKP4Q9',
    listing: '11.307',
    program: 'GJC-FY24',
    name: 'Copper Basin Building Trades Academy',
    amount: '2,150,000.00',
    periodStart: start,
    periodEnd: addDays(start, 3 * 365 - 1),
    city: 'Globe',
    state: 'AZ',
    states: 'AZ; NM',
    sectors: 'construction',
  }
  const clinics: CastRow = {
    ...academy,
    number: 'SAMPLE-GJC-12',
    organization: 'Blue Mesa Workforce Alliance',
    uei: '',
    name: 'Blue Mesa Rural Clinics Pathway',
    amount: '1,480,500.50',
    city: 'Pueblo',
    state: 'CO',
    states: 'CO',
    sectors: 'healthcare',
  }
  await send('new-awards-draft.csv', [
    { ...academy, uei: 'SMP7CBSK' },
    { ...clinics, amount: '1,480,500.505' },
    { ...academy, number: 'SAMPLE-GJC-13', periodEnd: addDays(start, -30) },
  ])
  await send('new-awards.csv', [
    academy,
    clinics,
    { number: 'SAMPLE-GJC-03', serviceArea: 'Southern Colorado, Taos and Colfax counties' },
  ])
}

async function send(name: string, rows: readonly CastRow[]): Promise<void> {
  const sheet = [
    awardSheetColumns.map(({ heading }) => heading),
    ...rows.map((row) => awardSheetColumns.map(({ key }) => row[key] || null)),
  ]
  const bytes = Buffer.from(
    sheet.map((row) => row.map((cell) => `"${cell ?? ''}"`).join(',')).join('\r\n'),
  )
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const priya = await castActor('priya.raman@eda.example.org', 'award.import')
  const file = { name, bytes, sha256, sample: true, program: null }
  const { id } = await sendImport(priya, writeKey(`cast-import-${name}`, name), file)
  const reader = permitSystem(castScheduler, 'award.import')
  const taken = await takeToRead(reader, id)
  if (!taken) return
  const lists = await findSheetLists(taken.agencyCode, null)
  const { kind, places, awards, problems } = readAwardSheet(sheet, lists)
  const record = await findImportRecord(awards, taken)
  const judged = awards.map((award) => judgeAward(award, record, { lists, places }))
  await tellImport(reader, id, { rowsTotal: rows.length, rowsDone: rows.length })
  const planned = judged.flatMap((one) => ('planned' in one ? [one.planned] : []))
  await stageImport(
    reader,
    id,
    problems.length > 0 ? { kind, problems, say: null } : { kind, planned },
  )
}
