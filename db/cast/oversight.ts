import { permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import type { CloseoutItem, CloseoutOutcome } from '#app/domain/closeout.ts'
import { settleCloseoutItem } from '../awards/closeout.ts'
import { endAwards, moveAward } from '../awards/life.ts'
import { castActor } from '../cast.ts'
import { judgeRisks, rateRisk } from '../oversight/risk.ts'
import { playAssistance } from './assistance.ts'
import { playVisits } from './visits.ts'
import { type WriteKey, writeKey } from '../write.ts'
import type { CastEmail } from './people.ts'
import { castScheduler } from './scheduler.ts'

const wind = 'SAMPLE-GJC-04'
const marcus = 'marcus.bell@eda.example.org'
const priya = 'priya.raman@eda.example.org'

/** Plays what the agency does beside the reports: an award that has ended and is being closed,
 *  and how risky the awards are. */
export async function playOversight(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  let step = 0
  const on = async (daysAgo: number, act: (key: WriteKey) => Promise<unknown>) => {
    step += 1
    setClockOffset(offset - daysAgo * 86_400_000 + step * 60_000)
    const name = `cast-oversight-${step}`
    await act(writeKey(name, name))
  }
  const settled = async (
    key: WriteKey,
    by: CastEmail,
    item: CloseoutItem,
    outcome: CloseoutOutcome,
    words: string,
  ) =>
    settleCloseoutItem(await castActor(by, 'closeout.settle'), key, wind, item, { outcome, words })
  try {
    await on(74, () => endAwards(permitSystem(castScheduler, 'award.end'), today()))
    await on(73, (key) =>
      settled(
        key,
        marcus,
        'reminder',
        'done',
        'Letter and checklist sent before the end, see file.',
      ),
    )
    await on(70, async (key) => {
      const grants = await castActor(priya, 'award.move')
      await moveAward(grants, key, { number: wind, version: 2 }, 'begin_closeout', {
        reason: 'The last cohort graduated in time. The grantee has the checklist.',
      })
    })
    await on(66, (key) =>
      settled(
        key,
        marcus,
        'stop_obligating',
        'done',
        'Confirmed by the grantee in writing; the last order is dated before the end.',
      ),
    )
    await on(30, (key) =>
      settled(key, priya, 'property', 'waived', 'No equipment was bought with the award.'),
    )
    await on(20, async (key) => {
      const dana = await castActor('dana.whitfield@eda.example.org', 'risk.rate')
      await rateRisk(dana, key, 'SAMPLE-GJC-01', 0, {
        tier: 'medium',
        reason:
          'The new director is good, but two of five clinics have stopped taking trainees. I want to see the next placement figures.',
      })
    })
    await playVisits(on)
    await playAssistance(on, day)
  } finally {
    setClockOffset(offset)
  }
  await judgeRisks(permitSystem(castScheduler, 'risk.judge'), today())
}
