import { createHash } from 'node:crypto'
import type { Actor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type Trx, db } from './index.ts'

/** What makes a write safe to repeat: the key the form carried and what it is the key of. */
export interface WriteKey {
  key: string
  requestHash: string
}

export function writeKey(key: string, what: unknown): WriteKey {
  return { key, requestHash: createHash('sha256').update(JSON.stringify(what)).digest('hex') }
}

/** Does `work` at most once per person and key, in one transaction with the remembered outcome.
 *  A repeat gets the stored outcome; the same key with another body is refused; a refusal or
 *  conflict rolls everything back and leaves the key unused. */
export async function writeOnce<T>(
  actor: Actor,
  { key, requestHash }: WriteKey,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return settled(async () =>
    db.transaction().execute(async (trx) => {
      const claimed = await trx
        .insertInto('idempotencyKeys')
        .values({ personId: actor.personId, key, requestHash, outcome: null, createdAt: now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (claimed.numInsertedOrUpdatedRows === 0n) return replay<T>(trx, actor, key, requestHash)
      const outcome = await work(trx)
      await trx
        .updateTable('idempotencyKeys')
        .set({ outcome: JSON.stringify(outcome ?? null) })
        .where('personId', '=', actor.personId)
        .where('key', '=', key)
        .execute()
      return outcome
    }),
  )
}

async function replay<T>(trx: Trx, actor: Actor, key: string, requestHash: string): Promise<T> {
  const stored = await trx
    .selectFrom('idempotencyKeys')
    .select(['requestHash', (eb) => eb.cast<string | null>('outcome', 'text').as('outcome')])
    .where('personId', '=', actor.personId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (stored.requestHash !== requestHash) {
    throw new Refusal({
      form: 'This form was already sent with other content. Reload the page and enter your change again.',
    })
  }
  return JSON.parse(stored.outcome ?? 'null') as T
}

/** Somebody else's lock held longer than we wait, or two writers crossed: they were faster. */
async function settled<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isCrossing(error)) {
      throw new Conflict(
        'Somebody else is changing this record at this moment. Nothing of yours was stored yet.',
      )
    }
    throw error
  }
}

const crossings = ['55P03', '40P01', '40001']

function isCrossing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && crossings.includes(String(error.code))
}
