import type { Actor, Permitted } from '#app/domain/access.ts'
import { dayIn, now, today } from '#app/domain/clock.ts'
import {
  type ModificationMove,
  type Proposal,
  isMoveOpen,
  kindsFor,
  modificationDecisionRefusal,
  modificationLabels,
  modificationMoves,
  modificationStateLabels,
  proposalRefusal,
} from '#app/domain/modification.ts'
import { addMoney } from '#app/domain/money.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { Recommendation } from '#app/domain/report/petitions.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { caseloadOf, modificationsSeenBy, modifiedAwardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { studiesHeard } from './modifications.ts'
import { hasOfficer } from './take.ts'

/** The award and the modification that something was done to; null where the actor sees none. */
type Done = { number: string; no: number } | null

/** Begins a modification of an award: a preparer's draft, which the certifying official sends, or at once
 *  the request of the certifying official. */
export async function draftModification(
  actor: Permitted<'modification.draft'>,
  key: WriteKey,
  number: string,
  proposal: Proposal,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeAward(trx, actor, number)
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
    const award = await takeAward(trx, actor, number)
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

/** Takes a request back before it is decided, or throws a draft away; a preparer only a draft. */
export async function withdrawModification(
  actor: Permitted<'modification.draft'>,
  key: WriteKey,
  number: string,
  no: number,
  version: number,
): Promise<Done> {
  return move(actor, key, { number, no, version }, 'withdraw', async (_trx, _award, taken) => {
    const isDraft = taken.state === 'draft'
    if (!isDraft && actor.role !== 'certifier') {
      throw new Refusal({ form: 'Only a certifying official withdraws what was asked for.' })
    }
    return {
      columns: { decidedBy: actor.personId, decidedAt: now() },
      event: isDraft ? 'discarded' : 'withdrawn',
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
    const award = await takeAward(trx, actor, number)
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

type Taken = NonNullable<Awaited<ReturnType<typeof takeModification>>>
type TakenAward = NonNullable<Awaited<ReturnType<typeof takeAward>>>

interface Made {
  columns: Record<string, string | number | Date | null>
  event: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
}

/** One move of the machine: under the award's lock, in the state and version that the page showed. */
async function move<R extends (typeof modificationMoves)[ModificationMove]['right']>(
  actor: Permitted<R>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  name: ModificationMove,
  make: (trx: Trx, award: TakenAward, taken: Taken) => Promise<Made>,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeAward(trx, actor, at.number)
    const taken = award && (await takeModification(trx, actor, award.id, at.no))
    if (!award || !taken) return null
    if (taken.version !== at.version || !isMoveOpen(name, taken.state)) {
      throw await overtaken(trx, award.id, at.no, taken.state)
    }
    const { columns, event, ...told } = await make(trx, award, taken)
    await trx
      .updateTable('modifications')
      .set((eb) => ({
        ...columns,
        state: modificationMoves[name].to,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', taken.id)
      .execute()
    await tell(trx, actor, award, event, at.no, told)
    return { number: at.number, no: at.no }
  })
}

/** The award whose terms are at stake, under its lock. A grantee asks about an award that it still runs. */
async function takeAward(trx: Trx, actor: Actor, number: string) {
  const award = await trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', modifiedAwardsSeenBy(actor))
    .select([
      'awards.id',
      'awards.organizationId',
      'awards.amount',
      'awards.amountChange',
      'awards.periodEnd',
    ])
    .forUpdate()
    .executeTakeFirst()
  return award ?? null
}

async function takeModification(trx: Trx, actor: Actor, awardId: number, no: number) {
  const row = await trx
    .selectFrom('modifications')
    .where('modifications.awardId', '=', awardId)
    .where('modifications.no', '=', no)
    .where('modifications.id', 'in', modificationsSeenBy(actor))
    .selectAll()
    .select(studiesHeard.as('studiesHeard'))
    .executeTakeFirst()
  if (!row) return null
  const lines = await trx
    .selectFrom('modificationLines')
    .where('modificationId', '=', row.id)
    .select(['category', 'change'])
    .orderBy('category')
    .execute()
  return { ...row, lines }
}

async function insert(
  trx: Trx,
  actor: Actor,
  award: TakenAward,
  { lines, ...proposal }: Proposal,
  begun: { state: 'draft' | 'asked' | 'recommended' } & Record<string, string | number | Date>,
): Promise<number> {
  const { last } = await trx
    .selectFrom('modifications')
    .where('awardId', '=', award.id)
    .select((eb) => eb.fn.max<number | null>('no').as('last'))
    .executeTakeFirstOrThrow()
  const no = (last ?? 0) + 1
  const { id } = await trx
    .insertInto('modifications')
    .values({
      ...proposal,
      ...begun,
      no,
      awardId: award.id,
      organizationId: award.organizationId,
      draftedBy: actor.personId,
      draftedAt: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertLines(trx, award, id, lines)
  return no
}

async function insertLines(
  trx: Trx,
  { organizationId }: TakenAward,
  modificationId: number,
  lines: Proposal['lines'],
): Promise<void> {
  if (lines.length === 0) return
  await trx
    .insertInto('modificationLines')
    .values(lines.map((line) => ({ ...line, modificationId, organizationId })))
    .execute()
}

function expectKind(side: 'grantee' | 'agency', { kind }: Proposal): void {
  if (kindsFor(side).includes(kind)) return
  throw new Refusal({ form: 'This kind of modification is begun by the other side.' })
}

function expectFit(proposal: Proposal, award: TakenAward): void {
  const wrong = proposalRefusal(proposal, award)
  if (wrong) throw new Refusal({ [wrong.field]: wrong.sentence })
}

async function expectOwnCase(trx: Trx, actor: Actor, awardId: number): Promise<void> {
  const own = await trx
    .selectFrom('awards')
    .where('id', '=', awardId)
    .where('id', 'in', caseloadOf(actor.membershipId))
    .select('id')
    .executeTakeFirst()
  if (own) return
  throw new Refusal({ form: 'Only the program officer who looks after this award recommends.' })
}

async function waiting(trx: Trx, awardId: number) {
  return { waitsFor: (await hasOfficer(trx, awardId)) ? 'the recommendation' : 'the decision' }
}

/** What a proposal changes, as its event keeps it: only the parts that its kind has. */
function changed({
  kind,
  amountChange,
  newPeriodEnd,
  position,
  oldWords,
  newWords,
  lines,
}: Proposal) {
  const parts = {
    modification: modificationLabels[kind],
    amountChange,
    newPeriodEnd,
    position,
    oldWords,
    newWords,
  }
  return {
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null)),
    ...(lines.length > 0 ? { lines } : {}),
  }
}

async function tell(
  trx: Trx,
  actor: Actor,
  award: TakenAward,
  event: string,
  no: number,
  told: {
    before?: Record<string, unknown>
    after?: Record<string, unknown>
    reason?: string
  },
): Promise<void> {
  await record(trx, actor, {
    kind: `modification.${event}`,
    awardId: award.id,
    ...told,
    after: { no, ...told.after },
  })
}

async function overtaken(trx: Trx, awardId: number, no: number, state: Taken['state']) {
  const last = await trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.awardId', '=', awardId)
    .where('events.kind', 'like', 'modification.%')
    .select(['people.name as who', 'events.at'])
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const where = modificationStateLabels[state].toLowerCase()
  return new Conflict(
    `Modification ${no} is no longer as the page you used showed it (${where}), so what you asked for was not done.`,
    { who: last?.who ?? null, at: last?.at.toISOString() ?? null },
  )
}
