import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type AgreementKind, agreementLabels } from '#app/domain/study/agreements.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy, overtaken } from './plan.ts'

/** The agreements of a study, by kind, the latest first. */
export async function listAgreements(actor: Permitted<'plan.read'>, studyId: number) {
  return agreements(db)
    .where('studyAgreements.studyId', '=', studyId)
    .where('studyAgreements.studyId', 'in', studiesSeenBy(actor))
    .orderBy('studyAgreements.kind')
    .orderBy('studyAgreements.effectiveOn', 'desc')
    .execute()
}

export type AgreementRow = Awaited<ReturnType<typeof listAgreements>>[number]

/** Agreements that an actor's studies rest on and that expire by a day or have expired, for the people who
 *  renew them. */
export async function listAgreementsOnDesk(actor: Permitted<'session.use'>, until: string) {
  if (actor.organizationKind !== 'evaluator') return []
  return agreements(db)
    .innerJoin('studies', 'studies.id', 'studyAgreements.studyId')
    .where('studyAgreements.studyId', 'in', studiesSeenBy(actor))
    .where('studyAgreements.endedOn', 'is', null)
    .where('studyAgreements.expiresOn', '<=', until)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('studyAgreements as after')
            .whereRef('after.renewsId', '=', 'studyAgreements.id')
            .select('after.id'),
        ),
      ),
    )
    .select(['studies.slug', 'studies.title', 'studies.sample'])
    .orderBy('studyAgreements.expiresOn')
    .limit(60)
    .execute()
}

/** The awards a study has agreed with, as choices of a form. */
export async function listSiteChoices(actor: Permitted<'plan.read'>, studyId: number) {
  return siteChoices(db, studyId).where('studySites.studyId', 'in', studiesSeenBy(actor)).execute()
}

/** Enters an agreement, or with `renewsId` the one that continues another of its kind and party. */
export async function enterAgreement(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  renewsId: number | null,
  form: {
    kind: AgreementKind
    awardId: number | null
    party: string
    identifier: string | null
    url: string | null
    effectiveOn: string
    expiresOn: string | null
  },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { kind, expiresOn, effectiveOn, identifier } = form
    if (expiresOn !== null && expiresOn <= effectiveOn) {
      throw new Refusal({ 'expiresOn.day': 'Enter a last day after the first.' })
    }
    if (kind === 'pra' && identifier === null) {
      throw new Refusal({ identifier: 'Enter the OMB control number.' })
    }
    if (kind === 'pra' && expiresOn === null) {
      throw new Refusal({
        'expiresOn.month': 'Enter the expiry: a clearance holds three years at most.',
      })
    }
    const awardId = kind === 'participation' ? form.awardId : null
    if (kind === 'participation') await expectSite(trx, study.id, awardId)
    if (renewsId !== null) await expectRenewable(trx, study.id, renewsId, kind)
    const { id } = await trx
      .insertInto('studyAgreements')
      .values({
        ...form,
        awardId,
        renewsId,
        studyId: study.id,
        enteredBy: actor.personId,
        enteredAt: now(),
        endedOn: null,
        endedReason: null,
        endedBy: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(trx, actor, {
      kind: renewsId === null ? 'agreement.entered' : 'agreement.renewed',
      studyId: study.id,
      after: {
        agreement: agreementLabels[kind],
        party: form.party,
        ...(identifier ? { identifier } : {}),
        effectiveOn,
        ...(expiresOn ? { expiresOn } : {}),
      },
    })
    return { id }
  })
}

/** Ends an agreement before its last day, with the reason. */
export async function endAgreement(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  id: number,
  { endedOn, reason }: { endedOn: string; reason: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const agreement = await agreements(trx)
      .where('studyAgreements.studyId', '=', study.id)
      .where('studyAgreements.id', '=', id)
      .executeTakeFirst()
    if (!agreement) return null
    if (agreement.endedOn !== null) {
      throw await overtaken(trx, 'This agreement has ended already.', { studyId: study.id })
    }
    if (endedOn > today() || endedOn < agreement.effectiveOn) {
      throw new Refusal({
        'endedOn.day': 'Enter a day from its first day to today.',
      })
    }
    await trx
      .updateTable('studyAgreements')
      .set({ endedOn, endedReason: reason, endedBy: actor.personId })
      .where('id', '=', id)
      .execute()
    await record(trx, actor, {
      kind: 'agreement.ended',
      studyId: study.id,
      after: { agreement: agreementLabels[agreement.kind], party: agreement.party, endedOn },
      reason,
    })
    return { id }
  })
}

async function expectSite(trx: Trx, studyId: number, awardId: number | null): Promise<void> {
  const sites = await siteChoices(trx, studyId).execute()
  if (!sites.some((site) => site.awardId === awardId)) {
    throw new Refusal({ awardId: 'Choose the site that agreed.' })
  }
}

async function expectRenewable(
  trx: Trx,
  studyId: number,
  id: number,
  kind: AgreementKind,
): Promise<void> {
  const before = await agreements(trx)
    .where('studyAgreements.studyId', '=', studyId)
    .where('studyAgreements.id', '=', id)
    .executeTakeFirst()
  if (before?.kind !== kind) throw new Refusal({ form: 'What it renews is of another kind.' })
  if (before.renewedById !== null) throw new Refusal({ form: 'It was renewed already.' })
}

/** Agreements in one connection or another. */
export function agreements(on: Db | Trx) {
  return on
    .selectFrom('studyAgreements')
    .leftJoin('awards', 'awards.id', 'studyAgreements.awardId')
    .leftJoin('studyAgreements as next', 'next.renewsId', 'studyAgreements.id')
    .select([
      'studyAgreements.id',
      'studyAgreements.kind',
      'studyAgreements.awardId',
      'studyAgreements.party',
      'studyAgreements.identifier',
      'studyAgreements.url',
      'studyAgreements.effectiveOn',
      'studyAgreements.expiresOn',
      'studyAgreements.endedOn',
      'studyAgreements.endedReason',
      'awards.number as awardNumber',
      'next.id as renewedById',
    ])
}

export function siteChoices(on: Db | Trx, studyId: number) {
  return on
    .selectFrom('studySites')
    .innerJoin('awards', 'awards.id', 'studySites.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('studySites.studyId', '=', studyId)
    .select((eb) => [
      'studySites.awardId',
      'awards.number',
      eb.fn.coalesce('awards.name', 'organizations.name').as('name'),
      'organizations.name as grantee',
    ])
    .orderBy('awards.number')
}
