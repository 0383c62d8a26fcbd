import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { addDays, monthEnd } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { noCounts, wholeSite } from '#app/domain/study/monthly_counts.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { db } from '#db/index.ts'
import { lockStudiesAt, reconcile } from '#db/studies/reconcile.ts'
import {
  answerDifference,
  findDifference,
  findReconciliation,
  listDifferencesOnDesk,
  setTolerance,
} from '#db/studies/reconciliation.ts'
import { findCounts, saveCounts } from '#db/studies/enrolment.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const carla = 'carla.nguyen@sandhills.example.org'
const omar = 'omar.haddad@tidewater.example.org'
const elena = 'elena.ortiz@eta.example.org'
const dana = 'dana.whitfield@eda.example.org'
const number = 'SAMPLE-CSJQ-01'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const read = (email: CastEmail) => castActor(email, 'reconciliation.read')
const answer = (email: CastEmail) => castActor(email, 'reconciliation.answer')

let awardId = 0
let period = { start: '', end: '' }

/** The months of the accepted period, each counted anew. */
async function count(people: number) {
  const analyst = await castActor(ben, 'study.write')
  for (let month = period.start; month <= period.end; month = addDays(monthEnd(month), 1)) {
    const at = { awardId, month, block: wholeSite }
    const held = await findCounts(await castActor(ben, 'arms.read'), ladders, at)
    await saveCounts(analyst, key(), ladders, held?.no ?? 0, {
      ...noCounts,
      ...at,
      reached: people,
      assessed: people,
      program: people,
      reason: held ? 'Counted again.' : null,
    })
  }
}

beforeAll(async () => {
  await testDatabase('played')
  const reports = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', number)
    .where('reports.acceptedVersionNo', 'is not', null)
    .select(['reports.awardId', 'reports.periodStart', 'reports.periodEnd'])
    .orderBy('reports.periodEnd', 'desc')
    .execute()
  awardId = reports[0]?.awardId ?? 0
  period = { start: reports[0]?.periodStart ?? '', end: reports[0]?.periodEnd ?? '' }
})

async function theDifference(email: CastEmail) {
  const found = await findReconciliation(await read(email), ladders)
  const site = found?.sites.find((one) => one.number === number)
  return site?.periods.at(-1)?.difference ?? null
}

test('of the sample trial waits for the grantee it was handed to, and for nobody else', async () => {
  // The accepted running totals are 30 and 64: 34 people in the period.
  const difference = await theDifference(amara)
  expect(difference).toMatchObject({ state: 'open', owner: 'grantee', counted: 42, reported: 34 })
  const onDesk = async (email: CastEmail) =>
    (await listDifferencesOnDesk(await castActor(email, 'session.use'))).map(({ id }) => id)
  expect(await onDesk(carla)).toEqual([difference?.id])
  for (const email of [ben, omar, elena, ruth] as const) expect(await onDesk(email)).toEqual([])
  const told = await db
    .selectFrom('notices')
    .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('notices.kind', 'in', ['difference_opened', 'difference_handed_grantee'])
    .select('people.email')
    .orderBy('notices.id')
    .execute()
  expect(told).toEqual([{ email: amara }, { email: carla }])
})

