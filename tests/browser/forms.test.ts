import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { Visits } from '#tests/setup/browser.ts'
import { launchChromium } from '#tests/setup/chromium.ts'

let browser: Browser
let visits: Visits

beforeAll(async () => {
  browser = await launchChromium()
  visits = new Visits(browser, inject('origin'))
})

afterAll(async () => browser.close())

describe('a form', () => {
  test('is checked in the browser once somebody entered it, and says what to enter', async () => {
    const { page, problems } = await visits.open(null)
    const posts: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
    await page.goto('/sign-in', { waitUntil: 'networkidle' })
    const checks = page.waitForResponse(/form_checks/)
    await page.getByLabel('E-mail address').focus()
    await checks
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.locator('#error-summary:focus').waitFor()
    expect(posts).toEqual([])
    await page.locator('#error-summary a').first().click()
    expect(await page.locator('#email:focus').count()).toBe(1)
    await page.keyboard.type('dana.whitfield@eda.example.org')
    await expect.poll(() => page.locator('#email-error').count()).toBe(0)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('keeps what was typed before its checks arrive', async () => {
    const { page, problems } = await visits.open(null)
    await page.route(/form_checks/, async (route) => {
      await page.keyboard.type('ruth')
      await route.continue()
    })
    await page.goto('/sign-in', { waitUntil: 'networkidle' })
    const checks = page.waitForResponse(/form_checks/)
    await page.getByLabel('E-mail address').focus()
    await checks
    await page.keyboard.type('.lindqvist')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('ruth.lindqvist')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('sent before its checks arrive is checked by the server', async () => {
    const { page, problems } = await visits.open(null)
    await page.route(/form_checks/, (route) => route.abort())
    await page.goto('/sign-in', { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.locator('#error-summary:focus').waitFor()
    expect(await page.locator('#email-error').textContent()).toContain('Enter')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('without scripts is checked by the server and keeps what was typed', async () => {
    const { page, problems } = await visits.open(null, { javaScriptEnabled: false })
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill('nobody@example.org')
    await page.getByLabel('Password').fill('not the password of anybody')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    expect(await page.locator('#error-summary').textContent()).toContain('is not right')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('nobody@example.org')
    expect(problems).toEqual([])
    await page.context().close()
  })
})
