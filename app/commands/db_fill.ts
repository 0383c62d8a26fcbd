import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { type Environment, readEnvironment } from '#app/env.server.ts'
import { hashPassword } from '#app/password.server.ts'
import { castPassword } from '#db/cast/people.ts'
import { openPool } from '#db/connection.ts'
import { fillAtSize } from '#db/fill.ts'
import { kyselyOver } from '#db/index.ts'
import { judgeRisks } from '#db/oversight/risk.ts'
import { readFlags, runCommand } from './command.ts'
import { fillDatabase, openDatabase } from './prepare.ts'

// Fills a demonstration's database with invented records of a nation's size. Every account signs in with the
// sample password.
await runCommand(async () => {
  const { awards = '100000', seed = '1' } = readFlags(['awards', 'seed'])
  if (!/^\d{1,7}$/.test(awards) || Number(awards) < 20) {
    throw new Error('--awards must be a whole number from 20 to 9999999.')
  }
  if (!/^\d{1,9}$/.test(seed)) throw new Error('--seed must be a whole number of at most 9 digits.')
  const env = readEnvironment()
  if (!env.isDemo) {
    throw new Error('Only a demonstration is filled: this is a database of your own (DEMO=1).')
  }
  const counts = await filled(env, Number(awards), Number(seed))
  const listed = Object.entries(counts).map(
    ([table, count]) => `${count} ${table.replaceAll('_', ' ')}`,
  )
  return `Filled: ${listed.join(', ')}.`
})

async function filled(env: Environment, awards: number, seed: number) {
  const letGo = await openDatabase(env)
  const started = Date.now()
  const tell = (what: string) => {
    const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(4)
    process.stderr.write(`${seconds} s  ${what}\n`)
  }
  try {
    tell('reference lists and the sample')
    await fillDatabase(env)
    const owner = openPool('migrator', { max: 1 })
    const passwordHash = await hashPassword(castPassword)
    const size = { awards, seed, day: today(), passwordHash }
    const counts = await fillAtSize(owner, size, tell).finally(() => owner.end())
    tell('the risk of every award')
    const app = kyselyOver(openPool('app', { max: 1 }))
    const scheduler = { kind: 'system', name: 'scheduler', requestId: 'db_fill' } as const
    await judgeRisks(permitSystem(scheduler, 'risk.judge'), size.day, app).finally(() =>
      app.destroy(),
    )
    tell('done')
    return counts
  } finally {
    await letGo()
  }
}
