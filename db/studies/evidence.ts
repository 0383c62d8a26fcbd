import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import type { EvidenceDecision } from '#app/domain/study/forms.ts'
import {
  type MilestoneFacts,
  type MilestoneMoveName,
  milestoneMoveNamed,
  milestoneRefusal,
} from '#app/domain/study/milestones.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import type { MilestoneAddress } from './forecasts.ts'
import { type PlanRow, listPlan, lockStudy, overtaken, storeForecasts } from './plan.ts'

export async function startMilestone(
  actor: Permitted<'milestone.submit'>,
  key: WriteKey,
  at: MilestoneAddress,
  version: number,
) {
  return writeOnce(actor, key, async (trx) => {
    const subject = await readyFor(trx, actor, 'start', at, version)
    if (!subject) return null
    await enterState(trx, subject.milestone, 'start')
    await recordMove(trx, actor, subject, 'start', {})
    return { state: 'in_progress' as const }
  })
}

/** Hands in what shows that a milestone is done. `completedOn` becomes its actual date on acceptance. */
export async function submitEvidence(
  actor: Permitted<'milestone.submit'>,
  key: WriteKey,
  at: MilestoneAddress,
  version: number,
  evidence: { description: string; url: string | null; completedOn: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const subject = await readyFor(trx, actor, 'submit', at, version)
    if (!subject) return null
    if (evidence.completedOn > today()) {
      throw new Refusal({
        'completedOn.month': 'Enter the day it was completed: today or before.',
      })
    }
    await trx
      .insertInto('milestoneEvidence')
      .values({
        ...evidence,
        milestoneId: subject.milestone.id,
        studyId: subject.studyId,
        submittedBy: actor.personId,
        submittedRole: actor.role,
        submittedAt: now(),
        decision: null,
        decisionWords: null,
        decidedBy: null,
        decidedAt: null,
      })
      .execute()
    await enterState(trx, subject.milestone, 'submit')
    await recordMove(trx, actor, subject, 'submit', { after: evidence })
    return { state: 'evidence_submitted' as const }
  })
}

/** Accepts the evidence that waits, which fixes the actual date and moves what rests on it, or sends
 *  it back with words. */
export async function decideEvidence(
  actor: Permitted<'milestone.accept'>,
  key: WriteKey,
  at: MilestoneAddress,
  version: number,
  { decision, words }: EvidenceDecision,
) {
  const move = decision === 'accepted' ? 'accept' : 'send_back'
  return writeOnce(actor, key, async (trx) => {
    const subject = await readyFor(trx, actor, move, at, version)
    if (!subject) return null
    const { completedOn } = await trx
      .updateTable('milestoneEvidence')
      .set({ decision, decisionWords: words, decidedBy: actor.personId, decidedAt: now() })
      .where('milestoneId', '=', subject.milestone.id)
      .where('decision', 'is', null)
      .returning('completedOn')
      .executeTakeFirstOrThrow()
    if (decision === 'sent_back') {
      await enterState(trx, subject.milestone, move)
      await recordMove(trx, actor, subject, move, { reason: words })
      return { state: 'in_progress' as const, shifts: 0 }
    }
    await enterState(trx, subject.milestone, move, completedOn)
    const shifts = await storeForecasts(
      trx,
      subject.studyId,
      subject.plan,
      subject.plan.map((one) =>
        one.code === at.code ? { ...one, state: 'accepted' as const, actualOn: completedOn } : one,
      ),
    )
    await recordMove(trx, actor, subject, move, {
      after: { actualOn: completedOn, shifts: shifts.filter(({ code }) => code !== at.code) },
      ...(words === null ? {} : { reason: words }),
    })
    return { state: 'accepted' as const, shifts: shifts.length }
  })
}

/** Takes a milestone out of the plan, with a reason: what rests on it then waits for what it waited for.
 *  Evidence that waited goes back with the same words. */
