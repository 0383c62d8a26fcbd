import { type Permitted, type SystemPermitted, permit } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { readActing } from './acting.ts'
import { type Notice, findNotice, listUndigested } from './inbox.ts'
import { db } from './index.ts'
import { enqueue } from './jobs.ts'

type Mailer = SystemPermitted<'notice.send'>

/** What a letter about one notice says, and to whom; null where it went out, was read meanwhile, or
 *  the person may no longer be told. */
export async function findLetter(
  noticeId: number,
): Promise<{ email: string; notice: Notice } | null> {
  const waiting = await db
    .selectFrom('notices')
    .where('id', '=', noticeId)
    .where('mail', '=', 'instant')
    .where('mailedAt', 'is', null)
    .where('readAt', 'is', null)
    .select('membershipId')
    .executeTakeFirst()
  const reader = waiting && (await findReader(waiting.membershipId))
  const notice = reader && (await findNotice(reader, noticeId))
  return notice ? { email: reader.email, notice } : null
}

/** What a person's digest of a day says; null where nothing is left to tell. */
export async function findDigest(
  membershipId: number,
  until: Date,
): Promise<{ email: string; notices: Notice[] } | null> {
  const reader = await findReader(membershipId)
  const notices = reader ? await listUndigested(reader, until) : []
  return reader && notices.length > 0 ? { email: reader.email, notices } : null
}

export async function markMailed(_mailer: SystemPermitted<'notice.send'>, noticeId: number) {
  await db
    .updateTable('notices')
    .set({ mailedAt: now() })
    .where('id', '=', noticeId)
    .where('mailedAt', 'is', null)
    .execute()
}

/** Everything up to the digest's moment is told, by it or because nobody may be told of it any more. */
export async function markDigested(
  _mailer: SystemPermitted<'notice.send'>,
  membershipId: number,
  until: Date,
) {
  await db
    .updateTable('notices')
    .set({ mailedAt: now() })
    .where('membershipId', '=', membershipId)
    .where('mail', '=', 'daily')
    .where('mailedAt', 'is', null)
    .where('at', '<', until)
    .execute()
}

/** Puts a digest in the queue for each membership that has something unread to be told. */
export async function enqueueDigests(_mailer: Mailer, until: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const waiting = await trx
      .selectFrom('notices')
      .where('mail', '=', 'daily')
      .where('mailedAt', 'is', null)
      .where('readAt', 'is', null)
      .where('at', '<', until)
      .select('membershipId')
      .distinct()
      .execute()
    for (const { membershipId } of waiting) {
      const payload = { membershipId, until: until.getTime() }
      await enqueue(trx, 'send_digest', payload, `digest ${membershipId} ${until.getTime()}`)
    }
    return waiting.length
  })
}

/** Whoever a membership is, as long as it lasts and the account is not disabled. */
async function findReader(membershipId: number): Promise<Permitted<'session.use'> | null> {
  const actor = await readActing(membershipId, 'mailer')
  return actor && permit(actor, 'session.use')
}
