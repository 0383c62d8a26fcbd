import type { Expression } from 'kysely'
import { modelsWithin } from '#app/domain/evidence/claims.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { type ModelLevel, modelLevel } from '#app/domain/evidence/model_level.ts'
import { db } from '../index.ts'
import { listAllFindings } from './findings.ts'
import { listModelTree } from './models.ts'

/** The level of evidence of every model, by code. */
export async function listModelLevels(): Promise<Map<string, ModelLevel>> {
  const [findings, tree] = await Promise.all([
    listAllFindings({ filters: noFindingFilters, sort: 'code', descending: false }),
    listModelTree(),
  ])
  return new Map(
    [...tree].map(([code, { kind }]) => {
      const within = kind === 'group' ? new Set([code]) : modelsWithin([code], tree)
      return [code, modelLevel(findings.filter(({ model }) => within.has(model)))]
    }),
  )
}

/** What the level of one model, with its sites, is read from: its rated findings, to be selected beside
 *  another row and judged by `modelLevel`. */
export function ratedFindingsOf(model: Expression<string | null>) {
  return db
    .selectFrom('findings')
    .innerJoin('models as about', 'about.code', 'findings.model')
    .where((eb) => eb.or([eb('about.code', '=', model), eb('about.parent', '=', model)]))
    .where('findings.clearLevel', 'is not', null)
    .select((eb) => [
      'findings.kind',
      'findings.outcomeDomain',
      'findings.errorOrigin',
      'findings.pRelation',
      'findings.notes',
      'findings.exploratory',
      'findings.clearLevel',
      eb.cast<string>('findings.impact', 'text').as('impact'),
      eb.cast<string | null>('findings.standardError', 'text').as('standardError'),
      eb.cast<string | null>('findings.pValue', 'text').as('pValue'),
    ])
}
