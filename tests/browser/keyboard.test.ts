import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { CastEmail } from '#db/cast/people.ts'
import { openStage } from '#tests/setup/stage.ts'
import {
  type Hand,
  acceptReport,
  fileReport,
  returnReport,
  takeAwards,
  updateMilestone,
} from './jobs.ts'

/** Every job of the three, by Tab, Enter, Space and typing alone. */
const stage = openStage()

test.each<[string, CastEmail, (hand: Hand) => Promise<void>]>([
  ['a grantee files a report', 'ingrid.solberg@prairieline.example.org', fileReport],
  ['an officer returns a section', 'elena.ortiz@eta.example.org', returnReport],
  ['an officer accepts a report', 'marcus.bell@eda.example.org', acceptReport],
  ['an evaluator updates a milestone', 'amara.diallo@northfield.example.org', updateMilestone],
  ['an officer takes the filtered awards away', 'dana.whitfield@eda.example.org', takeAwards],
])('by keyboard alone %s', async (_job, email, work) => {
  const { page, problems } = await stage.visits.open(email)
  await work(keyboard(page))
  expect(problems).toEqual([])
})

test('the first Tab of a page leads past the header to what it shows', async () => {
  const { page } = await stage.visits.open('dana.whitfield@eda.example.org')
  await page.goto('/awards')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toMatchObject({ words: 'Skip to main content', isVisible: true })
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
})

test('a link within a page leads there, opens what is folded, and back leads back', async () => {
  const { page } = await stage.visits.open(null)
  await page.goto('/evidence/questions', { waitUntil: 'networkidle' })
  await page.locator('#gap-map').getByRole('link', { name: 'RQ06' }).focus()
  const height = () => page.evaluate(() => window.scrollY)
  const before = await height()
  await page.keyboard.press('Enter')
  const top = () => page.locator('#RQ06').evaluate((held) => held.getBoundingClientRect().top)
  await expect.poll(top).toBeLessThan(200)
  await page.goBack()
  await expect.poll(height).toBe(before)
})

test('Ctrl K leads to the search, and a number from there to its record', async () => {
  const { page } = await stage.visits.open('dana.whitfield@eda.example.org')
  await page.goto('/awards', { waitUntil: 'networkidle' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('SAMPLE-GJC-02')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/awards\/SAMPLE-GJC-02$/)
})

test('keys pressed while a page wakes are no fault of the page', async () => {
  const { page, problems } = await stage.visits.open('dana.whitfield@eda.example.org')
  await page.addInitScript(pressAtEveryTask)
  await page.goto('/awards', { waitUntil: 'networkidle' })
  await page.keyboard.press('Control+k')
  expect(await page.locator('#site-search:focus').count()).toBe(1)
  expect(problems).toEqual([])
})

/** A key is down whenever the page's scripts have put off work, as when somebody types early. */
function pressAtEveryTask(): void {
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message: unknown) {
    queueMicrotask(() => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }))
    })
    post.call(this, message)
  }
}

function keyboard(page: Page): Hand {
  /** Whether the page on screen was posted by a script, so that its heading takes the cursor. */
  let isPosted = false
  const tabTo = (target: Locator) => reach(page, target)
  return {
    page,
    async follow(link) {
      isPosted = false
      await tabTo(link)
      await page.keyboard.press('Enter')
    },
    async type(field, text) {
      await tabTo(field)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    async tick(box) {
      await tabTo(box)
      await page.keyboard.press('Space')
      expect(await box.isChecked()).toBe(true)
    },
    async choose(select, label) {
      await tabTo(select)
      await page.keyboard.type(label)
      expect(await select.locator('option:checked').innerText()).toBe(label)
    },
    async press(button) {
      await tabTo(button)
      isPosted = await button.evaluate(
        (element) => element instanceof HTMLButtonElement && element.form?.method === 'post',
      )
      await page.keyboard.press('Enter')
    },
    async arrive(heading) {
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
      if (!isPosted) return
      await page.waitForFunction(() => document.activeElement?.id === 'page-title')
    },
    async beRefused() {
      await page.waitForFunction(() => document.activeElement?.id === 'error-summary')
      expect(await page.title()).toMatch(/^Error: /)
    },
  }
}

/** Presses Tab until the target has the cursor; at every stop on the way one sees where it is. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' })
  const wanted = await target.elementHandle()
  const passed: string[] = []
  for (let presses = 0; presses < 300; presses += 1) {
    if (await page.evaluate((element) => document.activeElement === element, wanted)) return
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (!stop.isVisible) throw new Error(`The cursor cannot be seen on ${stop.words}`)
    passed.push(stop.words)
  }
  throw new Error(`Tab does not reach ${target.toString()}, only ${passed.join(' | ')}`)
}

/** What has the cursor, and whether a ring shows it: on itself, its label or its drawn box. */
async function focused(page: Page): Promise<{ words: string; isVisible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { words: 'the page', isVisible: true }
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined
    const looks = [
      getComputedStyle(element),
      ...(label ? [getComputedStyle(label), getComputedStyle(label, '::before')] : []),
    ]
    const { width, height } = (label ?? element).getBoundingClientRect()
    return {
      words: (element.textContent?.trim() || element.id || element.tagName).slice(0, 60),
      isVisible:
        width > 0 &&
        height > 0 &&
        looks.some(
          ({ outlineStyle, outlineWidth, boxShadow }) =>
            (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
        ),
    }
  })
}
