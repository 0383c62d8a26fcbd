import { randomUUID } from 'node:crypto'
import { type Environment, readEnvironment } from '#app/env.server.ts'
import { forgetHeads } from '#app/recorded_heads.server.ts'
import { holdInstanceLock, startEmbedded } from '#db/embedded.ts'
import { emptyDatabase, isInUse, recordReset } from '#db/reset.ts'
import { readFlags, runCommand } from './command.ts'
import { fillDatabase, reach } from './prepare.ts'

// Makes a demonstration's database anew: emptied, migrated, loaded, the sample cast played again.
// The seed is kept in the log; the cast depends on the day alone, so that any seed plays the same one.
await runCommand(async () => {
  const { seed = '1' } = readFlags(['seed'])
  if (!/^\d{1,9}$/.test(seed)) throw new Error('--seed must be a whole number of at most 9 digits.')
  const env = readEnvironment()
  if (!env.isDemo) {
    throw new Error(
      'Only a demonstration can be reset: this is a database of your own. Set DEMO=1 if all of it may go.',
    )
  }
  const work = () => rebuild(env, Number(seed))
  await (env.isEmbedded ? alone(env, work) : onOwnServer(work))
  return `Reset with seed ${seed}.`
})

async function rebuild(env: Environment, seed: number): Promise<void> {
  await emptyDatabase()
  await forgetHeads()
  await fillDatabase(env)
  await recordReset({ kind: 'system', name: 'operator', requestId: randomUUID() }, seed)
}

async function alone(env: Environment, work: () => Promise<void>): Promise<void> {
  const server = await startEmbedded()
  const lock = await holdInstanceLock()
  if (!lock) throw new Error(`An instance is running on ${env.dataDir}. Stop it first.`)
  try {
    await work()
  } finally {
    await lock.end()
    if (server.startedHere) await server.stop()
  }
}

async function onOwnServer(work: () => Promise<void>): Promise<void> {
  await reach()
  if (await isInUse()) {
    throw new Error(
      'Somebody is connected to the database at DATABASE_URL. Stop the instance first.',
    )
  }
  await work()
}
