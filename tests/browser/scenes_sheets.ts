import * as paths from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

/** Files of awards: those the sample sent are the first and the second. */
export const sheetScenes: Scene[] = [
  ...seen('dana', paths.awards({ query: 'secter:helth nurses' })),
  ...seen('dana', paths.awardsPrint({ sector: 'healthcare' })),
  ...seen(
    'dana',
    paths.awardsCompared({ award: 'SAMPLE-GJC-01, SAMPLE-GJC-02', indicator: 'GJC_ENROLLED' }),
    paths.awardsCompared({ award: 'NO-SUCH-AWARD' }),
  ),
  ...seen('dana', paths.awardsGrouped({ by: 'sector' })),
  ...seen(
    'dana',
    paths.handOverWords(),
    paths.awardsBulk({ action: 'remind', award: 'SAMPLE-GJC-01' }),
  ),
  ...seen('priya', paths.awardsBulk()),
  refused('priya', paths.awardsBulk({ action: 'assign', award: 'SAMPLE-GJC-01' })),
  ...seen('priya', paths.awardImports(), paths.awardImport(1), paths.awardImport(2)),
  refused('priya', paths.awardImports()),
]
