import type { Permitted } from '#app/domain/access.ts'
import { dayIn, now, today } from '#app/domain/clock.ts'
import { type Proposal, isMoveOpen, proposalRefusal } from '#app/domain/modification.ts'
import {
  modificationDecisionRefusal,
  modificationWithdrawalRefusal,
} from '#app/domain/modification_rules.ts'
import { addMoney } from '#app/domain/money.ts'
import { Refusal } from '#app/domain/outcome.ts'
import type { Recommendation } from '#app/domain/report/petitions.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import {
  type Done,
  changed,
  expectFit,
  expectKind,
  expectOwnCase,
  insert,
  insertLines,
  lockAward,
  move,
  overtaken,
  takeModification,
  tell,
  waiting,
} from './modifying.ts'
import { hasOfficer } from './take.ts'

/** Begins a modification of an award: a preparer's draft, which the certifying official sends, or at once
 *  the request of the certifying official. */
export async function draftModification(
  actor: Permitted<'modification.draft'>,
  key: WriteKey,
  number: string,
  proposal: Proposal,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const award = await lockAward(trx, actor, number)
    if (!award) return null
    expectKind('grantee', proposal)
    expectFit(proposal, award)
    const isRequest = actor.role === 'certifier'
    const no = await insert(trx, actor, award, proposal, {
      state: isRequest ? 'asked' : 'draft',
      ...(isRequest ? { askedBy: actor.personId, askedAt: now() } : {}),
    })
    await tell(trx, actor, award, isRequest ? 'asked' : 'drafted', no, {
      after: { ...changed(proposal), ...(isRequest ? await waiting(trx, award.id) : {}) },
      reason: proposal.reason,
    })
    return { number, no }
  })
}

/** An officer proposes to add money to an award of the own caseload or to take some back. */
export async function proposeModification(
  actor: Permitted<'modification.recommend'>,
  key: WriteKey,
  number: string,
  proposal: Proposal,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const award = await lockAward(trx, actor, number)
    if (!award) return null
    await expectOwnCase(trx, actor, award.id)
    expectKind('agency', proposal)
    expectFit(proposal, award)
    const by = { askedBy: actor.personId, askedAt: now() }
    const no = await insert(trx, actor, award, proposal, {
      ...by,
      state: 'recommended',
      recommendation: 'for',
      recommendationWords: proposal.reason,
      recommendedBy: actor.personId,
      recommendedAt: by.askedAt,
    })
    await tell(trx, actor, award, 'proposed', no, {
      after: changed(proposal),
      reason: proposal.reason,
    })
    return { number, no }
  })
}

/** Writes a draft anew. */
export async function editModification(
  actor: Permitted<'modification.draft'>,
  key: WriteKey,
  number: string,
  no: number,
  version: number,
  proposal: Proposal,
): Promise<Done> {
  return move(actor, key, { number, no, version }, 'edit', async (trx, award, taken) => {
    if (taken.kind !== proposal.kind) throw new Refusal({ form: 'This draft is of another kind.' })
    expectFit(proposal, award)
    const { lines, kind: _kind, ...columns } = proposal
    await trx.deleteFrom('modificationLines').where('modificationId', '=', taken.id).execute()
    await insertLines(trx, award, taken.id, lines)
    return {
      columns,
      event: 'edited',
      before: { reason: taken.reason },
      after: { ...changed(proposal), reason: proposal.reason },
    }
  })
}

/** The certifying official asks for what was drafted. */
export async function askModification(
  actor: Permitted<'modification.ask'>,
  key: WriteKey,
  number: string,
  no: number,
  version: number,
): Promise<Done> {
  return move(actor, key, { number, no, version }, 'ask', async (trx, award, taken) => {
    expectFit(taken, award)
    return {
      columns: { askedBy: actor.personId, askedAt: now() },
      event: 'asked',
      after: { ...changed(taken), ...(await waiting(trx, award.id)) },
      reason: taken.reason,
    }
  })
}

