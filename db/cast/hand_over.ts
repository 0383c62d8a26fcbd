import { leaveWords } from '../awards/hand_over.ts'
import { castActor } from '../cast.ts'
import { writeKey } from '../write.ts'

/** An officer who may move on leaves words about an award that needs somebody who knows it. */
export async function playHandOver(): Promise<void> {
  const dana = await castActor('dana.whitfield@eda.example.org', 'award.hand_over')
  const words =
    'Their first report came late because the director was new. Call before the due date, not after. The inspector general’s hold means that nothing of this award is thrown away.'
  const key = writeKey('cast-hand-over', words)
  await leaveWords(dana, key, [{ number: 'SAMPLE-GJC-02', words }])
}
