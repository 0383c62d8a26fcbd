import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { type FidelityWord, quartersToRate } from '#app/domain/evidence/fidelity.ts'
import type { Component } from '#app/domain/evidence/library.ts'
import { rateFidelity } from '../awards/fidelity.ts'
import { castActor } from '../cast.ts'
import type { CastEmail } from './people.ts'
import { writeKey } from '../write.ts'

const number = 'SAMPLE-GJC-01'

type Said = [component: Component, word: FidelityWord, evidence: string][]

const always: Said = [
  ['screening', 'in_place', 'Intake interview and basic skills test before every cohort.'],
  ['occupational_training', 'in_place', 'Certified nursing assistant and help desk courses.'],
]

const before: Record<'officer' | 'grantee', Said> = {
  officer: [
    ...always,
    ['career_readiness', 'partly', 'One workshop a month, seen in the calendar of the college.'],
    ['wraparound', 'absent', 'No child care and no transport money on the visit.'],
    ['employer_ties', 'in_place', 'Arkansas Valley Clinics interviews each cohort.'],
  ],
  grantee: [
    ...always,
    ['career_readiness', 'partly', 'Monthly workshop, coaching being set up.'],
    ['wraparound', 'partly', 'Bus passes on request.'],
    ['employer_ties', 'in_place', 'Signed commitments of the clinics.'],
  ],
}

const last: typeof before = {
  officer: [
    ...always,
    ['career_readiness', 'in_place', 'Weekly coaching, attendance lists given for two cohorts.'],
    ['wraparound', 'partly', 'Bus passes are paid; the child care partner has not signed.'],
    ['employer_ties', 'in_place', 'Interviews and hires are recorded for the quarter.'],
  ],
  grantee: [
    ...always,
    ['career_readiness', 'in_place', 'Weekly coaching since the start of the quarter.'],
    ['wraparound', 'in_place', 'Bus passes, and child care referrals for every parent who asks.'],
    ['employer_ties', 'in_place', 'Two clinics and the hospital interview each cohort.'],
  ],
}

/** An officer and a preparer rate the components of one award for two quarters; on wraparound support they
 *  differ. They spoke days ago, of quarters that were over then. */
export async function playFidelity(): Promise<void> {
  const offset = now().getTime() - Date.now()
  setClockOffset(offset - 6 * 86_400_000)
  try {
    const [latest = '', earlier = ''] = quartersToRate(
      { periodStart: null, periodEnd: null },
      today(),
    )
    for (const [side, email] of sides) {
      const actor = await castActor(email, 'fidelity.rate')
      let version = 0
      for (const [quarter, words] of [
        [earlier, before[side]],
        [latest, last[side]],
      ] as const) {
        const ratings = words.map(([component, word, evidence]) => ({ component, word, evidence }))
        const key = writeKey(`cast-fidelity-${side}-${version}`, number)
        await rateFidelity(actor, key, { number, version }, { quarter, ratings })
        version += ratings.length
      }
    }
  } finally {
    setClockOffset(offset)
  }
}

const sides: ['officer' | 'grantee', CastEmail][] = [
  ['officer', 'dana.whitfield@eda.example.org'],
  ['grantee', 'luis.herrera@bluemesa.example.org'],
]
