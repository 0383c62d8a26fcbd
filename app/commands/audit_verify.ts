import { readHeads } from '#app/recorded_heads.server.ts'
import { verifyAudit } from '#db/audit.ts'
import { verifyTotals } from '#db/totals_audit.ts'
import { db } from '#db/index.ts'
import { verifyFiles } from '#db/stored_files.ts'
import { readFlags, runCommand, withDatabase } from './command.ts'

// Recomputes the event log, the sealed versions, the files they name and the kept totals; exit code 1 and the first broken place if any.
await runCommand(async () => {
  readFlags([])
  // Read before the database, so that every head in the file is older than what is checked.
  const recorded = await readHeads()
  const { events, chains, versions, files, broken } = await withDatabase(async () => {
    const log = await verifyAudit(db, recorded)
    const { files, broken } = await verifyFiles(db)
    return { ...log, files, broken: log.broken ?? broken ?? (await verifyTotals(db)) }
  })
  if (broken) process.exitCode = 1
  const counted = `${events} events in ${chains} chains, ${versions} sealed versions, ${files} files, ${recorded.length} recorded heads`
  return broken ? `Broken: ${broken} (${counted})` : `Whole: ${counted}`
})
