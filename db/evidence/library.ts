import { sql } from 'kysely'
import { db } from '../index.ts'
import { hasError } from './findings.ts'

/** How much is in the library. */
export async function countLibrary() {
  const { rows } = await sql<{
    findings: number
    effects: number
    withError: number
    models: number
    claims: number
    samples: number
  }>`
    select
      (select count(*) from findings) as findings,
      (select count(*) from findings where kind = 'effect') as effects,
      (select count(*) from findings
        where kind = 'effect' and ${hasError}) as with_error,
      (select count(*) from models where kind <> 'group') as models,
      (select count(*) from claims) as claims,
      (select count(distinct sample) from findings, unnest(samples) as sample
        where kind = 'effect') as samples
  `.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('The library answered nothing')
  return counts
}
