import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { nameModel } from '../awards/models.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { writeKey } from '../write.ts'

const named = [
  {
    number: 'SAMPLE-GJC-01',
    model: 'workadvance',
    ground:
      'The project narrative says so: intake, bootcamp and employer desk follow the manual of the demonstration.',
  },
  {
    number: 'SAMPLE-GJC-02',
    model: 'i_best',
    ground:
      'Told by the director on the visit: basic skills and welding are taught together by two instructors.',
  },
] as const

/** An officer names the models that two awards have run since they began. */
export async function playEvidence(): Promise<void> {
  const dana = await castActor('dana.whitfield@eda.example.org', 'model.name')
  const offset = now().getTime() - Date.now()
  setClockOffset(offset - 22 * 86_400_000)
  try {
    for (const { number, model, ground } of named) {
      const { periodStart } = await db
        .selectFrom('awards')
        .where('number', '=', number)
        .select('periodStart')
        .executeTakeFirstOrThrow()
      const key = writeKey(`cast-model-${number}`, number)
      await nameModel(dana, key, number, 0, { model, since: periodStart ?? today(), ground })
    }
  } finally {
    setClockOffset(offset)
  }
}
