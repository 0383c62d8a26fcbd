import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type FindingKind,
  type VisitKind,
  answerDayRefusal,
  findingKindLabels,
  visitDayRefusal,
  visitKindLabels,
} from '#app/domain/oversight/visits.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { lastMove } from '../awards/take.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { caseloadOf, oversightSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { listCorrections } from './corrections.ts'
import { filesBehind, filesTakenBack } from './files_behind.ts'

/** An award as far as its oversight goes: its visits, latest first, and its corrective actions; null: none
 *  whose oversight the actor follows. */
export async function findOversight(actor: Permitted<'visit.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  return {
    ...award,
    isOwnCase: award.isOwnCase === true,
    visits: await visitsOf(award.id).orderBy('visits.no', 'desc').execute(),
    corrections: await listCorrections(actor, award.id),
  }
}

export type Oversight = NonNullable<Awaited<ReturnType<typeof findOversight>>>

function visitsOf(awardId: number) {
  return db
    .selectFrom('visits')
    .innerJoin('people', 'people.id', 'visits.plannedBy')
    .where('visits.awardId', '=', awardId)
    .select(['visits.no', 'kind', 'state', 'plannedOn', 'scope', 'doneOn', 'people.name as by'])
}

/** One visit with its findings, which its grantee reads once the letter is sent. */
export async function findVisit(actor: Permitted<'visit.read'>, number: string, no: number) {
  const visit = await db
    .selectFrom('visits')
    .innerJoin('awards', 'awards.id', 'visits.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('people', 'people.id', 'visits.plannedBy')
    .where('awards.number', '=', number)
    .where('visits.no', '=', no)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .select((eb) => [
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
      'visits.no',
      'visits.kind',
      'visits.state',
      'visits.plannedOn',
      'visits.scope',
      'visits.doneOn',
      'visits.letter',
      'visits.sentAt',
      'visits.version',
      'people.name as by',
      jsonArrayFrom(
        eb
          .selectFrom('visitFindings')
          .leftJoin('corrections', 'corrections.findingId', 'visitFindings.id')
          .whereRef('visitFindings.visitId', '=', 'visits.id')
          .$if(actor.organizationKind === 'grantee', (query) =>
            query.where('visits.state', '=', 'done'),
          )
          .select((finding) => [
            'visitFindings.id',
            'visitFindings.kind',
            'visitFindings.words',
            finding
              .cast<string | null>('visitFindings.questionedCost', 'text')
              .as('questionedCost'),
            'visitFindings.answerBy',
            'corrections.no as correctionNo',
            'corrections.state as correctionState',
            filesBehind(finding.ref('visitFindings.id'), 'finding').as('files'),
            filesTakenBack(finding.ref('visitFindings.id'), 'finding', actor).as('filesTakenBack'),
          ])
          .orderBy('visitFindings.id'),
      ).as('findings'),
    ])
    .executeTakeFirst()
  return visit ? { ...visit, isOwnCase: visit.isOwnCase === true } : null
}

export type Visit = NonNullable<Awaited<ReturnType<typeof findVisit>>>

/** The officer of the caseload plans a visit, of which the grantee is told. Null: no such award. */
export async function planVisit(
  actor: Permitted<'visit.plan'>,
  key: WriteKey,
  number: string,
  { kind, on, scope }: { kind: VisitKind; on: string; scope: string },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeOwnCase(trx, actor, number)
    if (!award) return null
    const { last } = await trx
      .selectFrom('visits')
      .where('awardId', '=', award.id)
      .select(({ fn }) => fn.max<number | null>('no').as('last'))
      .executeTakeFirstOrThrow()
    const no = (last ?? 0) + 1
    await trx
      .insertInto('visits')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        no,
        kind,
        state: 'planned',
        plannedOn: on,
        scope,
        plannedBy: actor.personId,
        plannedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'visit.planned',
      awardId: award.id,
      after: { visit: visitKindLabels[kind], plannedOn: on },
      reason: scope,
    })
    return { number, no }
  })
}

