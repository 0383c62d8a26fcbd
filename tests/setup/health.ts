import { setTimeout as pause } from 'node:timers/promises'
import { knock } from './knock.ts'

/** Waits until the server says that it may be sent work; answers after how many milliseconds. Throws
 *  when it does not within `patience`. */
export async function untilReady(origin: string, patience = 40_000): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const answer = await knock(origin, '/readyz').catch(() => null)
    const waited = Math.round(performance.now() - startedAt)
    if (answer?.status === 200) return waited
    if (waited > patience) throw new Error(`Not ready after ${waited} ms: ${answer?.body}`)
    await pause(25)
  }
}
