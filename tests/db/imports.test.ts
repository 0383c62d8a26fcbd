import { createHash } from 'node:crypto'
import type { JobHelpers } from 'graphile-worker'
import { beforeAll, expect, test } from 'vitest'
import { awardSheetColumns } from '#app/domain/award_sheet.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { columnLetters } from '#app/domain/report/sheet_reading.ts'
import { readImport, storeConfirmedImport } from '#app/jobs/import_awards.server.ts'
import { verifyAudit } from '#db/audit.ts'
import { findAward } from '#db/awards/find.ts'
import {
  confirmImport,
  findImport,
  listImports,
  rereadImport,
  sendImport,
} from '#db/awards/imports.ts'
import { castActor } from '#db/cast.ts'
import { type Db, db } from '#db/index.ts'
import { csvOf, goodRow, spoiledSheet } from '#tests/setup/awards_sheet.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { newKey, priya } from '#tests/setup/filing.ts'
import { figure, isProof, size } from '#tests/setup/size.ts'

const tom = 'tom.okafor@eta.example.org'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const rows = size(5000, 300)
const faults = size(137, 37)

/** What a job is given beside its payload is of no use to these. */
const nothing = {} as JobHelpers

async function send(text: string, name = 'awards.csv') {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const actor = await castActor(priya, 'award.import')
  const file = { name, bytes, sha256, sample: true, program: null }
  const { id } = await sendImport(actor, newKey(), file)
  await readImport({ importId: id }, nothing)
  return read(id)
}

async function read(id: number) {
  const found = await findImport(await castActor(priya, 'award.import'), id)
  if (!found) throw new Error('No such import')
  return found
}

async function confirm({ id, version }: { id: number; version: number }) {
  await confirmImport(await castActor(priya, 'award.import'), newKey(), id, version)
  await storeConfirmedImport({ importId: id }, nothing)
  return read(id)
}

