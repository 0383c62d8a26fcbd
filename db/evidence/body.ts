import { countyHealthBody, pathwaysSupport } from '#app/domain/evidence/body.ts'
import { modelsWithin } from '#app/domain/evidence/claims.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { listAllFindings } from './findings.ts'
import { listModels, listModelTree } from './models.ts'

/** What Pathways' rules make of every model and site, with what it was worked out from. */
export async function listSupport() {
  const [findings, models, tree] = await Promise.all([
    listAllFindings({ filters: noFindingFilters, sort: 'code', descending: false }),
    listModels(),
    listModelTree(),
  ])
  return models
    .filter(({ kind }) => kind !== 'group')
    .map(({ code, name, kind }) => {
      const within = modelsWithin([code], tree)
      return {
        code,
        name,
        kind,
        cells: pathwaysSupport(findings.filter(({ model }) => within.has(model))),
      }
    })
}

/** What the rules of County Health Rankings make of the whole library, with the findings of each study. */
export async function findCountyHealth() {
  const findings = await listAllFindings({
    filters: noFindingFilters,
    sort: 'code',
    descending: false,
  })
  return countyHealthBody(findings)
}