test('it is handed over, explained by its owner alone, and told once for a key', async () => {
  const difference = await theDifference(amara)
  const at = { slug: ladders, id: difference?.id ?? 0, version: difference?.version ?? 0 }
  const explain = { move: 'explain', reason: 'timing', words: 'Four began in July.' } as const
  await expect(answerDifference(await answer(elena), key(), at, explain)).rejects.toThrow(Refusal)
  expect(await answerDifference(await answer(dana), key(), at, explain)).toBeNull()
  expect(await answerDifference(await answer(omar), key(), at, explain)).toBeNull()
  const hand = { move: 'officer', words: 'Has the report been questioned?' } as const
  const sent = key(hand)
  const done = { id: at.id, move: 'officer' }
  expect(await answerDifference(await answer(ben), sent, at, hand)).toEqual(done)
  expect(await answerDifference(await answer(ben), sent, at, hand)).toEqual(done)
  await expect(answerDifference(await answer(ben), key(), at, hand)).rejects.toThrow(Conflict)
  const now = { ...at, version: at.version + 1 }
  await expect(answerDifference(await answer(carla), key(), now, explain)).rejects.toThrow(Refusal)
  await answerDifference(await answer(elena), key(), now, explain)
  const read = await castActor(carla, 'reconciliation.read')
  const found = await findDifference(read, at)
  expect(found).toMatchObject({ state: 'explained', reasonCode: 'timing', saidBy: 'Elena Ortiz' })
  expect(found?.said.map(({ kind }) => kind.split('.')[1])).toEqual([
    'opened',
    'handed_over',
    'handed_over',
    'explained',
  ])
})

test('it opens again when its figures change, and is corrected once they meet', async () => {
  await count(8)
  expect(await theDifference(amara)).toMatchObject({ state: 'open', owner: 'officer', counted: 24 })
  await count(11)
  expect(await theDifference(amara)).toMatchObject({ state: 'corrected', counted: 33 })
})

test('an accepted figure that changes opens it as well', async () => {
  await db.transaction().execute(async (trx) => {
    const report = await trx
      .deleteFrom('acceptedFigures')
      .where('awardId', '=', awardId)
      .where('periodEnd', '=', period.end)
      .where('indicatorCode', '=', 'H1B_ENROLLED_TRAINING')
      .returningAll()
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('acceptedFigures')
      .values({ ...report, value: '70' })
      .execute()
    const actor = await castActor(elena, 'report.review')
    for (const id of await lockStudiesAt(trx, awardId)) await reconcile(trx, actor, id)
  })
  expect(await theDifference(amara)).toMatchObject({ state: 'open', counted: 33, reported: 40 })
})

test('the tolerance is the evaluation officer’s, and is held against everything at once', async () => {
  await expect(castActor(amara, 'reconciliation.set')).rejects.toThrow('does not hold')
  const actor = await castActor(ruth, 'reconciliation.set')
  const form = { people: 10, percent: 5, basis: 'assigned', reason: 'Small cohorts.' } as const
  const sent = key(form)
  expect(await setTolerance(actor, sent, ladders, 0, form)).toEqual({ no: 1 })
  expect(await setTolerance(actor, sent, ladders, 0, form)).toEqual({ no: 1 })
  await expect(setTolerance(actor, key(), ladders, 0, form)).rejects.toThrow(Conflict)
  await expect(setTolerance(actor, key(), ladders, 1, form)).rejects.toThrow(Refusal)
  expect(await theDifference(amara)).toMatchObject({ state: 'corrected' })
})

test('a grantee reads its own site’s totals, and none of one arm; nobody reads another’s', async () => {
  const own = await findReconciliation(await read(carla), ladders)
  expect(own?.sites.map((one) => one.number)).toEqual([number, 'SAMPLE-WIOA-01'])
  expect(own?.sites[0]?.periods.at(-1)?.counted).toBe(33)
  expect(JSON.stringify(own)).not.toMatch(/"(program|control)":\d/)
  expect(await findReconciliation(await read(omar), ladders)).toBeNull()
  const { events } = await listEvents(await castActor(carla, 'event.read'), { awardId })
  expect(events.filter(({ kind }) => kind.startsWith('reconciliation.'))).toEqual([])
  const actor = await castActor(ruth, 'reconciliation.set')
  const form = { people: 3, percent: 5, basis: 'program', reason: 'It reports places.' } as const
  await setTolerance(actor, key(), ladders, 1, form)
  const hidden = await findReconciliation(await read(carla), ladders)
  expect(hidden?.sites[0]?.periods.at(-1)).toMatchObject({ counted: null, reported: 40 })
  expect(hidden?.sites[0]?.periods.at(-1)?.difference?.counted).toBeNull()
})
