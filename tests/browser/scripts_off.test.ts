import type { Page } from 'playwright-core'
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

/** Every job of the three, with scripts turned off in the browser. */
const stage = openStage()

test.each<[string, CastEmail, (hand: Hand) => Promise<void>]>([
  ['a grantee files a report', 'ingrid.solberg@prairieline.example.org', fileReport],
  ['an officer returns a section', 'elena.ortiz@eta.example.org', returnReport],
  ['an officer accepts a report', 'marcus.bell@eda.example.org', acceptReport],
  ['an evaluator updates a milestone', 'amara.diallo@northfield.example.org', updateMilestone],
  ['an officer takes the filtered awards away', 'dana.whitfield@eda.example.org', takeAwards],
])('without scripts %s', async (_job, email, work) => {
  const { page, problems } = await stage.visits.open(email, { javaScriptEnabled: false })
  await work(mouse(page))
  expect(problems).toEqual([])
})

test('the briefing is two sheets of letter paper', async () => {
  const { page, problems } = await stage.visits.open('helen.marsh@seti.example.org', {
    javaScriptEnabled: false,
  })
  await page.goto('/briefing')
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(printed.match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
  expect(new Set(printed.match(/\/MediaBox\s*\[[^\]]*\]/g))).toEqual(
    new Set(['/MediaBox [0 0 612 792]']),
  )
  expect(problems).toEqual([])
})

function mouse(page: Page): Hand {
  return {
    page,
    follow: (link) => link.click(),
    type: (field, text) => field.fill(text),
    async tick(box) {
      // The style sheet draws the box beside its label.
      await page.locator(`label[for="${await box.getAttribute('id')}"]`).click()
      expect(await box.isChecked()).toBe(true)
    },
    async choose(select, label) {
      await select.selectOption({ label })
    },
    press: (button) => button.click(),
    async arrive(heading) {
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
      expect(await page.title()).toMatch(/ – SETI Tracker$/)
    },
    async beRefused() {
      await page.locator('#error-summary').waitFor()
      expect(await page.title()).toMatch(/^Error: /)
    },
  }
}
