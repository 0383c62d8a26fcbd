import * as paths from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

/** Where the awards are, what they reach, and which overlap. */
export const placeScenes: Scene[] = [
  ...seen('helen', paths.coverage({ view: 'states' }), paths.coverage({ origin: 'sample' })),
  ...seen('helen', paths.overlaps({ origin: 'sample' }), paths.overlaps()),
  refused('elena', paths.awardReach('SAMPLE-CSJQ-01')),
  ...seen('dana', paths.partners(), paths.partner(1)),
  refused('luis', paths.awardPartners('SAMPLE-GJC-01', { name: 'Arkansas Valey Clinic' })),
  refused('luis', paths.awardPartner('SAMPLE-GJC-01', 1)),
  {
    as: 'helen',
    at: paths.overlaps({ origin: 'sample' }),
    state: 'then one with its decision refused',
    act: async (page) => {
      await page.locator('#overlaps tbody th a').first().click()
      await page.waitForURL(/overlaps\/\d+$/)
      await page.getByRole('button', { name: 'Record the decision' }).click()
      await page.waitForFunction(() => document.activeElement?.id === 'error-summary')
    },
  },
]
