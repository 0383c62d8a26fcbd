import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { Visits } from '#tests/setup/browser.ts'
import { launchChromium } from '#tests/setup/chromium.ts'

let browser: Browser
let visits: Visits

beforeAll(async () => {
  browser = await launchChromium()
  visits = new Visits(browser, inject('origin'))
})

afterAll(async () => browser.close())

const password = 'seven quiet herons wade'
const letters = inject('letters')

/** The link of the newest letter to an address, once one for this purpose is there. */
async function linkTo(address: string, purpose: 'invitations' | 'reset-password') {
  await expect.poll(() => findLink(address), { timeout: 20_000 }).toContain(purpose)
  return findLink(address) ?? ''
}

function findLink(address: string): string | null {
  if (!existsSync(letters)) return null
  const texts = readdirSync(letters)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(path.join(letters, name), 'utf8').replaceAll('=\r\n', ''))
  const links = texts
    .filter((one) => one.includes(`To: ${address}`))
    .flatMap((one) => /https?:\/\/\S+\/(?:invitations|reset-password)\/\S+/.exec(one) ?? [])
  return links.at(-1) ?? null
}

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s', (how, javaScriptEnabled) => {
  const visit = async (as: Parameters<Visits['open']>[0]) => visits.open(as, { javaScriptEnabled })
  const shows = async (page: Page, title: string) =>
    expect.poll(() => page.locator('h1').textContent()).toBe(title)

  test('a certifier invites a colleague, who joins, forgets the password and sets another', async () => {
    const email = `colleague.${how.replace(' ', '.')}@bluemesa.example.org`
    const { page, problems } = await visit('joan.keller@bluemesa.example.org')
    await page.goto('/people')
    await page.getByRole('link', { name: 'Invite a person' }).click()
    await shows(page, 'Invite a person')
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByText('Choose a role.').first().waitFor()
    await page.getByLabel('E-mail address').fill(email)
    await page.getByText('Preparer', { exact: true }).click()
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByText(`An invitation is on its way to ${email}`).waitFor()
    expect(problems).toEqual([])

    const newcomer = await visit(null)
    await newcomer.page.goto(await linkTo(email, 'invitations'))
    await shows(newcomer.page, 'Join Blue Mesa Workforce Alliance')
    await newcomer.page.getByLabel('Your name').fill('Nia Colby')
    await newcomer.page.getByLabel('New password', { exact: true }).fill('too short')
    await newcomer.page.getByLabel('New password, again').fill('too short')
    await newcomer.page.getByRole('button', { name: 'Accept and sign in' }).click()
    await newcomer.page.getByText('at least 15 characters').nth(1).waitFor()
    expect(await newcomer.page.getByLabel('Your name').inputValue()).toBe('Nia Colby')
    await newcomer.page.getByLabel('New password', { exact: true }).fill(password)
    await newcomer.page.getByLabel('New password, again').fill(password)
    await newcomer.page.getByRole('button', { name: 'Accept and sign in' }).click()
    await shows(newcomer.page, 'Welcome, Nia Colby')
    expect(newcomer.problems).toEqual([])

    const forgetful = await visit(null)
    await forgetful.page.goto('/sign-in')
    await forgetful.page.getByRole('link', { name: 'Forgot your password?' }).click()
    await forgetful.page.getByLabel('E-mail address').fill(email)
    await forgetful.page.getByRole('button', { name: 'Send the link' }).click()
    await shows(forgetful.page, 'Look into your mail')
    await forgetful.page.goto(await linkTo(email, 'reset-password'))
    await forgetful.page.getByLabel('New password', { exact: true }).fill(`${password} again`)
    await forgetful.page.getByLabel('New password, again').fill(`${password} again`)
    await forgetful.page.getByRole('button', { name: 'Set the password' }).click()
    await forgetful.page.getByText('Your new password is set.').waitFor()
    await newcomer.page.goto('/today')
    await shows(newcomer.page, 'Sign in')
    expect(forgetful.problems).toEqual([])
  })
})

test('an administrator disables an account and enables it, and the history tells why', async () => {
  const { page, problems } = await visits.open('alex.romero@seti.example.org')
  await page.goto('/people?q=tom.okafor')
  await page.getByRole('link', { name: 'Tom Okafor' }).click()
  await page.getByRole('link', { name: 'Disable the account' }).click()
  await page.getByLabel('Reason').fill('On leave until spring')
  await page.getByRole('button', { name: 'Disable the account' }).click()
  await page.getByText('signed out everywhere').waitFor()
  await page.getByRole('link', { name: 'Enable the account' }).click()
  await page.getByLabel('Reason').fill('Back')
  await page.getByRole('button', { name: 'Enable the account' }).click()
  await page.getByText('The account is enabled.').waitFor()
  await page.goto('/people/history')
  await page.getByText('On leave until spring').waitFor()
  expect(problems).toEqual([])
})
