import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import {
  type CorrectionMove,
  correctionMoves,
  correctionRefusal,
} from '#app/domain/oversight/corrections.ts'
import { answerDayRefusal } from '#app/domain/oversight/visits.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listNotices } from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import {
  findCorrection,
  listCorrectionsOnDesk,
  listVisitsOnDesk,
  moveCorrection,
} from '#db/oversight/corrections.ts'
import { findRisk } from '#db/oversight/risk.ts'
import {
  findOversight,
  findVisit,
  noteFinding,
  planVisit,
  sendLetter,
} from '#db/oversight/visits.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, ingrid, joan, luis, marcus, newKey, priya } from '#tests/setup/filing.ts'

const lines = 'SAMPLE-GJC-02'
const visit = { kind: 'desk', on: addDays(today(), 10), scope: 'Files.' } as const
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const planner = (email: CastEmail = dana) => castActor(email, 'visit.plan')
const read = async (email: CastEmail, no = 1) =>
  findVisit(await castActor(email, 'visit.read'), lines, no)
const kindsTold = async (email: CastEmail) => {
  const actor = await castActor(email, 'session.use')
  return (await listNotices(actor, { unread: true, after: null })).notices.map(({ kind }) => kind)
}
const note = async (version: number, kind: 'compliance' | 'concern', due: string | null) =>
  noteFinding(
    await planner(),
    newKey(),
    { number: lines, no: 1, version },
    {
      kind,
      words: 'Receipts are missing.',
      questionedCost: '1200.50',
      due,
    },
  )

describe('a visit', () => {
  test('is planned by the officer of the caseload, once, and told to the grantee', async () => {
    const key = newKey()
    const plan = async () => planVisit(await planner(), key, lines, visit)
    expect([await plan(), await plan()]).toEqual([
      { number: lines, no: 1 },
      { number: lines, no: 1 },
    ])
    expect(await planVisit(await planner(marcus), newKey(), lines, visit)).toBeNull()
    expect(await kindsTold(ingrid)).toContain('visit_planned')
    const desk = await listVisitsOnDesk(await castActor(dana, 'session.use'))
    expect(desk.map(({ number }) => number)).toContain(lines)
  })

  test('keeps its findings to the agency until the letter is sent', async () => {
    await expect(note(1, 'compliance', null)).rejects.toThrow(Refusal)
    await note(1, 'compliance', addDays(today(), 30))
    await expect(note(1, 'concern', null)).rejects.toMatchObject({ who: 'Dana Whitfield' })
    await note(2, 'concern', null)
    expect((await read(dana))?.findings).toHaveLength(2)
    expect((await read(ingrid))?.findings).toEqual([])
    const at = { number: lines, no: 1, version: 3 }
    const send = async (on: string) =>
      sendLetter(await planner(), newKey(), at, { on, words: 'We met.' })
    await expect(send(addDays(today(), 1))).rejects.toThrow(Refusal)
    await send(today())
    await expect(send(today())).rejects.toThrow(/sent already/)
    expect((await read(ingrid))?.findings).toHaveLength(2)
    expect(await kindsTold(ingrid)).toContain('visit_letter')
    expect(await read(luis)).toBeNull()
  })

  test('makes each compliance finding a corrective action, which counts as risk', async () => {
    const award = await findOversight(await castActor(ingrid, 'visit.read'), lines)
    expect(award?.corrections).toMatchObject([{ no: 1, state: 'asked', questionedCost: '1200.50' }])
    const risk = await findRisk(await castActor(dana, 'risk.read'), lines)
    expect(risk?.facts.findings).toBe(1)
  })
})

describe('a corrective action', () => {
  const right = (move: CorrectionMove) => correctionMoves[move].right
  const move = async (email: CastEmail, name: CorrectionMove, version: number) =>
    moveCorrection(
      await castActor(email, right(name)),
      newKey(),
      { number: lines, no: 1, version },
      name,
      { response: 'Found them.', evidence: 'Scans in the folder.', words: 'Looked through.' },
    )
  const find = async (email: CastEmail) =>
    findCorrection(await castActor(email, 'visit.read'), lines, 1)

  test('is answered, sent back, answered again, verified and closed, each by its own people', async () => {
    await move(ingrid, 'draft', 1)
    expect((await find(ingrid))?.response).toBe('Found them.')
    expect((await find(dana))?.response).toBeNull()
    await move(ingrid, 'answer', 2)
    expect(await kindsTold(dana)).toContain('correction_answered')
    expect(await move(marcus, 'verify', 3)).toBeNull()
    await move(dana, 'send_back', 3)
    await move(ingrid, 'answer', 4)
    await move(dana, 'verify', 5)
    expect(await kindsTold(priya)).toContain('correction_verified')
    const desk = await listCorrectionsOnDesk(await castActor(priya, 'session.use'))
    expect(desk).toMatchObject([{ number: lines, state: 'verified' }])
    await expect(move(ingrid, 'answer', 6)).rejects.toMatchObject({
      who: expect.stringMatching(/./),
    })
    await move(priya, 'close', 6)
    await expect(move(priya, 'close', 7)).rejects.toThrow(Conflict)
    expect((await find(ingrid))?.state).toBe('closed')
    expect(await find(joan)).toBeNull()
  })

  test('is closed by nobody who verified it or rated the risk', async () => {
    const action = { answeredBy: 1, verifiedBy: 2, raters: [3], files: [] }
    expect(correctionRefusal('verify', action, 1)).toMatch(/evidence/)
    expect(correctionRefusal('close', action, 2)).toMatch(/verified/)
    expect(correctionRefusal('close', action, 3)).toMatch(/rated/)
    expect(correctionRefusal('close', action, 4)).toBeNull()
    const raw = owner
      .updateTable('corrections')
      .set((eb) => ({ closedBy: eb.ref('verifiedBy') }))
      .where('state', '=', 'closed')
    await expect(raw.execute()).rejects.toThrow(/check constraint/)
  })
})

test('only a compliance finding has a day for its answer, and a later one', () => {
  expect(answerDayRefusal('compliance', '2026-06-15', '2026-06-15')).toMatch(/after today/)
  expect(answerDayRefusal('compliance', '2026-06-16', '2026-06-15')).toBeNull()
  expect(answerDayRefusal('concern', '2026-06-16', '2026-06-15')).toMatch(/Leave the day empty/)
})
