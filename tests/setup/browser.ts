import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { type CastEmail, castPassword, castPeople } from '#db/cast/people.ts'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

export const widths = { phone: 390, desk: 1280 } as const

/** Pages of one running server, each as somebody of the cast or as nobody. */
export class Visits {
  readonly #browser: Browser
  readonly origin: string
  readonly #signedIn = new Map<string, Promise<StorageState>>()

  constructor(browser: Browser, origin: string) {
    this.#browser = browser
    this.origin = origin
  }

  /** A page of a fresh browser context; its problems gather what went wrong without being asked. */
  async open(
    as: CastEmail | null,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; problems: string[] }> {
    const context = await this.#browser.newContext({
      baseURL: this.origin,
      viewport: { width: widths.desk, height: 900 },
      timezoneId: 'America/New_York',
      locale: 'en-US',
      reducedMotion: 'reduce',
      ...(as ? { storageState: await this.#stateOf(as) } : {}),
      ...options,
    })
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    return { page, problems: problemsOf(page) }
  }

  /** Signs in through the form, once for each person. */
  #stateOf(email: CastEmail): Promise<StorageState> {
    const known = this.#signedIn.get(email)
    if (known) return known
    const state = this.#signIn(email)
    this.#signedIn.set(email, state)
    return state
  }

  async #signIn(email: CastEmail): Promise<StorageState> {
    const context = await this.#browser.newContext({ baseURL: this.origin })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill(castPassword)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    const state = await context.storageState()
    await context.close()
    return state
  }
}

/** Console errors, broken policy, failed scripts and requests that left the origin. */
function problemsOf(page: Page): string[] {
  const problems: string[] = []
  page.on('console', (message) => {
    // The browser repeats a page's own status as an error; tests ask for it themselves.
    if (message.type() !== 'error' || /^Failed to load resource/.test(message.text())) return
    problems.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    const own = new URL(page.url() === 'about:blank' ? request.url() : page.url())
    if (url.protocol.startsWith('http') && url.origin !== own.origin) {
      problems.push(`${page.url()} asked ${url.origin}`)
    }
  })
  return problems
}

/** Somebody of the cast by e-mail address or its beginning. */
export function castEmail(start: string): CastEmail {
  const person = castPeople.find((one) => one.email.startsWith(start))
  if (!person) {
    throw new Error(
      `Nobody of the cast begins with ${start}: ${castPeople.map((one) => one.email).join(', ')}`,
    )
  }
  return person.email
}
