import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { noFilters } from '#app/domain/award_list.ts'
import { setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { readQueueList } from '#app/domain/report/queue.ts'
import { totalAwards } from '#db/awards/totals.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listDueDates } from '#db/calendar.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import { findExpected, listPetitions, listPetitionsOnDesk } from '#db/reports/expected.ts'
import { lapseReport } from '#db/reports/lapse.ts'
import {
  askPetition,
  decidePetition,
  recommendPetition,
  withdrawPetition,
} from '#db/reports/petitions.ts'
import { listQueue } from '#db/reports/queue.ts'
import { remindOfReports } from '#db/reports/remind.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { rowOf } from '#tests/setup/drafts.ts'
import {
  certify,
  dana,
  elena,
  fillReport,
  grace,
  handOver,
  joan,
  luis,
  marcus,
  newKey,
  priya,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'
import { expectWhole } from '#tests/setup/whole.ts'

const tom = 'tom.okafor@eta.example.org'

let owner: Db
let number: string
let due: string
let year = 2040

beforeAll(async () => {
  owner = await testDatabase('played')
})

/** A report of Blue Mesa's first award that is due at the end of June, two months ahead. */
beforeEach(async () => {
  year += 2
  due = `${year}-06-30`
  await owner.updateTable('reports').set({ endedAs: 'not_required' }).execute()
  setClockOffset(Date.parse(`${year}-05-01T17:00:00Z`) - Date.now())
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: due })).number
})

afterEach(() => setClockOffset(0))

const extension = () => ({ wantedOn: addDays(due, 20), reason: 'The payroll records are late.' })
const waiver = { wantedOn: null, reason: 'Nobody was enrolled.' }
const words = 'As the records show.'

const ask = async (email: CastEmail, key: WriteKey = newKey(), given = extension()) =>
  askPetition(await castActor(email, 'extension.ask'), key, number, 'extension', given)

async function recommend(
  email: CastEmail,
  version = 1,
  kind: 'extension' | 'waiver' = 'extension',
) {
  const actor = await castActor(email, 'extension.recommend')
  const given = { recommendation: 'for' as const, words }
  return recommendPetition(actor, newKey(), number, kind, version, given)
}

async function decide(email: CastEmail, version: number, given: Partial<Decision> = {}) {
  const actor = await castActor(email, 'extension.decide')
  const decision = { decision: 'granted' as const, grantedOn: addDays(due, 15), words, ...given }
  return decidePetition(actor, newKey(), number, 'extension', version, decision)
}

interface Decision {
  decision: 'granted' | 'refused'
  grantedOn: string | null
}

async function seenBy(email: CastEmail) {
  const reader = await castActor(email, 'report.read')
  const report = await findExpected(reader, number, today())
  return report && { report, petitions: await listPetitions(reader, report.id) }
}

async function toldOf(email: CastEmail): Promise<string[]> {
  const reader = await castActor(email, 'session.use')
  const { notices } = await listNotices(reader, { unread: false, after: null })
  return notices
    .filter((one) => one.reportNumber === number)
    .map(({ kind }) => kind)
    .reverse()
}

