import { sessionAdapter } from '#db/sessions.ts'

/** Clears away sessions past their limits; they were refused already. */
export async function endSessions(): Promise<void> {
  await sessionAdapter.deleteExpiredSessions()
}
