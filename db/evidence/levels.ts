import { modelsWithin } from '#app/domain/evidence/claims.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { type ModelLevel, modelLevel } from '#app/domain/evidence/model_level.ts'
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