describe('an extension', () => {
  test('is asked, recommended and granted by three people, each told, and old and new are kept', async () => {
    await ask(luis)
    expect(await toldOf(dana)).toEqual(['extension_asked'])
    expect((await seenBy(joan))?.report.petition).toBe('extension')
    await recommend(dana)
    expect(await toldOf(priya)).toEqual(['extension_recommended'])
    const awardsDue = async (days: number) => {
      const actor = await castActor(dana, 'award.read')
      return (await totalAwards(actor, { ...noFilters, due: `<${days}d` })).sample.awards
    }
    expect(await awardsDue(61)).toBe(1)
    await decide(priya, 2)
    expect([await awardsDue(61), await awardsDue(76)]).toEqual([0, 1])
    expect(await toldOf(joan)).toEqual(['extension_granted'])
    const seen = await seenBy(dana)
    expect(seen?.report).toMatchObject({
      petition: null,
      workingDueOn: due,
      extendedDueOn: addDays(due, 15),
    })
    expect(seen?.petitions).toMatchObject([
      {
        askerName: 'Luis Herrera',
        wantedOn: addDays(due, 20),
        previousDueOn: due,
        recommenderName: 'Dana Whitfield',
        deciderName: 'Priya Raman',
        outcome: 'granted',
        grantedOn: addDays(due, 15),
      },
    ])
  })

  test('moves lists, calendars and reminders to the new date', async () => {
    await ask(luis)
    await recommend(dana)
    await decide(priya, 2)
    const officer = await castActor(dana, 'report.review')
    const listed = async (show: 'late' | 'grantee', day: string) => {
      const list = { ...readQueueList(new URLSearchParams()), show }
      return (await listQueue(officer, list, day)).reports.map((report) => report.number)
    }
    expect(await listed('late', addDays(due, 15))).not.toContain(number)
    expect(await listed('late', addDays(due, 16))).toContain(number)
    expect(await listed('grantee', addDays(due, -16))).not.toContain(number)
    expect(await listed('grantee', addDays(due, -15))).toContain(number)
    const feed = await listDueDates(await castActor(luis, 'session.use'))
    expect(feed.find((one) => one.number === number)).toMatchObject({
      extendedDueOn: addDays(due, 15),
    })
    const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
    const reminding = permitSystem(scheduler, 'report.remind')
    const told = async (day: string) => {
      setClockOffset(Date.parse(`${day}T17:00:00Z`) - Date.now())
      return remindOfReports(reminding, day)
    }
    expect(await told(addDays(due, -20))).toBe(0)
    expect(await told(addDays(due, 1))).toBe(1)
    expect((await toldOf(joan)).at(-1)).toBe('due_soon')
    expect(await told(addDays(due, 16))).toBe(1)
    expect((await toldOf(joan)).at(-1)).toBe('late')
  })

  test('is asked once, however often the form is sent, and by one person at a time', async () => {
    const key = newKey()
    await Promise.all([ask(luis, key), ask(luis, key)])
    expect((await seenBy(luis))?.petitions).toHaveLength(1)
    await expect(ask(luis, writeKey(key.key, 'another body'))).rejects.toThrow(Refusal)
    await expect(ask(joan)).rejects.toThrow(/not decided yet/)
  })

  test('is refused with a reason, and the date stays', async () => {
    await ask(luis)
    await recommend(dana)
    await decide(priya, 2, { decision: 'refused', grantedOn: null })
    expect((await seenBy(luis))?.report).toMatchObject({ petition: null, extendedDueOn: null })
    expect(await toldOf(luis)).toEqual(['extension_refused'])
    await ask(luis)
  })

  test('that a colleague decided first answers who, and changes nothing', async () => {
    await ask(luis)
    await recommend(dana)
    await decide(priya, 2, { decision: 'refused', grantedOn: null })
    const second = await decide(priya, 2).catch((error: unknown) => error)
    expect(second).toBeInstanceOf(Conflict)
    expect(second).toMatchObject({ who: 'Priya Raman' })
    expect((await seenBy(luis))?.report.extendedDueOn).toBeNull()
  })

  test('of which two grants officers decide differently at once has one decision', async () => {
    await ask(luis)
    await recommend(dana)
    const both = await Promise.allSettled([
      decide(priya, 2),
      decide(priya, 2, { decision: 'refused', grantedOn: null }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(Conflict) as unknown,
    })
  })

  test('waits for its recommendation, and five working days later for nobody', async () => {
    await ask(luis)
    await expect(decide(priya, 1)).rejects.toThrow(/waits for the program officer/)
    setClockOffset(Date.parse(`${year}-05-12T17:00:00Z`) - Date.now())
    await decide(priya, 1)
    expect((await seenBy(luis))?.report.extendedDueOn).toBe(addDays(due, 15))
  })

  test('to a date that is none is refused at its field, asked or granted', async () => {
    const early = ask(luis, newKey(), { ...extension(), wantedOn: due })
    await expect(early).rejects.toMatchObject({
      errors: { 'wantedOn.month': expect.anything() as unknown },
    })
    await ask(luis)
    await recommend(dana)
    await expect(decide(priya, 2, { grantedOn: `${year + 2}-01-01` })).rejects.toMatchObject({
      errors: { 'grantedOn.month': expect.anything() as unknown },
    })
  })

  test('is not asked any more on the day the report is due', async () => {
    setClockOffset(Date.parse(`${due}T17:00:00Z`) - Date.now())
    await expect(ask(luis)).rejects.toThrow(Conflict)
  })

  test('can be withdrawn until it is decided, and submitting the report ends it', async () => {
    await ask(luis)
    const actor = await castActor(joan, 'extension.ask')
    await withdrawPetition(actor, newKey(), number, 'extension', 1)
    await expect(withdrawPetition(actor, newKey(), number, 'extension', 1)).rejects.toThrow(
      Conflict,
    )
    expect(await toldOf(dana)).toEqual(['extension_asked', 'extension_withdrawn'])
    await ask(luis)
    await fillReport(number)
    await handOver(number)
    await certify(number)
    const seen = await seenBy(luis)
    expect(seen?.petitions.map(({ outcome }) => outcome)).toEqual(['overtaken', 'withdrawn'])
    await expect(recommend(dana)).rejects.toThrow(Conflict)
    await expectWhole(number)
  })
})

describe('who sees and does what', () => {
  test('nobody of another grantee, caseload or agency reaches it', async () => {
    await ask(luis)
    expect(await ask(grace)).toBeNull()
    expect(await recommend(marcus)).toBeNull()
    expect(await recommend(elena)).toBeNull()
    expect(await decide(tom, 1)).toBeNull()
    for (const email of [marcus, elena, grace, tom] as const) expect(await seenBy(email)).toBeNull()
    for (const email of ['helen.marsh@seti.example.org', 'naomi.brandt@oig.example.org'] as const) {
      expect((await seenBy(email))?.petitions).toHaveLength(1)
    }
  })

  test('stands on the desk of whoever acts next', async () => {
    const onDesk = async (email: CastEmail) =>
      (await listPetitionsOnDesk(await castActor(email, 'session.use'))).map((one) => one.number)
    await ask(luis)
    expect(await onDesk(dana)).toContain(number)
    await recommend(dana)
    expect(await onDesk(dana)).not.toContain(number)
    expect(await onDesk(priya)).toContain(number)
    for (const email of [luis, marcus, tom] as const)
      expect(await onDesk(email)).not.toContain(number)
  })

  test('the officer follows the story in the history, and not the draft', async () => {
    await fillReport(number)
    await ask(luis)
    const { id } = await rowOf(number)
    const kinds = async (email: CastEmail) => {
      const { events } = await listEvents(await castActor(email, 'event.read'), { reportId: id })
      return events.map(({ kind }) => kind)
    }
    expect(await kinds(dana)).toEqual(['extension.asked'])
    expect(await kinds(luis)).toContain('report.saved')
    expect(await kinds(elena)).toEqual([])
  })
})

describe('doing without a report', () => {
  test('is decided on the officer’s own proposal, by somebody else', async () => {
    await recommend(dana, 0, 'waiver')
    const actor = await castActor(priya, 'extension.decide')
    const given = { decision: 'granted', grantedOn: null, words } as const
    await decidePetition(actor, newKey(), number, 'waiver', 2, given)
    expect((await seenBy(luis))?.report.endedAs).toBe('not_required')
    expect(await toldOf(luis)).toEqual(['excused'])
    await expectWhole(number)
    await expect(ask(luis)).rejects.toThrow(/not required/)
  })

  test('is refused, and the report is still due', async () => {
    const asker = await castActor(joan, 'extension.ask')
    await askPetition(asker, newKey(), number, 'waiver', waiver)
    await recommend(dana, 1, 'waiver')
    const actor = await castActor(priya, 'extension.decide')
    const given = { decision: 'refused', grantedOn: null, words } as const
    await decidePetition(actor, newKey(), number, 'waiver', 2, given)
    expect((await seenBy(luis))?.report).toMatchObject({ endedAs: null, petition: null })
  })
})

describe('closing a report that never came', () => {
  const lapse = async (email: CastEmail, day: string) => {
    setClockOffset(Date.parse(`${day}T17:00:00Z`) - Date.now())
    const actor = await castActor(email, 'extension.decide')
    const { version } = await rowOf(number)
    return lapseReport(actor, newKey(), number, version, { reason: 'Three letters, no answer.' })
  }

  test('waits until it is delinquent, ends what was asked, and tells those it concerns', async () => {
    await ask(luis)
    await expect(lapse(priya, addDays(due, 29))).rejects.toThrow(Refusal)
    expect(await lapse(tom, addDays(due, 30))).toBeNull()
    await lapse(priya, addDays(due, 30))
    const seen = await seenBy(luis)
    expect(seen?.report.endedAs).toBe('lapsed')
    expect(seen?.petitions[0]?.outcome).toBe('overtaken')
    expect(await toldOf(dana)).toContain('lapsed_watched')
    await expect(lapse(priya, addDays(due, 31))).rejects.toThrow(Conflict)
    await expectWhole(number)
  })

  test('comes at once when the report before it never came either', async () => {
    await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })
    await expect(lapse(priya, due)).rejects.toThrow(Refusal)
    expect(await lapse(priya, addDays(due, 1))).toEqual({ number })
  })
})
