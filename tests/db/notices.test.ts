import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { roles } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { happenings } from '#app/domain/happenings.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { noticeGroups } from '#app/domain/notice_line.ts'
import { noticeLines } from '#app/domain/notice_lines.ts'
import { defaultMail, groupsFor, linesOf } from '#app/domain/notices.ts'
import { assignOfficer } from '#db/awards/assignment.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { countUnread, inboxPageSize, listNotices, markNotices } from '#db/inbox.ts'
import { type Db, db } from '#db/index.ts'
import { record } from '#db/events.ts'
import { openReports } from '#db/reports/open.ts'
import { declineReport } from '#db/reports/authors.ts'
import { acceptReport, returnReport } from '#db/reports/review.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { enterReport } from '#tests/setup/reports.ts'
import {
  acceptedAnyway,
  bringToReview,
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

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

let year = 2015

async function newReport(): Promise<string> {
  year -= 1
  return (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })).number
}

/** What somebody was told of a report, oldest first. */
async function toldOf(email: CastEmail, number: string): Promise<string[]> {
  const actor = await castActor(email, 'session.use')
  const { notices } = await listNotices(actor, { unread: false, after: null })
  return notices
    .filter(({ reportNumber }) => reportNumber === number)
    .map(({ kind }) => kind)
    .reverse()
}

async function queued(key: string) {
  const { rows } = await sql<{ key: string }>`
    select key from graphile_worker.jobs where key = ${key}
  `.execute(owner)
  return rows.length
}

describe('the lines', () => {
  test('each reads an event that a history has words for', () => {
    expect(noticeLines.map(({ on }) => on).filter((on) => !(on in happenings))).toEqual([])
  })

  test('each kind is told once', () => {
    const kinds = noticeLines.map(({ kind }) => kind)
    expect(new Set(kinds).size).toBe(kinds.length)
  })

  test('a forecast moved to an earlier day tells nobody', () => {
    const moved = (from: string, to: string) =>
      linesOf({
        kind: 'milestone.forecast_moved',
        before: { forecastOn: from },
        after: { forecastOn: to },
      }).length
    expect(moved('2026-05-01', '2026-04-01')).toBe(0)
    expect(moved('2026-05-01', '2026-06-01')).toBe(1)
  })

  test('a role has a default for exactly what it can be told', () => {
    for (const role of roles) {
      const mailed = noticeGroups.filter((group) => defaultMail(role, group) !== 'none')
      expect(mailed).toEqual(groupsFor(role))
    }
  })
})

describe('a report’s life', () => {
  test('tells at each step those whose turn it is, and never the one who did it', async () => {
    const number = await newReport()
    await fillReport(number)
    expect(await toldOf(joan, number)).toEqual([])
    await handOver(number)
    expect(await toldOf(joan, number)).toEqual(['handed_over'])
    const certifier = await castActor(joan, 'report.certify')
    const { version } = await pageOf(number, joan)
    await declineReport(certifier, newKey(), number, version, { reason: 'Name the clinic.' })
    await handOver(number)
    await certify(number)
    expect(await toldOf(luis, number)).toEqual(['declined', 'signed'])
    expect(await toldOf(joan, number)).toEqual(['handed_over', 'handed_over'])
    expect(await toldOf(dana, number)).toEqual(['submitted'])
    expect(await toldOf(marcus, number)).toEqual([])
    expect(await toldOf(priya, number)).toEqual([])
  })

  test('ends for its authors with the return or the acceptance', async () => {
    const number = await newReport()
    const version = await bringToReview(number)
    const officer = await castActor(dana, 'report.review')
    const sections = [{ section: 3, reason: 'figure_unclear' as const, words: 'Which?' }]
    await returnReport(officer, newKey(), number, version, sections)
    expect((await toldOf(luis, number)).slice(-2)).toEqual(['picked_up', 'returned'])
    expect((await toldOf(joan, number)).slice(-2)).toEqual(['picked_up', 'returned'])
    const other = await newReport()
    await acceptReport(officer, newKey(), other, await bringToReview(other), acceptedAnyway)
    expect((await toldOf(luis, other)).at(-1)).toBe('accepted')
  })

  test('tells once of a move that is sent twice', async () => {
    const number = await newReport()
    const version = await bringToReview(number)
    const officer = await castActor(dana, 'report.review')
    const key = newKey()
    await acceptReport(officer, key, number, version, acceptedAnyway)
    await acceptReport(officer, key, number, version, acceptedAnyway)
    const told = await toldOf(luis, number)
    expect(told.filter((kind) => kind === 'accepted')).toHaveLength(1)
  })

  test('tells nothing, and queues no letter, of what was rolled back', async () => {
    const number = await newReport()
    const version = await bringToReview(number)
    const officer = await castActor(dana, 'report.review')
    const before = await toldOf(luis, number)
    const { rows } = await sql<{ count: number }>`
      select count(*) from graphile_worker.jobs`.execute(owner)
    const sections = [{ section: 99, reason: 'other' as const, words: 'There is none.' }]
    await expect(returnReport(officer, newKey(), number, version, sections)).rejects.toBeInstanceOf(
      Refusal,
    )
    const rolledBack = db.transaction().execute(async (trx) => {
      const report = await trx
        .selectFrom('reports')
        .where('number', '=', number)
        .select(['id', 'awardId'])
        .executeTakeFirstOrThrow()
      const about = { awardId: report.awardId, reportId: report.id }
      await record(trx, officer, { kind: 'report.returned', ...about })
      throw new Error('The power went out')
    })
    await expect(rolledBack).rejects.toThrow('The power went out')
    expect(await toldOf(luis, number)).toEqual(before)
    const after = await sql<{ count: number }>`
      select count(*) from graphile_worker.jobs`.execute(owner)
    expect(after.rows).toEqual(rows)
  })
})

