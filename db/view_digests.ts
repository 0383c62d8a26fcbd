import { sql } from 'kysely'
import type { Actor, Permitted, SystemPermitted } from '#app/domain/access.ts'
import type { AwardList } from '#app/domain/award_list.ts'
import { today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { mostDigests, movesBetween } from '#app/domain/view_digest.ts'
import { type DigestRhythm, type ViewMail, viewMailLabels } from '#app/domain/view_mail_words.ts'
import { listAwardIds } from './awards/list.ts'
import { record } from './events.ts'
import { type Db, type Trx, db } from './index.ts'
import { enqueue } from './jobs.ts'
import { awardsSeenBy, viewsSeenBy } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** How an actor hears by mail of each view that is heard of at all. */
export async function listViewMails(actor: Permitted<'award.read'>) {
  return db
    .selectFrom('viewDigests')
    .where('viewId', 'in', viewsSeenBy(actor))
    .where('membershipId', '=', actor.membershipId)
    .select(['viewId', 'every'])
    .execute()
}

/** A view in sight, and how the actor hears of it. */
export async function findViewMail(
  actor: Permitted<'award.read'>,
  id: number,
  within: Db | Trx = db,
) {
  const view = await within
    .selectFrom('savedViews')
    .leftJoin('viewDigests', (join) =>
      join
        .onRef('viewDigests.viewId', '=', 'savedViews.id')
        .on('viewDigests.membershipId', '=', actor.membershipId),
    )
    .where('savedViews.id', '=', id)
    .where('savedViews.id', 'in', viewsSeenBy(actor))
    .select(['savedViews.id', 'savedViews.name', 'savedViews.query', 'viewDigests.every'])
    .executeTakeFirst()
  return view ?? null
}

/** Chooses how the actor hears of a view. What enters and leaves it is told from the awards that it holds now;
 *  another rhythm goes on from what was told last. Null: no such view in sight. */
export async function chooseViewMail(
  actor: Permitted<'award.read'>,
  key: WriteKey,
  { id, mail, list }: { id: number; mail: ViewMail; list: AwardList },
): Promise<{ name: string } | null> {
  const awards = mail === 'none' ? [] : await listAwardIds(actor, list)
  return writeOnce(actor, key, async (trx) => {
    const view = await findViewMail(actor, id, trx)
    if (!view) return null
    const before = view.every ?? 'none'
    if (before === mail) return { name: view.name }
    const own = trx.deleteFrom('viewDigests').where('membershipId', '=', actor.membershipId)
    if (mail === 'none') {
      await own.where('viewId', '=', id).execute()
    } else {
      const others = await trx
        .selectFrom('viewDigests')
        .where('membershipId', '=', actor.membershipId)
        .where('viewId', '<>', id)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      if (others.count >= mostDigests) {
        throw new Refusal({
          mail: `You hear of ${mostDigests} views by mail. Choose “${viewMailLabels.none}” for one of them first.`,
        })
      }
      await trx
        .insertInto('viewDigests')
        .values({
          organizationId: actor.organizationId,
          membershipId: actor.membershipId,
          viewId: id,
          every: mail,
          awards,
          toldOn: today(),
        })
        .onConflict((conflict) =>
          conflict.columns(['membershipId', 'viewId']).doUpdateSet({ every: mail }),
        )
        .execute()
    }
    await record(trx, actor, {
      kind: 'account.view_mail_chosen',
      subjectPersonId: actor.personId,
      before: { view: view.name, mail: viewMailLabels[before] },
      after: { view: view.name, mail: viewMailLabels[mail] },
    })
    return { name: view.name }
  })
}

/** Puts a letter in the queue for each person who has not been told of a day's views. */
export async function enqueueViewDigests(
  _mailer: SystemPermitted<'notice.send'>,
  at: { day: string; until: Date; rhythms: readonly DigestRhythm[] },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const people = await trx
      .selectFrom('viewDigests')
      .innerJoin('memberships', 'memberships.id', 'viewDigests.membershipId')
      .where('every', 'in', at.rhythms)
      .where('toldOn', '<', at.day)
      .where('memberships.endedAt', 'is', null)
      .select('memberships.personId')
      .distinct()
      .execute()
    for (const { personId } of people) {
      const payload = { personId, until: at.until.getTime() }
      await enqueue(trx, 'send_view_digest', payload, `views ${personId} ${at.day}`)
    }
    return people.length
  })
}

/** The views of which a person has not been told on a day, in whatever membership. */
export async function readDueViews(
  _mailer: SystemPermitted<'notice.send'>,
  personId: number,
  { day, rhythms }: { day: string; rhythms: readonly DigestRhythm[] },
) {
  return db
    .selectFrom('viewDigests')
    .innerJoin('memberships', 'memberships.id', 'viewDigests.membershipId')
    .innerJoin('savedViews', 'savedViews.id', 'viewDigests.viewId')
    .where('memberships.personId', '=', personId)
    .where('every', 'in', rhythms)
    .where('toldOn', '<', day)
    .select(['viewDigests.membershipId', 'viewDigests.viewId'])
    .orderBy('savedViews.name')
    .orderBy('savedViews.id')
    .execute()
}

/** A view that its reader still finds, with what was told of it last. */
export async function findToldView(actor: Permitted<'award.read'>, id: number) {
  const view = await db
    .selectFrom('viewDigests')
    .innerJoin('savedViews', 'savedViews.id', 'viewDigests.viewId')
    .where('viewDigests.viewId', '=', id)
    .where('viewDigests.viewId', 'in', viewsSeenBy(actor))
    .where('viewDigests.membershipId', '=', actor.membershipId)
    .select([
      'savedViews.name',
      'savedViews.query',
      'viewDigests.every',
      'viewDigests.awards',
      'viewDigests.toldOn',
    ])
    .executeTakeFirst()
  return view ?? null
}

/** Awards that one letter names of a view, of those that entered and of those that left. */
const mostNamed = 20

/** What a view holds now and what moved since, of the awards that the actor sees today. */
export async function readViewMoves(
  actor: Permitted<'award.read'>,
  list: AwardList,
  before: readonly number[],
) {
  const now = await listAwardIds(actor, list)
  const { entered, left } = movesBetween(before, now)
  return { now, entered: await named(actor, entered), left: await named(actor, left) }
}

async function named(actor: Actor, ids: readonly number[]) {
  if (ids.length === 0) return { count: 0, numbers: [] }
  const seen = await db
    .selectFrom('awards')
    .where('awards.id', '=', sql<number>`any(${ids}::bigint[])`)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select('awards.number')
    .orderBy('awards.number')
    .execute()
  return { count: seen.length, numbers: seen.slice(0, mostNamed).map(({ number }) => number) }
}

/** Keeps what a view was told to hold on a day, which is told no second time. */
export async function markViewsTold(
  _mailer: SystemPermitted<'notice.send'>,
  day: string,
  told: readonly { membershipId: number; viewId: number; awards: number[] | null }[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { membershipId, viewId, awards } of told) {
      await trx
        .updateTable('viewDigests')
        .set({ toldOn: day, ...(awards && { awards }) })
        .where('membershipId', '=', membershipId)
        .where('viewId', '=', viewId)
        .where('toldOn', '<', day)
        .execute()
    }
  })
}
