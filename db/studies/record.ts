import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import {
  type Registry,
  type StudyRecord,
  changedFields,
  recordLabels,
  recordProblem,
  registeredChanges,
  registryLabels,
} from '#app/domain/study/record.ts'
import { record as tell } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy, overtaken } from './plan.ts'

/** A study as the head of its pages shows it. */
export async function findStudyHead(actor: Permitted<'plan.read'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select([
      'id',
      'slug',
      'title',
      'sample',
      'awardedOn',
      'sourceUrl',
      'version',
      'enrolmentOpenedOn',
    ])
    .executeTakeFirst()
  return study ?? null
}

export type StudyHead = NonNullable<Awaited<ReturnType<typeof findStudyHead>>>

/** Every version of what a study is designed as, the latest first. */
export async function listRecords(actor: Permitted<'plan.read'>, studyId: number) {
  return records(db)
    .where('studyDesigns.studyId', '=', studyId)
    .where('studyDesigns.studyId', 'in', studiesSeenBy(actor))
    .execute()
}

export type RecordVersion = Awaited<ReturnType<typeof listRecords>>[number]

/** Every version of what the registries hold of a study, by registry, the latest first. */
export async function listRegistrations(actor: Permitted<'plan.read'>, studyId: number) {
  return db
    .selectFrom('studyRegistrations')
    .innerJoin('people', 'people.id', 'studyRegistrations.savedBy')
    .where('studyRegistrations.studyId', '=', studyId)
    .where('studyRegistrations.studyId', 'in', studiesSeenBy(actor))
    .select([
      'studyRegistrations.registry',
      'studyRegistrations.no',
      'studyRegistrations.identifier',
      'studyRegistrations.url',
      'studyRegistrations.registeredOn',
      'studyRegistrations.designNo',
      'studyRegistrations.reason',
      'people.name as savedBy',
    ])
    .orderBy('studyRegistrations.registry')
    .orderBy('studyRegistrations.no', 'desc')
    .execute()
}

/** Saves what a study is designed as, as a version of its own. `version` is the number of the latest.
 *  What a registry holds, or what people were enrolled under, changes only with a reason. */
export async function saveRecord(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  version: number,
  { record, reason }: { record: StudyRecord; reason: string | null },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const last = await latestRecord(trx, study.id)
    if ((last?.no ?? 0) !== version) {
      const what = 'This record was saved anew since this page was made.'
      throw await overtaken(trx, what, { studyId: study.id })
    }
    const problem = recordProblem(record)
    if (problem) throw new Refusal({ [problem.field]: problem.sentence })
    if (last && changedFields(last, record).length === 0) {
      throw new Refusal({
        form: 'Nothing differs from the version that stands, so nothing is saved.',
      })
    }
    const forked = last ? registeredChanges(last, record) : []
    if (forked.length > 0 && reason === null && (await isHeld(trx, study.id))) {
      const named = forked.map((field) => recordLabels[field].toLowerCase()).join(', ')
      throw new Refusal({
        reason: `Enter the reason: this changes what is registered or enrolled under (${named}). Both versions are kept.`,
      })
    }
    await insertRecord(trx, actor, {
      studyId: study.id,
      no: version + 1,
      record,
      reason,
      before: last,
    })
    return { no: version + 1 }
  })
}

/** Stores a version with its outcomes and tells of it. */
export async function insertRecord(
  trx: Trx,
  actor: Actor,
  saved: {
    studyId: number
    no: number
    record: StudyRecord
    reason: string | null
    before?: StudyRecord | null
  },
): Promise<void> {
  const { studyId, no, record, reason, before = null } = saved
  const { outcomes, ...columns } = record
  await trx
    .insertInto('studyDesigns')
    .values({ ...columns, studyId, no, reason, savedBy: actor.personId, savedAt: now() })
    .execute()
  if (outcomes.length > 0) {
    await trx
      .insertInto('studyOutcomes')
      .values(outcomes.map((one, at) => ({ ...one, studyId, designNo: no, position: at + 1 })))
      .execute()
  }
  const changed = before ? changedFields(before, record).map((field) => recordLabels[field]) : []
  await tell(trx, actor, {
    kind: 'record.saved',
    studyId,
    after: { recordVersion: no, ...(changed.length > 0 ? { changed } : {}) },
    ...(reason === null ? {} : { reason }),
  })
}

