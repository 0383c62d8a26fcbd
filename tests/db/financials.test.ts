import { beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { changeFinancials } from '#db/awards/financials.ts'
import { listAcceptedFigures } from '#db/awards/figures.ts'
import { findAward } from '#db/awards/find.ts'
import { findSchedule } from '#db/awards/schedule.ts'
import { findBurden } from '#db/burden.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { findReport } from '#db/reports/find.ts'
import { openReports } from '#db/reports/open.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { elena, newKey, pageOf, priya } from '#tests/setup/filing.ts'

const number = 'SAMPLE-NEG-01'
const state = 'SAMPLE-WIOA-01'
const tom = 'tom.okafor@eta.example.org'
const carla = 'carla.nguyen@sandhills.example.org'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

async function scheduleOf(award: string) {
  const schedule = await findSchedule(await castActor(tom, 'award.read'), award)
  if (!schedule) throw new Error(`No ${award}`)
  const { last } = await owner
    .selectFrom('reports')
    .where('awardId', '=', schedule.id)
    .select((eb) => eb.fn.max<string>('periodEnd').as('last'))
    .executeTakeFirstOrThrow()
  return { ...schedule, next: schedule.periods.find(({ end }) => end > last), last }
}

async function change(
  from: string | null,
  { as = tom, key = newKey(), version }: { as?: CastEmail; key?: WriteKey; version: number },
) {
  const actor = await castActor(as, 'schedule.change')
  return changeFinancials(actor, key, number, version, { from, reason: 'The terms ask for it.' })
}

const openAll = () => {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
  return openReports(permitSystem(scheduler, 'report.open'), addDays(today(), 300))
}

const financialOf = async (award: string) =>
  owner
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', award)
    .where('templateCode', '=', 'FIN-Q')
    .select(['reports.number', 'reports.periodEnd', 'reports.workingDueOn'])
    .orderBy('reports.periodEnd')
    .execute()

test('an award owes financial reports from a period on, once a grants officer of its agency says so', async () => {
  const { next, last, version } = await scheduleOf(number)
  const from = next?.start ?? ''
  expect(await change(from, { as: priya, version })).toBeNull()
  await expect(change(addDays(from, 1), { version })).rejects.toThrow(Refusal)
  const key = newKey()
  expect(await change(from, { key, version })).toBe(number)
  expect(await change(from, { key, version })).toBe(number)
  await expect(change(from, { key: writeKey(key.key, 'another'), version })).rejects.toThrow(
    Refusal,
  )
  await expect(change(null, { version })).rejects.toThrow(Conflict)
  expect(await financialOf(number)).toEqual([])
  await openAll()
  const opened = await financialOf(number)
  expect(opened.length).toBeGreaterThan(0)
  for (const report of opened) {
    expect(report.periodEnd > last).toBe(true)
    expect(report.number).toBe(`${number}-FIN-${report.periodEnd}`)
    const beside = await owner
      .selectFrom('reports')
      .where('number', '=', `${number}-${report.periodEnd}`)
      .select('workingDueOn')
      .executeTakeFirst()
    expect(report.workingDueOn).toBe(beside?.workingDueOn)
  }
  expect(await openAll()).toBe(0)
})

test('what is no longer owed is not opened, and what is open stays', async () => {
  const before = await financialOf(number)
  const { version } = await scheduleOf(number)
  await change(null, { version })
  await openAll()
  expect(await financialOf(number)).toEqual(before)
})

test('the two reports of a period are told apart by name', async () => {
  const reader = await castActor(carla, 'report.read')
  const performance = await findReport(reader, reportOf(state))
  const financial = await findReport(reader, reportOf(state).replace('-01-', '-01-FIN-'))
  expect(financial?.label).toBe(`${performance?.label} financial`)
  expect(financial?.templateTitle).toBe('Quarterly financial report')
})

test('an accepted financial report gives the award what was spent, to the cent', async () => {
  const officer = await castActor(elena, 'award.read')
  const award = await findAward(officer, state)
  const figures = await listAcceptedFigures(officer, award?.id ?? 0)
  const spent = figures.filter(({ code }) => code === 'FIN_EXPENDITURES').map(({ value }) => value)
  expect(spent).toEqual(['541207.18', '1098442.63'])
  const balance = figures.filter(({ code }) => code === 'FIN_UNOBLIGATED').at(-1)
  expect(balance?.value).toBe('4664407.12')
})

test('no real award owes or holds a financial figure', async () => {
  const rows = await owner
    .selectFrom('awards')
    .leftJoin('acceptedFigures', 'acceptedFigures.awardId', 'awards.id')
    .where('awards.sample', '=', false)
    .where((eb) => eb.or([eb('financialFrom', 'is not', null), eb('value', 'is not', null)]))
    .select('number')
    .execute()
  expect(rows).toEqual([])
})

test('the burden counts the financial form of the award’s own agency', async () => {
  const burden = await findBurden(
    await castActor(carla, 'report.read'),
    'sandhills-employment-department',
    today(),
  )
  const forms = new Set(burden?.responses.map(({ form }) => form))
  expect(forms).toContain('ETA-9130')
  expect(forms).not.toContain('SF-425')
  const financial = burden?.responses.find(({ form }) => form === 'ETA-9130')
  expect(financial?.period).toMatch(/ financial$/)
  expect(financial?.hours).toBe(0.75)
})

test('errors of the financial form name their rule and both lines', async () => {
  const { draft } = await pageOf(reportOf(state).replace('-01-', '-01-FIN-'), carla)
  expect(draft.readiness.errors).toEqual([])
  expect(draft.readiness.warnings.map(({ code }) => code)).toEqual(['FIN-20'])
  const { count } = await db
    .selectFrom('templateRules')
    .where('template', '=', 'FIN-Q')
    .where('severity', '=', 'error')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(10)
})
