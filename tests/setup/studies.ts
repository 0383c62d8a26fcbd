import { db } from '#db/index.ts'

export const trial = 'southern-colorado-health-careers-trial'
export const nursing = 'nurse-educator-pathway-formative-study'
/** Enrols, with fewer people than its power asks for. */
export const ladders = 'care-work-ladders-trial'
/** Came to its end: everyone enrolled, locked, its finding approved. */
export const pilot = 'wind-trades-pilot-trial'
/** Two at their beginning. */
export const comparison = 'port-and-fiber-careers-comparison'
export const scan = 'sector-training-evidence-scan'
export const sseep = 'sseep-evaluation'

/** The versions that a page of the milestone and its study carries now. */
export async function versionsOf(slug: string, code: string) {
  return db
    .selectFrom('milestones')
    .innerJoin('studies', 'studies.id', 'milestones.studyId')
    .where('studies.slug', '=', slug)
    .where('milestones.code', '=', code)
    .select(['milestones.version as milestone', 'studies.version as plan'])
    .executeTakeFirstOrThrow()
}

export async function stageVersion(slug: string, stage: 'rct' | 'implementation' | 'evaluability') {
  const { version } = await db
    .selectFrom('studyStages')
    .innerJoin('studies', 'studies.id', 'studyStages.studyId')
    .where('studies.slug', '=', slug)
    .where('studyStages.stage', '=', stage)
    .select('studyStages.version')
    .executeTakeFirstOrThrow()
  return version
}

/** Every forecast of a study, by code. */
export async function forecastsOf(slug: string): Promise<Record<string, string | null>> {
  const rows = await db
    .selectFrom('milestones')
    .innerJoin('studies', 'studies.id', 'milestones.studyId')
    .where('studies.slug', '=', slug)
    .select(['milestones.code', 'milestones.forecastOn'])
    .execute()
  return Object.fromEntries(rows.map(({ code, forecastOn }) => [code, forecastOn]))
}
