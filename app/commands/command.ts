import { parseArgs } from 'node:util'
import { readEnvironment } from '#app/env.server.ts'
import { holdInstanceLock, isInitialized, startEmbedded } from '#db/embedded.ts'
import { closeDatabase } from '#db/index.ts'
import { reach } from './prepare.ts'

/** Runs a command: nothing on stdout but what it answers; when it cannot, one line on stderr that
 *  says why and exit code 1. */
export async function runCommand(work: () => Promise<string>): Promise<never> {
  try {
    const answer = await work()
    await new Promise<void>((resolve) => process.stdout.write(`${answer}\n`, () => resolve()))
    process.exit(process.exitCode ?? 0)
  } catch (error) {
    const line = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${line.replaceAll('\n', ' ')}\n`)
    process.exit(1)
  }
}

/** The command line's flags, each with a value. Throws for any other word on it. */
export function readFlags<const Names extends readonly string[]>(
  names: Names,
): Partial<Record<Names[number], string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  return parseArgs({ options, allowPositionals: false }).values as Partial<
    Record<Names[number], string>
  >
}

/** Works on the database that the environment names. The embedded server is joined where it runs,
 *  and otherwise started for the duration, closed to any instance that would start meanwhile. */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const env = readEnvironment()
  if (!env.isEmbedded) {
    await reach()
    return work().finally(closeDatabase)
  }
  if (!isInitialized()) {
    throw new Error(`There is no database in ${env.dataDir} yet. Run npm start once.`)
  }
  const server = await startEmbedded()
  const lock = server.startedHere ? await holdInstanceLock() : null
  try {
    return await work()
  } finally {
    await closeDatabase()
    await lock?.end()
    if (server.startedHere) await server.stop()
  }
}
