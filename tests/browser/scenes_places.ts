import { paths } from '#app/paths.ts'
import { type Scene, seen } from './scene.ts'

/** Where the awards are. */
export const placeScenes: Scene[] = [
  ...seen('helen', paths.coverage({ view: 'states' }), paths.coverage({ origin: 'sample' })),
]
