import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Visits, castEmail, widths } from '#tests/setup/browser.ts'
import { launchChromium } from '#tests/setup/chromium.ts'
import { newDataDir, removeDataDir, startServer } from '#tests/setup/server.ts'

/** Takes pictures of pages, on a desk's and a phone's width:
 *  `npm run look -- /awards /today --as dana --at http://localhost:3000`.
 *  Without `--at` it starts a server of its own for the time. `--no-scripts` turns scripts off. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string' },
    at: { type: 'string' },
    to: { type: 'string', default: 'tests/.artifacts' },
    'no-scripts': { type: 'boolean', default: false },
  },
})

const dataDir = values.at ? null : newDataDir()
const server = dataDir ? await startServer({ dataDir }) : null
const browser = await launchChromium()
try {
  const visits = new Visits(browser, values.at ?? server?.origin ?? '')
  mkdirSync(values.to, { recursive: true })
  for (const [name, width] of Object.entries(widths)) {
    const { page, problems } = await visits.open(values.as ? castEmail(values.as) : null, {
      viewport: { width, height: 900 },
      javaScriptEnabled: !values['no-scripts'],
    })
    for (const address of positionals) {
      const answer = await page.goto(address)
      const file = path.join(values.to, `${fileName(address, values.as)}-${name}.png`)
      await page.screenshot({ path: file, fullPage: true })
      process.stdout.write(`${answer?.status()} ${address} ${file}\n`)
    }
    for (const problem of problems) process.stdout.write(`problem: ${problem}\n`)
  }
} finally {
  await browser.close()
  await server?.stop()
  if (dataDir) removeDataDir(dataDir)
}

function fileName(address: string, as: string | undefined): string {
  const place = address.replace(/[^\w-]+/g, '_').replace(/^_|_$/g, '') || 'home'
  return as ? `${place}-${as}` : place
}
