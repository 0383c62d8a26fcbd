import { paths } from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

/** Files of awards: those the sample sent are the first and the second. */
export const sheetScenes: Scene[] = [
  ...seen('priya', paths.awardImports(), paths.awardImport(1), paths.awardImport(2)),
  refused('priya', paths.awardImports()),
]
