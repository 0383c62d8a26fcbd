import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

/** Every benchmark in turn, or those named: `npm run bench -- reports`. */
const asked = process.argv.slice(2)
const all = readdirSync('tests/bench')
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace(/\.ts$/, ''))
  .sort()

for (const name of asked.length > 0 ? asked : all) {
  if (!all.includes(name)) {
    process.stderr.write(`There is no benchmark ${name}. There are: ${all.join(', ')}.\n`)
    process.exit(1)
  }
  process.stdout.write(`\n${name}\n`)
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `tests/bench/${name}.ts`], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
