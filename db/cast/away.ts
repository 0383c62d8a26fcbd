import { setClockOffset, now, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '../cast.ts'
import { setAway } from '../delegations.ts'
import { writeKey } from '../write.ts'
import type { CastEmail } from './people.ts'

interface Absence {
  who: CastEmail
  standIn: CastEmail
  /** Days from today. */
  said: number
  from: number
  to: number
  words: string
}

/** One officer is away today and a colleague stands in; another says when that will be. */
const absences: readonly Absence[] = [
  {
    who: 'elena.ortiz@eta.example.org',
    standIn: 'nadia.karim@eta.example.org',
    said: -3,
    from: -2,
    to: 12,
    words: 'On leave; for anything urgent call the office.',
  },
  {
    who: 'marcus.bell@eda.example.org',
    standIn: 'dana.whitfield@eda.example.org',
    said: -1,
    from: 9,
    to: 13,
    words: 'At the grantees’ conference in Denver.',
  },
]

export async function playAbsences(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  try {
    for (const { who, standIn, said, from, to, words } of absences) {
      setClockOffset(offset + said * 86_400_000)
      const absent = await castActor(who, 'session.use')
      const colleague = await castActor(standIn, 'session.use')
      await setAway(absent, writeKey(`cast-away-${who}`, who), absent.membershipId, {
        colleague: String(colleague.membershipId),
        beginsOn: addDays(day, from),
        endsOn: addDays(day, to),
        words,
      })
    }
  } finally {
    setClockOffset(offset)
  }
}
