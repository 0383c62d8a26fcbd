import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { comparePeriods, happensTo, usualTolerance } from '#app/domain/study/reconciliation.ts'
import { record } from '../events.ts'
import type { Db, Trx } from '../index.ts'
import { enrolledIndicator } from './enrolled.ts'
import { standing } from './standing_counts.ts'

/** Holds the counts of a study against the accepted reports of its sites anew, in the transaction that changed
 *  one of them and under the study's lock. What newly lies too far apart opens with the study's team. */
export async function reconcile(trx: Trx, actor: Actor, studyId: number): Promise<void> {
  const tolerance = await toleranceOf(trx, studyId)
  const sites = await siteFigures(trx, studyId, tolerance.basis).execute()
  const known = await trx
    .selectFrom('countDifferences')
    .where('studyId', '=', studyId)
    .select(['id', 'reportId', 'state', 'owner', 'counted', 'reported'])
    .execute()
  for (const site of sites) {
    for (const { reportId, end, counted, reported, missing } of comparePeriods(site)) {
      if (missing !== null || counted === null || reported === null) continue
      const before = known.find((one) => one.reportId === reportId) ?? null
      const happening = happensTo(before, { counted, reported }, tolerance)
      if (happening === null) continue
      const { awardId, organizationId } = site
      const owner = before?.owner ?? 'team'
      const isOpening = happening === 'opened' || happening === 'reopened'
      if (!before) {
        await trx
          .insertInto('countDifferences')
          .values({
            studyId,
            awardId,
            organizationId,
            reportId,
            counted,
            reported,
            owner,
            state: 'open',
            openedAt: now(),
            reasonCode: null,
            words: null,
            saidBy: null,
            saidAt: null,
          })
          .execute()
      } else {
        await trx
          .updateTable('countDifferences')
          .set((eb) => ({
            counted,
            reported,
            version: eb('version', '+', 1),
            ...(isOpening ? { state: 'open' as const, openedAt: now() } : {}),
            ...(happening === 'corrected' ? { state: 'corrected' as const } : {}),
          }))
          .where('id', '=', before.id)
          .execute()
      }
      if (happening === 'changed') continue
      await record(trx, actor, {
        kind: `reconciliation.${happening}`,
        studyId,
        awardId,
        ...(before ? { before: { counted: before.counted, reported: before.reported } } : {}),
        after: { periodEnd: end, counted, reported, owner },
      })
    }
  }
}

/** The studies that enroll at an award, held until the end of the transaction, so that counts and reports
 *  that change at once are held against each other. */
export async function lockStudiesAt(trx: Trx, awardId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('studies')
    .where('studies.enrolmentOpenedOn', 'is not', null)
    .where('studies.id', 'in', (eb) =>
      eb.selectFrom('studySites').where('studySites.awardId', '=', awardId).select('studyId'),
    )
    .select('studies.id')
    .orderBy('studies.id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** The tolerance that holds; `no` is 0 while nobody set one. */
export async function toleranceOf(on: Db | Trx, studyId: number) {
  const row = await on
    .selectFrom('countTolerances')
    .innerJoin('people', 'people.id', 'countTolerances.savedBy')
    .where('countTolerances.studyId', '=', studyId)
    .select([
      'countTolerances.no',
      'countTolerances.people',
      'countTolerances.percent',
      'countTolerances.basis',
      'countTolerances.reason',
      'countTolerances.savedAt',
      'people.name as savedBy',
    ])
    .orderBy('countTolerances.no', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { ...usualTolerance, no: 0, reason: null, savedAt: null, savedBy: null }
}

/** The sites of a study that enrolls, each with its monthly counts and what its accepted reports say. */
export function siteFigures(on: Db | Trx, studyId: number, basis: 'assigned' | 'program') {
  const people =
    basis === 'program'
      ? sql<number>`sum(counts.program)::int`
      : sql<number>`sum(counts.program + counts.control)::int`
  return on
    .selectFrom('studySites')
    .innerJoin('studies', 'studies.id', 'studySites.studyId')
    .innerJoin('awards', 'awards.id', 'studySites.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('studySites.studyId', '=', studyId)
    .where('studies.enrolmentOpenedOn', 'is not', null)
    .select((eb) => [
      'awards.id as awardId',
      'awards.organizationId',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.periodStart as startsOn',
      'organizations.name as leadOrganization',
      sql<string>`studies.enrolment_opened_on`.as('enrolmentOpenedOn'),
      eb
        .selectFrom('indicators')
        .where('indicators.code', '=', enrolledIndicator)
        .select('indicators.cumulation')
        .as('cumulation'),
      eb
        .selectFrom('indicators')
        .where('indicators.code', '=', enrolledIndicator)
        .select('indicators.name')
        .as('indicatorName'),
      jsonArrayFrom(
        standing(on as Db)
          .whereRef('counts.studyId', '=', sql.ref('study_sites.study_id'))
          .whereRef('counts.awardId', '=', sql.ref('study_sites.award_id'))
          .select(['counts.month', people.as('people')])
          .groupBy('counts.month')
          .orderBy('counts.month'),
      ).as('months'),
      jsonArrayFrom(
        eb
          .selectFrom('acceptedFigures')
          .innerJoin('reports', 'reports.id', 'acceptedFigures.reportId')
          .whereRef('acceptedFigures.awardId', '=', 'awards.id')
          .where('acceptedFigures.indicatorCode', '=', enrolledIndicator)
          .select((figure) => [
            'reports.id as reportId',
            'reports.number as reportNumber',
            'reports.periodStart as start',
            'reports.periodEnd as end',
            figure.cast<string>('acceptedFigures.value', 'text').as('value'),
          ])
          .orderBy('reports.periodEnd'),
      ).as('periods'),
    ])
    .orderBy('awards.number')
}