/** The officer of the caseload recommends for or against what is asked. */
export async function recommendModification(
  actor: Permitted<'modification.recommend'>,
  key: WriteKey,
  number: string,
  no: number,
  version: number,
  { recommendation, words }: { recommendation: Recommendation; words: string },
): Promise<Done> {
  return move(actor, key, { number, no, version }, 'recommend', async (trx, award) => {
    await expectOwnCase(trx, actor, award.id)
    return {
      columns: {
        recommendation,
        recommendationWords: words,
        recommendedBy: actor.personId,
        recommendedAt: now(),
      },
      event: 'recommended',
      after: { recommendation },
      reason: words,
    }
  })
}

/** Approves or refuses what is asked. What is approved changes the award from today on, by its signed
 *  difference, and keeps what the award was before. */
export async function decideModification(
  actor: Permitted<'modification.decide'>,
  key: WriteKey,
  number: string,
  no: number,
  version: number,
  { decision, words }: { decision: 'approved' | 'refused'; words: string },
): Promise<Done> {
  const name = decision === 'approved' ? 'approve' : 'refuse'
  return move(actor, key, { number, no, version }, name, async (trx, award, taken) => {
    const day = today()
    const refusal = modificationDecisionRefusal(
      { ...taken, askedOn: taken.askedAt && dayIn(taken.askedAt) },
      { personId: actor.personId, hasOfficer: await hasOfficer(trx, award.id), day },
    )
    if (refusal) throw new Refusal({ form: refusal })
    const decided = { decisionWords: words, decidedBy: actor.personId, decidedAt: now() }
    if (decision === 'refused') return { columns: decided, event: 'refused', reason: words }
    const wrong = proposalRefusal(taken, award)
    if (wrong) {
      throw new Refusal({
        form: `It no longer fits the award as it is today, so it can only be refused. ${wrong.sentence}`,
      })
    }
    const { amountChange, newPeriodEnd } = taken
    await trx
      .updateTable('awards')
      .set((eb) => ({
        ...(amountChange ? { amountChange: addMoney(award.amountChange, amountChange) } : {}),
        ...(newPeriodEnd ? { changedPeriodEnd: newPeriodEnd } : {}),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', award.id)
      .execute()
    return {
      columns: {
        ...decided,
        oldAmount: award.amount,
        oldPeriodEnd: award.periodEnd,
        effectiveOn: day,
      },
      event: 'approved',
      before: {
        ...(amountChange ? { amount: award.amount } : {}),
        ...(newPeriodEnd ? { periodEnd: award.periodEnd } : {}),
      },
      after: {
        ...(amountChange && award.amount ? { amount: addMoney(award.amount, amountChange) } : {}),
        ...(newPeriodEnd ? { periodEnd: newPeriodEnd } : {}),
      },
      reason: words,
    }
  })
}

/** Takes a request back before it is decided, or throws a draft away. */
export async function withdrawModification(
  actor: Permitted<'modification.withdraw'>,
  key: WriteKey,
  number: string,
  no: number,
  version: number,
): Promise<Done> {
  return move(actor, key, { number, no, version }, 'withdraw', async (_trx, _award, taken) => {
    const refusal = modificationWithdrawalRefusal(taken, actor)
    if (refusal) throw new Refusal({ form: refusal })
    return {
      columns: { decidedBy: actor.personId, decidedAt: now() },
      event: taken.state === 'draft' ? 'discarded' : 'withdrawn',
    }
  })
}

/** A study says what a modification of its site would do to it, before it is decided. */
export async function commentOnModification(
  actor: Permitted<'modification.comment'>,
  key: WriteKey,
  number: string,
  no: number,
  { words }: { words: string },
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const award = await lockAward(trx, actor, number)
    const taken = award && (await takeModification(trx, actor, award.id, no))
    if (!award || !taken) return null
    if (!isMoveOpen('refuse', taken.state)) throw await overtaken(trx, award.id, no, taken.state)
    await trx
      .insertInto('modificationComments')
      .values({
        modificationId: taken.id,
        organizationId: award.organizationId,
        words,
        writtenBy: actor.personId,
        membershipId: actor.membershipId,
        writtenAt: now(),
      })
      .execute()
    await tell(trx, actor, award, 'commented', no, { reason: words })
    return { number, no }
  })
}
