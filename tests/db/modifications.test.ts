import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { type Proposal, foldTerms, noParts } from '#app/domain/modification.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  findModification,
  findModifiedAward,
  listModificationComments,
  listModifications,
  listModificationsOnDesk,
} from '#db/awards/modifications.ts'
import {
  askModification,
  commentOnModification,
  decideModification,
  draftModification,
  editModification,
  proposeModification,
  recommendModification,
  withdrawModification,
} from '#db/awards/modify.ts'
import { findSchedule } from '#db/awards/schedule.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import { type Db, db } from '#db/index.ts'
import { totalGrantee } from '#db/grantees.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  dana,
  elena,
  grace,
  ingrid,
  joan,
  luis,
  marcus,
  newKey,
  priya,
} from '#tests/setup/filing.ts'

const amara = 'amara.diallo@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const tom = 'tom.okafor@eta.example.org'
const mei = 'mei.tan@bluemesa.example.org'
const compact = 'SAMPLE-GJC-01'
const lines = 'SAMPLE-GJC-02'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

afterEach(() => {
  setClockOffset(0)
})

const nothing = { ...noParts, reason: 'It is needed.' }
const supplement: Proposal = { ...nothing, kind: 'supplement', amountChange: '100000.25' }

const words = 'It is well founded.'
const reads = (email: CastEmail) => castActor(email, 'modification.read')
const ingridAsks = async (proposal: Proposal) =>
  begun(
    await draftModification(
      await castActor(ingrid, 'modification.draft'),
      newKey(),
      lines,
      proposal,
    ),
  )
const begun = (done: { no: number } | null) => done?.no ?? 0

async function recommend(number: string, no: number, version: number, email: CastEmail = dana) {
  const officer = await castActor(email, 'modification.recommend')
  const given = { recommendation: 'for', words } as const
  return recommendModification(officer, newKey(), number, no, version, given)
}

async function decide(
  number: string,
  no: number,
  version: number,
  decision: 'approved' | 'refused' = 'approved',
  email: CastEmail = priya,
) {
  const grants = await castActor(email, 'modification.decide')
  return decideModification(grants, newKey(), number, no, version, { decision, words })
}

async function found(email: CastEmail, number: string, no: number) {
  const actor = await reads(email)
  const award = await findModifiedAward(actor, number)
  return award && findModification(actor, award.id, no)
}

const kindsTold = async (email: CastEmail) => {
  const actor = await castActor(email, 'session.use')
  const { notices } = await listNotices(actor, { unread: false, after: null })
  return notices.filter(({ kind }) => kind.startsWith('modification')).map(({ kind }) => kind)
}

/** The award's row is the fold of its approved modifications. */
async function expectFolded(number: string): Promise<void> {
  const award = await owner
    .selectFrom('awards')
    .where('number', '=', number)
    .selectAll()
    .executeTakeFirstOrThrow()
  const approved = await owner
    .selectFrom('modifications')
    .where('awardId', '=', award.id)
    .where('state', '=', 'approved')
    .selectAll()
    .orderBy('decidedAt')
    .execute()
  const awarded = { amount: award.awardedAmount, periodEnd: award.awardedPeriodEnd }
  const terms = [awarded, ...foldTerms(awarded, approved)]
  expect({ amount: award.amount, periodEnd: award.periodEnd }).toEqual(terms.at(-1))
  expect(
    approved.map(({ oldAmount, oldPeriodEnd }) => ({ amount: oldAmount, periodEnd: oldPeriodEnd })),
  ).toEqual(terms.slice(0, -1))
}

