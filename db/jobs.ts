import { sql } from 'kysely'
import type { Trx } from './index.ts'

/** Puts a job in the queue in the transaction of what it follows from; one with the same key waits once. */
export async function enqueue(
  trx: Trx,
  task:
    | 'send_invitation'
    | 'send_review_invitation'
    | 'send_password_reset'
    | 'send_digest'
    | 'send_view_digest'
    | 'keep_pdf'
    | 'read_import'
    | 'store_import',
  payload: Record<string, number>,
  key: string,
): Promise<void> {
  await sql`select enqueue(${task}, ${JSON.stringify(payload)}::json, ${key})`.execute(trx)
}