export async function exemptMilestone(
  actor: Permitted<'milestone.accept'>,
  key: WriteKey,
  at: MilestoneAddress,
  version: number,
  { move, reason }: { move: 'waive' | 'supersede'; reason: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const subject = await readyFor(trx, actor, move, at, version)
    if (!subject) return null
    const { submittedBy } = await readFacts(trx, subject.plan, subject.milestone)
    if (submittedBy === actor.personId) {
      throw new Refusal({ form: 'Your own evidence waits here, so someone else must decide this.' })
    }
    await trx
      .updateTable('milestoneEvidence')
      .set({
        decision: 'sent_back',
        decisionWords: reason,
        decidedBy: actor.personId,
        decidedAt: now(),
      })
      .where('milestoneId', '=', subject.milestone.id)
      .where('decision', 'is', null)
      .execute()
    const { to } = milestoneMoveNamed(move)
    await enterState(trx, subject.milestone, move)
    const shifts = await storeForecasts(
      trx,
      subject.studyId,
      subject.plan,
      subject.plan.map((one) => (one.code === at.code ? { ...one, state: to } : one)),
    )
    await recordMove(trx, actor, subject, move, {
      after: { shifts: shifts.filter(({ code }) => code !== at.code) },
      reason,
    })
    return { state: to, shifts: shifts.length }
  })
}

/** The milestone of a move that can be made now, or null where the actor sees none. Throws a
 *  Conflict where somebody was faster and a Refusal where something stands in the way. */
async function readyFor(
  trx: Trx,
  actor: Actor,
  move: MilestoneMoveName,
  { slug, code }: MilestoneAddress,
  version: number,
) {
  const study = await lockStudy(trx, actor, slug)
  if (!study) return null
  const plan = await listPlan(actor, study.id, trx)
  const milestone = plan.find((one) => one.code === code)
  if (!milestone) return null
  const refusal = milestoneRefusal(move, await readFacts(trx, plan, milestone), actor)
  if (refusal?.kind === 'overtaken' || milestone.version !== version) {
    const what = refusal?.sentence ?? 'This milestone changed since this page was made.'
    throw await overtaken(trx, what, { studyId: study.id, code })
  }
  if (refusal) throw new Refusal({ form: refusal.sentence })
  return { studyId: study.id, plan, milestone }
}

async function readFacts(
  trx: Trx,
  plan: readonly PlanRow[],
  milestone: PlanRow,
): Promise<MilestoneFacts> {
  const waiting = await trx
    .selectFrom('milestoneEvidence')
    .where('milestoneId', '=', milestone.id)
    .where('decision', 'is', null)
    .select(['submittedBy', 'submittedRole'])
    .executeTakeFirst()
  return factsOf(plan, milestone, waiting)
}

/** What a milestone's moves depend on, from its plan and the evidence that waits, if any. */
export function factsOf(
  plan: readonly Pick<PlanRow, 'code' | 'state'>[],
  milestone: Pick<PlanRow, 'state' | 'role' | 'prerequisites'>,
  waiting: { submittedBy: number; submittedRole: string } | undefined,
): MilestoneFacts {
  const states = new Map(plan.map(({ code, state }) => [code, state]))
  return {
    state: milestone.state,
    role: milestone.role,
    submittedBy: waiting?.submittedBy ?? null,
    submittedRole: waiting?.submittedRole ?? null,
    prerequisites: milestone.prerequisites.flatMap((code) => {
      const state = states.get(code)
      return state ? [{ code, state }] : []
    }),
  }
}

async function enterState(
  trx: Trx,
  { id }: PlanRow,
  move: MilestoneMoveName,
  actualOn: string | null = null,
): Promise<void> {
  await trx
    .updateTable('milestones')
    .set((eb) => ({
      state: milestoneMoveNamed(move).to,
      actualOn,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

async function recordMove(
  trx: Trx,
  actor: Actor,
  subject: { studyId: number; milestone: PlanRow },
  move: MilestoneMoveName,
  more: { after?: Record<string, unknown>; reason?: string },
): Promise<void> {
  const { event, to } = milestoneMoveNamed(move)
  await record(trx, actor, {
    kind: event,
    studyId: subject.studyId,
    milestoneCode: subject.milestone.code,
    before: { state: subject.milestone.state },
    ...more,
    after: { state: to, ...more.after },
  })
}
