import { now, setClockOffset } from '#app/domain/clock.ts'
import type { BodyLevel } from '#app/domain/evidence/raters.ts'
import { castActor } from '../cast.ts'
import { rateBody } from '../evidence/raters.ts'
import { writeKey } from '../write.ts'
import type { CastEmail } from './people.ts'

const ruth: CastEmail = 'ruth.lindqvist@evaluation.example.org'
const samuel: CastEmail = 'samuel.adeyemi@evaluation.example.org'

const said: [days: number, by: CastEmail, level: BodyLevel, reason: string][] = [
  [
    34,
    ruth,
    'some',
    'Tested many times and mostly favorable, but only two of the favorable trials are rated moderate or high.',
  ],
  [
    31,
    samuel,
    'scientific',
    'Seven experiments and two reviews of experiments, which is more than the first class asks for.',
  ],
  [
    30,
    ruth,
    'some',
    'We agree on the amount. The quality of most trials is not rated, and effects differ by program, so the class stays until that is settled.',
  ],
]

/** Two evaluation officers rate the strategy, differ, and settle it. */
export async function playRatings(): Promise<void> {
  const offset = now().getTime() - Date.now()
  try {
    for (const [version, [days, by, level, reason]] of said.entries()) {
      setClockOffset(offset - days * 86_400_000)
      const actor = await castActor(by, 'body_rating.rate')
      await rateBody(actor, writeKey(`cast-rating-${version}`, reason), version, { level, reason })
    }
  } finally {
    setClockOffset(offset)
  }
}
