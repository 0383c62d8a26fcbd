import * as paths from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

const trial = 'southern-colorado-health-careers-trial'
const ladders = 'care-work-ladders-trial'
const nursing = 'nurse-educator-pathway-formative-study'

/** A study from its entry to what its enrolment can tell. */
export const studyScenes: readonly Scene[] = [
  ...seen('ruth', paths.newStudy(), paths.studyLead(trial)),
  ...seen('ruth', paths.milestoneExemption(trial, 'SITE')),
  ...seen('amara', paths.studyRecord(trial), paths.studyRecordEdit(trial)),
  ...seen('amara', paths.studyRegistration(trial)),
  ...seen('amara', paths.gateRequest(nursing, 'formative', 'exit')),
  ...seen('amara', paths.studyAgreements(ladders), paths.newAgreement(ladders)),
  ...seen('amara', paths.studyEnrolment(ladders), paths.enrolmentCounts(ladders)),
  ...seen('amara', paths.enrolmentOpening(trial), paths.studyArms(ladders)),
  ...seen('dana', paths.studyEnrolment(ladders), paths.studyPower(ladders, { share: '2' })),
  ...seen('amara', paths.studyPower(ladders), paths.powerMemo(ladders)),
  refused('amara', paths.powerMemo(ladders)),
  refused('amara', paths.newAgreement(ladders)),
  ...seen('amara', paths.siteInvitation(ladders, 1), paths.newSite(ladders)),
  ...seen('grace', paths.siteInvitation(ladders, 1)),
  refused('amara', paths.newSite(ladders)),
  ...seen('amara', paths.studyFindings(nursing), paths.newStudyFinding(nursing)),
  refused('amara', paths.newStudyFinding(nursing)),
  ...seen('ruth', paths.studyFinding(nursing, 2), paths.studyFindingDecision(nursing, 2)),
  refused('ruth', paths.studyFindingDecision(nursing, 2)),
  ...seen('amara', paths.studyFindingEdit(nursing, 3)),
  ...seen('grace', paths.studyFindingResponse(nursing, 2)),
  refused('grace', paths.studyFindingResponse(nursing, 2)),
  ...seen('amara', paths.studyBalance(ladders), paths.balanceEdit(ladders)),
  refused('amara', paths.attritionCount(ladders)),
  ...seen('amara', paths.studyAttrition(ladders), paths.attritionCount(ladders)),
  ...seen('amara', paths.studyLock(ladders)),
  ...seen('ruth', paths.studyBalance(ladders)),
  refused('amara', paths.studyLock(ladders)),
  ...seen('helen', paths.pipeline()),
  ...seen('ruth', paths.board({ study: ladders }), paths.candidate(ladders, 'SAMPLE-NEG-01')),
  ...seen(
    'ruth',
    paths.boardComparison({ study: ladders, award: ['SAMPLE-NEG-01', 'SAMPLE-GJC-01'] }),
  ),
  ...seen('ruth', paths.candidateScores(ladders, 'SAMPLE-NEG-01')),
  refused('ruth', paths.candidateScores(ladders, 'SAMPLE-NEG-01')),
  ...seen('dana', paths.candidateComment(ladders, 'SAMPLE-NEG-01')),
  refused('dana', paths.candidateComment(ladders, 'SAMPLE-NEG-01')),
  refused('grace', paths.siteInvitation(ladders, 1)),
  refused('amara', paths.siteInvitationWithdrawal(ladders, 1)),
  refused('amara', paths.enrolmentCounts(ladders)),
  {
    as: 'amara',
    at: paths.studyAgreements(ladders),
    state: 'then the end of one',
    act: async (page) => {
      await page.locator('main a[href$="/end"]').first().click()
      await page.getByRole('heading', { name: 'End an agreement' }).waitFor()
    },
  },
  refused('ruth', paths.newStudy()),
  refused('ruth', paths.milestoneExemption(trial, 'SITE')),
  refused('amara', paths.studyRegistration(trial)),
  refused('amara', paths.gateRequest(nursing, 'formative', 'exit')),
]
