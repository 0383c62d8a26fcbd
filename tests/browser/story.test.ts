import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import type { CastEmail } from '#db/cast/people.ts'
import * as paths from '#app/paths.ts'
import { command, openStage } from '#tests/setup/stage.ts'

/** One quarterly report from its draft to the totals, as its people live it, each step on what the one
 *  before left. */
const stage = openStage()

const luis = 'luis.herrera@bluemesa.example.org'
const joan = 'joan.keller@bluemesa.example.org'
const dana = 'dana.whitfield@eda.example.org'
const amara = 'amara.diallo@northfield.example.org'
const award = 'SAMPLE-GJC-01'
const awardName = 'Southern Colorado Health Careers Compact'
const study = 'southern-colorado-health-careers-trial'

/** What the preparer answers, by the words on the screen. */
const sixMonths = {
  'in field with a partner employer': '14',
  'in field with another employer': '6',
  'still seeking': '2',
  'not seeking': '1',
  'could not be contacted': '3',
}
const components = [
  'Screening',
  'Occupational training to a recognized credential',
  'Career readiness',
  'Wraparound support',
]

/** What the report says once it is right: the figures of the cast's draft and of this walk. */
const figures = {
  'Participants enrolled': 203,
  'Training completers': 141,
  'Participants placed into jobs': 113,
}
type Figures = typeof figures

const declined = 'The employer section is empty of employers. Name at least one.'
const toFix = 'You report 139 completers, your narrative 141. Which is right?'

const seats = new Map<CastEmail, { page: Page; problems: string[] }>()
let reportNumber = ''
let before: Awaited<ReturnType<typeof readTotals>>

afterEach(() => {
  expect([...seats.values()].flatMap(({ problems }) => problems)).toEqual([])
})

