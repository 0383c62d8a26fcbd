import { listHeads } from '#db/audit.ts'
import { db } from '#db/index.ts'
import { keepHeads as keep } from '../recorded_heads.server.ts'

/** Takes the heads of the event chains out of the database. */
export async function keepHeads(): Promise<void> {
  await keep(await listHeads(db))
}
