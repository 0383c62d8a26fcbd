import type { Page } from 'playwright-core'

/** What a scene may do beyond its own page. */
export interface Walk {
  /** A page of somebody else's. */
  openAs(as: string): Promise<Page>
  /** Looks at the page as the walk does at its end. */
  examine(page: Page): Promise<void>
}

/** A page in a state people meet it in. */
export interface Scene {
  /** The beginning of an e-mail address of the cast; '-' for nobody. */
  as: string
  /** Names in braces stand for what is only known once the further states are played. */
  at: string
  status?: number
  /** Words for what is done on the page before it is looked at. */
  state?: string
  act?: (page: Page, walk: Walk) => Promise<void>
}

export const seen = (as: string, ...addresses: string[]): Scene[] =>
  addresses.map((at) => ({ as, at }))

/** The form as it comes back when it is sent empty. */
export const refused = (as: string, at: Scene['at']): Scene => ({
  as,
  at,
  state: 'refused',
  act: sendToRefusal,
})

/** The same of a form that is filled already, without one of its fields. */
export const refusedWithout = (field: string, as: string, at: Scene['at']): Scene => ({
  ...refused(as, at),
  act: async (page) => {
    await page.locator(`main [name="${field}"]`).fill('')
    await sendToRefusal(page)
  },
})

async function sendToRefusal(page: Page): Promise<void> {
  await page
    .locator('main form:has(input[name="idempotencyKey"]) button.usa-button')
    .first()
    .click()
  await page.waitForFunction(() => document.activeElement?.id === 'error-summary')
}

/** Sends the form of a hidden field with a value that its page does not give it, as without scripts. */
export async function sendWith(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`main input[name="${name}"]`).evaluate((element, given) => {
    if (!(element instanceof HTMLInputElement)) return
    element.value = given
    element.form?.submit()
  }, value)
}
