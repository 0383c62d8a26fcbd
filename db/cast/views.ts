import { castActor } from '../cast.ts'
import { saveView } from '../views.ts'
import { writeKey } from '../write.ts'

const views = [
  { name: 'My caseload by next report', query: 'mine=1&sort=next_due', shared: false },
  { name: 'Healthcare, largest first', query: 'sector=healthcare&sort=-amount', shared: true },
] as const

/** An officer keeps two lists of awards, one of them for the office. */
export async function playViews(): Promise<void> {
  const dana = await castActor('dana.whitfield@eda.example.org', 'award.read')
  for (const view of views) {
    const name = `cast-view-${view.name}`
    await saveView(dana, writeKey(name, name), view)
  }
}
