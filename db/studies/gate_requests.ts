import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { gateRefusal } from '#app/domain/study/gates.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { type GateAddress, lockGate } from './gates.ts'

/** What leads asked of the evaluation officers at a gate and no proposal has answered yet. */
export async function listGateRequests(actor: Permitted<'gate.read'>, at: GateAddress) {
  return openRequests(db)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studies.slug', '=', at.slug)
    .where('gateRequests.stage', '=', at.stage)
    .where('gateRequests.side', '=', at.side)
    .execute()
}

/** The same over all studies, for who proposes. */
export async function listGateRequestsOnDesk(actor: Permitted<'session.use'>) {
  if (actor.role !== 'evaluation_officer') return []
  return openRequests(db).where('studies.id', 'in', studiesSeenBy(actor)).limit(60).execute()
}

/** A lead asks that a gate be put before the director. `version` is the stage's. */
export async function askGate(
  actor: Permitted<'gate.ask'>,
  key: WriteKey,
  at: GateAddress,
  version: number,
  { words }: { words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const gate = await lockGate(trx, actor, at, version)
    if (!gate) return null
    const refusal = gateRefusal({ ...gate, side: at.side, isProposed: gate.open !== undefined })
    if (refusal) throw new Refusal({ form: refusal })
    const [asked] = await openRequests(trx)
      .where('studies.id', '=', gate.studyId)
      .where('gateRequests.stage', '=', at.stage)
      .where('gateRequests.side', '=', at.side)
      .execute()
    if (asked)
      throw new Refusal({ form: `${asked.asker} has asked already; the answer comes here.` })
    await trx
      .insertInto('gateRequests')
      .values({
        studyId: gate.studyId,
        stage: at.stage,
        side: at.side,
        words,
        askedBy: actor.personId,
        askedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'gate.asked',
      studyId: gate.studyId,
      after: { stage: at.stage, side: at.side },
      reason: words,
    })
    return { stage: at.stage }
  })
}

/** Requests since the last proposal of their gate, oldest first. */
function openRequests(on: Db | Trx) {
  return on
    .selectFrom('gateRequests')
    .innerJoin('studies', 'studies.id', 'gateRequests.studyId')
    .innerJoin('people', 'people.id', 'gateRequests.askedBy')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('gateDecisions')
            .whereRef('gateDecisions.studyId', '=', 'gateRequests.studyId')
            .whereRef('gateDecisions.stage', '=', 'gateRequests.stage')
            .whereRef('gateDecisions.side', '=', 'gateRequests.side')
            .whereRef('gateDecisions.proposedAt', '>', 'gateRequests.askedAt')
            .select('gateDecisions.id'),
        ),
      ),
    )
    .select([
      'gateRequests.stage',
      'gateRequests.side',
      'gateRequests.words',
      'gateRequests.askedAt',
      'people.name as asker',
      'studies.slug',
      'studies.title',
      'studies.sample',
    ])
    .orderBy('gateRequests.id')
}
