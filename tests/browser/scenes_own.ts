import * as paths from '#app/paths.ts'
import { type Scene, refused, refusedWithout, seen } from './scene.ts'

const trial = 'southern-colorado-health-careers-trial'
const ladders = 'care-work-ladders-trial'
const nursing = 'nurse-educator-pathway-formative-study'

/** What studies hand in, what people outside say of it, and what worked elsewhere. */
export const ownScenes: readonly Scene[] = [
  ...seen('amara', paths.deliverables(trial), paths.deliverable(trial, 1)),
  refused('amara', paths.newDeliverable(trial)),
  refused('amara', paths.newDraft(trial, 1)),
  refused('amara', paths.newReviewer(trial, 1)),
  refused('amara', paths.draftComment(trial, 1, 2)),
  ...seen('amara', paths.reviewerWithdrawal(trial, 1, 2)),
  ...seen('dana', paths.deliverable(trial, 1)),
  refused('ruth', paths.deliverableDecision(ladders, 1)),
  refused('ruth', paths.deliverableRelease(nursing, 1)),
  ...seen('-', '{draft}'),
  refused('-', '{draft}'),
  { as: '-', at: paths.review('used-up'), status: 404 },
  ...seen('amara', paths.studyAlerts(ladders)),
  refused('amara', paths.studyAlert(ladders, 1)),
  ...seen('-', paths.practiceLibrary()),
  ...seen('ruth', paths.practiceNotes(), paths.practiceNote(1)),
  refused('dana', paths.newPracticeNote()),
  refused('samuel', paths.practiceDecision(2)),
  refusedWithout('title', 'dana', paths.practiceEdit(3)),
  ...seen('elena', paths.practiceSending(1)),
  {
    as: 'grace',
    at: paths.awardPractice('SAMPLE-NEG-01'),
    state: 'then one to answer',
    act: async (page) => {
      await page.getByRole('link', { name: 'Say whether it is of use' }).first().click()
      await page.getByText('Is it of use to you?').waitFor()
    },
  },
]
