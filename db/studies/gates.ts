import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import {
  type GateDecision,
  type GateSide,
  gateRefusal,
  mayDecideGate,
  stageAfter,
} from '#app/domain/study/gates.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy, overtaken } from './plan.ts'

export interface GateAddress {
  slug: string
  stage: Stage
  side: GateSide
}

/** Every proposal and decision at the gates of a study, oldest first. */
export async function listGateDecisions(actor: Permitted<'gate.read'>, slug: string) {
  return decisions(actor)
    .where('studies.slug', '=', slug)
    .select(['gateDecisions.stage', 'gateDecisions.side'])
    .orderBy('gateDecisions.id')
    .execute()
}

/** A gate with its criteria and what was proposed and decided there, newest first. */
export async function findGate(actor: Permitted<'gate.read'>, { slug, stage, side }: GateAddress) {
  const gate = await db
    .selectFrom('studyStages')
    .innerJoin('studies', 'studies.id', 'studyStages.studyId')
    .where('studies.slug', '=', slug)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studyStages.stage', '=', stage)
    .select((eb) => [
      'studies.title',
      'studies.sample',
      'studyStages.state as stageState',
      'studyStages.version',
      eb
        .exists(
          eb
            .selectFrom('studyTeam')
            .whereRef('studyTeam.studyId', '=', 'studies.id')
            .where('studyTeam.endedAt', 'is', null)
            .select('studyTeam.membershipId'),
        )
        .$castTo<boolean>()
        .as('hasTeam'),
    ])
    .executeTakeFirst()
  if (!gate) return null
  const [criteria, history] = await Promise.all([
    listCriteria(stage, side),
    decisions(actor)
      .where('studies.slug', '=', slug)
      .where('gateDecisions.stage', '=', stage)
      .where('gateDecisions.side', '=', side)
      .orderBy('gateDecisions.id', 'desc')
      .execute(),
  ])
  const open = history.find(({ decision }) => decision === null)
  return {
    ...gate,
    criteria,
    history: history.map(({ proposedBy: _, ...shown }) => ({
      ...shown,
      proposedAt: shown.proposedAt.toISOString(),
      decidedAt: shown.decidedAt?.toISOString() ?? null,
    })),
    isProposed: open !== undefined,
    closedTo: {
      propose: gateRefusal({ ...gate, side, isProposed: open !== undefined }),
      decide: open
        ? mayDecideGate({ proposedBy: open.proposedBy, decider: actor.personId })
        : 'No proposal waits for a decision.',
    },
  }
}

export type Gate = NonNullable<Awaited<ReturnType<typeof findGate>>>

/** Puts a gate before the director. `version` is the stage's. */
export async function proposeGate(
  actor: Permitted<'gate.propose'>,
  key: WriteKey,
  at: GateAddress,
  version: number,
  { proposal, reason }: { proposal: GateDecision; reason: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const gate = await lockGate(trx, actor, at, version)
    if (!gate) return null
    const refusal = gateRefusal({ ...gate, side: at.side, isProposed: gate.open !== undefined })
    if (refusal) throw new Refusal({ form: refusal })
    await trx
      .insertInto('gateDecisions')
      .values({
        studyId: gate.studyId,
        stage: at.stage,
        side: at.side,
        proposal,
        reason,
        proposedBy: actor.personId,
        proposedAt: now(),
        decision: null,
        decisionReason: null,
        decidedBy: null,
        decidedAt: null,
      })
      .execute()
    await countUp(trx, gate.studyId, at.stage)
    await record(trx, actor, {
      kind: 'gate.proposed',
      studyId: gate.studyId,
      after: { stage: at.stage, side: at.side, proposal },
      reason,
    })
    return { proposal }
  })
}

