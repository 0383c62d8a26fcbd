import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  balanceText,
  readBalanceRows,
  weighCharacteristic,
} from '#app/domain/study/balance_table.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { type Db, db } from '#db/index.ts'
import { openAttrition, openBalance, saveAttrition, saveBalance } from '#db/studies/balance.ts'
import { openArms, saveCounts } from '#db/studies/enrolment.ts'
import { listLocks, lockDatabase } from '#db/studies/lock.ts'
import { noCounts } from '#app/domain/study/monthly_counts.ts'
import { today } from '#app/domain/clock.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const naomi = 'naomi.brandt@oig.example.org'
const dana = 'dana.whitfield@eda.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)

let owner: Db
let studyId = 0

beforeAll(async () => {
  owner = await testDatabase('played')
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', ladders)
    .select('id')
    .executeTakeFirstOrThrow()
  studyId = study.id
})

const reader = (email: CastEmail) => castActor(email, 'arms.read')
const writer = (email: CastEmail) => castActor(email, 'study.write')
const earnings = {
  outcome: 'Yearly earnings',
  source: 'wage_records',
  bound: 'cautious',
  program: 50,
  control: 49,
  reason: null,
} as const

async function locks() {
  return listLocks(await castActor(ruth, 'plan.read'), studyId)
}

test('before the lock the arms are the team’s alone, and every look is an event', async () => {
  const looks = () =>
    db
      .selectFrom('events')
      .where('studyId', '=', studyId)
      .where('kind', '=', 'arms.viewed')
      .select('id')
      .execute()
  const before = (await looks()).length
  expect((await openBalance(await reader(amara), ladders))?.tables[0]?.rows).toHaveLength(6)
  expect(await openAttrition(await reader(ben), ladders)).toMatchObject({
    assigned: { program: 56, control: 56 },
  })
  expect(await looks()).toHaveLength(before + 2)
  for (const email of [ruth, helen] as const) {
    expect(await openBalance(await reader(email), ladders)).toBeNull()
    expect(await openAttrition(await reader(email), ladders)).toBeNull()
    expect(await openArms(await reader(email), ladders)).toBeNull()
  }
  for (const email of [naomi, dana] as const) {
    await expect(reader(email)).rejects.toThrow('does not hold')
    const forced = (await castActor(email, 'session.use')) as never
    expect(await openBalance(forced, ladders)).toBeNull()
    expect(await openAttrition(forced, ladders)).toBeNull()
  }
  expect(await looks()).toHaveLength(before + 2)
})

test('a balance is a version, kept once a key; an analysis holds no more than were assigned', async () => {
  const analyst = await writer(ben)
  const opened = await openBalance(await reader(ben), ladders)
  const rows = opened?.tables[0]?.rows ?? []
  const form = { sample: 'analytic', rows, omnibus: null, reason: null } as const
  const once = key(form)
  expect(await saveBalance(analyst, once, ladders, 1, form)).toEqual({ no: 2 })
  expect(await saveBalance(analyst, once, ladders, 1, form)).toEqual({ no: 2 })
  await expect(saveBalance(analyst, key(), ladders, 1, form)).rejects.toThrow(Conflict)
  expect((await openBalance(await reader(ben), ladders))?.tables).toHaveLength(2)

  const more = { ...earnings, program: 57 }
  await expect(saveAttrition(analyst, key(), ladders, 0, more)).rejects.toMatchObject({
    errors: { program: expect.stringContaining('at most 56') },
  })
  expect(await saveAttrition(analyst, key(), ladders, 0, earnings)).toEqual({ no: 1 })
  await expect(saveAttrition(analyst, key(), ladders, 0, earnings)).rejects.toThrow(Conflict)
  await expect(saveAttrition(analyst, key(), ladders, 1, earnings)).rejects.toThrow(Refusal)
  const { events } = await listEvents(await castActor(dana, 'event.read'), { studyId })
  const told = events.filter(({ kind }) => /^(balance|attrition)/.test(kind))
  expect(told.length).toBeGreaterThan(1)
  expect(JSON.stringify(told.map(({ after }) => after))).not.toMatch(/\b(50|49)\b/)
})

