import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { type FidelityWord, quartersToRate } from '#app/domain/evidence/fidelity.ts'
import type { Component } from '#app/domain/evidence/library.ts'
import { rateFidelity } from '../awards/fidelity.ts'
import { castActor } from '../cast.ts'
import type { CastEmail } from './people.ts'
import { writeKey } from '../write.ts'

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
    await rate('SAMPLE-GJC-01', 'dana.whitfield@eda.example.org', [
      [earlier, before.officer],
      [latest, last.officer],
    ])
    await rate('SAMPLE-GJC-01', 'luis.herrera@bluemesa.example.org', [
      [earlier, before.grantee],
      [latest, last.grantee],
    ])
  } finally {
    setClockOffset(offset)
  }
}

const wind: typeof before = {
  officer: [
    ['screening', 'in_place', 'Drug screen, climb test and interview before each class.'],
    ['occupational_training', 'in_place', 'The class ends with the technician’s safety card.'],
    ['wraparound', 'partly', 'Tools are lent; nobody pays for the way to the yard.'],
    ['employer_ties', 'absent', 'The cooperative hired nobody from the class and sat in none.'],
  ],
  grantee: [
    ['screening', 'in_place', 'Interview and climb test of everyone who applies.'],
    ['occupational_training', 'in_place', 'Forty hours of safety training with a card.'],
    ['wraparound', 'in_place', 'Tools, boots and a ride list.'],
    ['employer_ties', 'absent', 'The cooperative has not signed.'],
  ],
}

/** What the officer and the grantee of the pilot trial's site said of the quarters in which it enrolled. */
export async function playTested(number: string, quarters: readonly string[]): Promise<void> {
  for (const [side, email] of [
    ['officer', 'marcus.bell@eda.example.org'],
    ['grantee', 'walt.pruitt@harbortrades.example.org'],
  ] as const) {
    await rate(
      number,
      email,
      quarters.map((quarter) => [quarter, wind[side]]),
    )
  }
}

async function rate(
  number: string,
  email: CastEmail,
  quarters: readonly (readonly [quarter: string, said: Said])[],
): Promise<void> {
  const actor = await castActor(email, 'fidelity.rate')
  let version = 0
  for (const [quarter, words] of quarters) {
    const ratings = words.map(([component, word, evidence]) => ({ component, word, evidence }))
    const key = writeKey(`cast-fidelity-${number}-${actor.role}-${version}`, number)
    await rateFidelity(actor, key, { number, version }, { quarter, ratings })
    version += ratings.length
  }
}
