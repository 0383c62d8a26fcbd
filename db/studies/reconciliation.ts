import { type SqlBool, sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import {
  type Tolerance,
  comparePeriods,
  differenceOwnerLabels,
  isBeyond,
} from '#app/domain/study/reconciliation.ts'
import type { DifferenceAnswer } from '#app/domain/study/reconciliation_forms.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import { awardsSeenBy, caseloadOf, isAmong, reportsSeenBy, studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy, overtaken } from './plan.ts'
import { reconcile, siteFigures, toleranceOf } from './reconcile.ts'

/** The counts of a study beside the accepted reports of the sites in sight, period by period; null: no such
 *  study in sight. A grantee reads totals of its own site, and none where only one arm is compared. */
export async function findReconciliation(actor: Permitted<'reconciliation.read'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'slug', 'title', 'sample', 'enrolmentOpenedOn'])
    .executeTakeFirst()
  if (!study) return null
  const tolerance = await toleranceOf(db, study.id)
  const [sites, differences] = await Promise.all([
    siteFigures(db, study.id, tolerance.basis)
      .where('awards.id', 'in', awardsSeenBy(actor))
      .execute(),
    listDifferences(actor).where('countDifferences.studyId', '=', study.id).execute(),
  ])
  const isHidden = hidesCounts(actor, tolerance)
  return {
    study,
    tolerance,
    isHidden,
    sites: sites.map(({ months, periods, ...site }) => ({
      ...site,
      lastMonth: isHidden ? null : (months.at(-1)?.month ?? null),
      periods: comparePeriods({ ...site, months, periods }).map((one) => ({
        ...one,
        reportNumber: periods.find(({ reportId }) => reportId === one.reportId)?.reportNumber,
        isBeyond:
          one.missing === null && one.counted !== null && one.reported !== null
            ? isBeyond(tolerance, one.counted, one.reported)
            : null,
        counted: isHidden ? null : one.counted,
        difference: shown(
          isHidden,
          differences.find(({ reportId }) => reportId === one.reportId),
        ),
      })),
    })),
  }
}

/** A difference with what was said of it, oldest first; null: none in sight. */
export async function findDifference(
  actor: Permitted<'reconciliation.read'>,
  { slug, id }: { slug: string; id: number },
) {
  const row = await listDifferences(actor)
    .where('studies.slug', '=', slug)
    .where('countDifferences.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const tolerance = await toleranceOf(db, row.studyId)
  const said = await db
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .leftJoin('memberships', 'memberships.id', 'events.membershipId')
    .where('events.awardId', '=', row.awardId)
    .where('events.studyId', '=', row.studyId)
    .where('events.kind', 'like', 'reconciliation.%')
    .where(sql<SqlBool>`events.after ->> 'periodEnd' = ${row.periodEnd}`)
    .select([
      'events.id',
      'events.kind',
      'events.at',
      'events.reason',
      'people.name',
      'memberships.role',
    ])
    .orderBy('events.id')
    .limit(200)
    .execute()
  const isHidden = hidesCounts(actor, tolerance)
  return { ...row, counted: isHidden ? null : row.counted, tolerance, said }
}

/** Open differences that wait for the actor’s side, the oldest first. */
export async function listDifferencesOnDesk(actor: Permitted<'session.use'>) {
  const owner = sideOf(actor)
  if (owner === null) return []
  return listDifferences(actor)
    .where('countDifferences.state', '=', 'open')
    .where('countDifferences.owner', '=', owner)
    .$if(owner === 'officer', (query) =>
      query.where('countDifferences.awardId', 'in', caseloadOf(actor.membershipId)),
    )
    .orderBy('countDifferences.openedAt')
    .limit(60)
    .execute()
}

/** Explains a difference, or hands it to another side, with words. The study’s team may always; the grantee and
 *  the officer of the award while it is theirs. */
export async function answerDifference(
  actor: Permitted<'reconciliation.answer'>,
  key: WriteKey,
  at: { slug: string; id: number; version: number },
  answer: DifferenceAnswer,
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, at.slug)
    if (!study) return null
    const row = await trx
      .selectFrom('countDifferences')
      .innerJoin('reports', 'reports.id', 'countDifferences.reportId')
      .where('countDifferences.studyId', '=', study.id)
      .where('countDifferences.id', '=', at.id)
      .where('countDifferences.awardId', 'in', awardsSeenBy(actor))
      .select((eb) => [
        'countDifferences.id',
        'countDifferences.awardId',
        'countDifferences.state',
        'countDifferences.owner',
        'countDifferences.version',
        'reports.periodEnd',
        eb('countDifferences.awardId', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
        eb
          .exists(
            eb
              .selectFrom('caseloads')
              .whereRef('caseloads.awardId', '=', 'countDifferences.awardId')
              .where('caseloads.endedAt', 'is', null)
              .select('caseloads.awardId'),
          )
          .as('hasOfficer'),
      ])
      .executeTakeFirst()
    if (!row || (actor.role === 'officer' && row.isOwnCase !== true)) return null
    if (row.version !== at.version || row.state !== 'open') {
      const what =
        row.state === 'open'
          ? 'This difference changed since this page was made.'
          : 'This difference is not open any more.'
      throw await overtaken(trx, what, { studyId: study.id })
    }
    const side = sideOf(actor)
    if (side !== 'team' && side !== row.owner) {
      throw new Refusal({
        form: `It waits for: ${differenceOwnerLabels[row.owner].toLowerCase()}.`,
      })
    }
    const { move, words } = answer
    if (move === row.owner) throw new Refusal({ move: 'It waits there already. Choose another.' })
    if (move === 'officer' && row.hasOfficer !== true) {
      throw new Refusal({ move: 'Nobody looks after this award. Choose another.' })
    }
    const said = { words, saidBy: actor.personId, saidAt: now() }
    await trx
      .updateTable('countDifferences')
      .set((eb) => ({
        ...said,
        version: eb('version', '+', 1),
        ...(answer.move === 'explain'
          ? { state: 'explained' as const, reasonCode: answer.reason }
          : { owner: answer.move }),
      }))
      .where('id', '=', row.id)
      .execute()
    await record(trx, actor, {
      kind: answer.move === 'explain' ? 'reconciliation.explained' : 'reconciliation.handed_over',
      studyId: study.id,
      awardId: row.awardId,
      before: { owner: row.owner },
      after: {
        periodEnd: row.periodEnd,
        ...(answer.move === 'explain' ? { because: answer.reason } : { owner: answer.move }),
      },
      reason: words,
    })
    return { id: row.id, move }
  })
}

