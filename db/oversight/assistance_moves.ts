import type { Permitted } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type AssistanceAnswer,
  type AssistanceMove,
  type AssistanceState,
  type GivenAssistance,
  assistanceMoves,
  assistanceRefusal,
  assistanceStateLabels,
} from '#app/domain/oversight/assistance.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { lastChange, lastMove } from '../awards/take.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { caseloadOf, oversightSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { aimable } from './assistance.ts'

/** Asks for technical assistance: the grantee for its own award, the officer for one of the caseload.
 *  Null: no such award. */
export async function askAssistance(
  actor: Permitted<'assistance.ask'>,
  key: WriteKey,
  number: string,
  { topic, words, indicator }: { topic: string; words: string; indicator: string | null },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await trx
      .selectFrom('awards')
      .where('awards.number', '=', number)
      .where('awards.id', 'in', oversightSeenBy(actor))
      .$if(actor.role === 'officer', (query) =>
        query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
      )
      .select(['awards.id', 'awards.organizationId', 'awards.status'])
      .forUpdate()
      .executeTakeFirst()
    if (!award) return null
    const closed = closedRefusal(award.status)
    if (closed) throw new Conflict(closed, await lastChange(trx, award.id))
    const aim = indicator === null ? null : await readAim(trx, number, indicator)
    const { last } = await trx
      .selectFrom('assistance')
      .where('awardId', '=', award.id)
      .select(({ fn }) => fn.max<number | null>('no').as('last'))
      .executeTakeFirstOrThrow()
    const no = (last ?? 0) + 1
    await trx
      .insertInto('assistance')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        no,
        state: 'asked',
        topic,
        words,
        indicatorCode: aim?.code ?? null,
        askedBy: actor.personId,
        askedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'assistance.asked',
      awardId: award.id,
      after: { assistance: no, topic, ...(aim && { indicator: aim.name }) },
      reason: words,
    })
    return { number, no }
  })
}

async function readAim(trx: Trx, number: string, code: string) {
  const aim = await aimable(number, trx)
    .where('indicators.code', '=', code)
    .select(['indicators.code', 'indicators.name'])
    .executeTakeFirst()
  if (!aim) {
    throw new Refusal({ indicator: 'Choose an indicator that the reports of this award ask for.' })
  }
  return aim
}

/** The officer of the caseload records what was given, or declines with a reason. Null: no such request. */
export async function answerAssistance(
  actor: Permitted<'assistance.answer'>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  given: GivenAssistance & { answer: AssistanceAnswer; words: string },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, at)
    if (!taken?.isOwnCase) return null
    const { answer, words, by, from, hours } = given
    const refused = assistanceRefusal(answer, given, today())
    if (refused) throw new Refusal(refused)
    const to = given.to ?? from
    const columns = { givenBy: by, givenFrom: from, givenTo: to, hours }
    await move(trx, actor, { ...at, ...taken, words }, answer, columns)
    return { number: at.number, no: at.no }
  })
}

/** Whoever asked takes the request back. Null: none of the actor's own. */
export async function withdrawAssistance(
  actor: Permitted<'assistance.ask'>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  { words }: { words: string },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, at)
    if (taken?.askedBy !== actor.personId) return null
    await move(trx, actor, { ...at, ...taken, words }, 'withdraw', {})
    return { number: at.number, no: at.no }
  })
}

async function take(
  trx: Trx,
  actor: Permitted<'assistance.ask' | 'assistance.answer'>,
  { number, no }: { number: string; no: number },
) {
  const row = await trx
    .selectFrom('assistance')
    .innerJoin('awards', 'awards.id', 'assistance.awardId')
    .where('awards.number', '=', number)
    .where('assistance.no', '=', no)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .select((eb) => [
      'assistance.id',
      'assistance.awardId',
      'assistance.state',
      'assistance.version as standsAt',
      'assistance.askedBy',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .forUpdate('assistance')
    .executeTakeFirst()
  return row ?? null
}

const events = {
  give: 'assistance.given',
  decline: 'assistance.declined',
  withdraw: 'assistance.withdrawn',
} as const satisfies Record<AssistanceMove, string>

async function move(
  trx: Trx,
  actor: Permitted<'assistance.ask' | 'assistance.answer'>,
  taken: {
    id: number
    awardId: number
    no: number
    state: AssistanceState
    version: number
    standsAt: number
    words: string
  },
  to: AssistanceMove,
  columns: Partial<Record<'givenBy' | 'givenFrom' | 'givenTo' | 'hours', string | null>>,
): Promise<void> {
  if (taken.state !== 'asked' || taken.standsAt !== taken.version) {
    throw new Conflict(
      `This request is no longer as the page you used showed it (${assistanceStateLabels[taken.state].toLowerCase()}).`,
      await lastMove(trx, taken.awardId, {
        kinds: 'assistance.%',
        key: 'assistance',
        no: taken.no,
      }),
    )
  }
  const { to: state } = assistanceMoves[to]
  await trx
    .updateTable('assistance')
    .set((eb) => ({
      ...columns,
      state,
      answerWords: taken.words,
      answeredBy: actor.personId,
      answeredAt: now(),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', taken.id)
    .execute()
  await record(trx, actor, {
    kind: events[to],
    awardId: taken.awardId,
    after: { assistance: taken.no, state: assistanceStateLabels[state], ...columns },
    reason: taken.words,
  })
}
