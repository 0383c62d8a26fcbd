import { beforeAll, expect, test } from 'vitest'
import { openPool } from '#db/connection.ts'
import { preparing } from '#db/prepared.ts'
import { testDatabase } from '../setup/database.ts'

beforeAll(async () => {
  await testDatabase('played')
})

test('what is asked again and again is planned once, but for a long list anew', async () => {
  const pool = preparing(openPool('app', { max: 1 }))
  const client = await pool.connect()
  const ask = async (text: string, length: number) => {
    for (let times = 0; times < 6; times += 1) {
      await client.query(text, [Array.from({ length }, (_, index) => index)])
    }
    const { rows } = await client.query<{ statement: string }>(
      'select statement from pg_prepared_statements',
      [],
    )
    return rows.map(({ statement }) => statement).includes(text)
  }
  const few = 'select count(*) from awards where id = any ($1::bigint[])'
  const many = 'select count(*) from reports where award_id = any ($1::bigint[])'
  expect([await ask(few, 10), await ask(many, 11)]).toEqual([true, false])
  client.release()
  await pool.end()
})
