import { matchRoutes } from '@remix-run/router'
import { demoAccounts } from '#db/cast/people.ts'
import * as paths from '#app/paths.ts'
import routes from '#app/routes.ts'
import { type Scene, refused, seen } from './scene.ts'
import { sheetScenes } from './scenes_sheets.ts'
import { countScenes } from './scenes_counts.ts'
import { studyScenes } from './scenes_studies.ts'
import { evidenceScenes } from './scenes_evidence.ts'
import { placeScenes } from './scenes_places.ts'
import { fundsScenes } from './scenes_funds.ts'
import { ownScenes } from './scenes_own.ts'
import { reportScenes } from './scenes_reports.ts'

const trial = 'southern-colorado-health-careers-trial'
const compact = 'SAMPLE-GJC-01'
const realAward = 'ED22HDQ3070099'
const nursing = 'nurse-educator-pathway-formative-study'

export const scenes: readonly Scene[] = [
  ...seen('-', paths.signIn(), paths.signIn({ notice: 'signed-out' }), paths.forgotPassword()),
  ...seen('-', paths.about(), '{invitation}', '{reset}'),
  refused('-', paths.signIn()),
  refused('-', paths.forgotPassword()),
  refused('-', '{invitation}'),
  refused('-', '{reset}'),
  { as: '-', at: paths.invitation('used-up'), status: 404 },
  { as: '-', at: paths.resetPassword('used-up'), status: 404 },
  { as: '-', at: '/nowhere', status: 404 },
  ...demoAccounts.map(({ email }) => ({ as: email, at: paths.today() })),
  ...seen('omar', paths.today(), paths.organization(), paths.reports(), paths.account()),
  ...seen('elena', paths.today(), paths.reports(), paths.welcome(), paths.signOut()),
  ...seen('mei', '{ownInvitation}'),
  ...seen('dana', paths.inbox(), paths.inbox({ show: 'all' }), paths.accountNotices()),
  ...seen('luis', paths.inbox(), paths.accountNotices(), paths.accountCalendar()),
  ...seen('elena', paths.accountAway()),
  ...seen('nadia', paths.today(), paths.reports({ show: 'all' }), paths.accountAway()),
  ...seen('naomi', paths.accountAway()),
  refused('dana', paths.accountAway()),
  ...seen('samuel', paths.inbox()),
  {
    as: 'dana',
    at: paths.accountCalendar(),
    state: 'with its address',
    act: async (page) => {
      await page.getByRole('button', { name: 'Make a calendar' }).click()
      await page.locator('.secret-address').waitFor()
    },
  },
  refused('omar', paths.account()),

  ...seen('dana', paths.search({ q: 'helth colorado' }), paths.search({ q: 'xyzzy' })),
  ...seen('dana', paths.awards(), paths.awards({ q: 'no such award', sector: 'healthcare' })),
  ...seen('dana', paths.award('SAMPLE-GJC-01'), paths.awardHistory('SAMPLE-GJC-01')),
  ...seen('dana', paths.awardViews({ list: 'sector=healthcare' })),
  {
    as: 'dana',
    at: paths.awardViews(),
    state: 'then one to be removed',
    act: async (page) => {
      await page.getByRole('link', { name: 'Remove' }).first().click()
      await page.waitForURL(/\/removal$/)
    },
  },
  {
    as: 'dana',
    at: paths.awardViews(),
    state: 'then one by mail',
    act: async (page) => {
      await page.getByRole('link', { name: 'By mail' }).first().click()
      await page.waitForURL(/\/mail$/)
    },
  },
  refused('dana', paths.awardViews({ list: 'sector=healthcare' })),
  ...seen('priya', paths.caseloads(), paths.caseload('nobody'), paths.handOverPack('nobody')),
  ...seen('priya', paths.handOver('nobody', { award: realAward })),
  refused('priya', paths.handOver('nobody', { award: realAward })),
  ...seen('dana', paths.caseloads()),
  ...seen('luis', paths.awards(), paths.award('SAMPLE-GJC-01')),
  ...seen('amara', paths.award('SAMPLE-GJC-01')),
  {
    as: 'dana',
    at: paths.awards({ origin: 'sources' }),
    state: 'then a real award',
    act: async (page) => {
      await page.locator('#awards tbody th a').first().click()
      await page.waitForURL(/\/awards\/[^?]+$/)
    },
  },
  ...seen('priya', paths.awardAssignment('SAMPLE-GJC-01')),
  refused('priya', paths.awardAssignment('SAMPLE-GJC-01')),
  ...seen('priya', paths.awardSchedule('SAMPLE-GJC-01')),
  ...seen('luis', paths.awardSchedule('SAMPLE-GJC-01')),
  ...seen('priya', paths.award('SAMPLE-GJC-02'), paths.awardHold('SAMPLE-GJC-02')),
  ...seen('naomi', paths.awardBundle('SAMPLE-GJC-01')),
  ...seen('elena', paths.awardBundle('SAMPLE-GJC-01')),
  // The file itself comes in the place of a page; what refuses it is one.
  { as: 'naomi', at: paths.awardBundleZip('no-such-award'), status: 404 },
  refused('priya', paths.awardHold('SAMPLE-GJC-01')),
  ...seen('dana', paths.risk(compact), paths.awards({ risk: 'high', columns: ['name', 'risk'] })),
  refused('dana', paths.riskRating(compact)),
  refused('dana', paths.awardModel(compact)),
  ...seen('dana', paths.oversight(compact), paths.newVisit(compact), paths.visit(compact, 2)),
  ...seen('luis', paths.visit(compact, 1)),
  refused('dana', paths.visitLetter(compact, 2)),
  refused('joan', paths.correction(compact, 2)),
  refused('luis', paths.correctionFile(compact, 2)),
  refused('dana', paths.findingFile(compact, 2, 4)),
  {
    as: 'dana',
    at: paths.visit(compact, 2),
    state: 'then a file taken back',
    act: async (page) => {
      await page.getByRole('link', { name: 'Take back placements.txt' }).click()
      await page.getByRole('button', { name: 'Take the file back' }).click()
      await page.locator('#error-summary').waitFor()
    },
  },
  ...seen('dana', paths.oneAssistance(compact, 1)),
  refused('luis', paths.assistance(compact)),
  refused('dana', paths.oneAssistance('SAMPLE-GJC-02', 1)),
  refused('ingrid', paths.assistanceWithdrawal('SAMPLE-GJC-02', 1)),
  ...seen('priya', paths.awardStatus('SAMPLE-GJC-04'), paths.awardMove(compact, 'terminate')),
  refused('priya', paths.awardMove(compact, 'suspend')),
  ...seen('walt', paths.closeout('SAMPLE-GJC-04')),
  refused('marcus', paths.closeoutItem('SAMPLE-GJC-04', 'refund')),
  ...seen('priya', paths.modifications(compact), paths.modification(compact, 2)),
  ...seen('dana', paths.modification('SAMPLE-GJC-02', 1), paths.newModification(compact)),
  ...seen('luis', paths.modifications('SAMPLE-GJC-03'), paths.modification('SAMPLE-GJC-03', 1)),
  ...seen('luis', paths.modificationEdit('SAMPLE-GJC-03', 1), paths.newModification(compact)),
  ...seen('joan', paths.newModification(compact, 'budget'), paths.modification(compact, 1)),
  ...seen('joan', paths.modificationRequest('SAMPLE-GJC-03', 1)),
  ...seen('joan', paths.modificationWithdrawal(compact, 2)),
  ...seen('tom', paths.modificationDecision('SAMPLE-BPIJG-01', 1)),
  refused('joan', paths.newModification(compact, 'no_cost_extension')),
  refused('dana', paths.modificationRecommendation('SAMPLE-GJC-02', 1)),
  refused('amara', paths.modificationComment(compact, 2)),
  ...seen('priya', paths.awardFinancials('SAMPLE-GJC-02')),
  refused('priya', paths.awardFinancials('SAMPLE-GJC-02')),
  ...seen('elena', paths.award('SAMPLE-WIOA-01')),
  ...seen('luis', paths.granteeBurden('blue-mesa-workforce-alliance')),
  ...seen('dana', paths.streams(), ...['GJC', 'SSEEP', 'WIOA', 'SECTOR'].map(paths.stream)),
  ...seen('victor', paths.stream('GJC'), paths.sector('healthcare')),
  ...seen('dana', paths.sectors(), paths.sector('healthcare')),
  ...seen('dana', paths.grantees(), paths.grantees({ q: 'nobody of that name' })),
  ...seen('dana', paths.grantee('blue-mesa-workforce-alliance')),
  ...seen('dana', paths.indicator('GJC_PLACEMENT_RATE'), paths.indicators()),
  ...seen('carla', paths.indicators({ stream: 'WIOA', flag: 'same' })),

  ...seen('ruth', paths.studies(), paths.study(trial), paths.study('sseep-evaluation')),
  ...seen('luis', paths.studies(), paths.study(trial)),
  ...seen('amara', paths.study(nursing), paths.studyHistory(trial)),
  ...seen('amara', ...['AWD', 'DFIN', 'SITE', 'SSAB'].map((code) => paths.milestone(trial, code))),
  ...seen('amara', paths.milestone(nursing, 'TWG1'), paths.milestoneEvidence(nursing, 'TWG1')),
  ...seen('amara', paths.milestoneStart(trial, 'IRBS'), paths.milestoneForecast(trial, 'SITE')),
  ...seen('ruth', paths.milestone(trial, 'DFIN'), paths.milestoneDecision(trial, 'DFIN')),
  ...seen('amara', paths.gate(trial, 'evaluability', 'exit'), paths.gate(trial, 'rct', 'entry')),
  ...seen('ruth', paths.gate(trial, 'evaluability', 'entry'), paths.gate(trial, 'rct', 'entry')),
  ...seen('ruth', paths.gateProposal(nursing, 'formative', 'exit')),
  ...seen('helen', paths.gate(trial, 'evaluability', 'exit')),
  ...seen('helen', paths.gateDecision(trial, 'evaluability', 'exit')),
  refused('amara', paths.milestoneEvidence(nursing, 'TWG1')),
  refused('amara', paths.milestoneForecast(trial, 'SITE')),
  refused('ruth', paths.milestoneDecision(trial, 'DFIN')),
  refused('ruth', paths.gateProposal(nursing, 'formative', 'exit')),
  refused('helen', paths.gateDecision(trial, 'evaluability', 'exit')),
  {
    as: 'amara',
    at: paths.milestoneForecast(trial, 'SSAB'),
    state: 'with what moves',
    act: async (page) => {
      await page.getByLabel('Month').fill('3')
      await page.getByLabel('Day').fill('15')
      await page.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 1))
      await page.getByLabel('Reason for the move').fill('The office asks for a second round.')
      await page.getByRole('button', { name: 'Show what moves' }).click()
      await page.getByRole('heading', { name: 'Check what moves' }).waitFor()
    },
  },

  ...studyScenes,
  ...countScenes,
  ...ownScenes,
  ...reportScenes,
  ...placeScenes,
  ...sheetScenes,
  ...evidenceScenes,
  ...fundsScenes,

  ...seen('alex', paths.people(), paths.people({ q: 'nobody' }), paths.accountHistory()),
  ...seen('alex', paths.newInvitation(), `${paths.newInvitation()}?organization={organizationId}`),
  ...seen('alex', '/people/invitations/{invitationId}/withdrawal'),
  refused('alex', `${paths.newInvitation()}?organization={organizationId}`),
  ...seen('naomi', paths.people(), paths.accountHistory()),
  ...seen('joan', paths.people(), paths.newInvitation()),
  ...seen('amara', paths.people()),
  {
    as: 'alex',
    at: paths.people({ q: 'Mei' }),
    state: 'then a person, the role, the end and the account',
    act: async (page, { examine }) => {
      await page
        .locator('main tbody a[href^="/people/"]:not([href*="invitations"])')
        .first()
        .click()
      await page.waitForURL(/\/people\/\d+$/)
      const person = new URL(page.url()).pathname
      await examine(page)
      for (const part of ['role', 'end', 'account']) {
        await page.goto(`${person}/${part}`)
        await examine(page)
      }
    },
  },
  {
    as: 'priya',
    at: paths.accountAway(),
    state: 'then an officer’s',
    act: async (page) => {
      await page.locator('#answered-for a').first().click()
      await page.getByRole('button', { name: 'Mark as away' }).waitFor()
    },
  },
  {
    as: 'alex',
    at: paths.people({ q: 'Dana' }),
    state: 'then the supervisor',
    act: async (page) => {
      await page
        .locator('main tbody a[href^="/people/"]:not([href*="invitations"])')
        .first()
        .click()
      await page.waitForURL(/\/people\/\d+$/)
      await page.goto(`${new URL(page.url()).pathname}/supervisor`)
      await page.getByRole('button', { name: 'Name the supervisor' }).waitFor()
    },
  },

  { as: 'luis', at: paths.people(), status: 403 },
  { as: 'dana', at: paths.report('no-such-report'), status: 404 },
]

