import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { answerOutcome, claimOutcome } from '../awards/outcomes.ts'
import { castActor } from '../cast.ts'
import { writeKey } from '../write.ts'

const number = 'SAMPLE-GJC-01'

/** A preparer claims two outcomes; the officer has confirmed one, the other waits for her. */
export async function playOutcomes(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const on = (daysAgo: number) => setClockOffset(offset - daysAgo * 86_400_000)
  const since = addDays(today(), -120)
  try {
    on(19)
    const luis = await castActor('luis.herrera@bluemesa.example.org', 'outcome.claim')
    for (const [version, claim] of [
      {
        kind: 'vacancy_turnover_cost' as const,
        changed: 'Clinics fill an assistant’s place in five weeks instead of nine.',
        evidence: 'Personnel records of Arkansas Valley Clinics, two halves of the year compared.',
      },
      {
        kind: 'education_training' as const,
        changed: 'Mesa Community College gives college credit for the assistant course.',
        evidence: 'Course catalogue of the college.',
      },
    ].entries()) {
      await claimOutcome(
        luis,
        writeKey(`cast-outcome-${version}`, number),
        { number, version },
        { ...claim, since, partnership: null },
      )
    }
    on(17)
    const dana = await castActor('dana.whitfield@eda.example.org', 'outcome.answer')
    await answerOutcome(
      dana,
      writeKey('cast-outcome-answer', number),
      { number, no: 1 },
      { answer: 'confirmed', words: 'I saw both lists at the visit; the counts agree.' },
    )
  } finally {
    setClockOffset(offset)
  }
}
