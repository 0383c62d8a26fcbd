import type { Page } from 'playwright-core'
import * as paths from '#app/paths.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { type Scene, refused, seen, sendWith } from './scene.ts'

const draft = reportOf('SAMPLE-GJC-01')
const corrected = reportOf('SAMPLE-GJC-01', 1)
const accepted = reportOf('SAMPLE-GJC-01', 2)
const inReview = reportOf('SAMPLE-GJC-03')
const resubmitted = reportOf('SAMPLE-GJC-03', 1)
const overdue = reportOf('SAMPLE-GJC-02')
const nothing = reportOf('SAMPLE-GJC-02', 2)
const returned = reportOf('SAMPLE-NEG-01')
const submitted = reportOf('SAMPLE-BPIJG-01')
const reopened = reportOf('SAMPLE-BPIJG-01', 1)
const care = reportOf('SAMPLE-CSJQ-01')
const formula = reportOf('SAMPLE-WIOA-01')
const financial = formula.replace('-01-', '-01-FIN-')

/** Chooses a file with one figure and sends it. */
async function sendFigures(page: Page, figure: string): Promise<void> {
  const period = /“(Q\d \d{4})”/.exec(await page.locator('main').innerText())?.[1]
  const buffer = Buffer.from(`Code,${period}\nGJC_ENROLLED,${figure}\n`)
  await page
    .getByLabel('File with your figures')
    .setInputFiles({ name: 'figures.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Read the file' }).click()
}