/** Sets how far counts and reports may lie apart; everything is held against it at once. `version` is the
 *  number of the tolerance the page showed. */
export async function setTolerance(
  actor: Permitted<'reconciliation.set'>,
  key: WriteKey,
  slug: string,
  version: number,
  { reason, ...tolerance }: Tolerance & { reason: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { no, people, percent, basis } = await toleranceOf(trx, study.id)
    if (no !== version) {
      throw await overtaken(trx, 'The tolerance changed since this page was made.', {
        studyId: study.id,
      })
    }
    const before = { people, percent, basis }
    if (JSON.stringify(before) === JSON.stringify(sameOrder(tolerance))) {
      throw new Refusal({ form: 'Nothing differs from what holds, so nothing is saved.' })
    }
    await trx
      .insertInto('countTolerances')
      .values({
        ...tolerance,
        reason,
        studyId: study.id,
        no: no + 1,
        savedBy: actor.personId,
        savedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'reconciliation.tolerance_set',
      studyId: study.id,
      before,
      after: sameOrder(tolerance),
      reason,
    })
    await reconcile(trx, actor, study.id)
    return { no: no + 1 }
  })
}

const sameOrder = ({ people, percent, basis }: Tolerance) => ({ people, percent, basis })

/** The side on which somebody answers; null for who only reads. */
function sideOf({ role }: Actor) {
  switch (role) {
    case 'lead':
    case 'analyst':
      return 'team' as const
    case 'certifier':
    case 'preparer':
      return 'grantee' as const
    case 'officer':
      return 'officer' as const
    default:
      return null
  }
}

/** A site never learns how many were assigned to one arm. */
function hidesCounts(actor: Actor, { basis }: Tolerance): boolean {
  return actor.organizationKind === 'grantee' && basis === 'program'
}

function shown<D extends { counted: number }>(isHidden: boolean, difference: D | undefined) {
  return difference ? { ...difference, counted: isHidden ? null : difference.counted } : null
}

/** Differences of the studies and awards in sight. */
function listDifferences(actor: Actor) {
  const side = sideOf(actor)
  return db
    .selectFrom('countDifferences')
    .innerJoin('studies', 'studies.id', 'countDifferences.studyId')
    .innerJoin('awards', 'awards.id', 'countDifferences.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('reports', 'reports.id', 'countDifferences.reportId')
    .leftJoin('people', 'people.id', 'countDifferences.saidBy')
    .where('countDifferences.studyId', 'in', studiesSeenBy(actor))
    .where('countDifferences.awardId', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'countDifferences.id',
      'countDifferences.studyId',
      'countDifferences.awardId',
      'countDifferences.reportId',
      'countDifferences.counted',
      'countDifferences.reported',
      'countDifferences.state',
      'countDifferences.owner',
      'countDifferences.reasonCode',
      'countDifferences.words',
      'countDifferences.saidAt',
      'countDifferences.version',
      'people.name as saidBy',
      'studies.slug',
      'studies.title',
      'studies.sample',
      'awards.number',
      'awards.name',
      'organizations.name as leadOrganization',
      'reports.number as reportNumber',
      'reports.periodStart',
      'reports.periodEnd',
      isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isReportOpen'),
      // Whether the actor may answer it now.
      (side === null
        ? eb.lit(false)
        : eb.and([
            eb('countDifferences.state', '=', 'open'),
            ...(side === 'team' ? [] : [eb('countDifferences.owner', '=', side)]),
            ...(side === 'officer'
              ? [eb('countDifferences.awardId', 'in', caseloadOf(actor.membershipId))]
              : []),
          ])
      ).as('isYours'),
    ])
}
