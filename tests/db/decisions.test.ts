import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { may } from '#app/domain/access.ts'
import { type DecisionFilters, readDecisionFilters } from '#app/domain/decisions.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import * as paths from '#app/paths.ts'
import { verifyAudit } from '#db/audit.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import {
  commentOnDecision,
  draftDecision,
  editDecision,
  publishDecision,
  shareDecision,
} from '#db/decisions/decide.ts'
import {
  findDecision,
  findSealedEvidence,
  listDecisions,
  listDraftsOnDesk,
} from '#db/decisions/find.ts'
import { type Db, db } from '#db/index.ts'
import { requestAs } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, grace, joan, marcus, newKey } from '#tests/setup/filing.ts'
import { answerTo } from '#tests/setup/pages.ts'

const helen = 'helen.marsh@seti.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const victor = 'victor.chu@seti.example.org'
const naomi = 'naomi.brandt@oig.example.org'
const compact = { kind: 'award', code: 'SAMPLE-GJC-01' } as const

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const all: DecisionFilters = readDecisionFilters(new URLSearchParams())
const maker = () => castActor(helen, 'decision.make')
const said = { kind: 'stop', words: 'No further round.', reason: null } as const

async function seenBy(email: CastEmail) {
  return (await listDecisions(await castActor(email, 'decision.read'), all)).map(({ no }) => no)
}

async function draftOf(
  subject: Parameters<typeof draftDecision>[2]['subject'],
  change: { supersedes?: number; reason?: string } = {},
) {
  return draftDecision(await maker(), newKey(), {
    ...said,
    subject,
    reason: change.reason ?? null,
    supersedes: change.supersedes ?? null,
  })
}

describe('who reads a decision', () => {
  test('a draft is for directors and auditors, and what is about an award not for the task force', async () => {
    expect(await seenBy(helen)).toEqual([2, 1])
    expect(await seenBy(naomi)).toEqual([2, 1])
    const waiting = async (email: CastEmail) =>
      (await listDraftsOnDesk(await castActor(email, 'session.use'))).map(({ no }) => no)
    expect([await waiting(helen), await waiting(naomi), await waiting(dana)]).toEqual([[2], [], []])
    expect(await seenBy(dana)).toEqual([1])
    expect(await seenBy(ruth)).toEqual([1])
    expect(await seenBy(victor)).toEqual([])
    expect(await seenBy(joan)).toEqual([1])
    expect(await seenBy(grace)).toEqual([])
  })

  test('its grantee reads it without the comments of the agency', async () => {
    const decision = await findDecision(await castActor(joan, 'decision.read'), 1)
    expect(decision?.comments).toEqual([])
    expect(decision?.sections?.length).toBeGreaterThan(0)
    const officer = await findDecision(await castActor(dana, 'decision.read'), 1)
    expect(officer?.comments).toMatchObject([{ who: 'Dana Whitfield' }])
    const history = await answerTo(await requestAs(joan, paths.awardHistory(compact.code)))
    expect(history.body).toContain('Shared a decision with the grantee')
    expect(history.body).not.toContain('short of one person until spring')
  })
})