describe('a quarterly report', () => {
  test('is found by its preparer under what needs them today', async () => {
    before = await readTotals()
    const page = await seatOf(luis)
    await page.goto(paths.today())
    await page
      .getByRole('link', { name: new RegExp(awardName) })
      .first()
      .click()
    await page.waitForURL(/\/reports\/SAMPLE-GJC-01-/)
    reportNumber = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect(await stateOf(page, 'Pay')).toBe('In progress')
    expect(await stateOf(page, 'Six months after completion')).toBe('Not started')
    expect(await stateOf(page, 'Check your answers and hand over')).toBe('Not yet')
  })

  test('is saved while the preparer types', async () => {
    const page = await seatOf(luis)
    await openTask(page, 'Pay')
    await answer(page, 'Median hourly earnings of placed participants', '22.10')
    await page.getByText(/^Saved \d{1,2}:\d\d [ap]\.m\.$/).waitFor()
    await page.reload()
    expect(await cell(page, 'Median hourly earnings of placed participants').inputValue()).toBe(
      '22.10',
    )
    await press(page, 'Save and continue')
    await heading(page, 'Six months after completion')
  })

  test('is answered section by section from its task list', async () => {
    const page = await seatOf(luis)
    for (const [status, count] of Object.entries(sixMonths)) {
      await answer(page, `Six months after completion: ${status}`, count)
    }
    await press(page, 'Save and continue')
    await heading(page, 'Retention and job quality')
    await page.goto(paths.report(reportNumber))
    await openTask(page, 'Narrative: five components')
    for (const component of components) {
      await page.getByLabel(component, { exact: true }).fill(`${component}: as last quarter.`)
    }
    await page.getByLabel('Employer ties', { exact: true }).fill('Many employers hired.')
    await press(page, 'Save and continue')
    await heading(page, 'Narrative: period')
    await page
      .getByLabel('Progress this period', { exact: true })
      .fill('Both autumn cohorts finished: 141 completed.')
    await page.getByLabel('Challenges', { exact: true }).fill('Child care in the evenings.')
    await press(page, 'Save and go back to the list')
    expect(await stateOf(page, 'Narrative: period')).toBe('Complete')
    expect(await stateOf(page, 'Check your answers and hand over')).toBe('Ready')
  })

  test('goes from the preparer to the certifying official', async () => {
    await handOver(await seatOf(luis))
  })

  test('comes back from the certifying official with a reason', async () => {
    const page = await seatOf(joan)
    await openFromToday(page)
    await page.getByRole('link', { name: 'Decline to certify' }).click()
    await page.getByLabel('What has to change before you can sign').fill(declined)
    await press(page, 'Decline and send back')
    await page.getByText('Declined to certify').first().waitFor()
    const preparer = await seatOf(luis)
    await preparer.goto(paths.report(reportNumber))
    await preparer.getByText(declined).waitFor()
  })

  test('is fixed by its preparer and handed over again', async () => {
    const page = await seatOf(luis)
    await openTask(page, 'Narrative: five components')
    await page
      .getByLabel('Employer ties', { exact: true })
      .fill('Arkansas Valley Clinics hired 31 completers, 22 of them full time.')
    await press(page, 'Save and continue')
    await page.goto(paths.report(reportNumber))
    await handOver(page)
  })

  test('is signed and submitted, and the receipt says what happens next', async () => {
    const page = await seatOf(joan)
    await certify(page)
    await heading(page, 'Receipt')
    const receipt = await page.locator('main').innerText()
    expect(receipt).toContain(`${reportNumber}, version 1`)
    expect(receipt).toMatch(/[A-Z][a-z]+ \d{1,2}, \d{4}, \d{1,2}:\d\d [ap]\.m\. Eastern/)
    expect(receipt).toMatch(/\b[0-9a-f]{64}\b/)
    expect(receipt).toContain('What happens next')
    expect(receipt).toContain('Dana Whitfield finds it in the review queue.')
    expect(await readTotals()).toEqual(before)
  })

  test('is picked up by the program officer, who sees figures, last period and target', async () => {
    const page = await seatOf(dana)
    await openFromToday(page)
    await press(page, 'Pick up for review')
    await page.getByText('Picked up for review').first().waitFor()
    const row = page.getByRole('row', { name: /^Training completers/ })
    expect(await shownIn(row)).toEqual(['139', '118', '960'])
  })

  test('comes back from the program officer with one section and words', async () => {
    const page = await seatOf(dana)
    await page.getByRole('link', { name: 'Return sections' }).click()
    const section = page
      .locator('.choose')
      .filter({ has: page.getByText('Completion', { exact: true }) })
    // The box itself is drawn by the style sheet beside its label.
    await section.locator('.usa-checkbox__label').click()
    await section.getByLabel('Reason').selectOption({ label: 'A figure disagrees with another' })
    await section.getByLabel('What to fix').fill(toFix)
    await press(page, 'Return the ticked sections')
    await page.getByText('Sections returned').waitFor()
    expect(await readTotals()).toEqual(before)
  })

  test('opens to its preparer in that section only', async () => {
    const page = await seatOf(luis)
    await openFromToday(page)
    await page.getByText(toFix).waitFor()
    const states = await Promise.all(
      ['Completion', 'Recruitment and enrolment', 'Placement', 'Pay', 'Narrative: period'].map(
        (section) => stateOf(page, section),
      ),
    )
    expect(states).toEqual(['Returned: fix', 'Sealed', 'Sealed', 'Sealed', 'Sealed'])
    await page.goto(paths.reportSection(reportNumber, 1))
    await page.getByText('This section was not returned.').waitFor()
    expect(await page.locator('main').getByRole('button').count()).toBe(0)
  })

  test('is fixed there, handed over and submitted again', async () => {
    const page = await seatOf(luis)
    await page.goto(paths.report(reportNumber))
    await openTask(page, 'Completion')
    await answer(page, 'Training completers', String(figures['Training completers']))
    await press(page, 'Save and go back to the list')
    expect(await stateOf(page, 'Completion')).toMatch(/^(?:Complete|Fixed)/)
    await handOver(page)
    const certifier = await seatOf(joan)
    await certify(certifier)
    await certifier.getByText(`${reportNumber}, version 2`).waitFor()
    expect(await readTotals()).toEqual(before)
  })

  test('is accepted, with what changed beside what it was', async () => {
    const page = await seatOf(dana)
    await openFromToday(page)
    const changed = page.locator('#differences').getByRole('row', { name: /^Training completers/ })
    expect(await shownIn(changed)).toEqual(['139', '141'])
    const row = page.getByRole('row', { name: /^Training completers 141/ })
    expect((await shownIn(row)).join(' ')).toMatch(/141\s+Changed was 139/)
    await press(page, 'Pick up for review')
    await page.getByText('Picked up for review').first().waitFor()
    await page.goto(paths.reportChecklist(reportNumber))
    await heading(page, 'Checklist')
    for (const box of await page.locator('.usa-checkbox__label').all()) await box.click()
    await press(page, 'Save the ticks')
    await page.getByText('Checklist saved').waitFor()
    await page.getByRole('link', { name: 'Accept', exact: true }).click()
    await press(page, 'Accept the report')
    await page.getByText('Its figures count in the award’s actuals').waitFor()
  })

  test('changes the award’s actuals, the stream’s totals and the study’s site by its figures alone', async () => {
    const after = await readTotals()
    for (const place of ['award', 'stream', 'study'] as const) {
      for (const name of Object.keys(figures) as (keyof Figures)[]) {
        expect(after[place][name] - before[place][name], `${name} of the ${place}`).toBe(
          figures[name],
        )
      }
    }
    expect(after.sources).toEqual(before.sources)
    const evaluator = await seatOf(amara)
    await evaluator.goto(paths.study(study))
    const wage = evaluator.getByRole('row', { name: /^Median hourly earnings/ })
    expect(await wage.innerText()).toContain('$22.10')
  })

  test('tells its whole way in the award’s history', async () => {
    const page = await seatOf(dana)
    await page.goto(paths.awardHistory(award))
    const told: (string | undefined)[] = []
    let words = ''
    for (;;) {
      words += await page.locator('main').innerText()
      const lines = page.locator('.history__what').filter({ hasText: reportNumber })
      told.push(
        ...(await lines.evaluateAll((all) =>
          all.map((line) => line.textContent?.split(':')[0]?.trim()),
        )),
      )
      const older = page.getByRole('link', { name: 'Older' })
      if ((await older.count()) === 0) break
      await page.goto((await older.getAttribute('href')) ?? '')
    }
    // What else happened to the report depends on the day of the quarter the cast is played on.
    const moves = told.filter((line) => line && !/^Reminded|extension/.test(line))
    expect(moves.toReversed()).toEqual([
      'Opened the report for its period',
      'Started the report',
      'Handed the report over for certification',
      'Declined to certify',
      'Handed the report over for certification',
      'Signed and submitted',
      'Picked the report up for review',
      'Returned sections',
      'Handed the report over for certification',
      'Signed and submitted',
      'Picked the report up for review',
      'Went through the checklist',
      'Accepted the report',
    ])
    expect(words).toContain(toFix)
    expect(words).not.toContain(declined)
    const own = await seatOf(luis)
    await own.goto(paths.awardHistory(award))
    expect(await own.locator('main').innerText()).toContain(declined)
  })

  test('leaves a record whose every hash can be made again', async () => {
    const { code, output } = await command('audit_verify', stage.server.dataDir)
    expect(output).toMatch(/^Whole: \d+ events in \d+ chains/)
    expect(code).toBe(0)
  })
})

