import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type SavedView, mostViews } from '#app/domain/views.ts'
import { record } from './events.ts'
import { db } from './index.ts'
import { viewsSeenBy } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** The lists an actor keeps and those that colleagues share, by name, the own first. */
export async function listViews(actor: Permitted<'award.read'>): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('savedViews')
    .innerJoin('memberships', 'memberships.id', 'savedViews.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('savedViews.id', 'in', viewsSeenBy(actor))
    .select((eb) => [
      'savedViews.id',
      'savedViews.name',
      'savedViews.query',
      'savedViews.shared',
      eb
        .case()
        .when('savedViews.membershipId', '<>', actor.membershipId)
        .then(eb.ref('people.name'))
        .end()
        .as('owner'),
    ])
    .orderBy((eb) => eb('savedViews.membershipId', '<>', actor.membershipId))
    .orderBy('savedViews.name')
    .orderBy('savedViews.id')
    .execute()
  return rows
}

/** A view of one's own. */
export async function findView(actor: Permitted<'award.read'>, id: number) {
  const view = await db
    .selectFrom('savedViews')
    .where('id', '=', id)
    .where('id', 'in', viewsSeenBy(actor))
    .where('membershipId', '=', actor.membershipId)
    .select(['id', 'name', 'shared'])
    .executeTakeFirst()
  return view ?? null
}

/** Keeps a list under a name that its owner has not used yet. */
export async function saveView(
  actor: Permitted<'award.read'>,
  key: WriteKey,
  { name, query, shared }: { name: string; query: string; shared: boolean },
): Promise<void> {
  await writeOnce(actor, key, async (trx) => {
    const own = await trx
      .selectFrom('savedViews')
      .where('membershipId', '=', actor.membershipId)
      .select('name')
      .execute()
    if (own.length >= mostViews) {
      throw new Refusal({
        form: `You keep ${mostViews} views. Remove one before you save another.`,
      })
    }
    const saved = await trx
      .insertInto('savedViews')
      .values({
        organizationId: actor.organizationId,
        membershipId: actor.membershipId,
        name,
        query,
        shared,
        savedAt: now(),
      })
      .onConflict((conflict) => conflict.columns(['membershipId', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!saved) throw new Refusal({ name: 'You have a view of this name. Choose another name.' })
    await record(trx, actor, {
      kind: 'account.view_saved',
      subjectPersonId: actor.personId,
      after: { view: name, shared },
    })
  })
}

/** Removes a view of one's own. Null: none of one's own. */
export async function removeView(
  actor: Permitted<'award.read'>,
  key: WriteKey,
  id: number,
): Promise<{ name: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const view = await trx
      .deleteFrom('savedViews')
      .where('id', '=', id)
      .where('membershipId', '=', actor.membershipId)
      .returning(['name', 'shared'])
      .executeTakeFirst()
    if (!view) return null
    await record(trx, actor, {
      kind: 'account.view_removed',
      subjectPersonId: actor.personId,
      before: { view: view.name, shared: view.shared },
    })
    return { name: view.name }
  })
}
