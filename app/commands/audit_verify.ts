import { readHeads } from '#app/recorded_heads.server.ts'
import { verifyAudit } from '#db/audit.ts'
import { db } from '#db/index.ts'
import { readFlags, runCommand, withDatabase } from './command.ts'

// Recomputes the event log and the sealed versions; exit code 1 and the first broken place if any.
await runCommand(async () => {
  readFlags([])
  // Read before the database, so that every head in the file is older than what is checked.
  const recorded = await readHeads()
  const { events, chains, versions, broken } = await withDatabase(() => verifyAudit(db, recorded))
  if (broken) process.exitCode = 1
  const counted = `${events} events in ${chains} chains, ${versions} sealed versions, ${recorded.length} recorded heads`
  return broken ? `Broken: ${broken} (${counted})` : `Whole: ${counted}`
})
