import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { awardsSeenBy, studiesSeenBy } from '../scope.ts'

/** The sites of a study that the actor sees, each with its targets and the accepted figures that
 *  answer them, period by period: evaluators see of a site nothing else of its reports. */
export async function listSites(actor: Permitted<'study.read'>, studyId: number) {
  return db
    .selectFrom('studySites')
    .innerJoin('awards', 'awards.id', 'studySites.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('studySites.studyId', '=', studyId)
    .where('studySites.studyId', 'in', studiesSeenBy(actor))
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as grantee',
      'studySites.joinedOn',
      jsonArrayFrom(
        eb
          .selectFrom('awardTargets')
          .innerJoin('indicators', 'indicators.code', 'awardTargets.indicatorCode')
          .whereRef('awardTargets.awardId', '=', 'awards.id')
          .select((target) => [
            'indicators.code',
            'indicators.name',
            'indicators.valueType',
            'indicators.cumulation',
            target.cast<string>('awardTargets.target', 'text').as('target'),
            jsonArrayFrom(
              target
                .selectFrom('acceptedFigures')
                .whereRef('acceptedFigures.awardId', '=', 'awards.id')
                .whereRef('acceptedFigures.indicatorCode', '=', 'indicators.code')
                .select((figure) => [
                  'acceptedFigures.periodEnd',
                  figure.cast<string>('acceptedFigures.value', 'text').as('value'),
                ])
                .orderBy('acceptedFigures.periodEnd'),
            ).as('figures'),
          ])
          .orderBy('indicators.position'),
      ).as('targets'),
    ])
    .orderBy('awards.number')
    .execute()
}

export type Site = Awaited<ReturnType<typeof listSites>>[number]