/** Records that a registry holds the study as its record stands. `version` is the record's number. */
export async function saveRegistration(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  version: number,
  registration: {
    registry: Registry
    identifier: string
    url: string | null
    registeredOn: string
    reason: string | null
  },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { id: studyId } = study
    const design = await latestRecord(trx, studyId)
    if (!design)
      throw new Refusal({ form: 'Save the record of the study first: it is what is registered.' })
    if (design.no !== version) {
      const what =
        'The record was saved anew since this page was made, so it may not be what you registered.'
      throw await overtaken(trx, what, { studyId })
    }
    const { registry, reason, registeredOn } = registration
    if (registeredOn > today()) {
      throw new Refusal({ 'registeredOn.day': 'Enter the day it was registered: today or before.' })
    }
    const last = await trx
      .selectFrom('studyRegistrations')
      .where('studyId', '=', studyId)
      .where('registry', '=', registry)
      .select(['no', 'registeredOn'])
      .orderBy('no', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last && reason === null) {
      throw new Refusal({
        reason: `Enter the reason: ${registryLabels[registry]} holds a version already, and both are kept.`,
      })
    }
    if (last && registeredOn < last.registeredOn) {
      throw new Refusal({ 'registeredOn.day': 'Enter a day on or after the version before.' })
    }
    const no = (last?.no ?? 0) + 1
    await trx
      .insertInto('studyRegistrations')
      .values({
        ...registration,
        studyId,
        no,
        designNo: design.no,
        savedBy: actor.personId,
        savedAt: now(),
      })
      .execute()
    await tell(trx, actor, {
      kind: 'registration.added',
      studyId,
      after: {
        registry: registryLabels[registry],
        identifier: registration.identifier,
        registrationVersion: no,
        recordVersion: design.no,
        registeredOn,
      },
      ...(reason === null ? {} : { reason }),
    })
    return { registry, no }
  })
}

/** The version that stands, or undefined before any. */
export async function latestRecord(trx: Db | Trx, studyId: number) {
  return records(trx).where('studyDesigns.studyId', '=', studyId).limit(1).executeTakeFirst()
}

/** Whether a registry holds the study, or somebody was enrolled under its record. */
async function isHeld(trx: Trx, studyId: number): Promise<boolean> {
  const held = await trx
    .selectFrom('studies')
    .where('id', '=', studyId)
    .where((eb) =>
      eb.or([
        eb('enrolmentOpenedOn', 'is not', null),
        eb.exists(
          eb
            .selectFrom('studyRegistrations')
            .whereRef('studyRegistrations.studyId', '=', 'studies.id')
            .select('studyRegistrations.no'),
        ),
      ]),
    )
    .select('id')
    .executeTakeFirst()
  return held !== undefined
}

function records(on: Db | Trx) {
  return on
    .selectFrom('studyDesigns')
    .innerJoin('people', 'people.id', 'studyDesigns.savedBy')
    .select((eb) => [
      'studyDesigns.no',
      'studyDesigns.questions',
      'studyDesigns.design',
      'studyDesigns.programArm',
      'studyDesigns.controlArm',
      'studyDesigns.contrast',
      'studyDesigns.programPlaces',
      'studyDesigns.controlPlaces',
      'studyDesigns.blockSize',
      'studyDesigns.sampleTarget',
      'studyDesigns.opensOn',
      'studyDesigns.closesOn',
      'studyDesigns.needsClearance',
      'studyDesigns.cost',
      'studyDesigns.reason',
      'studyDesigns.savedAt',
      'people.name as savedBy',
      jsonArrayFrom(
        eb
          .selectFrom('studyOutcomes')
          .whereRef('studyOutcomes.studyId', '=', 'studyDesigns.studyId')
          .whereRef('studyOutcomes.designNo', '=', 'studyDesigns.no')
          .select([
            'studyOutcomes.rank',
            'studyOutcomes.name',
            'studyOutcomes.source',
            'studyOutcomes.months',
          ])
          .orderBy('studyOutcomes.position'),
      ).as('outcomes'),
    ])
    .orderBy('studyDesigns.no', 'desc')
}
