import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type KeptFile, fileRefusal } from '#app/domain/report/files.ts'
import { agreementLabels } from '#app/domain/study/agreements.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy } from './plan.ts'

/** The documents of a study's agreements, the latest of each first. */
export async function listAgreementFiles(actor: Permitted<'plan.read'>, studyId: number) {
  return files(db)
    .where('studyAgreements.studyId', '=', studyId)
    .where('studyAgreements.studyId', 'in', studiesSeenBy(actor))
    .orderBy('agreementFiles.agreementId')
    .orderBy('agreementFiles.no', 'desc')
    .execute()
}

/** One of them by what it is; taking it away is an event for everybody but the study's own team. */
export async function openAgreementFile(
  actor: Permitted<'plan.read'>,
  at: { slug: string; id: number; sha256: string },
) {
  return db.transaction().execute(async (trx) => {
    const file = await files(trx)
      .innerJoin('studies', 'studies.id', 'studyAgreements.studyId')
      .where('studies.slug', '=', at.slug)
      .where('studies.id', 'in', studiesSeenBy(actor))
      .where('agreementFiles.agreementId', '=', at.id)
      .where('agreementFiles.sha256', '=', at.sha256)
      .select(['studies.id as studyId'])
      .limit(1)
      .executeTakeFirst()
    if (!file) return null
    if (actor.organizationKind !== 'evaluator') {
      await record(trx, actor, {
        kind: 'agreement.file_downloaded',
        studyId: file.studyId,
        after: { agreement: agreementLabels[file.agreementKind], file: file.name },
      })
    }
    return file
  })
}

/** Adds a document to an agreement, whose bytes are kept already. */
export async function addAgreementFile(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  { slug, id }: { slug: string; id: number },
  file: KeptFile,
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const agreement = await trx
      .selectFrom('studyAgreements')
      .where('studyId', '=', study.id)
      .where('id', '=', id)
      .select(['kind', 'party'])
      .executeTakeFirst()
    if (!agreement) return null
    const held = await trx
      .selectFrom('agreementFiles')
      .where('agreementId', '=', id)
      .select(['no', 'sha256'])
      .orderBy('no', 'desc')
      .execute()
    const refusal = fileRefusal(held, file, 'agreement')
    if (refusal) throw new Refusal({ file: refusal })
    const no = (held[0]?.no ?? 0) + 1
    await trx
      .insertInto('agreementFiles')
      .values({ ...file, agreementId: id, no, addedBy: actor.personId, addedAt: now() })
      .execute()
    await record(trx, actor, {
      kind: 'agreement.file_added',
      studyId: study.id,
      after: {
        agreement: agreementLabels[agreement.kind],
        party: agreement.party,
        file: file.name,
        sha256: file.sha256,
      },
    })
    return { no }
  })
}

function files(on: Db | Trx) {
  return on
    .selectFrom('agreementFiles')
    .innerJoin('studyAgreements', 'studyAgreements.id', 'agreementFiles.agreementId')
    .select([
      'agreementFiles.agreementId',
      'agreementFiles.no',
      'agreementFiles.name',
      'agreementFiles.kind',
      'agreementFiles.size',
      'agreementFiles.sha256',
      'agreementFiles.addedAt',
      'studyAgreements.kind as agreementKind',
    ])
}
