import { setClockOffset } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { decideEvidence, startMilestone, submitEvidence } from '../studies/evidence.ts'
import { writeKey } from '../write.ts'
import { amara, ruth } from './study_stories.ts'

const samuel = 'samuel.adeyemi@evaluation.example.org'

/** Everything the plan has had by a day is done on the day it was planned for. */
export async function finishMilestones(slug: string, day: string): Promise<void> {
  const due = await db
    .selectFrom('milestones')
    .innerJoin('studies', 'studies.id', 'milestones.studyId')
    .where('studies.slug', '=', slug)
    .where('milestones.state', '=', 'planned')
    .where('milestones.baselineOn', '<', addDays(day, -14))
    .select(['milestones.code', 'milestones.role', 'milestones.baselineOn'])
    .$narrowType<{ baselineOn: string }>()
    .orderBy('milestones.baselineOn')
    .orderBy('milestones.position')
    .execute()
  for (const { code, role, baselineOn } of due) {
    const isAgency = role === 'evaluation_officer'
    const by = await castActor(isAgency ? ruth : amara, 'milestone.submit')
    const after = await castActor(isAgency ? samuel : ruth, 'milestone.accept')
    const milestone = { slug, code }
    setClockOffset(Date.parse(`${baselineOn}T15:00:00Z`) - Date.now())
    await startMilestone(by, keyOf(slug, `${code} start`), milestone, 1)
    await submitEvidence(by, keyOf(slug, `${code} submit`), milestone, 2, {
      description: 'Filed with the study’s records, as the plan asks.',
      url: null,
      completedOn: baselineOn,
    })
    await decideEvidence(after, keyOf(slug, `${code} accept`), milestone, 3, {
      decision: 'accepted',
      words: null,
    })
  }
}

const keyOf = (slug: string, what: string) =>
  writeKey(`cast-${slug}-${what.replaceAll(/\W+/g, '-')}`, what)
