import { sql } from 'kysely'
import { type Permitted, may } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import {
  type CorrectionMove,
  correctionMoves,
  correctionRefusal,
  correctionStateLabels,
} from '#app/domain/oversight/corrections.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { lastMove } from '../awards/take.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { standsInFor } from '../reports/due.ts'
import { caseloadOf, oversightSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { filesBehind, filesTakenBack } from './files_behind.ts'

type MovingRight =
  'correction.draft' | 'correction.answer' | 'correction.verify' | 'correction.close'

/** The corrective actions of an award, those that wait longest first. */
export async function listCorrections(actor: Permitted<'visit.read'>, awardId: number) {
  return rows(actor)
    .where('corrections.awardId', '=', awardId)
    .orderBy('corrections.dueOn')
    .orderBy('corrections.no')
    .execute()
}

/** One corrective action with what was answered, verified and decided; what is only drafted is its
 *  grantee's. */
export async function findCorrection(actor: Permitted<'visit.read'>, number: string, no: number) {
  const row = await rows(actor)
    .leftJoin('people as answerer', 'answerer.id', 'corrections.answeredBy')
    .leftJoin('people as verifier', 'verifier.id', 'corrections.verifiedBy')
    .leftJoin('people as closer', 'closer.id', 'corrections.closedBy')
    .where('awards.number', '=', number)
    .where('corrections.no', '=', no)
    .select((eb) => [
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'visits.no as visitNo',
      'corrections.response',
      'corrections.evidence',
      'corrections.answeredBy',
      'answerer.name as answerer',
      'corrections.answeredAt',
      'corrections.verificationWords',
      'corrections.verifiedBy',
      'verifier.name as verifier',
      'corrections.verifiedAt',
      'corrections.closingWords',
      'closer.name as closer',
      'corrections.closedAt',
      'corrections.version',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
      raters.as('raters'),
      'corrections.findingId',
      filesBehind(eb.ref('corrections.findingId'), 'finding').as('findingFiles'),
      filesBehind(eb.ref('corrections.findingId'), 'answer').as('files'),
      filesTakenBack(eb.ref('corrections.findingId'), 'answer', actor).as('filesTakenBack'),
    ])
    .executeTakeFirst()
  if (!row) return null
  const isHidden = row.state === 'asked' && actor.organizationKind !== 'grantee'
  return {
    ...row,
    isOwnCase: row.isOwnCase === true,
    ...(isHidden && { response: null, evidence: null, files: [] }),
  }
}

export type Correction = NonNullable<Awaited<ReturnType<typeof findCorrection>>>

const raters = sql<number[]>`coalesce((select array_agg(distinct rated_by) from risk_ratings
  where risk_ratings.award_id = corrections.award_id), '{}')`

function rows(actor: Permitted<'visit.read'> | Permitted<'session.use'>) {
  return db
    .selectFrom('corrections')
    .innerJoin('visitFindings', 'visitFindings.id', 'corrections.findingId')
    .innerJoin('visits', 'visits.id', 'visitFindings.visitId')
    .innerJoin('awards', 'awards.id', 'corrections.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', 'in', oversightSeenBy(actor))
    .select([
      'awards.number',
      'corrections.no',
      'corrections.state',
      'corrections.dueOn',
      'visitFindings.words',
      'visitFindings.questionedCost',
    ])
}

/** Moves a corrective action on, in the state and version that the page showed: the grantee drafts and
 *  answers, the officer of the caseload verifies or sends back, a grants officer closes. Null: none that the
 *  actor may move. */
export async function moveCorrection(
  actor: Permitted<MovingRight>,
  key: WriteKey,
  at: { number: string; no: number; version: number },
  move: CorrectionMove,
  given: { response?: string; evidence?: string; words?: string },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const { from, to, right } = correctionMoves[move]
    if (!may(actor.role, right)) return null
    const taken = await take(trx, actor, at, move)
    if (!taken) return null
    if (taken.version !== at.version || taken.state !== from) {
      throw new Conflict(
        `This corrective action is no longer as the page you used showed it (${correctionStateLabels[taken.state].toLowerCase()}).`,
        await lastMove(trx, taken.awardId, {
          kinds: 'correction.%',
          key: 'correctiveAction',
          no: at.no,
        }),
      )
    }
    const refusal =
      move === 'draft' || move === 'answer' ? null : correctionRefusal(move, taken, actor.personId)
    if (refusal) throw new Refusal({ form: refusal })
    await trx
      .updateTable('corrections')
      .set((eb) => ({
        ...columnsOf(move, actor.personId, given),
        state: to,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', taken.id)
      .execute()
    await record(trx, actor, {
      kind: events[move],
      awardId: taken.awardId,
      after: {
        correctiveAction: at.no,
        state: correctionStateLabels[to],
        ...(move === 'answer' &&
          taken.files.length > 0 && {
            files: taken.files.map(({ name, sha256 }) => `${name} (${sha256})`).join(', '),
          }),
      },
      ...(given.words && { reason: given.words }),
    })
    return { number: at.number, no: at.no }
  })
}

const events = {
  draft: 'correction.drafted',
  answer: 'correction.answered',
  send_back: 'correction.sent_back',
  verify: 'correction.verified',
  close: 'correction.closed',
} as const satisfies Record<CorrectionMove, string>

function columnsOf(
  move: CorrectionMove,
  personId: number,
  { response, evidence, words }: { response?: string; evidence?: string; words?: string },
) {
  switch (move) {
    case 'draft':
      return { response, evidence }
    case 'answer':
      return { response, evidence, answeredBy: personId, answeredAt: now() }
    case 'send_back':
    case 'verify':
      return { verificationWords: words, verifiedBy: personId, verifiedAt: now() }
    case 'close':
      return { closingWords: words, closedBy: personId, closedAt: now() }
  }
}

async function take(
  trx: Trx,
  actor: Permitted<MovingRight>,
  { number, no }: { number: string; no: number },
  move: CorrectionMove,
) {
  const row = await trx
    .selectFrom('corrections')
    .innerJoin('awards', 'awards.id', 'corrections.awardId')
    .where('awards.number', '=', number)
    .where('corrections.no', '=', no)
    .where('awards.id', 'in', oversightSeenBy(actor))
    .$if(move === 'verify' || move === 'send_back', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .select((eb) => [
      'corrections.id',
      'corrections.awardId',
      'corrections.state',
      'corrections.version',
      'corrections.answeredBy',
      'corrections.verifiedBy',
      raters.as('raters'),
      filesBehind(eb.ref('corrections.findingId'), 'answer').as('files'),
    ])
    .forUpdate('corrections')
    .executeTakeFirst()
  return row ?? null
}

/** Corrective actions that wait for the actor, or for the grantee of an officer, the earliest due first. */
export async function listCorrectionsOnDesk(actor: Permitted<'session.use'>) {
  return rows(actor)
    .where('corrections.state', '<>', 'closed')
    .$if(actor.role === 'officer', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .$if(actor.role === 'grants_officer', (query) =>
      query.where('corrections.state', '=', 'verified'),
    )
    .where((eb) =>
      eb.lit(['officer', 'grants_officer', 'certifier', 'preparer'].includes(actor.role)),
    )
    .select(['awards.name', 'awards.sample', 'organizations.name as leadOrganization'])
    .select(standsInFor(actor).as('standsInFor'))
    .orderBy('corrections.dueOn')
    .orderBy('corrections.id')
    .limit(60)
    .execute()
}

/** Planned visits of an officer's caseload, and of a grantee's own awards, the next first. */
export async function listVisitsOnDesk(actor: Permitted<'session.use'>) {
  return db
    .selectFrom('visits')
    .innerJoin('awards', 'awards.id', 'visits.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', 'in', oversightSeenBy(actor))
    .where('visits.state', '=', 'planned')
    .where((eb) => eb.lit(['officer', 'certifier', 'preparer'].includes(actor.role)))
    .$if(actor.role === 'officer', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .select([
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'visits.no',
      'visits.kind',
      'visits.plannedOn',
    ])
    .select(standsInFor(actor).as('standsInFor'))
    .orderBy('visits.plannedOn')
    .orderBy('visits.id')
    .limit(60)
    .execute()
}