/** Notes what a visit found, for its letter. */
export async function noteFinding(
  actor: Permitted<'visit.plan'>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  given: { kind: FindingKind; words: string; questionedCost: string | null; due: string | null },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const visit = await takePlanned(trx, actor, at)
    if (!visit) return null
    const refusal = answerDayRefusal(given.kind, given.due, today())
    if (refusal) throw new Refusal({ 'due.month': refusal })
    await trx
      .insertInto('visitFindings')
      .values({
        visitId: visit.id,
        organizationId: visit.organizationId,
        kind: given.kind,
        words: given.words,
        questionedCost: given.questionedCost,
        answerBy: given.due,
        notedBy: actor.personId,
        notedAt: now(),
      })
      .execute()
    await moveOn(trx, visit.id, {})
    await record(trx, actor, {
      kind: 'visit.finding_noted',
      awardId: visit.awardId,
      after: { visit: at.no, finding: findingKindLabels[given.kind] },
      reason: given.words,
    })
    return { number: at.number, no: at.no }
  })
}

/** Sends the letter of a visit: the grantee reads its findings, and each compliance finding becomes a
 *  corrective action. */
export async function sendLetter(
  actor: Permitted<'visit.plan'>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  { on, words }: { on: string; words: string },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const visit = await takePlanned(trx, actor, at)
    if (!visit) return null
    const refusal = visitDayRefusal(on, today())
    if (refusal) throw new Refusal({ 'on.month': refusal })
    const findings = await trx
      .selectFrom('visitFindings')
      .where('visitId', '=', visit.id)
      .where('kind', '=', 'compliance')
      .select(['id', 'answerBy'])
      .orderBy('id')
      .execute()
    const { last } = await trx
      .selectFrom('corrections')
      .where('awardId', '=', visit.awardId)
      .select(({ fn }) => fn.max<number | null>('no').as('last'))
      .executeTakeFirstOrThrow()
    if (findings.length > 0) {
      await trx
        .insertInto('corrections')
        .values(
          findings.map(({ id, answerBy }, position) => ({
            awardId: visit.awardId,
            organizationId: visit.organizationId,
            findingId: id,
            no: (last ?? 0) + 1 + position,
            dueOn: answerBy ?? today(),
            state: 'asked' as const,
          })),
        )
        .execute()
    }
    await moveOn(trx, visit.id, { state: 'done', doneOn: on, letter: words, sentAt: now() })
    await record(trx, actor, {
      kind: 'visit.letter_sent',
      awardId: visit.awardId,
      after: { visit: at.no, doneOn: on, correctiveActions: findings.length },
    })
    return { number: at.number, no: at.no }
  })
}

/** An award of the own caseload, held until the write is over. */
export async function takeOwnCase(trx: Trx, actor: Actor, number: string) {
  const award = await trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', caseloadOf(actor.membershipId))
    .select(['awards.id', 'awards.organizationId'])
    .forUpdate()
    .executeTakeFirst()
  return award ?? null
}

/** A planned visit of the own caseload, as the page showed it. */
async function takePlanned(
  trx: Trx,
  actor: Actor,
  { number, no, version }: { number: string; no: number; version: number },
) {
  const award = await takeOwnCase(trx, actor, number)
  if (!award) return null
  const visit = await trx
    .selectFrom('visits')
    .where('awardId', '=', award.id)
    .where('no', '=', no)
    .select(['id', 'awardId', 'organizationId', 'state', 'version'])
    .executeTakeFirst()
  if (!visit) return null
  const by = () => lastMove(trx, visit.awardId, { kinds: 'visit.%', key: 'visit', no })
  if (visit.state !== 'planned') {
    throw new Conflict('The letter of this visit is sent already.', await by())
  }
  if (visit.version !== version) {
    throw new Conflict('Something was added to this visit after you opened the page.', await by())
  }
  return visit
}

/** The next version of a visit, with what it is from now on. */
export async function moveOn(
  trx: Trx,
  id: number,
  columns: { state?: 'done'; doneOn?: string; letter?: string; sentAt?: Date },
): Promise<void> {
  await trx
    .updateTable('visits')
    .set((eb) => ({ ...columns, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
