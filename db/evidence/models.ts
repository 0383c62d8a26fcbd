import { sql } from 'kysely'
import type { ModelTree } from '#app/domain/evidence/claims.ts'
import { db } from '../index.ts'

/** The models of the library with their sectors and how many findings there are about each. */
export async function listModels() {
  return db
    .selectFrom('models')
    .selectAll('models')
    .select((eb) => [
      sectorsOf(),
      eb
        .selectFrom('findings')
        .whereRef('findings.model', '=', 'models.code')
        .select(eb.fn.countAll<number>().as('count'))
        .as('findings'),
    ])
    .orderBy('models.position')
    .execute()
}

export type ListedModel = Awaited<ReturnType<typeof listModels>>[number]

export async function findModel(code: string) {
  const model = await db
    .selectFrom('models')
    .leftJoin('models as parents', 'parents.code', 'models.parent')
    .where('models.code', '=', code)
    .selectAll('models')
    .select(['parents.name as parentName', sectorsOf()])
    .executeTakeFirst()
  return model ?? null
}

/** Models by code with what they hold, for rules that speak of a model and mean its sites. */
export async function listModelTree(): Promise<ModelTree> {
  const rows = await db
    .selectFrom('models')
    .select(['code', 'kind', 'parent', 'related'])
    .orderBy('position')
    .execute()
  return new Map(rows.map(({ code, ...model }) => [code, model]))
}

/** Names of models by their codes, in the order of the library. */
export async function listModelNames(codes: readonly string[]) {
  if (codes.length === 0) return []
  return db
    .selectFrom('models')
    .where('code', 'in', codes)
    .select(['code', 'name', 'kind'])
    .orderBy('position')
    .execute()
}

/** Career ladders, rung by rung. */
export async function listCareerRungs() {
  return db
    .selectFrom('careerRungs')
    .innerJoin('sectors', 'sectors.code', 'careerRungs.sector')
    .selectAll('careerRungs')
    .select('sectors.name as sectorName')
    .orderBy('careerRungs.ladder')
    .orderBy('careerRungs.rungOrder')
    .orderBy('careerRungs.rung')
    .execute()
}

function sectorsOf() {
  return sql<string[]>`array(
    select sectors.name from model_sectors join sectors on sectors.code = model_sectors.sector
    where model_sectors.model = models.code order by model_sectors.position
  )`.as('sectors')
}
