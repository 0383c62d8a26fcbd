import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import * as paths from '#app/paths.ts'

/** One way to use a page: by keys alone, or by the mouse without scripts. */
export interface Hand {
  page: Page
  follow(link: Locator): Promise<void>
  /** Replaces what a field holds. */
  type(field: Locator, text: string): Promise<void>
  /** Ticks a box or a radio button. */
  tick(box: Locator): Promise<void>
  choose(select: Locator, label: string): Promise<void>
  /** Sends a form. */
  press(button: Locator): Promise<void>
  /** Waits for a page by its heading; the cursor stands where a reader of this kind starts. */
  arrive(heading: string): Promise<void>
  /** Waits for the summary of a refused form. */
  beRefused(): Promise<void>
}

/** What the form asks of every award of this stream, section by section; the figures agree with one
 *  another. Words stand for each narrative of a section. */
const quarter: readonly (readonly [section: string, answers: readonly string[] | string])[] = [
  ['Recruitment and enrolment', ['74']],
  ['Completion', ['21', '3']],
  ['Placement', ['14', '1', '0', '3', '0']],
  ['Pay', ['18', '15', '23.10']],
  ['Six months after completion', ['0', '0', '0', '0', '0']],
  ['Retention and job quality', []],
  ['Program cost to participants', []],
  ['Narrative: five components', 'The autumn cohort began on time, with one instructor more.'],
  ['Narrative: period', 'Twenty-one people completed, and eighteen of them work.'],
]

/** A grantee's job: files the overdue report of an organization of one person, from the start page to
 *  the receipt. */
