import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { figuresFile } from './setup/size.ts'

/** Everything that must hold, two steps at a time, with one closing count. Names on the command
 *  line choose steps: `node --import tsx tests/run.ts format lint types`. */
const artifacts = 'tests/.artifacts'

interface Step {
  name: string
  command: readonly string[]
  /** Steps whose results this one reads. */
  after?: readonly string[]
  /** The step counts its own tests; any other step is one check. */
  counts?: string
}

const counted = (project: string) => path.join(artifacts, `${project}.json`)

const vitest = (project: string): Pick<Step, 'command' | 'counts'> => ({
  command: [
    'node_modules/vitest/vitest.mjs',
    'run',
    `--project=${project}`,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${counted(project)}`,
  ],
  counts: counted(project),
})

const steps: readonly Step[] = [
  { name: 'build', command: ['--import', 'tsx', 'tests/setup/build.ts'] },
  {
    name: 'types',
    command: ['node_modules/typescript-native/bin/tsc', '--noEmit', '--singleThreaded'],
  },
  { name: 'format', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  {
    name: 'lint',
    command: [
      'node_modules/eslint/bin/eslint.js',
      ...'--config .eslint.config.js --max-warnings 0'.split(' '),
      ...'--cache --cache-location node_modules/.cache/eslint/ .'.split(' '),
    ],
  },
  { name: 'inside', after: ['build'], ...vitest('inside') },
  // Each of the two keeps both cores busy; at once they take longer than one after the other.
  { name: 'outside', after: ['build', 'inside'], ...vitest('outside') },
]

interface Outcome {
  passed: number
  failed: number
}

rmSync(figuresFile, { force: true })
const chosen = process.argv.slice(2)
const outcomes = await runAll(
  steps.filter((step) => chosen.length === 0 || chosen.includes(step.name)),
)
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
if (existsSync(figuresFile)) process.stdout.write(readFileSync(figuresFile, 'utf8'))
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

async function runAll(planned: readonly Step[]): Promise<Outcome[]> {
  mkdirSync(artifacts, { recursive: true })
  const waiting = [...planned]
  const done = new Map<string, Outcome>()
  const lane = async () => {
    for (;;) {
      const next = waiting.findIndex((step) =>
        (step.after ?? []).every(
          (name) => done.has(name) || !planned.some((other) => other.name === name),
        ),
      )
      const [step] = next < 0 ? [] : waiting.splice(next, 1)
      if (!step) return
      done.set(step.name, await run(step))
    }
  }
  while (waiting.length > 0) await Promise.all([lane(), lane()])
  return [...done.values()]
}

async function run(step: Step): Promise<Outcome> {
  const startedAt = performance.now()
  if (step.counts) rmSync(step.counts, { force: true })
  const { code, output } = await finish(step.command)
  const outcome = count(step, code)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stdout.write(
    `${outcome.failed === 0 ? 'ok  ' : 'FAIL'} ${step.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds} s\n`,
  )
  if (outcome.failed > 0 || step.counts) process.stdout.write(`${output.trim()}\n`)
  return outcome
}

/** What a step counts for. A run that fails without a failed test still counts as a failure. */
function count(step: Step, code: number | null): Outcome {
  const hasFailed = code !== 0
  if (!step.counts || !existsSync(step.counts)) {
    return { passed: hasFailed ? 0 : 1, failed: hasFailed ? 1 : 0 }
  }
  const report = JSON.parse(readFileSync(step.counts, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numFailedTestSuites: number
  }
  const failed = report.numFailedTests || (hasFailed ? Math.max(1, report.numFailedTestSuites) : 0)
  return { passed: report.numPassedTests, failed }
}

function finish(command: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      // React renders as in production, which is several times faster; and what failed should be found
      // again in a long log, in words without escapes.
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
