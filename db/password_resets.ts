import { createHash } from 'node:crypto'
import { now } from '#app/domain/clock.ts'
import { db } from './index.ts'
import { enqueue } from './jobs.ts'

/** Minutes a mailed link to set a new password works. */
export const resetMinutes = 30

/** Asks for a mailed link. A known and an unknown address cost the same: a job is queued for either,
 *  and the one for nobody sends nothing. */
export async function requestReset(email: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const person = await trx
      .selectFrom('people')
      .where('email', '=', email)
      .where('disabledAt', 'is', null)
      .select('id')
      .executeTakeFirst()
    const nobody = 0
    await enqueue(
      trx,
      'send_password_reset',
      { personId: person?.id ?? nobody },
      `reset ${createHash('sha256').update(email).digest('hex')}`,
    )
  })
}

/** Makes the link with this hash the person's only one; its e-mail address, or null when disabled. */
export async function openReset(personId: number, tokenHash: string): Promise<string | null> {
  const person = await db
    .selectFrom('people')
    .where('id', '=', personId)
    .where('disabledAt', 'is', null)
    .select('email')
    .executeTakeFirst()
  if (!person) return null
  const expiresAt = new Date(now().getTime() + resetMinutes * 60_000)
  await db
    .insertInto('passwordResets')
    .values({ personId, tokenHash, expiresAt })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet({ tokenHash, expiresAt }))
    .execute()
  return person.email
}