describe('a published decision', () => {
  test('has what was known that day sealed beside it, and says what changed since', async () => {
    const actor = await castActor(helen, 'decision.read')
    const sealed = (await findSealedEvidence(actor, 1)) ?? ''
    const decision = await findDecision(actor, 1)
    expect(createHash('sha256').update(sealed).digest('hex')).toBe(decision?.evidenceSha256)
    expect(canonicalJson(JSON.parse(sealed))).toBe(sealed)
    const amount = () =>
      findDecision(actor, 1).then((one) =>
        one?.sections?.flatMap(({ lines }) => lines).find(({ key }) => key === 'amount'),
      )
    expect(await amount()).toMatchObject({ then: '$8,400,000' })
    await sql`update awards set amount_change = amount_change + 1000 where number = ${compact.code}`.execute(
      owner,
    )
    expect(await amount()).toMatchObject({ then: '$8,400,000', changed: true })
    await sql`update awards set amount_change = amount_change - 1000 where number = ${compact.code}`.execute(
      owner,
    )
  })

  test('never changes, not by the hand of an owner either; the audit reads its seal', async () => {
    const at = { no: 1, version: 2 }
    await expect(editDecision(await maker(), newKey(), at, said)).rejects.toThrow(Conflict)
    await expect(
      sql`update decisions set words = 'other' where id = 1`.execute(owner),
    ).rejects.toThrow(/is published/)
    expect((await verifyAudit(db, [])).broken).toBeNull()
    await owner.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`update decisions set evidence = replace(evidence, 'Active', 'Closed') where id = 1`.execute(
        trx,
      )
    })
    expect((await verifyAudit(db, [])).broken).toMatch(/evidence of decision 1/)
    await owner.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`update decisions set evidence = replace(evidence, 'Closed', 'Active') where id = 1`.execute(
        trx,
      )
    })
  })

  test('is followed by another about the same, once, with a reason', async () => {
    const actor = await maker()
    await expect(draftOf(compact, { supersedes: 1 })).rejects.toThrow(Refusal)
    await expect(
      draftOf({ kind: 'stream', code: 'GJC' }, { supersedes: 1, reason: 'Other.' }),
    ).rejects.toThrow(Refusal)
    const [first, second] = [
      await draftOf(compact, { supersedes: 1, reason: 'Placement fell.' }),
      await draftOf(compact, { supersedes: 1, reason: 'Placement rose.' }),
    ]
    const key = newKey()
    const at = { no: first ?? 0, version: 1 }
    expect(await publishDecision(actor, key, at)).toBe(first)
    expect(await publishDecision(actor, key, at)).toBe(first)
    const late = publishDecision(actor, newKey(), { no: second ?? 0, version: 1 })
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Helen Marsh' })
    const before = await findDecision(await castActor(dana, 'decision.read'), 1)
    expect(before?.supersededBy).toBe(first)
  })

  test('about a stream or model is read by the task force, and told to evaluation officers', async () => {
    const actor = await maker()
    for (const subject of [
      { kind: 'stream', code: 'GJC' },
      { kind: 'program', code: 'WIOA-ADULT' },
      { kind: 'model', code: 'workadvance' },
      { kind: 'study', code: 'southern-colorado-health-careers-trial' },
    ] as const) {
      const no = (await draftOf(subject)) ?? 0
      expect(await publishDecision(actor, newKey(), { no, version: 1 })).toBe(no)
      expect((await seenBy(victor)).includes(no)).toBe(subject.kind !== 'study')
      const page = await answerTo(await requestAs(naomi, paths.decision(no)))
      expect(page.status).toBe(200)
      expect(page.body).toContain('Everything is today as it was known')
    }
    const told = await owner
      .selectFrom('notices')
      .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
      .where('notices.kind', '=', 'decision_published')
      .select('memberships.role')
      .distinct()
      .execute()
    expect(told.map(({ role }) => role).sort()).toEqual(['evaluation_officer', 'officer'])
    expect(await draftOf({ kind: 'model', code: 'no_such_model' })).toBeNull()
  })
})

describe('a draft', () => {
  test('is changed by one director at a time', async () => {
    const actor = await maker()
    const no = (await draftOf({ kind: 'program', code: 'NEG' })) ?? 0
    const at = { no, version: 1 }
    const other = { ...said, kind: 'fund', words: 'A second round.' } as const
    expect(await editDecision(actor, newKey(), at, other)).toBe(no)
    const late = editDecision(actor, newKey(), at, other)
    await expect(late).rejects.toMatchObject({ who: 'Helen Marsh' })
    expect(await editDecision(actor, newKey(), { no: 999_999, version: 1 }, other)).toBeNull()
  })
})

describe('sharing and comments', () => {
  test('a decision is shared once, and a comment is for what is one’s own', async () => {
    const actor = await maker()
    await expect(shareDecision(actor, newKey(), 1)).rejects.toThrow(Conflict)
    expect(await shareDecision(actor, newKey(), 2)).toBeNull()
    const words = { words: 'Read.' }
    const comment = async (email: CastEmail) =>
      commentOnDecision(await castActor(email, 'decision.comment'), newKey(), 1, words)
    expect(await comment(dana)).toBe(1)
    expect(await comment(marcus)).toBeNull()
    expect(await comment(ruth)).toBeNull()
    expect(may('director', 'decision.comment')).toBe(false)
  })
})

test('the form keeps what was typed, and the draft says what comes next', async () => {
  const at = paths.newDecision({ subject: 'award:SAMPLE-GJC-02' })
  const form = { subject: 'award:SAMPLE-GJC-02', words: 'It goes on for a year.' }
  const refused = await answerTo(await requestAs(helen, at, { form }))
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('It goes on for a year.')
  expect(refused.body).toContain('Choose what is decided.')
  const done = await answerTo(await requestAs(helen, at, { form: { ...form, kind: 'extend' } }))
  expect(done.status).toBe(302)
  const nothing = await answerTo(
    await requestAs(helen, paths.newDecision({ subject: 'award:NONE' })),
  )
  expect(nothing.status).toBe(404)
})
