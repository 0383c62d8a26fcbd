import * as z from 'zod/mini'
import { gateSides } from '#app/domain/study/gates.ts'
import { topics } from '#app/domain/study/milestones.ts'
import { stages } from '#app/domain/study/stages.ts'
import { comparisons, criterionKinds, milestoneRoles } from '../schema/reference.ts'
import type { Trx } from '../index.ts'
import { blank, list, oneOf, text, whole, yesNo } from './cells.ts'
import type { ReferenceFolder } from './read.ts'
import { type Loaded, upsert } from './upsert.ts'

/** What a study is planned from: the milestone graph and the criteria of each gate, in file order. */
export async function loadEvaluationLists(trx: Trx, folder: ReferenceFolder): Promise<Loaded[]> {
  const milestones = folder.read('milestones.csv', milestone, ['code']).map((row, index) => ({
    ...row,
    prerequisites: row.prerequisites ?? [],
    position: index + 1,
  }))
  const criteria = folder
    .read('gates.csv', criterion, ['code'])
    .map((row, index) => ({ ...row, position: index + 1 }))
  return [
    await upsert(trx, 'milestoneTemplates', ['code'], milestones),
    await upsert(trx, 'gateCriteria', ['code'], criteria),
  ]
}

const milestone = z.object({
  code: text,
  name: text,
  stage: oneOf([...stages, 'cross']),
  topic: blank(oneOf(topics)),
  appliesTo: list,
  role: oneOf(milestoneRoles),
  responsibleRole: text,
  typicalOffsetDays: whole,
  prerequisites: blank(list),
  evidenceArtifact: text,
  offsetRule: text,
  offsetNote: blank(text),
  typicalDurationDays: whole,
  basis: text,
})

const criterion = z.object({
  stage: oneOf(stages),
  side: oneOf(gateSides),
  code: text,
  text,
  kind: oneOf(criterionKinds),
  dataSource: text,
  comparison: blank(oneOf(comparisons)),
  threshold: blank(text),
  unit: blank(text),
  tag: text,
  starred: yesNo,
})
