import * as paths from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

/** Where the money comes from, how far it came, and what is decided of it. */
export const fundsScenes: Scene[] = [
  ...seen('helen', paths.money({ program: 'WIOA-ADULT' })),
  ...seen('tom', paths.appropriations({ done: 3 })),
  refused('tom', paths.newAppropriation()),
  refused('tom', paths.appropriationCorrection(1)),
  ...seen('helen', paths.briefing()),
  ...seen('helen', paths.decisions(), paths.decision(1), paths.decision(2)),
  ...seen('joan', paths.decision(1)),
  ...seen('helen', paths.decisionPart(2, 'publication')),
  refused('helen', paths.newDecision()),
  ...seen('helen', paths.decisionPart(2, 'edit')),
  { as: 'helen', at: paths.decisionPart(1, 'sharing'), status: 409 },
  refused('dana', paths.decisionPart(1, 'comment')),
]
