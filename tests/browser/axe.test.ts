import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase } from '#db/index.ts'
import { castEmail } from '#tests/setup/browser.ts'
import { figure, isProof } from '#tests/setup/size.ts'
import { openStage } from '#tests/setup/stage.ts'
import type { Scene } from './scene.ts'
import { pageOf, pagesLeftOut, scenes } from './scenes.ts'
import { playMore } from './states.ts'

/** Every page in the states people meet it in: axe without exception, no sideways scrolling at 320
 *  pixels, nothing refused by the browser and nothing missing. `npm test` looks at each page in its
 *  first state, or as it comes back refused where it has a form, which shows the same and more; a proof
 *  looks at all of them and at three widths. */
const stage = openStage()

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
let looks = 0
const widths = isProof ? [320, 768, 1280] : [1280]

const placed = scenes.map((scene) => ({ scene, page: pageOf(scene) }))
const chosen = placed
  .filter(({ scene, page }, at) => {
    if (isProof || scene.act) return true
    const ofPage = placed.filter((other) => other.page === page)
    return ofPage[0] === placed[at] && !ofPage.some((other) => other.scene.state === 'refused')
  })
  .map(({ scene }) => scene)

const pages = new Map<string, Promise<{ page: Page; problems: string[] }>>()
let extra: Awaited<ReturnType<typeof playMore>>

beforeAll(async () => {
  process.env['DATA_DIR'] = stage.server.dataDir
  extra = await playMore(stage.server.dataDir)
}, 120_000)

afterAll(async () => {
  figure('accessibility', `${looks} looks at ${chosen.length} scenes, nothing found`)
  await closeDatabase()
})

test.each(chosen.map((scene) => [nameOf(scene), scene] as const))('%s', async (_name, scene) => {
  const { page, problems } = await seatOf(scene.as)
  problems.length = 0
  const answer = await page.goto(addressOf(scene))
  expect(answer?.status()).toBe(scene.status ?? 200)
  await page.waitForLoadState('load')
  await scene.act?.(page, { openAs, examine })
  await examine(page)
  expect(problems).toEqual([])
})

test('no page is left out', () => {
  expect(pagesLeftOut()).toEqual([])
})

function addressOf({ at }: Scene): string {
  return at.replace(/\{(\w+)\}/, (_braces, name: keyof typeof extra) => String(extra[name]))
}

async function examine(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const { violations } = await new AxeBuilder({ page })
      .withTags(tags)
      // There are no frames, so it need not open a page of its own to gather what they say.
      .setLegacyMode()
      .analyze()
    const found = violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }))
    expect(found, `${page.url()} at ${width} px`).toEqual([])
    looks += 1
  }
  await page.setViewportSize({ width: 320, height: 900 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide, `${page.url()} scrolls sideways at 320 px`).toBeLessThanOrEqual(320)
  await page.setViewportSize({ width: 1280, height: 900 })
}

function seatOf(as: string) {
  const known = pages.get(as)
  if (known) return known
  const opened = stage.visits
    .open(as === '-' ? null : castEmail(as))
    .then((seat) => ({ ...seat, problems: listenFor(seat) }))
  pages.set(as, opened)
  return opened
}

async function openAs(as: string): Promise<Page> {
  return (await seatOf(as)).page
}

/** A page's problems, and whatever it asked for that did not come. */
function listenFor({ page, problems }: { page: Page; problems: string[] }): string[] {
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // Leaving a page ends what it was still asking for.
    if (why !== 'net::ERR_ABORTED') problems.push(`${page.url()}: ${request.url()} ${why}`)
  })
  page.on('response', (response) => {
    const isOwn = ['document', 'fetch', 'xhr'].includes(response.request().resourceType())
    if (response.status() >= (isOwn ? 500 : 400)) {
      problems.push(`${page.url()}: ${response.url()} answered ${response.status()}`)
    }
  })
  return problems
}

function nameOf({ as, at, status, state }: Scene): string {
  const who = as === '-' ? 'nobody' : as.split('@')[0]
  return [`${at} as ${who}`, state, status].filter(Boolean).join(', ')
}
