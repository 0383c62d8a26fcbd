import { paths } from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

/** Where the money comes from and how far it came. */
export const fundsScenes: Scene[] = [
  ...seen('helen', paths.money({ program: 'WIOA-ADULT' })),
  ...seen('tom', paths.appropriations({ done: 3 })),
  refused('tom', paths.newAppropriation()),
  refused('tom', paths.appropriationCorrection(1)),
]