async function countAwards() {
  const { count } = await db
    .selectFrom('awards')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function outcomes({ planned }: Awaited<ReturnType<typeof read>>) {
  const of = (outcome: string) => planned.filter((one) => one.outcome === outcome).length
  return { new: of('new'), changed: of('changed'), same: of('same') }
}

test('every seeded fault is named at its row and column, and nothing is stored', async () => {
  const before = await countAwards()
  const spoiled = spoiledSheet(rows, faults)
  const started = performance.now()
  const file = await send(csvOf(spoiled.rows), 'spoiled.csv')
  figure(
    'import with faults',
    `${rows} rows, ${file.problems.length} faults named in ${seconds(started)}`,
  )
  const places = spoiled.places.map((place) => {
    const [key, row] = place.split(' ')
    const column = awardSheetColumns.findIndex((one) => one.key === key)
    return `${columnLetters(column)}${row}`
  })
  expect(file.state).toBe('refused')
  expect(file.problems.map(({ column, row }) => `${column}${row}`)).toEqual(places)
  expect(file.problems).toHaveLength(faults)
  expect(await countAwards()).toBe(before)
})

test('the corrected file is stored once, whole, with the origin of every field', async () => {
  const before = await countAwards()
  const good = Array.from({ length: rows }, (_, index) => goodRow(index + 1))
  const text = csvOf(good)
  const ready = await send(text, 'corrected.csv')
  expect([ready.state, ready.problems, outcomes(ready)]).toEqual([
    'ready',
    [],
    { new: rows, changed: 0, same: 0 },
  ])
  const started = performance.now()
  const stored = await confirm(ready)
  figure('import stored', `${rows} awards in ${seconds(started)}`)
  expect([stored.state, await countAwards()]).toEqual(['stored', before + rows])
  if (isProof) expect(performance.now() - started).toBeLessThan(20_000)

  // A job that runs again finds it done.
  await storeConfirmedImport({ importId: stored.id }, nothing)
  await expect(confirm(ready)).rejects.toBeInstanceOf(Conflict)
  expect(await countAwards()).toBe(before + rows)

  const again = await send(text, 'again.csv')
  expect(outcomes(again)).toEqual({ new: 0, changed: 0, same: rows })

  const actor = await castActor(priya, 'award.read')
  const award = await findAward(actor, 'IMPORT-00003')
  expect(award).toMatchObject({
    amount: '1000003.03',
    amountPrecision: 'exact',
    status: 'awarded',
    uei: 'SMP0003KX7Q9',
    sample: true,
    fain: 'ED26HDQ0000003',
  })
  expect(award?.states.map(({ usps }) => usps)).toEqual(['CO', 'NM'])
  const [origin] = award?.imported ?? []
  expect(origin).toMatchObject({ file: 'corrected.csv', row: 4, who: 'Priya Raman' })
  expect(origin?.fields).toContain('amount')
  const organizations = await db
    .selectFrom('organizations')
    .where('name', 'like', 'Imported Training Center %')
    .select('id')
    .execute()
  expect(organizations).toHaveLength(Math.min(rows, 200))
  expect(await verifyAudit(owner, [])).toMatchObject({ broken: null })
})

test('a changed cell is shown with old and new, and stored unless the award moved meanwhile', async () => {
  const ready = await send(
    csvOf([
      { number: 'IMPORT-00002', amount: '2000000', serviceArea: 'Pueblo' },
      { number: 'IMPORT-00005', amount: '3000000' },
    ]),
    'change.csv',
  )
  expect(ready.planned[0]).toMatchObject({
    outcome: 'changed',
    changes: [
      { field: 'amount', before: '1000002.02', after: '2000000.00' },
      { field: 'serviceArea', before: null, after: 'Pueblo' },
    ],
  })
  await db.updateTable('awards').where('number', '=', 'IMPORT-00005').set({ version: 9 }).execute()
  const left = await confirm(ready)
  expect([left.state, left.say]).toEqual(['overtaken', expect.stringContaining('IMPORT-00005')])
  const actor = await castActor(priya, 'award.read')
  expect((await findAward(actor, 'IMPORT-00002'))?.amount).toBe('1000002.02')

  const importer = await castActor(priya, 'award.import')
  await rereadImport(importer, newKey(), left.id, left.version)
  await readImport({ importId: left.id }, nothing)
  expect((await confirm(await read(left.id))).state).toBe('stored')
  // What the file does not say stays as it was.
  const award = await findAward(actor, 'IMPORT-00002')
  expect(award).toMatchObject({ amount: '2000000.00', serviceArea: 'Pueblo', city: 'Pueblo' })
  expect(award?.imported.map(({ file }) => file)).toEqual(['change.csv', 'corrected.csv'])
})

test('awards of others, closed ones and terms under modification are refused at their cell', async () => {
  await owner
    .updateTable('awards')
    .where('number', '=', 'IMPORT-00006')
    .set({ status: 'closed', endedOn: '2026-01-01' })
    .execute()
  const file = await send(
    csvOf([
      { number: 'IMPORT-00006', amount: '5' },
      { number: 'SAMPLE-NEG-01', amount: '5' },
      { number: 'SAMPLE-GJC-01', periodEnd: '2040-01-01' },
      { number: 'IMPORT-00007', organization: 'Somebody Else' },
      { number: 'IMPORT-00008', uei: 'SMP0001KX7Q9' },
      { number: 'gjc-al-city-of-birmingham', amount: '5' },
    ]),
  )
  expect(file.problems.map(({ row, column }) => `${column}${row}`)).toEqual([
    'K2',
    'A3',
    'N4',
    'C5',
    'D6',
    'A7',
  ])
})

test('only the own agency’s grants officers see a file', async () => {
  const [latest] = await listImports(await castActor(priya, 'award.import'))
  const other = await castActor(tom, 'award.import')
  expect(await listImports(other)).toEqual([])
  expect(await findImport(other, latest?.id ?? 0)).toBeNull()
  expect(await confirmImport(other, newKey(), latest?.id ?? 0, 1)).toBeNull()
})

const seconds = (started: number) => `${((performance.now() - started) / 1000).toFixed(1)} s`
