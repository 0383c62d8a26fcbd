import { addDays, daysBetween, quarterEnd } from '#app/domain/dates.ts'
import { castActor } from '../cast.ts'
import { answerAssistance, askAssistance } from '../oversight/assistance_moves.ts'
import type { WriteKey } from '../write.ts'

const compact = 'SAMPLE-GJC-01'

/** Plays help that was given early in a period whose report is accepted, and help that is asked for. `on`
 *  lives so many days before `day`. */
export async function playAssistance(
  on: (daysAgo: number, act: (key: WriteKey) => Promise<unknown>) => Promise<void>,
  day: string,
): Promise<void> {
  // The end of the first period of the awards, three quarters back.
  let first = quarterEnd(day)
  for (let back = 0; back < 3; back += 1) first = quarterEnd(addDays(first, -93))
  const ago = (days: number) => daysBetween(addDays(first, days), day)
  await on(ago(3), async (key) => {
    const luis = await castActor('luis.herrera@bluemesa.example.org', 'assistance.ask')
    await askAssistance(luis, key, compact, {
      topic: 'Getting completers to interviews',
      words:
        'Two clinics say that our completers arrive without references. Could somebody who has run an employer desk sit with our two placement staff for a day or two?',
      indicator: 'GJC_PLACED',
    })
  })
  await on(ago(12), async (key) => {
    const dana = await castActor('dana.whitfield@eda.example.org', 'assistance.answer')
    await answerAssistance(
      dana,
      key,
      { number: compact, no: 1, version: 1 },
      {
        answer: 'give',
        by: 'Dana Whitfield, with Marcus Bell',
        from: addDays(first, 9),
        to: addDays(first, 10),
        hours: '11.5',
        words:
          'We wrote one page of references with the trainers, called six clinics together and set a weekly hour for interviews. The placement staff keep the list from here on.',
      },
    )
  })
  await on(17, async (key) => {
    const ingrid = await castActor('ingrid.solberg@prairieline.example.org', 'assistance.ask')
    await askAssistance(ingrid, key, 'SAMPLE-GJC-02', {
      topic: 'Filling the second shift',
      words:
        'The second shift has twenty free places. We advertised in Minot only. Which awards fill evening courses in rural counties, and may we talk to one of them?',
      indicator: 'GJC_ENROLLED',
    })
  })
}
