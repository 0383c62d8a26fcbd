import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { betweenVariance } from '#app/domain/evidence/between_variance.ts'
import { readFindingList } from '#app/domain/evidence/finding_address.ts'
import { readSynthesis } from '#app/domain/evidence/synthesis_address.ts'
import { openPool } from '#db/connection.ts'
import { startEmbedded } from '#db/embedded.ts'
import { countFindings, listFindingChoices, listFindings } from '#db/evidence/findings.ts'
import { findSynthesis } from '#db/evidence/synthesis.ts'
import { type Db, closeDatabase, kyselyOver } from '#db/index.ts'
import { migrate } from '#db/migrate.ts'
import { loadReference } from '#db/reference/load.ts'

/** What the pages of the library ask the database, with the findings of the sources and with 10,000, beside how
 *  many REML fits a second there are: `node --import tsx tests/bench/evidence.ts`. */
const many = 10_000
const rounds = 15

const questions: [name: string, ask: () => Promise<unknown>][] = [
  ['The first page', page('')],
  ['Filtered by sector and outcome', page('sector=healthcare&outcome=earnings')],
  ['Filtered by model', page('model=workadvance')],
  ['Searched for a word', page('q=quest')],
  ['Sorted by impact', page('sort=impact')],
  ['A synthesis of earnings', synthesis('outcome=earnings&scale=usd_per_year&confirmed=1')],
  [
    'A synthesis of one model',
    synthesis('outcome=earnings&scale=usd_per_year&models=workadvance&confirmed=1'),
  ],
]

process.env['DATA_DIR'] = mkdtempSync(path.join(tmpdir(), 'bench-evidence-'))
delete process.env['DATABASE_URL']
const server = await startEmbedded({ fast: true })
try {
  await migrate(openPool('migrator', { max: 2 }))
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  await loadReference(owner)
  const few = await measureAll()
  await multiply(owner)
  const lots = await measureAll()
  await owner.destroy()
  console.log(`${''.padEnd(44)} ${'sources'.padStart(9)} ${String(many).padStart(9)}`)
  for (const [name, ms] of few) {
    console.log(`${name.padEnd(44)} ${words(ms)} ${words(lots.get(name) ?? Number.NaN)}`)
  }
  console.log(`${'REML fits, 13 samples'.padEnd(44)} ${fitsPerSecond()} a second`)
} finally {
  await closeDatabase()
  await server.stop()
  rmSync(process.env['DATA_DIR'], { recursive: true, force: true })
}
process.exit(0)

/** The median time of each question in milliseconds. */
async function measureAll(): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  for (const [name, ask] of questions) {
    await ask()
    const taken: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now()
      await ask()
      taken.push(performance.now() - start)
    }
    times.set(name, taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN)
  }
  return times
}

function page(query: string) {
  const list = readFindingList(new URLSearchParams(query))
  return () =>
    Promise.all([listFindings(list, null), listFindingChoices(), countFindings(list, null)])
}

function synthesis(query: string) {
  const ask = readSynthesis(new URLSearchParams(query))
  return () => findSynthesis(ask)
}

/** Copies of the sourced findings, each of people of its own. */
async function multiply(owner: Db): Promise<void> {
  const { count } = await owner
    .selectFrom('findings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  await sql`
    do $$
    declare columns text;
    begin
      select string_agg(case column_name
          when 'code' then 'code || ''-'' || n'
          when 'position' then 'position + n * 1000'
          when 'samples' then 'array(select one || ''-'' || n from unnest(samples) one)'
          else column_name end, ', ' order by ordinal_position)
        into columns from information_schema.columns
        where table_schema = 'public' and table_name = 'findings';
      execute format('insert into findings select %s from findings, generate_series(1, %s) n
        order by n, position limit %s', columns, ${sql.raw(String(Math.ceil(many / count)))},
        ${sql.raw(String(many - count))});
    end $$`.execute(owner)
  await sql`insert into finding_sectors (finding, sector, position)
    select findings.code, sector, finding_sectors.position from findings
    join finding_sectors on finding_sectors.finding = split_part(findings.code, '-', 1)
    where findings.code like '%-%'`.execute(owner)
  await sql`analyze findings, finding_sectors`.execute(owner)
}

function fitsPerSecond(): string {
  const effects = Array.from({ length: 13 }, (_, i) => ({
    estimate: 2000 + 1500 * Math.sin(i),
    variance: 400_000 * (1 + i / 3),
  }))
  const start = performance.now()
  let fits = 0
  for (; performance.now() - start < 500; fits += 1) betweenVariance(effects, 'reml')
  return Math.round((1000 * fits) / (performance.now() - start)).toLocaleString('en-US')
}

function words(ms: number): string {
  return `${ms.toFixed(1)} ms`.padStart(9)
}
