import * as paths from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

const ladders = 'care-work-ladders-trial'

/** The counts of a study beside what its sites report. */
export const countScenes: readonly Scene[] = [
  refused('amara', paths.agreementFile(ladders, 1)),
  refused('amara', paths.countFile(ladders)),
  ...seen('amara', paths.assignmentChecks(ladders)),
  refused('amara', paths.assignmentChecks(ladders)),
  ...seen('amara', paths.studyReconciliation(ladders)),
  ...seen('peter', paths.studyReconciliation(ladders)),
  ...seen('ruth', paths.countTolerance(ladders)),
  refused('ruth', paths.countTolerance(ladders)),
  ...seen('carla', paths.countDifference(ladders, 1)),
  refused('carla', paths.countDifference(ladders, 1)),
]
