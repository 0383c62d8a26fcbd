import { now, setClockOffset } from '#app/domain/clock.ts'
import { castActor } from '../cast.ts'
import { linkStudy, setPriority } from '../evidence/agenda.ts'
import { writeKey } from '../write.ts'

/** The evaluation office puts two questions first, and names the trial that will answer one. */
export async function playAgenda(): Promise<void> {
  const offset = now().getTime() - Date.now()
  setClockOffset(offset - 21 * 86_400_000)
  try {
    const ruth = await castActor('ruth.lindqvist@evaluation.example.org', 'agenda.set')
    for (const [question, priority, reason] of [
      ['RQ01', '3', 'Half of the new awards teach at least partly online.'],
      ['RQ02', '2', 'Grantees ask each quarter whether they may take people who score lower.'],
    ] as const) {
      const at = { question, version: 0 }
      await setPriority(ruth, writeKey(`cast-priority-${question}`, at), at, { priority, reason })
    }
    const at = { question: 'RQ06', version: 0 }
    await linkStudy(ruth, writeKey('cast-question-study', at), at, {
      study: 'southern-colorado-health-careers-trial',
      sector: 'healthcare',
      part: 'primary',
    })
  } finally {
    setClockOffset(offset)
  }
}
