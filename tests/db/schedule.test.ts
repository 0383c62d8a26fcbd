import { beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { changeSchedule, findSchedule } from '#db/awards/schedule.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listNotices } from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import { openReports } from '#db/reports/open.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, joan, luis, newKey, priya } from '#tests/setup/filing.ts'

const number = 'SAMPLE-GJC-01'
const tom = 'tom.okafor@eta.example.org'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

async function read(email: CastEmail = priya) {
  const schedule = await findSchedule(await castActor(email, 'award.read'), number)
  if (!schedule) throw new Error(`${email} sees no ${number}`)
  const { last } = await owner
    .selectFrom('reports')
    .where('awardId', '=', schedule.id)
    .select((eb) => eb.fn.max<string>('periodEnd').as('last'))
    .executeTakeFirstOrThrow()
  return { ...schedule, ahead: schedule.periods.filter(({ end }) => end > last), last }
}

const yearly = {
  frequency: 'annual',
  offsetDays: 90,
  rollRule: 'next_business_day',
  calendarType: 'fiscal_year',
  reason: 'The terms were amended.',
} as const

async function change(
  email: CastEmail,
  startsOn: string,
  { key = newKey(), version }: { key?: WriteKey; version: number },
) {
  const actor = await castActor(email, 'schedule.change')
  return changeSchedule(actor, key, number, version, { ...yearly, startsOn })
}

test('is changed from a period that is not open yet, by a grants officer of the agency, once', async () => {
  const before = await read()
  const startsOn = before.ahead[0]?.start ?? ''
  const { version } = before
  expect(await change(tom, startsOn, { version })).toBeNull()
  const opened = before.periods.find(({ end }) => end === before.last)?.start ?? ''
  await expect(change(priya, opened, { version })).rejects.toThrow(Refusal)
  await expect(change(priya, addDays(startsOn, 1), { version })).rejects.toThrow(Refusal)
  const key = newKey()
  expect(await change(priya, startsOn, { key, version })).toBe(number)
  expect(await change(priya, startsOn, { key, version })).toBe(number)
  await expect(
    change(priya, startsOn, { key: writeKey(key.key, 'another body'), version }),
  ).rejects.toThrow(Refusal)
  const late = await change(priya, startsOn, { version }).catch((error: unknown) => error)
  expect(late).toBeInstanceOf(Conflict)
  expect(late).toMatchObject({ who: 'Priya Raman' })
  const after = await read()
  expect(after.periods.filter(({ end }) => end <= before.last)).toEqual(
    before.periods.filter(({ end }) => end <= before.last),
  )
  expect(after.ahead[0]).toMatchObject({ start: startsOn, rule: { frequency: 'annual' } })
  expect(after.changes).toMatchObject([{ who: 'Priya Raman', reason: yearly.reason }])
  for (const email of [luis, joan, dana] as const) {
    const reader = await castActor(email, 'session.use')
    const { notices } = await listNotices(reader, { unread: true, after: null })
    expect(notices[0], email).toMatchObject({ kind: 'rescheduled', awardNumber: number })
  }
})

test('opens what comes by the new rule, and what was open keeps its dates', async () => {
  const reports = async () =>
    owner
      .selectFrom('reports')
      .innerJoin('awards', 'awards.id', 'reports.awardId')
      .where('awards.number', '=', number)
      .select([
        'reports.periodEnd',
        'reports.statutoryDueOn',
        'reports.workingDueOn',
        'reports.frequency',
      ])
      .orderBy('reports.periodEnd')
      .execute()
  const before = await reports()
  const { ahead } = await read()
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
  const opening = permitSystem(scheduler, 'report.open')
  await openReports(opening, addDays(today(), 3_000))
  expect(await openReports(opening, addDays(today(), 3_000))).toBe(0)
  const after = await reports()
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.slice(before.length)).toEqual(
    ahead.map(({ end, statutory, working, rule }) => ({
      periodEnd: end,
      statutoryDueOn: statutory,
      workingDueOn: working,
      frequency: rule.frequency,
    })),
  )
  expect(after.at(-1)?.statutoryDueOn).toBe(addDays(after.at(-1)?.periodEnd ?? '', 120))
})

test('of an award whose days the sources do not give has no periods', async () => {
  const actor = await castActor(priya, 'award.read')
  const schedule = await findSchedule(actor, 'ED22HDQ3070099')
  expect(schedule).toMatchObject({ rule: null, periods: [], changes: [] })
})