/** Reports, from the list to the sealed version. */
export const reportScenes: readonly Scene[] = [
  ...seen('luis', paths.reports(), paths.report(draft), paths.report(corrected)),
  ...seen('luis', ...[1, 4, 8].map((order) => paths.reportSection(draft, order))),
  ...seen('luis', paths.reportSection(accepted, 1), paths.reportCheck(draft)),
  ...seen('luis', paths.reportHandover(draft), paths.reportHistory(corrected)),
  ...seen('luis', paths.reportReceipt(accepted, 1), paths.reportVersion(accepted, 1)),
  ...seen('omar', paths.report(returned), paths.reportSection(returned, 2)),
  ...seen('omar', paths.reportSection(returned, 1), paths.reportCheck(returned)),
  ...seen('omar', paths.reportHandover(returned)),
  ...seen('ingrid', paths.reports(), paths.report(overdue), paths.reportNothing(overdue)),
  ...seen('ingrid', paths.reportCertification(overdue), paths.report(nothing)),
  ...seen('ingrid', paths.reportReceipt(nothing, 1)),
  ...seen('joan', paths.report(corrected), paths.reportCertification(corrected)),
  ...seen('joan', paths.reportDecline(corrected), paths.reportWithdrawal(resubmitted)),
  ...seen('mei', paths.report(draft)),
  ...seen('carla', paths.report(care), paths.reportSection(care, 3), paths.reportKnown(care, 3)),
  ...seen('carla', paths.reportKnown(care, 1), paths.report(financial)),
  ...seen('elena', paths.report(financial), paths.reportVersion(financial, 1)),
  ...seen('elena', paths.report(formula)),
  {
    as: 'carla',
    at: paths.reportKnown(care, 3),
    state: 'without a choice',
    act: async (page) => {
      for (const group of await page.locator('main fieldset').all()) {
        await group.locator('label').first().click()
      }
      await page.getByRole('button', { name: 'Take over what is chosen' }).click()
      await page.waitForFunction(() => document.activeElement?.id === 'error-summary')
    },
  },
  {
    as: 'carla',
    at: paths.reportSection(care, 1),
    state: 'with a jump that is explained',
    act: async (page, { examine }) => {
      await page.locator('#H1B_PARTICIPANTS').fill('400')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('Something stands out').waitFor()
      await examine(page)
      await page.getByRole('link', { name: 'say why in one line' }).click()
      await page.getByRole('heading', { name: 'What stands out' }).waitFor()
      await examine(page)
      await page.getByLabel('over three times the highest').fill('A second county joined.')
      await page.getByRole('button', { name: 'Save these lines' }).click()
      await page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>('input[value="A second county joined."]'),
      )
    },
  },
  ...seen('dana', paths.reportsBulk({ action: 'remind' })),
  {
    as: 'dana',
    at: paths.reports({ show: 'all' }),
    state: 'then several reports at once',
    act: async (page, { examine }) => {
      for (const box of await page.getByRole('checkbox').all()) await box.press('Space')
      await page.getByRole('button', { name: 'Remind the grantee' }).click()
      await page.getByRole('button', { name: /^Remind the grantee: / }).waitFor()
      await examine(page)
      await page.getByRole('button', { name: /^Remind the grantee: / }).click()
      await page.getByText(/^Done: /).waitFor()
    },
  },
  ...seen('dana', paths.reports(), paths.report(corrected), paths.reportHistory(corrected)),
  ...seen('dana', paths.report(nothing), paths.report(accepted)),
  ...seen('helen', paths.reportClocks(), paths.reportClocks({ period: 'all', stream: 'GJC' })),
  ...seen('dana', paths.reportClocks({ period: '1999' })),
  ...seen('nadia', paths.report(submitted)),
  ...seen('marcus', paths.report(inReview), paths.reportReturn(inReview)),
  ...seen('marcus', paths.reportAcceptance(inReview), paths.report(resubmitted)),
  ...seen('marcus', paths.reportSecondLook(inReview), paths.report(corrected)),
  ...seen('marcus', paths.reportOpinion(corrected)),
  refused('marcus', paths.reportSecondLook(inReview)),
  {
    as: 'marcus',
    at: paths.reportSecondLook(inReview),
    state: 'asked, then the colleague’s opinion',
    act: async (page, { openAs, examine }) => {
      await page.getByLabel('Dana Whitfield').press('Space')
      await page.getByRole('button', { name: 'Ask for a second look' }).click()
      await page.getByText('Second look asked for').first().waitFor()
      const dana = await openAs('dana')
      await dana.goto(paths.reports())
      await dana.getByText('Colleagues ask you for a second look').waitFor()
      await examine(dana)
      await dana.goto(paths.reportOpinion(inReview))
      await dana.getByRole('button', { name: 'Give your opinion' }).waitFor()
      await examine(dana)
    },
  },
  ...seen('marcus', paths.reportChecklist(inReview), paths.reportChecklist(resubmitted)),
  ...seen('marcus', paths.reportThread(inReview, 'GJC_WAGE_REPORTED')),
  ...seen('luis', paths.report(inReview), paths.reportThread(inReview, 'N_CHALLENGES')),
  refused('luis', paths.reportThread(inReview, 'N_CHALLENGES')),
  ...seen('luis', paths.reportValue(draft, 'GJC_ENROLLED')),
  ...seen('marcus', paths.reportValue(resubmitted, 'N_CHALLENGES')),
  ...seen('naomi', paths.reportValue(accepted, 'GJC_COMPLETION_RATE')),
  ...seen('marcus', paths.reportCompare(resubmitted), paths.reportCompare(inReview)),
  ...seen('elena', paths.report(submitted), paths.report(returned), paths.report(reopened)),
  {
    as: 'elena',
    at: paths.report(submitted),
    state: 'with a button that says nothing',
    act: async (page) => {
      await sendWith(page, 'move', '')
      await page.waitForURL(/\/review$/)
    },
  },
  ...seen('elena', paths.reportReview(submitted)),
  ...seen('naomi', paths.reports(), paths.reports({ status: 'accepted' }), paths.report(accepted)),
  ...seen('priya', paths.reportReopening(accepted), paths.reportVersion(corrected, 1)),
  ...seen('luis', paths.reportPetition(draft, 'extension'), paths.reportPetition(draft, 'waiver')),
  ...seen('dana', paths.reportRecommendation(draft, 'extension')),
  ...seen(
    'dana',
    paths.reportPetition(draft, 'waiver'),
    paths.reportPetition(overdue, 'extension'),
  ),
  ...seen('priya', paths.reportDecision(draft, 'extension'), paths.reportLapse(overdue)),
  ...seen('elena', paths.reportPetition(reopened, 'extension')),
  ...seen('ingrid', paths.reportPetitionWithdrawal(overdue, 'waiver')),
  refused('dana', paths.reportRecommendation(draft, 'extension')),
  refused('joan', paths.reportCertification(corrected)),
  refused('joan', paths.reportDecline(corrected)),
  refused('joan', paths.reportWithdrawal(resubmitted)),
  refused('ingrid', paths.reportNothing(overdue)),
  refused('marcus', paths.reportReturn(inReview)),
  refused('marcus', paths.reportAcceptance(inReview)),
  refused('priya', paths.reportReopening(accepted)),
  {
    as: 'luis',
    at: paths.reportSection(draft, 1),
    state: 'with a figure that is none',
    act: async (page) => {
      await page.locator('input.cell-field').first().fill('many')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.locator('#error-summary').waitFor()
    },
  },
  {
    as: 'luis',
    at: paths.reportSection(draft, 9),
    state: 'with a colleague’s words beside one’s own',
    act: async (page, { openAs, examine }) => {
      const joan = await openAs('joan')
      await joan.goto(paths.reportSection(draft, 9))
      await page.getByLabel('Challenges', { exact: true }).fill('Two instructors left.')
      await page.getByText(/^Saved/).waitFor()
      await joan.getByLabel('Challenges', { exact: true }).fill('Child care in the evenings.')
      await joan.getByRole('button', { name: 'Save', exact: true }).click()
      await joan.getByText('Somebody else answered here while you wrote').waitFor()
      await examine(joan)
    },
  },
  {
    as: 'marcus',
    at: paths.reportAcceptance(inReview),
    state: 'overtaken',
    act: async (page) => {
      await sendWith(page, 'version', '1')
      await page.waitForFunction(() => document.title.startsWith('Somebody was faster'))
    },
  },

  ...seen('luis', paths.reportUpload(draft), paths.reportFiles(draft, 'N_SUCCESS')),
  // The agency reads the files of sealed versions, never a draft's.
  { as: 'dana', at: paths.reportFiles(accepted, 'N_SUCCESS'), status: 404 },
  refused('luis', paths.reportUpload(draft)),
  refused('luis', paths.reportFiles(draft, 'N_SUCCESS')),
  {
    as: 'luis',
    at: paths.reportUpload(draft),
    state: 'with cells to fix, then what the file changes',
    act: async (page, { examine }) => {
      await sendFigures(page, 'many')
      await page.locator('#error-summary').waitFor()
      await examine(page)
      await sendFigures(page, '77')
      await page.getByRole('button', { name: /^Save/ }).waitFor()
    },
  },
  {
    as: 'luis',
    at: paths.reportFiles(draft, 'N_CHALLENGES'),
    state: 'with a file, then its removal',
    act: async (page, { examine }) => {
      const letter = Buffer.from('Two instructors left in August.')
      await page
        .getByLabel('File', { exact: true })
        .setInputFiles({ name: 'A letter.txt', mimeType: 'text/plain', buffer: letter })
      await page.getByRole('button', { name: 'Add the file' }).click()
      await page.getByRole('link', { name: 'Remove A letter.txt' }).waitFor()
      await examine(page)
      await page.getByRole('link', { name: 'Remove A letter.txt' }).click()
      await page.getByRole('button', { name: 'Remove the file' }).waitFor()
    },
  },
]
