import type { Actor, Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import {
  type ModificationMove,
  type Proposal,
  isMoveOpen,
  kindsFor,
  modificationLabels,
  modificationMoves,
  modificationStateLabels,
  proposalRefusal,
} from '#app/domain/modification.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { caseloadOf, modificationsSeenBy, modifiedAwardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { studiesHeard } from './modifications.ts'
import { hasOfficer, lastMove } from './take.ts'

/** The award and the modification that something was done to; null where the actor sees none. */
export type Done = { number: string; no: number } | null

type Taken = NonNullable<Awaited<ReturnType<typeof takeModification>>>
type TakenAward = NonNullable<Awaited<ReturnType<typeof lockAward>>>

interface Made {
  columns: Record<string, string | number | Date | null>
  event: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
}

/** One move of the machine: under the award's lock, in the state and version that the page showed. */
export async function move<R extends (typeof modificationMoves)[ModificationMove]['right']>(
  actor: Permitted<R>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  name: ModificationMove,
  make: (trx: Trx, award: TakenAward, taken: Taken) => Promise<Made>,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const award = await lockAward(trx, actor, at.number)
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

/** The award whose terms are at stake, under its lock. */
export async function lockAward(trx: Trx, actor: Actor, number: string) {
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

export async function takeModification(trx: Trx, actor: Actor, awardId: number, no: number) {
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

export async function insert(
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

export async function insertLines(
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

export function expectKind(side: 'grantee' | 'agency', { kind }: Proposal): void {
  if (kindsFor(side).includes(kind)) return
  throw new Refusal({ form: 'This kind of modification is begun by the other side.' })
}

export function expectFit(proposal: Proposal, award: TakenAward): void {
  const wrong = proposalRefusal(proposal, award)
  if (wrong) throw new Refusal({ [wrong.field]: wrong.sentence })
}

export async function expectOwnCase(trx: Trx, actor: Actor, awardId: number): Promise<void> {
  const own = await trx
    .selectFrom('awards')
    .where('id', '=', awardId)
    .where('id', 'in', caseloadOf(actor.membershipId))
    .select('id')
    .executeTakeFirst()
  if (own) return
  throw new Refusal({ form: 'Only the program officer who looks after this award recommends.' })
}

export async function waiting(trx: Trx, awardId: number) {
  return { waitsFor: (await hasOfficer(trx, awardId)) ? 'the recommendation' : 'the decision' }
}

/** What a proposal changes, as its event keeps it: only the parts that its kind has. */
export function changed({
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

export async function tell(
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

export async function overtaken(trx: Trx, awardId: number, no: number, state: Taken['state']) {
  const where = modificationStateLabels[state].toLowerCase()
  return new Conflict(
    `Modification ${no} is no longer as the page you used showed it (${where}), so what you asked for was not done.`,
    await lastMove(trx, awardId, { kinds: 'modification.%', key: 'no', no }),
  )
}
