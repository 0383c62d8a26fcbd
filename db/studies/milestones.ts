import { type Permitted, may } from '#app/domain/access.ts'
import { conflicts, variance } from '#app/domain/study/forecast.ts'
import { openMilestoneMoves } from '#app/domain/study/milestones.ts'
import { db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { factsOf } from './evidence.ts'
import type { MilestoneAddress } from './forecasts.ts'
import { listPlan } from './plan.ts'

/** The milestones of a study that the actor sees, in the order of the plan, each with how far it
 *  lies behind its baseline and which prerequisite it precedes, if one. */
export async function listMilestones(actor: Permitted<'study.read'>, studyId: number) {
  const plan = await listPlan(actor, studyId)
  const inConflict = conflicts(plan)
  return plan.map((milestone) => {
    const against = inConflict.filter(({ code }) => code === milestone.code)
    return {
      code: milestone.code,
      name: milestone.name,
      stage: milestone.stage,
      topic: milestone.topic,
      role: milestone.role,
      responsibleRole: milestone.responsibleRole,
      state: milestone.state,
      durationDays: milestone.durationDays,
      prerequisites: milestone.prerequisites,
      isPinned: milestone.pinnedOn !== null,
      baselineOn: milestone.baselineOn,
      forecastOn: milestone.forecastOn,
      actualOn: milestone.actualOn,
      variance: variance(milestone, against.length > 0),
      conflicts: against.map(({ prerequisite, finish }) => ({ code: prerequisite, finish })),
    }
  })
}

export type MilestoneRow = Awaited<ReturnType<typeof listMilestones>>[number]

/** One milestone with what it waits for, what waits for it, its evidence, and the moves that the
 *  actor's role has in its state, each with what stands in the way. */
export async function findMilestone(
  actor: Permitted<'study.read'>,
  { slug, code }: MilestoneAddress,
) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'slug', 'title', 'sample', 'version'])
    .executeTakeFirst()
  if (!study) return null
  const plan = await listPlan(actor, study.id)
  const milestone = plan.find((one) => one.code === code)
  if (!milestone) return null
  const evidence = await listEvidence(milestone.id)
  const waiting = evidence.find(({ decision }) => decision === null)
  const against = conflicts(plan).filter((one) => one.code === code)
  const moves = openMilestoneMoves(factsOf(plan, milestone, waiting), actor)
  return {
    ...milestone,
    study,
    variance: variance(milestone, against.length > 0),
    conflicts: against.map(({ prerequisite, finish }) => ({ code: prerequisite, finish })),
    waitsFor: plan.filter((one) => milestone.prerequisites.includes(one.code)).map(inBrief),
    holdsUp: plan.filter((one) => one.prerequisites.includes(code)).map(inBrief),
    // The words of evidence are between the study's team and the agency.
    evidence: may(actor.role, 'gate.read')
      ? evidence.map(({ submittedBy: _, ...shown }) => ({
          ...shown,
          submittedAt: shown.submittedAt.toISOString(),
          decidedAt: shown.decidedAt?.toISOString() ?? null,
        }))
      : [],
    moves,
  }
}

export type Milestone = NonNullable<Awaited<ReturnType<typeof findMilestone>>>

/** What was handed in for a milestone, newest first, with what was decided about it. */
async function listEvidence(milestoneId: number) {
  return db
    .selectFrom('milestoneEvidence')
    .innerJoin('people as submitter', 'submitter.id', 'milestoneEvidence.submittedBy')
    .leftJoin('people as decider', 'decider.id', 'milestoneEvidence.decidedBy')
    .where('milestoneEvidence.milestoneId', '=', milestoneId)
    .select([
      'milestoneEvidence.id',
      'milestoneEvidence.description',
      'milestoneEvidence.url',
      'milestoneEvidence.completedOn',
      'milestoneEvidence.submittedBy',
      'milestoneEvidence.submittedRole',
      'milestoneEvidence.submittedAt',
      'milestoneEvidence.decision',
      'milestoneEvidence.decisionWords',
      'milestoneEvidence.decidedAt',
      'submitter.name as submitter',
      'decider.name as decider',
    ])
    .orderBy('milestoneEvidence.id', 'desc')
    .execute()
}

function inBrief({
  code,
  name,
  state,
  forecastOn,
  actualOn,
}: Awaited<ReturnType<typeof listPlan>>[number]) {
  return { code, name, state, forecastOn, actualOn }
}