const tree = routes.map(({ path, index, file }) =>
  index ? { id: file, index: true as const } : { id: file, path: path ?? '' },
)

/** Pages that a scene comes to by a click. */
const reachedByActing = [
  'routes/awards/view_mail.tsx',
  'routes/oversight/file_withdrawal.tsx',
  'routes/awards/view_removal.tsx',
  'routes/studies/agreement_end.tsx',
  'routes/practice/award_note.tsx',
  'routes/overlap/overlap.tsx',
  ...['upload_preview', 'file_removal'].map((name) => `routes/reports/${name}.tsx`),
  ...['membership', 'role', 'end', 'account', 'supervisor', 'away'].map(
    (name) => `routes/people/${name}.tsx`,
  ),
]

/** Addresses that answer with a redirect, a file or a word. */
const notPages = new Set([
  'routes/home.ts',
  'routes/health/livez.ts',
  'routes/health/readyz.ts',
  'routes/awards/csv.ts',
  'routes/awards/xlsx.ts',
  'routes/awards/compare_csv.ts',
  'routes/imports/template.ts',
  'routes/studies/count_template.ts',
  'routes/studies/agreement_document.ts',
  'routes/oversight/visit_file.ts',
  'routes/imports/rows_csv.ts',
  'routes/portfolio/coverage_csv.ts',
  'routes/portfolio/stream_trend_csv.ts',
  'routes/portfolio/sector_trend_csv.ts',
  'routes/evidence/findings_csv.ts',
  'routes/evidence/framework_csv.ts',
  'routes/evidence/prices_csv.ts',
  'routes/evidence/study_csv.ts',
  'routes/evidence/money_csv.ts',
  'routes/evidence/replication_csv.ts',
  'routes/evidence/solicitation_csv.ts',
  'routes/money/money_csv.ts',
  'routes/decisions/sealed.ts',
  'routes/evidence/synthesis_csv.ts',
  'routes/calendar/feed.ts',
  'routes/deliverables/draft.ts',
  'routes/reviews/file.ts',
  'routes/inbox/notice.ts',
  ...['template_csv', 'template_xlsx', 'upload_errors', 'file', 'draft_pdf', 'version_pdf'].map(
    (name) => `routes/reports/${name}.ts`,
  ),
  'routes/reports/autosave.ts',
  'routes/reports/sealed.ts',
  'routes/reports/clocks_csv.ts',
])

/** The page a scene begins on. */
export function pageOf({ at }: Scene): string | undefined {
  return matchRoutes(tree, at.split('?')[0] ?? '')?.at(-1)?.route.id
}

/** The pages of the table of contents that no scene shows. */
export function pagesLeftOut(): string[] {
  const shown = new Set([...scenes.map(pageOf), ...reachedByActing, ...notPages])
  return tree.map(({ id }) => id).filter((id) => !shown.has(id))
}
