import type { Permitted } from '#app/domain/access.ts'
import { awardsOnDesk } from './desk/awards.server.ts'
import type { Entry } from './desk/entry.ts'
import { initiativeOnDesk } from './desk/initiative.server.ts'
import { studiesOnDesk } from './desk/studies.server.ts'

/** Everything on a person's desk on a day, whatever it is about. */
export async function deskOf(actor: Permitted<'session.use'>, day: string): Promise<Entry[]> {
  const entries = await Promise.all([
    awardsOnDesk(actor, day),
    studiesOnDesk(actor, day),
    initiativeOnDesk(actor),
  ])
  return entries.flat()
}