export async function fileReport(hand: Hand): Promise<void> {
  const { page } = hand
  await page.goto(paths.today())
  await hand.follow(page.getByRole('link', { name: /Prairie Line/ }).first())
  await page.waitForURL(/\/reports\//)
  await hand.follow(link(page, 'Recruitment and enrolment'))
  for (const [section, answers] of quarter) {
    await hand.arrive(section)
    const fields = requiredFields(page)
    const values = typeof answers === 'string' ? (await fields.all()).map(() => answers) : answers
    expect(await fields.count(), section).toBe(values.length)
    for (const [position, value] of values.entries()) {
      await hand.type(fields.nth(position), value)
    }
    const isLast = section === 'Narrative: period'
    await hand.press(button(page, isLast ? 'Save and go back to the list' : 'Save and continue'))
  }
  await page.waitForURL((url) => !url.pathname.includes('/sections/'))
  await hand.follow(page.getByRole('link', { name: 'Check your answers and hand over' }))
  await hand.arrive('Check your answers')
  for (const line of await page.locator('main').getByRole('textbox').all()) {
    await hand.type(line, 'A small first quarter, with one cohort.')
  }
  await hand.press(button(page, 'Save and go on to hand over'))
  await hand.arrive('Hand over for certification')
  await hand.press(button(page, 'Hand over for certification'))
  await page.getByText('Handed over for certification', { exact: true }).first().waitFor()
  await hand.follow(link(page, 'Sign and submit'))
  await hand.arrive('Sign and submit')
  await hand.type(page.getByLabel('Your full name'), 'Ingrid Solberg')
  await hand.type(page.getByLabel('Your title'), 'Director')
  await hand.press(button(page, 'Sign and submit'))
  await hand.beRefused()
  expect(await page.getByLabel('Your full name').inputValue()).toBe('Ingrid Solberg')
  for (const box of await page.getByRole('checkbox').all()) await hand.tick(box)
  await hand.press(button(page, 'Sign and submit'))
  await hand.arrive('Receipt')
  const receipt = await page.locator('main').innerText()
  expect(receipt).toContain('alone in the organization')
  expect(receipt).toContain('What happens next')
}

/** An officer's job: picks a report up and returns one section, once the form has what it needs. */
export async function returnReport(hand: Hand): Promise<void> {
  const { page } = hand
  await page.goto(paths.today())
  const waiting = page.locator('.task').filter({ hasText: 'Pick up the report' })
  await hand.follow(waiting.getByRole('link', { name: /Gulf of Maine/ }).first())
  await page.waitForURL(/\/reports\//)
  await hand.press(button(page, 'Pick up for review'))
  await page.getByText('Picked up for review').first().waitFor()
  await hand.follow(link(page, 'Return sections'))
  await hand.arrive('Return sections')
  await hand.press(button(page, 'Return the ticked sections'))
  await hand.beRefused()
  const section = page.locator('.choose').first()
  await hand.tick(section.getByRole('checkbox'))
  await hand.choose(section.getByLabel('Reason'), 'An answer is incomplete')
  await hand.type(section.getByLabel('What to fix'), 'Say how many of them are new this quarter.')
  await hand.press(button(page, 'Return the ticked sections'))
  await page.getByText('Sections returned').waitFor()
}

/** An officer's job: accepts the report under review. */
export async function acceptReport(hand: Hand): Promise<void> {
  const { page } = hand
  await page.goto(paths.today())
  await hand.follow(page.getByRole('link', { name: /Clean Energy Trades/ }).first())
  await page.waitForURL(/\/reports\//)
  await hand.follow(link(page, 'Accept'))
  await hand.arrive('Accept the report')
  await hand.type(page.getByLabel('A note to the grantee'), 'Thank you, a clear quarter.')
  await hand.press(button(page, 'Accept the report'))
  await hand.beRefused()
  await hand.type(
    page.getByLabel('Why you accept with the checklist not complete'),
    'Nothing jumped against the last quarter, and there are no files.',
  )
  await hand.press(button(page, 'Accept the report'))
  await page.getByText('Its figures count in the award’s actuals').waitFor()
}

/** An evaluator's job: moves a forecast, seeing first what moves with it, then submits the evidence. */
export async function updateMilestone(hand: Hand): Promise<void> {
  const { page } = hand
  const milestone = 'Technical working group design meeting held'
  const yesterday = new Date(Date.now() - 86_400_000)
  const nextYear = yesterday.getUTCFullYear() + 1
  await page.goto(paths.today())
  await hand.follow(page.getByRole('link', { name: new RegExp(milestone) }).first())
  await hand.arrive(milestone)
  await hand.follow(link(page, 'Move the forecast'))
  await hand.arrive('Move the forecast')
  await hand.type(page.getByLabel('Month'), '2')
  await hand.type(page.getByLabel('Day'), '30')
  await hand.type(page.getByLabel('Year'), String(nextYear))
  await hand.press(button(page, 'Show what moves'))
  await hand.beRefused()
  await hand.type(page.getByLabel('Day'), '26')
  await hand.type(page.getByLabel('Reason for the move'), 'Two members can only meet in February.')
  await hand.press(button(page, 'Show what moves'))
  await hand.arrive('Check what moves')
  await hand.press(page.getByRole('button', { name: /^Move TWG1/ }))
  await page.getByText('The forecast is moved, and with it everything downstream.').waitFor()
  await hand.follow(link(page, 'Submit evidence'))
  await hand.arrive('Submit evidence')
  await hand.type(
    page.getByLabel('What was done and where it can be read'),
    'Minutes of the meeting, version 2, in the project folder.',
  )
  await hand.type(page.getByLabel('Month'), String(yesterday.getUTCMonth() + 1))
  await hand.type(page.getByLabel('Day'), String(yesterday.getUTCDate()))
  await hand.type(page.getByLabel('Year'), String(yesterday.getUTCFullYear()))
  await hand.press(button(page, 'Submit evidence'))
  await page.getByText('The evidence is submitted.').waitFor()
}

/** Anyone of an agency: narrows the awards and takes exactly those away. */
export async function takeAwards(hand: Hand): Promise<void> {
  const { page } = hand
  await page.goto(paths.awards())
  await hand.type(page.getByRole('searchbox', { name: 'Search, or filter in words' }), 'sample-')
  await hand.choose(page.getByRole('combobox', { name: 'Stream' }), 'Good Jobs Challenge')
  await hand.tick(page.getByRole('checkbox', { name: 'Only my caseload' }))
  await hand.press(button(page, 'Apply'))
  await page.waitForURL((url) => url.searchParams.get('mine') !== null)
  const shown = await page.locator('#awards tbody').getByRole('rowheader').allInnerTexts()
  expect(shown.length).toBeGreaterThan(0)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    hand.follow(link(page, 'Export as CSV')),
  ])
  const rows = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  expect(rows.map((row) => row.split(',')[0])).toEqual(shown.map((words) => words.split(/\s/)[0]))
}

/** The fields of a section that must be answered: those whose own label does not say "(optional)". */
function requiredFields(page: Page): Locator {
  return page.locator(
    [
      'tbody tr:not(:has([id^="label-"] .usa-hint)) input.cell-field',
      '.usa-form-group:not(:has(> .usa-label .usa-hint)) > textarea',
    ].join(', '),
  )
}

function link(page: Page, name: string): Locator {
  return page.getByRole('link', { name, exact: true })
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}