test('the lead locks once; then the agency reads, and nothing changes without a reason', async () => {
  await expect(castActor(ruth, 'database.lock')).rejects.toThrow('does not hold')
  const lead = await castActor(amara, 'database.lock')
  const words = { words: 'Baseline and the wage match of 24 months, checked twice.' }
  const once = key(words)
  expect(await lockDatabase(lead, once, ladders, 0, words)).toEqual({ no: 1 })
  expect(await lockDatabase(lead, once, ladders, 0, words)).toEqual({ no: 1 })
  await expect(lockDatabase(lead, key(), ladders, 0, words)).rejects.toThrow(Conflict)
  await expect(lockDatabase(lead, key(), ladders, 1, words)).rejects.toThrow(Refusal)
  expect(await locks()).toMatchObject([{ no: 1, isWhole: true, later: 0 }])

  for (const email of [ruth, helen] as const) {
    expect((await openBalance(await reader(email), ladders))?.tables).toHaveLength(2)
    expect((await openAttrition(await reader(email), ladders))?.counts).toHaveLength(1)
    expect((await openArms(await reader(email), ladders))?.sites).toHaveLength(2)
  }
  expect(await openBalance((await castActor(naomi, 'session.use')) as never, ladders)).toBeNull()

  const { awardId } = await db
    .selectFrom('studySites')
    .where('studyId', '=', studyId)
    .select('awardId')
    .executeTakeFirstOrThrow()
  const month = {
    ...noCounts,
    awardId,
    month: `${today().slice(0, 7)}-01`,
    block: 'after the lock',
    reason: null,
    reached: 1,
  }
  await expect(saveCounts(await writer(ben), key(), ladders, 0, month)).rejects.toMatchObject({
    errors: { reason: expect.stringContaining('locked') },
  })
  await expect(
    saveBalance(await writer(ben), key(), ladders, 2, {
      sample: 'analytic',
      rows: [],
      omnibus: null,
      reason: null,
    }),
  ).rejects.toThrow(Refusal)
  const said = { ...earnings, program: 51, reason: 'One late match of the state agency.' }
  expect(await saveAttrition(await writer(ben), key(), ladders, 1, said)).toEqual({ no: 2 })
  expect(await locks()).toMatchObject([{ isWhole: true, later: 1 }])
  expect(await lockDatabase(lead, key(), ladders, 1, words)).toEqual({ no: 2 })
})

test('the database itself refuses what the rules refuse, even to its owner', async () => {
  const refused = [
    sql`update enrolment_counts set program = program where study_id = ${studyId}`,
    sql`delete from attrition_counts where study_id = ${studyId}`,
    sql`update balance_tables set sample = 'analytic' where study_id = ${studyId}`,
    sql`update balance_rows set name = 'x' || name where study_id = ${studyId}`,
    sql`delete from database_locks where study_id = ${studyId}`,
    sql`insert into balance_tables (study_id, no, sample, saved_by, saved_at)
      values (${studyId}, 99, 'analytic', 1, now())`,
  ]
  for (const statement of refused) {
    await expect(statement.execute(owner)).rejects.toThrow(/lock|not change|reason|taken back/i)
  }
})

test('a pasted table is read whole or refused row by row', () => {
  const good = readBalanceRows([
    ['Characteristic', 'Kind'],
    ['Earnings', 'measured', '345', '12,775', '11800', '345', '11350', '10900', 'yes'],
    ['Employed', 'share', '100', '13', '', '100', '21', '', 'no'],
  ])
  if (!good.ok) throw new Error('The table is sound')
  const [earned, employed] = good.rows.map(weighCharacteristic)
  expect(earned?.difference).toBeCloseTo(0.1253, 4)
  expect(earned).toMatchObject({ category: 'satisfied_with_adjustment', holds: true })
  expect(employed).toMatchObject({ category: 'not_satisfied', holds: false })
  const again = balanceText(good.rows)
    .split('\n')
    .map((line) => line.split(', '))
  expect(readBalanceRows(again)).toEqual(good)
  const bad = readBalanceRows([
    ['Earnings', 'mean', '1'],
    ['Age', 'measured', '10', 'x', '1', '10', '3', '1', 'yes'],
    ['Women', 'share', '10', '11', '', '10', '3', '', 'no'],
    ['Women', 'share', '10', '1', '', '10', '3', '', 'maybe'],
  ])
  expect(bad.ok).toBe(false)
  if (!bad.ok) expect(bad.problems.map(({ row }) => row)).toEqual([1, 2, 3, 4])
})
