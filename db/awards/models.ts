import type { Expression } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { noLibraryModel } from '#app/domain/evidence/money.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { ratedFindingsOf } from '../evidence/levels.ts'
import { type Db, type Trx, db } from '../index.ts'
import { caseloadOf } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

/** An award of the officer's caseload with every model it was said to run, latest word first; null: no such
 *  award. */
export async function findNamedModels(actor: Permitted<'model.name'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', caseloadOf(actor.membershipId))
    .select([
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
    ])
    .executeTakeFirst()
  return award ? { ...award, named: await listWords(db, award.id) } : null
}

/** What an award runs on a day: the last word on it among those that hold by then, with the findings its
 *  level of evidence is read from. To be selected beside the award. */
export function modelRunOn(day: string, awardId: Expression<number>) {
  return jsonObjectFrom(
    db
      .selectFrom('awardModels')
      .innerJoin('people as namer', 'namer.id', 'awardModels.namedBy')
      .leftJoin('models', 'models.code', 'awardModels.model')
      .where('awardModels.awardId', '=', awardId)
      .where('awardModels.since', '<=', day)
      .select((eb) => [
        'awardModels.model as code',
        'models.name',
        'awardModels.since',
        'awardModels.ground',
        'namer.name as namedBy',
        jsonArrayFrom(ratedFindingsOf(eb.ref('awardModels.model'))).as('findings'),
      ])
      .orderBy('awardModels.no', 'desc')
      .limit(1),
  )
}

/** The officer of the caseload says which model an award runs; `version` is the number of words that the page
 *  showed. The word before holds until the day of this one. Null: no such award. */
export async function nameModel(
  actor: Permitted<'model.name'>,
  key: WriteKey,
  number: string,
  version: number,
  { model, since, ground }: { model: string; since: string; ground: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await trx
      .selectFrom('awards')
      .where('awards.number', '=', number)
      .where('awards.id', 'in', caseloadOf(actor.membershipId))
      .select(['awards.id', 'awards.organizationId'])
      .forUpdate()
      .executeTakeFirst()
    if (!award) return null
    const words = await listWords(trx, award.id)
    const [last] = words
    if (words.length !== version) {
      throw new Conflict('Somebody named a model of this award after you opened the page.', {
        who: last?.namedBy ?? null,
        at: last?.namedAt.toISOString() ?? null,
      })
    }
    if (since > today()) throw new Refusal({ 'since.month': 'Enter a day up to today.' })
    const named = model === noLibraryModel ? null : await takeModel(trx, model)
    await trx
      .insertInto('awardModels')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        no: words.length + 1,
        model: named?.code ?? null,
        since,
        ground,
        namedBy: actor.personId,
        namedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'award.model_named',
      awardId: award.id,
      ...(last && { before: { model: last.name ?? noneOfLibrary, since: last.since } }),
      after: { model: named?.name ?? noneOfLibrary, since },
      reason: ground,
    })
    return number
  })
}

const noneOfLibrary = 'no model of the library'

/** A model or a site of one; a group of programs is nothing that an award runs. */
async function takeModel(trx: Trx, code: string) {
  const model = await trx
    .selectFrom('models')
    .where('code', '=', code)
    .where('kind', '<>', 'group')
    .select(['code', 'name'])
    .executeTakeFirst()
  if (!model) throw new Refusal({ model: 'Choose a model of the list, or that it is none.' })
  return model
}

async function listWords(within: Db | Trx, awardId: number) {
  return within
    .selectFrom('awardModels')
    .innerJoin('people', 'people.id', 'awardModels.namedBy')
    .leftJoin('models', 'models.code', 'awardModels.model')
    .where('awardModels.awardId', '=', awardId)
    .select([
      'awardModels.no',
      'awardModels.model',
      'models.name',
      'awardModels.since',
      'awardModels.ground',
      'awardModels.namedAt',
      'people.name as namedBy',
    ])
    .orderBy('awardModels.no', 'desc')
    .execute()
}
