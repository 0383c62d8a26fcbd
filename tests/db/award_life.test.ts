import { beforeAll, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { closeoutItemCodes } from '#app/domain/closeout.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { findCloseout, listCloseoutsOnDesk, settleCloseoutItem } from '#db/awards/closeout.ts'
import { endAwards, findLife, listLifeEvents, moveAward } from '#db/awards/life.ts'
import { changeFinancials } from '#db/awards/financials.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, joan, luis, marcus, newKey, priya } from '#tests/setup/filing.ts'

const compact = 'SAMPLE-GJC-01'
const wind = 'SAMPLE-GJC-04'
const reason = 'Payroll records were not kept.'
const walt = 'walt.pruitt@harbortrades.example.org'
const amara = 'amara.diallo@northfield.example.org'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const find = async (number: string, email: CastEmail = priya) => {
  const life = await findLife(await castActor(email, 'award.read'), number)
  if (!life) throw new Error(`No award ${number}`)
  return life
}
const move = async (number: string, name: Parameters<typeof moveAward>[3], on?: string) => {
  const { version } = await find(number)
  const actor = await castActor(priya, 'award.move')
  return moveAward(actor, newKey(), { number, version }, name, { reason, on: on ?? null })
}
const settle = async (
  email: CastEmail,
  number: string,
  item: (typeof closeoutItemCodes)[number],
  outcome: 'done' | 'waived' = 'done',
) => {
  const actor = await castActor(email, 'closeout.settle')
  return settleCloseoutItem(actor, newKey(), number, item, { outcome, words: 'Letter of May 4.' })
}

describe('the status of an award', () => {
  test('is moved with a reason, told to officer, grantee and the study, and kept', async () => {
    expect(await move(compact, 'suspend')).toBe(compact)
    const { status, id } = await find(compact, luis)
    expect(status).toBe('suspended')
    for (const email of [dana, joan, luis, amara] as const) {
      const actor = await castActor(email, 'session.use')
      const { notices } = await listNotices(actor, { unread: true, after: null })
      expect(
        notices.map(({ kind }) => kind),
        email,
      ).toContain('award_suspended')
    }
    const past = await listLifeEvents(await castActor(luis, 'award.read'), id)
    expect(past.at(-1)).toMatchObject({ kind: 'award.suspended', reason, who: 'Priya Raman' })
  })

  test('is not moved twice, out of turn, from an old page, or by another agency', async () => {
    await expect(move(compact, 'suspend')).rejects.toThrow(Conflict)
    await expect(move(compact, 'close')).rejects.toThrow(/is suspended/)
    const actor = await castActor(priya, 'award.move')
    const old = moveAward(actor, newKey(), { number: compact, version: 1 }, 'resume', { reason })
    await expect(old).rejects.toThrow(/changed after you opened/)
    const foreign = { number: 'SAMPLE-NEG-01', version: 1 }
    expect(await moveAward(actor, newKey(), foreign, 'suspend', { reason })).toBeNull()
  })

  test('sent twice by one form moves once', async () => {
    const { version } = await find(compact)
    const actor = await castActor(priya, 'award.move')
    const key = newKey()
    const send = () => moveAward(actor, key, { number: compact, version }, 'resume', { reason })
    expect([await send(), await send()]).toEqual([compact, compact])
    expect((await find(compact)).status).toBe('active')
  })

  test('ends by the schedule on the day after the last', async () => {
    const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
    const permitted = permitSystem(scheduler, 'award.end')
    const { periodEnd } = await find(compact)
    expect(await endAwards(permitted, periodEnd ?? '')).toBe(0)
    expect(await endAwards(permitted, addDays(periodEnd ?? '', 1))).toBeGreaterThan(0)
    expect(await find(compact)).toMatchObject({ status: 'ended', endedOn: periodEnd })
    expect(await endAwards(permitted, addDays(periodEnd ?? '', 1))).toBe(0)
  })

  test('of a termination keeps the last day of the work', async () => {
    await owner
      .updateTable('awards')
      .set({ status: 'active' })
      .where('number', '=', 'SAMPLE-GJC-03')
      .execute()
    await expect(move('SAMPLE-GJC-03', 'terminate', addDays(today(), 1))).rejects.toThrow(Refusal)
    await move('SAMPLE-GJC-03', 'terminate', today())
    expect(await find('SAMPLE-GJC-03')).toMatchObject({ status: 'terminated', endedOn: today() })
  })
})

describe('a closeout', () => {
  test('is on the desk of each side', async () => {
    const desks = await Promise.all(
      ([marcus, priya, walt] as const).map(async (email) => {
        const awards = await listCloseoutsOnDesk(await castActor(email, 'session.use'))
        return awards.some(({ number }) => number === wind)
      }),
    )
    expect(desks).toEqual([true, true, true])
    expect(await listCloseoutsOnDesk(await castActor(amara, 'session.use'))).toEqual([])
  })

  test('is settled by the officer of the caseload, item by item, and read by the grantee', async () => {
    expect(await settle(marcus, wind, 'refund')).toBe(wind)
    expect(await settle(dana, wind, 'liquidation')).toBeNull()
    const seen = await findCloseout(await castActor(walt, 'closeout.read'), wind)
    expect(seen?.settled.find(({ item }) => item === 'refund')).toMatchObject({
      outcome: 'done',
      settledBy: 'Marcus Bell',
      words: 'Letter of May 4.',
    })
    expect(await findCloseout(await castActor(luis, 'closeout.read'), wind)).toBeNull()
  })

  test('lets only a grants officer waive, and final reports be done only when they are', async () => {
    await expect(settle(marcus, wind, 'liquidation', 'waived')).rejects.toThrow(Refusal)
    await expect(settle(dana, compact, 'performance_report')).rejects.toThrow(Refusal)
    expect(await settle(priya, compact, 'performance_report', 'waived')).toBe(compact)
  })

  test('closes the award when all is settled, and then nothing of it changes', async () => {
    await expect(move(wind, 'close')).rejects.toThrow(Refusal)
    for (const item of closeoutItemCodes) await settle(priya, wind, item)
    const told = await listNotices(await castActor(priya, 'session.use'), {
      unread: true,
      after: null,
    })
    expect(told.notices.map(({ kind }) => kind)).not.toContain('closeout_settled')
    await move(wind, 'close')
    expect((await find(wind)).status).toBe('closed')
    await expect(settle(priya, wind, 'refund')).rejects.toThrow(/closed/)
    await expect(move(wind, 'begin_closeout')).rejects.toThrow(Conflict)
    const { version } = await find(wind)
    const grants = await castActor(priya, 'schedule.change')
    const change = changeFinancials(grants, newKey(), wind, version, { from: null, reason })
    await expect(change).rejects.toThrow(/nothing of it changes/)
    const raw = owner.updateTable('awards').set({ amountChange: '1.00' }).where('number', '=', wind)
    await expect(raw.execute()).rejects.toThrow(/is closed/)
  })

  test('is no evaluator’s to follow', async () => {
    await settle(priya, compact, 'refund')
    const { id } = await find(compact)
    const kinds = async (email: CastEmail) =>
      (await listEvents(await castActor(email, 'event.read'), { awardId: id })).events.map(
        ({ kind }) => kind,
      )
    expect(await kinds(luis)).toContain('closeout.settled')
    expect(await kinds(amara)).not.toContain('closeout.settled')
  })
})
