import { paths } from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

const trial = 'southern-colorado-health-careers-trial'
const nursing = 'nurse-educator-pathway-formative-study'

/** A study from its entry to what its enrolment can tell. */
export const studyScenes: readonly Scene[] = [
  ...seen('ruth', paths.newStudy(), paths.studyLead(trial)),
  ...seen('ruth', paths.milestoneExemption(trial, 'SITE')),
  ...seen('amara', paths.studyRecord(trial), paths.studyRecordEdit(trial)),
  ...seen('amara', paths.studyRegistration(trial)),
  ...seen('amara', paths.gateRequest(nursing, 'formative', 'exit')),
  refused('ruth', paths.newStudy()),
  refused('ruth', paths.milestoneExemption(trial, 'SITE')),
  refused('amara', paths.studyRegistration(trial)),
  refused('amara', paths.gateRequest(nursing, 'formative', 'exit')),
]
