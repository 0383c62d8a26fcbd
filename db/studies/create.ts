import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { planMilestones } from '#app/domain/study/plan.ts'
import type { StudyRecord } from '#app/domain/study/record.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { insertRecord } from './record.ts'

export interface NewStudy {
  slug: string
  title: string
  summary: string | null
  sample: boolean
  sponsorCode: string | null
  /** The day the evaluation's contract was awarded; the plan counts from it. */
  awardedOn: string
  leadFirmId: number
  programCodes: readonly string[]
  stages: readonly Stage[]
  sites: readonly { awardId: number; joinedOn: string }[]
  team: readonly { membershipId: number; organizationId: number }[]
  /** What it is designed as at first, where that is known. */
  record?: StudyRecord
}

/** Enters a study with its firm, team and sites, and plans its milestones: the first forecast is
 *  the baseline. Its stages wait for their entry gates. */
export async function createStudy(
  actor: Permitted<'study.create'>,
  key: WriteKey,
  study: NewStudy,
): Promise<{ slug: string }> {
  return writeOnce(actor, key, async (trx) => insertStudy(trx, actor, study))
}

/** The same within a write that has more to do. */
export async function insertStudy(
  trx: Trx,
  actor: Permitted<'study.create'>,
  study: NewStudy,
): Promise<{ id: number; slug: string }> {
  const { slug, title, summary, sample, sponsorCode, awardedOn, leadFirmId } = study
  const { id: studyId } = await trx
    .insertInto('studies')
    .values({
      slug,
      title,
      summary,
      sample,
      sponsorCode,
      awardedOn,
      organizationId: leadFirmId,
      sourceUrl: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('studyFirms')
    .values({ studyId, organizationId: leadFirmId, part: 'lead' })
    .execute()
  await trx
    .insertInto('studyTeam')
    .values(study.team.map((one) => ({ ...one, studyId, startedAt: now(), endedAt: null })))
    .execute()
  if (study.programCodes.length > 0) {
    await trx
      .insertInto('studyPrograms')
      .values(study.programCodes.map((programCode) => ({ studyId, programCode })))
      .execute()
  }
  await trx
    .insertInto('studyStages')
    .values(
      study.stages.map((stage) => ({
        studyId,
        stage,
        state: 'planned' as const,
        openedOn: null,
        closedOn: null,
      })),
    )
    .execute()
  await record(trx, actor, {
    kind: 'study.entered',
    studyId,
    after: { title, awardedOn, stages: study.stages },
  })
  if (study.record) {
    await insertRecord(trx, actor, { studyId, no: 1, record: study.record, reason: null })
  }
  const milestones = await planStudy(trx, {
    studyId,
    organizationId: leadFirmId,
    stages: study.stages,
    awardedOn,
  })
  await record(trx, actor, { kind: 'study.planned', studyId, after: { milestones } })
  for (const { awardId, joinedOn } of study.sites) {
    await trx.insertInto('studySites').values({ studyId, awardId, joinedOn }).execute()
    await record(trx, actor, {
      kind: 'study.site_joined',
      studyId,
      awardId,
      after: { joinedOn },
    })
  }
  return { id: studyId, slug }
}

/** Stores the milestones of a study's stages and answers how many. */
async function planStudy(
  trx: Trx,
  study: {
    studyId: number
    organizationId: number
    stages: readonly Stage[]
    awardedOn: string
  },
): Promise<number> {
  const templates = await trx
    .selectFrom('milestoneTemplates')
    .select([
      'code',
      'name',
      'stage',
      'topic',
      'appliesTo',
      'role',
      'responsibleRole',
      'prerequisites',
      'evidenceArtifact',
      'offsetRule',
      'typicalDurationDays',
    ])
    .orderBy('position')
    .execute()
  const plan = planMilestones(templates, study.stages, study.awardedOn)
  await trx
    .insertInto('milestones')
    .values(
      plan.map(({ appliesTo: _, typicalDurationDays: __, pinnedOn: ___, ...milestone }) => ({
        ...milestone,
        studyId: study.studyId,
        organizationId: study.organizationId,
      })),
    )
    .execute()
  return plan.length
}