describe('money', () => {
  test('is added by the request of a grantee, and every total shows it at once', async () => {
    const total = async () => {
      const actor = await castActor(dana, 'portfolio.read')
      const award = await findModifiedAward(await reads(dana), lines)
      const { organizationId } = await owner
        .selectFrom('awards')
        .where('number', '=', lines)
        .select('organizationId')
        .executeTakeFirstOrThrow()
      return { total: (await totalGrantee(actor, organizationId)).amount, award: award?.amount }
    }
    expect(await total()).toEqual({ total: '2900000.00', award: '2900000.00' })
    const no = await ingridAsks(supplement)
    await recommend(lines, no, 1)
    expect((await total()).award).toBe('2900000.00')
    await decide(lines, no, 2)
    expect(await total()).toEqual({ total: '3000000.25', award: '3000000.25' })
    await expectFolded(lines)
    expect(await kindsTold(ingrid)).toContain('modification_approved')
  })

  test('is taken back by the agency, never more than there is, even when that changed meanwhile', async () => {
    const officer = await castActor(dana, 'modification.recommend')
    const back = (amountChange: string): Proposal => ({
      ...nothing,
      kind: 'deobligation',
      amountChange,
    })
    await expect(
      proposeModification(officer, newKey(), lines, back('-3000000.26')),
    ).rejects.toMatchObject({
      errors: { amountChange: expect.stringContaining('at most') as string },
    })
    const all = begun(await proposeModification(officer, newKey(), lines, back('-3000000.25')))
    const most = begun(await proposeModification(officer, newKey(), lines, back('-2000000.00')))
    await decide(lines, most, 1)
    await expect(decide(lines, all, 1)).rejects.toThrow('no longer fits the award')
    await decide(lines, all, 1, 'refused')
    await expectFolded(lines)
  })

  test('of two decisions at once one wins and the other learns who was faster', async () => {
    const no = await ingridAsks(supplement)
    await recommend(lines, no, 1)
    const outcomes = await Promise.allSettled([
      decide(lines, no, 2, 'approved'),
      decide(lines, no, 2, 'refused'),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toBeInstanceOf(Conflict)
    expect(lost.reason).toMatchObject({ who: 'Priya Raman' })
    await expectFolded(lines)
  })
})

describe('a no-cost extension at the site of a study', () => {
  test('waits for the study, and then moves the end of the period and of the schedule', async () => {
    await expect(decide(compact, 2, 2)).rejects.toMatchObject({
      errors: { form: expect.stringContaining('site of a study') as string },
    })
    const lead = await castActor(amara, 'modification.comment')
    const comment = { words: 'The second cohort is in the sample; six months keep it whole.' }
    await commentOnModification(lead, newKey(), compact, 2, comment)
    const before = await findSchedule(await castActor(dana, 'award.read'), compact)
    await decide(compact, 2, 2)
    const after = await findSchedule(await castActor(dana, 'award.read'), compact)
    expect(after?.periods.length).toBe((before?.periods.length ?? 0) + 2)
    await expectFolded(compact)
    expect(await kindsTold(amara)).toContain('modification_approved')
    const told = await listModificationComments(
      await reads(joan),
      (await found(joan, compact, 2))?.id ?? 0,
    )
    expect(told.map(({ name }) => name)).toEqual(['Amara Diallo'])
  })

  test('is decided without the study when it has not spoken for ten working days', async () => {
    const certifier = await castActor(joan, 'modification.draft')
    const award = await findModifiedAward(await reads(joan), compact)
    const proposal: Proposal = {
      ...nothing,
      kind: 'no_cost_extension',
      newPeriodEnd: addDays(award?.periodEnd ?? today(), 30),
    }
    const no = begun(await draftModification(certifier, newKey(), compact, proposal))
    await recommend(compact, no, 1)
    await expect(decide(compact, no, 2)).rejects.toBeInstanceOf(Refusal)
    setClockOffset(18 * 86_400_000)
    await decide(compact, no, 2)
    await expectFolded(compact)
  })
})

describe('a draft', () => {
  const draft: Proposal = { ...nothing, kind: 'scope', newWords: 'Another scope.' }

  test('is its grantee’s alone, is written anew, and is asked for by the certifying official', async () => {
    const preparer = await castActor(luis, 'modification.draft')
    const no = begun(await draftModification(preparer, newKey(), compact, draft))
    expect(await found(joan, compact, no)).toMatchObject({ state: 'draft' })
    for (const email of [dana, priya, ruth, amara] as const) {
      expect(await found(email, compact, no)).toBeNull()
    }
    expect(await kindsTold(joan)).toContain('modification_drafted')
    const again = { ...draft, newWords: 'A better scope.' }
    await editModification(preparer, newKey(), compact, no, 1, again)
    await expect(
      editModification(preparer, newKey(), compact, no, 1, draft),
    ).rejects.toBeInstanceOf(Conflict)
    await askModification(await castActor(joan, 'modification.ask'), newKey(), compact, no, 2)
    expect(await found(dana, compact, no)).toMatchObject({ newWords: 'A better scope.' })
    const withdraws = await castActor(luis, 'modification.withdraw')
    await expect(withdrawModification(withdraws, newKey(), compact, no, 3)).rejects.toBeInstanceOf(
      Refusal,
    )
    const events = await listEvents(await castActor(dana, 'event.read'), {
      awardId: (await findModifiedAward(await reads(dana), compact))?.id ?? 0,
    })
    const kinds = events.events.map(({ kind }) => kind)
    expect(kinds).toContain('modification.asked')
    expect(kinds).not.toContain('modification.drafted')
  })

  test('that is thrown away never shows to the agency', async () => {
    const preparer = await castActor(luis, 'modification.draft')
    const no = begun(await draftModification(preparer, newKey(), compact, draft))
    const withdraws = await castActor(luis, 'modification.withdraw')
    await withdrawModification(withdraws, newKey(), compact, no, 1)
    expect(await found(luis, compact, no)).toMatchObject({ state: 'withdrawn' })
    expect(await found(dana, compact, no)).toBeNull()
  })

  test('sent twice with its key is there once', async () => {
    const preparer = await castActor(luis, 'modification.draft')
    const key = newKey()
    const one = await draftModification(preparer, key, compact, draft)
    expect(await draftModification(preparer, key, compact, draft)).toEqual(one)
  })
})

describe('each does the own part', () => {
  test('only the officer of the caseload recommends, and nobody decides what he proposed', async () => {
    const no = await ingridAsks(supplement)
    await expect(recommend(lines, no, 1, marcus)).rejects.toThrow('looks after this award')
    expect(await decideBy(tom, no)).toBeNull()
    expect(
      await recommendModification(
        await castActor(elena, 'modification.recommend'),
        newKey(),
        'SAMPLE-NONE',
        1,
        1,
        { recommendation: 'for', words },
      ),
    ).toBeNull()
  })
  const decideBy = (email: CastEmail, no: number) => decide(lines, no, 1, 'approved', email)

  test('what the agency proposes, only its proposer takes back', async () => {
    const officer = await castActor(dana, 'modification.recommend')
    const no = begun(await proposeModification(officer, newKey(), lines, supplement))
    const takeBack = async (email: CastEmail) =>
      withdrawModification(await castActor(email, 'modification.withdraw'), newKey(), lines, no, 1)
    await expect(takeBack(ingrid)).rejects.toThrow('who proposed it')
    await expect(takeBack(marcus)).rejects.toThrow('who proposed it')
    expect(await takeBack(dana)).toEqual({ number: lines, no })
    expect(await found(ingrid, lines, no)).toMatchObject({ state: 'withdrawn' })
    expect(await kindsTold(priya)).toContain('modification_withdrawn')
  })

  test('who comes late learns who moved that modification, and nothing of another’s draft', async () => {
    const no = await ingridAsks(supplement)
    await recommend(lines, no, 1)
    const another = await castActor(ingrid, 'modification.draft')
    await draftModification(another, newKey(), lines, { ...supplement, amountChange: '5.00' })
    const late = await recommend(lines, no, 1).catch((error: unknown) => error)
    expect(late).toMatchObject({ who: 'Dana Whitfield' })
  })

  test('a grantee begins only what is its own to ask', async () => {
    const back: Proposal = { ...nothing, kind: 'deobligation', amountChange: '-5.00' }
    await expect(ingridAsks(back)).rejects.toThrow('other side')
    const other = await castActor(grace, 'modification.draft')
    expect(await draftModification(other, newKey(), lines, supplement)).toBeNull()
  })

  test('each finds on the own desk what waits there', async () => {
    const desk = async (email: CastEmail) =>
      (await listModificationsOnDesk(await castActor(email, 'session.use'))).map(
        ({ number, no }) => `${number} ${no}`,
      )
    expect(await desk(joan)).toContain('SAMPLE-GJC-03 1')
    expect(await desk(dana)).toContain(`${lines} 1`)
    expect(await desk(marcus)).not.toContain(`${lines} 1`)
    expect(await desk(priya)).toContain(`${lines} 1`)
    expect(await desk(tom)).toEqual([])
    expect(await desk(mei)).toEqual([])
  })

  test('the list of an award is there for those who follow it, and for nobody else', async () => {
    const seen = async (email: CastEmail) => {
      const actor = await reads(email)
      const award = await findModifiedAward(actor, 'SAMPLE-BPIJG-01')
      return award && (await listModifications(actor, award.id)).length
    }
    expect(await seen(elena)).toBe(1)
    expect(await seen(dana)).toBe(1)
    for (const email of [priya, ruth, amara, joan] as const) expect(await seen(email)).toBeNull()
    expect(await db.selectFrom('modifications').select('id').execute()).not.toHaveLength(0)
  })
})
