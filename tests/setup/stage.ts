import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { Visits } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { type RunningServer, newDataDir, removeDataDir, startServer } from './server.ts'

/** A copy of the run's sample data, as it was before anybody did anything, for one server alone. */
export function playedDataDir(): string {
  const dataDir = newDataDir()
  // Node's own copy gives everything to the one who copies; the database's files keep their user.
  const copied = spawnSync('cp', ['-a', inject('played'), dataDir], { encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(`The sample data were not copied: ${copied.stderr}`)
  return dataDir
}

export interface Stage {
  server: RunningServer
  browser: Browser
  visits: Visits
}

/** A server and a browser of the test file's own, with the sample cast as it was. Call it once, at the
 *  top of the file; what it returns is filled before the first test. */
export function openStage(): Stage {
  const stage = {} as Stage
  beforeAll(async () => {
    stage.server = await startServer({ dataDir: playedDataDir() })
    stage.browser = await launchChromium()
    stage.visits = new Visits(stage.browser, stage.server.origin)
  })
  const before = new Map<Page, string>()
  beforeEach(() => {
    before.clear()
    for (const page of openPages(stage)) before.set(page, page.url())
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const moved = openPages(stage).filter((page) => before.get(page) !== page.url())
    await keepScenes(moved, task.name)
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.server?.stop()
    if (stage.server) removeDataDir(stage.server.dataDir)
  })
  return stage
}

function openPages({ browser }: Stage): Page[] {
  return browser.contexts().flatMap((context) => context.pages())
}

/** What the pages showed when a test failed, as pictures and in words. */
async function keepScenes(pages: Page[], name: string): Promise<void> {
  mkdirSync('tests/.artifacts', { recursive: true })
  for (const [position, page] of pages.entries()) {
    const file = `tests/.artifacts/failed ${name.replaceAll(/\W+/g, ' ').slice(0, 80)} ${position}`
    writeFileSync(`${file}.txt`, `${page.url()}\n${await page.locator('main').innerText()}\n`)
    await page.screenshot({ path: `${file}.png`, fullPage: true })
  }
}

/** Runs one of the commands against a data folder; its exit code and what it wrote. */
export async function command(
  name: string,
  dataDir: string,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const { DATABASE_URL: _other, ...environment } = process.env
    const child = spawn(process.execPath, ['--import', 'tsx', `app/commands/${name}.ts`], {
      env: { ...environment, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
