import pg from 'pg'
import { connection } from './connection.ts'

const promised = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' } as const

/** Throws where the server is set to forget what it acknowledged, or keeps another time than ours. */
export async function assertDurable(): Promise<void> {
  const client = new pg.Client(connection('app'))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name = any($1)`,
      [[...Object.keys(promised), 'TimeZone', 'statement_timeout']],
    )
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
    const lax = Object.entries(promised).filter(([name, on]) => settings[name] !== on)
    if (lax.length > 0) {
      const names = lax.map(([name]) => name).join(', ')
      throw new Error(
        `The database may lose what it acknowledged: turn ${names} on (it is a setting of the server or of the database).`,
      )
    }
    if (settings['TimeZone'] !== 'UTC' || settings['statement_timeout'] === '0') {
      throw new Error(
        'The database ignores the options of the connection (UTC, time limits). Connect without a pooler that drops them.',
      )
    }
  } finally {
    await client.end()
  }
}
