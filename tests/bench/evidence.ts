import { Agent } from 'node:http'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { betweenVariance } from '#app/domain/evidence/between_variance.ts'
import { synthesisQuery, usualAsk } from '#app/domain/evidence/synthesis_address.ts'
import * as paths from '#app/paths.ts'
import { openPool } from '#db/connection.ts'
import { type Db, kyselyOver } from '#db/index.ts'
import { bytesOf, row } from '#tests/setup/measure.ts'
import { newDataDir, removeDataDir, startServer } from '#tests/setup/server.ts'

/** What the pages of the library take, one reader at a time, with the findings of the sources and with 10,000,
 *  beside how many REML fits a second there are: `node --import tsx tests/bench/evidence.ts [--rounds 15]`. */
const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const many = 10_000

const confirmed = { ...usualAsk, prices: 'unknown', isConfirmed: true }
const pages: readonly (readonly [name: string, address: string])[] = [
  ['The library', paths.findings()],
  ['By sector and outcome', paths.findings({ sector: 'healthcare', outcome: 'earnings' })],
  ['By model', paths.findings({ model: 'workadvance' })],
  ['Searched for a word', paths.findings({ q: 'quest' })],
  ['Sorted by impact', paths.findings({ sort: 'impact' })],
  ['One finding', paths.finding('EF055')],
  ['Synthesis, year 2', paths.synthesis(synthesisQuery(confirmed))],
  ['Synthesis, any time', paths.synthesis(synthesisQuery({ ...confirmed, window: null }))],
  [
    'Synthesis, one model',
    paths.synthesis(synthesisQuery({ ...confirmed, models: ['workadvance'] })),
  ],
  ['Public value', paths.publicValue()],
]

const dataDir = newDataDir()
process.env['DATA_DIR'] = dataDir
delete process.env['DATABASE_URL']
const server = await startServer({ dataDir })
try {
  const few = await measureAll()
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  await multiply(owner)
  await owner.destroy()
  const lots = await measureAll()
  console.log(row(['', 'sources', 'kB', String(many), 'kB']))
  for (const [name] of pages) {
    console.log(row([name, ...words(few.get(name)), ...words(lots.get(name))]))
  }
  console.log(`REML fits of 13 samples: ${fitsPerSecond()} a second`)
} finally {
  await server.stop()
  removeDataDir(dataDir)
}
process.exit(0)

interface Taken {
  ms: number
  bytes: number
}

/** The median time of each page in milliseconds. */
async function measureAll(): Promise<Map<string, Taken>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const taken = new Map<string, Taken>()
  for (const [name, address] of pages) {
    const ask = () => bytesOf(`${server.origin}${address}`, { agent })
    let bytes = await ask()
    const times: number[] = []
    for (let round = 0; round < Number(flags.rounds); round += 1) {
      const start = performance.now()
      bytes = await ask()
      times.push(performance.now() - start)
    }
    const ms = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
    taken.set(name, { ms, bytes })
  }
  agent.destroy()
  return taken
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

function words(taken: Taken | undefined): string[] {
  return taken ? [`${taken.ms.toFixed(1)} ms`, (taken.bytes / 1000).toFixed(0)] : ['', '']
}
