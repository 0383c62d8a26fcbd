import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { movementOf } from '#app/domain/oversight/assistance.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import {
  findAssistance,
  findAwardAssistance,
  listAimable,
  listAimedPeriods,
  listAssistanceOnDesk,
} from '#db/oversight/assistance.ts'
import {
  answerAssistance,
  askAssistance,
  withdrawAssistance,
} from '#db/oversight/assistance_moves.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, elena, grace, ingrid, joan, luis, marcus, newKey } from '#tests/setup/filing.ts'

const compact = 'SAMPLE-GJC-01'
const request = { topic: 'Wages', words: 'How do others ask?', indicator: 'GJC_ENROLLED' }
const declined = { by: null, from: null, to: null, hours: null, words: 'Not now.' }

beforeAll(async () => {
  await testDatabase('played')
})

const ask = async (email: CastEmail, given: Partial<typeof request> = {}, key = newKey()) =>
  askAssistance(await castActor(email, 'assistance.ask'), key, compact, { ...request, ...given })
const answer = async (
  email: CastEmail,
  no: number,
  given: Partial<Parameters<typeof answerAssistance>[3]> = {},
  version = 1,
) =>
  answerAssistance(
    await castActor(email, 'assistance.answer'),
    newKey(),
    { number: compact, no, version },
    { answer: 'decline', ...declined, ...given },
  )
const withdraw = async (email: CastEmail, no: number) =>
  withdrawAssistance(
    await castActor(email, 'assistance.ask'),
    newKey(),
    { number: compact, no, version: 1 },
    { words: 'We found help.' },
  )
const read = async (email: CastEmail, no: number) =>
  findAssistance(await castActor(email, 'visit.read'), compact, no)
const told = async (email: CastEmail) => {
  const actor = await castActor(email, 'session.use')
  return (await listNotices(actor, { unread: true, after: null })).notices.map(({ kind }) => kind)
}

describe('technical assistance', () => {
  test('is asked once for one form, by the grantee or the officer of the caseload', async () => {
    const key = newKey()
    expect([await ask(luis, {}, key), await ask(luis, {}, key)]).toEqual([
      { number: compact, no: 2 },
      { number: compact, no: 2 },
    ])
    await expect(ask(luis, {}, { ...key, requestHash: 'other' })).rejects.toThrow(Refusal)
    expect(await ask(dana)).toEqual({ number: compact, no: 3 })
    expect([await ask(marcus), await ask(grace), await ask(elena)]).toEqual([null, null, null])
    await expect(ask(luis, { indicator: 'WIOA_PARTICIPANTS' })).rejects.toMatchObject({
      errors: { indicator: expect.stringContaining('Choose an indicator') as string },
    })
    expect(await told(dana)).toContain('assistance_asked')
    const waiting = async (email: CastEmail) =>
      (await listAssistanceOnDesk(await castActor(email, 'session.use'))).map(({ no }) => no)
    expect([await waiting(dana), await waiting(marcus), await waiting(luis)]).toEqual([
      expect.arrayContaining([2, 3]),
      expect.not.arrayContaining([2, 3]),
      [],
    ])
  })

  test('is answered by the officer of the caseload in the state the page showed', async () => {
    expect([await answer(marcus, 2), await answer(elena, 2)]).toEqual([null, null])
    await expect(answer(dana, 2, { answer: 'give' })).rejects.toThrow(Refusal)
    await answer(dana, 2, {
      answer: 'give',
      by: 'Dana',
      from: addDays(today(), -1),
      hours: '1.50',
      words: 'One call.',
    })
    expect(await read(joan, 2)).toMatchObject({
      state: 'given',
      hours: '1.5',
      givenTo: addDays(today(), -1),
      answerer: 'Dana Whitfield',
    })
    await expect(answer(dana, 2)).rejects.toMatchObject({ who: 'Dana Whitfield' })
    expect(await told(joan)).toContain('assistance_given')
  })

  test('is withdrawn by nobody but whoever asked', async () => {
    expect([await withdraw(luis, 3), await withdraw(grace, 3)]).toEqual([null, null])
    await withdraw(dana, 3)
    await expect(withdraw(dana, 3)).rejects.toThrow(Conflict)
    expect((await read(dana, 3))?.state).toBe('withdrawn')
  })

  test('is read, with its history, by whoever follows the oversight of the award', async () => {
    const { awardId = 0 } = (await read(dana, 1)) ?? {}
    const kinds = async (email: CastEmail) =>
      (await listEvents(await castActor(email, 'event.read'), { awardId })).events.map(
        ({ kind }) => kind,
      )
    expect(await kinds(joan)).toContain('assistance.given')
    expect((await kinds(marcus)).filter((kind) => kind.startsWith('assistance.'))).toEqual([])
    expect([await read(marcus, 1), await read(grace, 1), await read(ingrid, 1)]).toEqual([
      null,
      null,
      null,
    ])
    const list = await findAwardAssistance(await castActor(luis, 'visit.read'), compact)
    expect(list?.asked.map(({ no }) => no)).toEqual([3, 2, 1])
  })
})

test('the indicators to choose from begin with those that have a target', async () => {
  const aims = await listAimable(await castActor(luis, 'visit.read'), compact)
  expect(aims.slice(0, 5).map(({ hasTarget }) => hasTarget)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
  expect(new Set(aims.map(({ code }) => code)).size).toBe(aims.length)
})

test('what was given is held against the accepted figure before and the periods after', async () => {
  const one = await read(dana, 1)
  if (!one?.givenFrom || !one.givenTo) throw new Error('Nothing was given')
  const at = { awardId: one.awardId, code: 'GJC_PLACED', stream: 'GJC' }
  const periods = await listAimedPeriods(await castActor(dana, 'visit.read'), at)
  const { before, after } = movementOf(
    { direction: 'higher', valueType: 'count', cumulation: 'period' },
    { from: one.givenFrom, to: one.givenTo },
    periods,
  )
  expect(before?.reading).toEqual({ kind: 'known', value: '33', moved: null })
  expect(after.map(({ reading }) => reading.kind)).toEqual(['known', 'waits'])
  expect(after[0]).toMatchObject({ reading: { value: '88', moved: 'right' }, holdsHelp: true })
  expect(after[0]?.period.report).toMatch(/^SAMPLE-GJC-01-/)
})