/** Decides the proposal that waits. Go opens the stage at its entry and closes it at its exit. */
export async function decideGate(
  actor: Permitted<'gate.decide'>,
  key: WriteKey,
  at: GateAddress,
  version: number,
  { decision, reason }: { decision: GateDecision; reason: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const gate = await lockGate(trx, actor, at, version)
    if (!gate) return null
    if (!gate.open) throw new Refusal({ form: 'No proposal waits for a decision.' })
    const refusal = mayDecideGate({ proposedBy: gate.open.proposedBy, decider: actor.personId })
    if (refusal) throw new Refusal({ form: refusal })
    await trx
      .updateTable('gateDecisions')
      .set((eb) => ({
        decision,
        decisionReason: reason,
        decidedBy: actor.personId,
        decidedAt: now(),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', gate.open.id)
      .execute()
    const stageState = stageAfter(at.side, decision, gate.stageState)
    if (stageState !== gate.stageState) {
      const date = at.side === 'entry' ? { openedOn: today() } : { closedOn: today() }
      await trx
        .updateTable('studyStages')
        .set({ state: stageState, ...date })
        .where('studyId', '=', gate.studyId)
        .where('stage', '=', at.stage)
        .execute()
    }
    await countUp(trx, gate.studyId, at.stage)
    await record(trx, actor, {
      kind: 'gate.decided',
      studyId: gate.studyId,
      before: { stageState: gate.stageState },
      after: {
        stage: at.stage,
        side: at.side,
        proposal: gate.open.proposal,
        decision,
        stageState,
      },
      reason,
    })
    return { decision, stageState }
  })
}

/** A gate under its study's lock, in the version that the page showed; null where the actor sees none. */
export async function lockGate(
  trx: Trx,
  actor: Actor,
  { slug, stage, side }: GateAddress,
  version: number,
) {
  const study = await lockStudy(trx, actor, slug)
  if (!study) return null
  const row = await trx
    .selectFrom('studyStages')
    .where('studyId', '=', study.id)
    .where('stage', '=', stage)
    .select((eb) => [
      'state as stageState',
      'version',
      eb
        .exists(
          eb
            .selectFrom('studyTeam')
            .where('studyTeam.studyId', '=', study.id)
            .where('studyTeam.endedAt', 'is', null)
            .select('studyTeam.membershipId'),
        )
        .$castTo<boolean>()
        .as('hasTeam'),
    ])
    .executeTakeFirst()
  if (!row) return null
  if (row.version !== version) {
    throw await overtaken(trx, 'This gate changed since this page was made.', {
      studyId: study.id,
    })
  }
  const open = await trx
    .selectFrom('gateDecisions')
    .where('studyId', '=', study.id)
    .where('stage', '=', stage)
    .where('side', '=', side)
    .where('decision', 'is', null)
    .select(['id', 'proposedBy', 'proposal'])
    .executeTakeFirst()
  return { ...row, studyId: study.id, open }
}

async function countUp(trx: Trx, studyId: number, stage: Stage): Promise<void> {
  await trx
    .updateTable('studyStages')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('studyId', '=', studyId)
    .where('stage', '=', stage)
    .execute()
}

function decisions(actor: Actor) {
  return db
    .selectFrom('gateDecisions')
    .innerJoin('studies', 'studies.id', 'gateDecisions.studyId')
    .innerJoin('people as proposer', 'proposer.id', 'gateDecisions.proposedBy')
    .leftJoin('people as decider', 'decider.id', 'gateDecisions.decidedBy')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .select([
      'gateDecisions.id',
      'gateDecisions.proposal',
      'gateDecisions.reason',
      'gateDecisions.proposedBy',
      'gateDecisions.proposedAt',
      'gateDecisions.decision',
      'gateDecisions.decisionReason',
      'gateDecisions.decidedAt',
      'proposer.name as proposer',
      'decider.name as decider',
    ])
}

function listCriteria(stage: Stage, side: GateSide) {
  return db
    .selectFrom('gateCriteria')
    .where('stage', '=', stage)
    .where('side', '=', side)
    .select(['code', 'text', 'kind', 'dataSource', 'comparison', 'threshold', 'unit', 'starred'])
    .orderBy('position')
    .execute()
}
