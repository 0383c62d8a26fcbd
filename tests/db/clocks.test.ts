import { beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { dayIn, today } from '#app/domain/clock.ts'
import { clockLines, readClockFilters, spreadOf } from '#app/domain/report/clock_list.ts'
import { reportSteps, stepDaysOf } from '#app/domain/report/clocks.ts'
import { castActor } from '#db/cast.ts'
import { type Db, db } from '#db/index.ts'
import {
  countDays,
  countLying,
  keepMissingDays,
  listTimedOfficers,
  listTimedYears,
} from '#db/reports/clocks.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, elena, marcus, priya } from '#tests/setup/filing.ts'

const helen = 'helen.marsh@seti.example.org'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const filters = (query = 'period=all') => readClockFilters(new URLSearchParams(query))
const reader = async (email: Parameters<typeof castActor>[0] = helen) =>
  castActor(email, 'clock.read')

/** Every report with moves, with its days counted from its events once more. */
async function recounted() {
  const reports = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .select(['reports.id', 'reports.periodEnd', 'awards.number as award'])
    .execute()
  const events = await db
    .selectFrom('events')
    .where('reportId', 'is not', null)
    .where('kind', 'like', 'report.%')
    .where('kind', 'not in', ['report.saved', 'report.opened'])
    .select(['reportId', 'kind', 'at'])
    .orderBy('id')
    .execute()
  return reports.flatMap(({ id, periodEnd, award }) => {
    const moves = events
      .filter(({ reportId }) => reportId === id)
      .map(({ kind, at }) => ({ kind, on: dayIn(at) }))
    return moves.length === 0 ? [] : [{ id, award, ...stepDaysOf(moves, periodEnd) }]
  })
}

test('what is kept of each report is what its events add up to, and is made anew from them', async () => {
  const kept = async () =>
    owner
      .selectFrom('reportClocks')
      .select(['reportId', ...reportSteps, 'step', 'sinceOn'])
      .orderBy('reportId')
      .execute()
  const before = await kept()
  const told = (await recounted())
    .map(({ id, days, step, since }) => ({ reportId: id, ...days, step, sinceOn: since }))
    .sort((one, other) => one.reportId - other.reportId)
  expect(before.length).toBeGreaterThan(8)
  expect(before).toEqual(told)
  await owner.deleteFrom('reportClocks').execute()
  const scheduler = permitSystem(
    { kind: 'system', name: 'scheduler', requestId: 'test' },
    'report.open',
  )
  expect(await keepMissingDays(scheduler)).toBe(before.length)
  expect(await kept()).toEqual(before)
  expect(await keepMissingDays(scheduler)).toBe(0)
})

test('the lines hold every report once, and sample stands apart', async () => {
  const all = await recounted()
  const counts = await countDays(await reader(), filters(), today())
  const lying = await countLying(await reader(), filters(), today())
  expect(new Set(counts.map(({ sample }) => sample))).toEqual(new Set([true]))
  for (const line of clockLines(counts, lying)) {
    const step = reportSteps.find((one) => one === line.measure)
    if (!step) continue
    const days = all.flatMap((report) => report.days[step] ?? [])
    expect(line.spread, step).toEqual(spreadOf(days.map((one) => ({ days: one, reports: 1 }))))
    const here = all.filter((report) => report.step === step)
    expect(line.now?.reports, step).toBe(here.length)
  }
  await owner
    .updateTable('organizations')
    .set({ sample: false })
    .where('slug', '=', 'harbor-trades-collaborative')
    .execute()
  const apart = await countDays(await reader(), filters(), today())
  expect(new Set(apart.map(({ sample }) => sample))).toEqual(new Set([true, false]))
})

test('filters narrow to a stream, a program, an officer and the periods of a year', async () => {
  const actor = await reader()
  const reports = async (query: string) => {
    const counts = await countDays(actor, filters(query), today())
    return counts
      .filter(({ measure }) => measure === 'preparing')
      .reduce((sum, one) => sum + one.reports, 0)
  }
  const all = await reports('period=all')
  const byStream = await Promise.all(
    ['GJC', 'SSEEP', 'WIOA'].map((code) => reports(`period=all&stream=${code}`)),
  )
  expect(byStream.reduce((sum, one) => sum + one, 0)).toBe(all)
  expect(await reports('period=all&program=NEG')).toBeLessThan(byStream[1] ?? 0)
  const officers = await listTimedOfficers(actor)
  expect(officers.map(({ name }) => name)).toEqual(['Dana Whitfield', 'Elena Ortiz', 'Marcus Bell'])
  const byOfficer = await Promise.all(officers.map(({ id }) => reports(`period=all&officer=${id}`)))
  expect(byOfficer.reduce((sum, one) => sum + one, 0)).toBe(all)
  const years = await listTimedYears(actor)
  const byYear = await Promise.all(years.map((year) => reports(`period=${year}`)))
  expect(byYear.reduce((sum, one) => sum + one, 0)).toBe(all)
})

test('an officer’s days by name are for that officer, the supervisor and who reads the portfolio', async () => {
  const names = async (email: typeof dana | typeof priya) =>
    (await listTimedOfficers(await reader(email))).map(({ name }) => name)
  expect(await names(dana)).toEqual(['Dana Whitfield'])
  expect(await names(priya)).toEqual(['Dana Whitfield', 'Marcus Bell'])
  const other = (await castActor(elena, 'session.use')).membershipId
  const asked = filters(`period=all&officer=${other}`)
  expect(await countDays(await reader(marcus), asked, today())).toEqual([])
  expect(await countDays(await reader(elena), asked, today())).not.toEqual([])
})