describe('who is told', () => {
  test('an officer of an award given to her, who loses sight of its reports with it', async () => {
    const number = await newReport()
    await bringToReview(number)
    const grants = await castActor(priya, 'award.assign')
    const award = await owner
      .selectFrom('awards')
      .where('number', '=', 'SAMPLE-GJC-01')
      .select(['id', 'version'])
      .executeTakeFirstOrThrow()
    const to = await castActor(marcus, 'session.use')
    const moved = { officer: to.membershipId, reason: 'On leave.' }
    await assignOfficer(grants, newKey(), 'SAMPLE-GJC-01', award.version, moved)
    const { notices } = await listNotices(to, { unread: true, after: null })
    expect(notices.map(({ kind, awardNumber }) => [kind, awardNumber])).toContainEqual([
      'assigned',
      'SAMPLE-GJC-01',
    ])
    expect(await toldOf(dana, number)).toEqual([])
    const back = await castActor(dana, 'session.use')
    await assignOfficer(grants, newKey(), 'SAMPLE-GJC-01', award.version + 1, {
      officer: back.membershipId,
      reason: 'Back.',
    })
    expect(await toldOf(dana, number)).toEqual(['submitted'])
  })

  test('nobody whose account is disabled', async () => {
    const number = await newReport()
    const person = await castActor(joan, 'session.use')
    const disable = (disabledAt: Date | null) =>
      owner.updateTable('people').set({ disabledAt }).where('id', '=', person.personId).execute()
    await fillReport(number)
    await disable(new Date())
    await handOver(number)
    await disable(null)
    expect(await toldOf(joan, number)).toEqual([])
  })

  test('by a letter at once only who wants one', async () => {
    const officer = await castActor(dana, 'session.use')
    const letters = async () => {
      const number = await newReport()
      await fillReport(number)
      await handOver(number)
      await certify(number)
      const notices = await owner
        .selectFrom('notices')
        .innerJoin('events', 'events.id', 'notices.eventId')
        .innerJoin('reports', 'reports.id', 'events.reportId')
        .where('reports.number', '=', number)
        .where('notices.membershipId', '=', officer.membershipId)
        .select(['notices.id', 'notices.mail'])
        .executeTakeFirstOrThrow()
      return [notices.mail, await queued(`notice ${notices.id}`)]
    }
    expect(await letters()).toEqual(['daily', 0])
    await owner
      .insertInto('noticeSettings')
      .values({
        organizationId: officer.organizationId,
        membershipId: officer.membershipId,
        noticeGroup: 'reports',
        mail: 'instant',
      })
      .execute()
    expect(await letters()).toEqual(['instant', 1])
  })
})

describe('the inbox', () => {
  test('of the cast is lived in: some notices are read and some are new', async () => {
    for (const email of [luis, joan, dana, 'ruth.lindqvist@evaluation.example.org'] as const) {
      const actor = await castActor(email, 'session.use')
      const { notices } = await listNotices(actor, { unread: false, after: null })
      expect(notices.length, email).toBeGreaterThan(0)
    }
  })

  test('pages through everything once, newest first', async () => {
    const actor = await castActor(luis, 'session.use')
    const number = await newReport()
    const report = await owner
      .selectFrom('reports')
      .where('number', '=', number)
      .select(['id', 'awardId'])
      .executeTakeFirstOrThrow()
    const officer = await castActor(dana, 'session.use')
    const about = { awardId: report.awardId, reportId: report.id }
    await db.transaction().execute(async (trx) => {
      for (let turn = 0; turn < inboxPageSize + 5; turn += 1) {
        await record(trx, officer, { kind: 'report.picked_up', ...about })
      }
    })
    const first = await listNotices(actor, { unread: false, after: null })
    expect(first.notices).toHaveLength(inboxPageSize)
    const seen = [...first.notices]
    for (let place = first.next; place;) {
      const { notices, next } = await listNotices(actor, { unread: false, after: place })
      seen.push(...notices)
      place = next
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    const inOrder = [...seen].sort((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id)
    expect(seen.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id))
  })

  test('marks one, or all that were shown, and nobody else’s', async () => {
    const actor = await castActor(luis, 'session.use')
    const other = await castActor(dana, 'session.use')
    const before = await countUnread(actor)
    const others = await countUnread(other)
    const { notices } = await listNotices(actor, { unread: true, after: null })
    const [newest, second] = notices
    if (!newest || !second) throw new Error('Two unread notices are needed')
    await markNotices(other, { id: newest.id }, 'read')
    expect(await countUnread(actor)).toBe(before)
    await markNotices(actor, { id: newest.id }, 'read')
    await markNotices(actor, { id: newest.id }, 'read')
    expect(await countUnread(actor)).toBe(before - 1)
    await markNotices(actor, { id: newest.id }, 'unread')
    await markNotices(actor, { until: newest.id - 1 }, 'read')
    const left = await listNotices(actor, { unread: true, after: null })
    expect(left.notices.map(({ id }) => id)).toEqual([newest.id])
    expect(await countUnread(other)).toBe(others)
  })

  test('says nothing of a report that is only opened', async () => {
    const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
    const count = async () =>
      owner
        .selectFrom('notices')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    const before = await count()
    await openReports(
      permitSystem(scheduler, 'report.open'),
      `${Number(today().slice(0, 4)) + 1}-12-31`,
    )
    expect(await count()).toEqual(before)
  })
})
