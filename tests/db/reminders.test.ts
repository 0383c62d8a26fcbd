import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { setClockOffset } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import { remindOfReports } from '#db/reports/remind.ts'
import { changeSupervisor, listSupervisors } from '#db/supervisors.ts'
import { pickUpReport } from '#db/reports/review.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  certify,
  dana,
  fillReport,
  handOver,
  joan,
  luis,
  marcus,
  newKey,
  pageOf,
  priya,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

const actor = permitSystem(
  { kind: 'system', name: 'scheduler', requestId: 'test' },
  'report.remind',
)

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
  // The cast's own reports are finished, so that only those of a test are reminded of.
  await owner.updateTable('reports').set({ endedAs: 'not_required' }).execute()
})

afterEach(() => setClockOffset(0))

let year = 2040

/** A report due on June 1 of a year of its own. */
async function dueReport(award = 'SAMPLE-GJC-01'): Promise<{ number: string; due: string }> {
  year += 2
  const due = `${year}-06-01`
  const { number } = await enterReport(owner, award, { periodEnd: due })
  return { number, due }
}

/** The schedule runs on a day, with the clock at noon in Washington. */
async function runOn(day: string): Promise<number> {
  setClockOffset(Date.parse(`${day}T17:00:00Z`) - Date.now())
  return remindOfReports(actor, day)
}

async function finish(number: string): Promise<void> {
  await owner
    .updateTable('reports')
    .set({ endedAs: 'not_required' })
    .where('number', '=', number)
    .execute()
}

async function toldOf(email: CastEmail, number: string): Promise<string[]> {
  const reader = await castActor(email, 'session.use')
  const { notices } = await listNotices(reader, { unread: true, after: null })
  return notices
    .filter(({ reportNumber }) => reportNumber === number)
    .map(({ kind }) => kind)
    .reverse()
}

describe('a report nobody submits', () => {
  test('is told for a year to each person at each step once, however often the schedule runs', async () => {
    const { number, due } = await dueReport()
    for (let day = addDays(due, -60); day < addDays(due, 300); day = addDays(day, 1)) {
      const sent = await runOn(day)
      expect(sent).toBeLessThanOrEqual(1)
      if (sent > 0) expect(await runOn(day)).toBe(0)
    }
    const grantee = ['due_soon', 'due_soon', 'due_soon', 'due_soon', 'late', 'late', 'late']
    expect(await toldOf(luis, number)).toEqual(grantee)
    expect(await toldOf(joan, number)).toEqual(grantee)
    expect(await toldOf(dana, number)).toEqual(['late_watched', 'late_escalated'])
    expect(await toldOf(priya, number)).toEqual(['late_escalated'])
    expect(await toldOf(marcus, number)).toEqual([])
    await finish(number)
  })

  test('is told to the supervisor the officer’s membership names, instead of the grants officers', async () => {
    const { number, due } = await dueReport()
    const [officer, supervisor] = [
      await castActor(dana, 'session.use'),
      await castActor(marcus, 'session.use'),
    ]
    const admin = await castActor('alex.romero@seti.example.org', 'person.change')
    const at = officer.membershipId
    let version = 1
    const name = async (personId: number | null) => {
      await changeSupervisor(admin, newKey(), at, version, { supervisor: personId })
      version += 1
    }
    const choices = await listSupervisors(admin, at)
    expect(choices.map((one) => one.name)).toEqual(['Marcus Bell', 'Priya Raman'])
    await expect(name(admin.personId)).rejects.toThrow('Choose a colleague')
    await name(supervisor.personId)
    await runOn(addDays(due, 40))
    await name(null)
    expect(await toldOf(marcus, number)).toEqual(['late_escalated'])
    expect(await toldOf(priya, number)).toEqual([])
    await finish(number)
  })

  test('after days on which nothing ran is told its latest step alone', async () => {
    const { number, due } = await dueReport()
    await runOn(addDays(due, 9))
    expect(await toldOf(luis, number)).toEqual(['late'])
    await finish(number)
  })

  test('has its reminders in its history, where its draft is nobody else’s', async () => {
    const { number, due } = await dueReport()
    await runOn(addDays(due, -7))
    const report = await owner
      .selectFrom('reports')
      .where('number', '=', number)
      .select('id')
      .executeTakeFirstOrThrow()
    const kindsFor = async (email: CastEmail) => {
      const reader = await castActor(email, 'event.read')
      const { events } = await listEvents(reader, { reportId: report.id })
      return events.map(({ kind }) => kind)
    }
    expect(await kindsFor(luis)).toEqual(['reminder.due_soon'])
    expect(await kindsFor(dana)).toEqual([])
    await finish(number)
  })
})

test('two runs at once take each step once', async () => {
  const { number, due } = await dueReport()
  setClockOffset(Date.parse(`${due}T17:00:00Z`) - Date.now())
  const sent = await Promise.all([1, 2, 3].map(() => remindOfReports(actor, due)))
  expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1)
  expect(await toldOf(luis, number)).toEqual(['due_soon'])
  await finish(number)
})

test('after submission nothing is due any more, and it is the agency that is asked', async () => {
  const { number, due } = await dueReport()
  setClockOffset(Date.parse(`${addDays(due, -20)}T17:00:00Z`) - Date.now())
  await fillReport(number)
  await handOver(number)
  await certify(number)
  for (let day = addDays(due, -20); day < addDays(due, 60); day = addDays(day, 1)) await runOn(day)
  expect((await toldOf(luis, number)).filter((kind) => kind !== 'signed')).toEqual([])
  expect(await toldOf(dana, number)).toEqual(['submitted', 'pick_up_waits', 'review_escalated'])
  expect(await toldOf(priya, number)).toEqual(['review_escalated'])
  const officer = await castActor(dana, 'report.review')
  const { version } = await pageOf(number, joan)
  await pickUpReport(officer, newKey(), number, version, 'pick_up')
  for (let day = addDays(due, 60); day < addDays(due, 100); day = addDays(day, 1)) await runOn(day)
  expect((await toldOf(dana, number)).slice(3)).toEqual(['review_waits', 'review_escalated'])
  await finish(number)
})