/** The page of somebody of the cast, the same each time. */
async function seatOf(email: CastEmail): Promise<Page> {
  const seat = seats.get(email) ?? (await stage.visits.open(email))
  seats.set(email, seat)
  return seat.page
}

async function openFromToday(page: Page): Promise<void> {
  await page.goto(paths.today())
  await page
    .locator(`a[href="${paths.report(reportNumber)}"]`)
    .first()
    .click()
  await page.waitForURL((url) => url.pathname === paths.report(reportNumber))
}

async function openTask(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title, exact: true }).click()
  await heading(page, title)
}

/** The cells of a row as they are seen, without the words for who hears the page. */
async function shownIn(row: Locator): Promise<string[]> {
  const texts = await row.getByRole('cell').allInnerTexts()
  return texts.map((text) => text.replace(/\s*: how it came about\s*/, ' ').trim())
}

async function stateOf(page: Page, task: string): Promise<string> {
  const row = page.locator('.task').filter({ has: page.getByText(task, { exact: true }) })
  return row.locator('.tag').innerText()
}

async function handOver(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Check your answers and hand over' }).click()
  await heading(page, 'Check your answers')
  await page.getByRole('link', { name: 'Hand over for certification' }).click()
  await heading(page, 'Hand over for certification')
  await press(page, 'Hand over for certification')
  await page.getByText('Joan Keller finds it on their start page').waitFor()
}

async function certify(page: Page): Promise<void> {
  await openFromToday(page)
  await page.getByRole('link', { name: 'Sign and submit' }).click()
  await heading(page, 'Sign and submit')
  for (const box of await page.locator('.usa-checkbox__label').all()) await box.click()
  await page.getByLabel('Your full name').fill('Joan Keller')
  await page.getByLabel('Your title').fill('Executive Director')
  await press(page, 'Sign and submit')
  await heading(page, 'Receipt')
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

function cell(page: Page, name: string): Locator {
  return page
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('textbox')
    .first()
}

async function answer(page: Page, name: string, value: string): Promise<void> {
  await cell(page, name).fill(value)
}

/** The accepted figures where they count: on the award, in the stream's lines and at the study's site. */
async function readTotals() {
  const officer = await seatOf(dana)
  await officer.goto(paths.award(award))
  const ofAward = await readFigures(officer.locator('#targets'), 1)
  await officer.goto(paths.stream('GJC'))
  const ofStream = await readFigures(officer.locator('#figures-sample'), 0)
  const sources = await officer.locator('#figures').getByText('None: no real award').count()
  const evaluator = await seatOf(amara)
  await evaluator.goto(paths.study(study))
  const ofSite = await readFigures(evaluator.locator(`#figures-${award}`), 1)
  return { award: ofAward, stream: ofStream, study: ofSite, sources }
}

async function readFigures(table: Locator, column: number): Promise<Figures> {
  const read = async (name: keyof Figures) => {
    const row = table.getByRole('row', { name: new RegExp(`^${name}`) })
    return Number((await row.getByRole('cell').nth(column).innerText()).replaceAll(',', ''))
  }
  return {
    'Participants enrolled': await read('Participants enrolled'),
    'Training completers': await read('Training completers'),
    'Participants placed into jobs': await read('Participants placed into jobs'),
  }
}
