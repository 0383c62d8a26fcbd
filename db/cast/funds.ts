import { fiscalYearOf } from '#app/domain/appropriations.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { correctAppropriation, recordAppropriation } from '../appropriations.ts'
import { castActor } from '../cast.ts'
import { writeKey } from '../write.ts'
import { ago } from './ago.ts'

const formulaLaw = 'Sample Appropriations Act, title I'
const roundLaw = 'Sample Recovery Act, section 12'

/** Two grants officers record what invented laws gave the programs of sample awards; one amount is corrected
 *  when the conference report comes out. */
export async function playFunds(): Promise<void> {
  const day = today()
  const [recordedOn, correctedOn] = [addDays(day, -400), addDays(day, -120)]
  const tom = await castActor('tom.okafor@eta.example.org', 'appropriation.record')
  const priya = await castActor('priya.raman@eda.example.org', 'appropriation.record')
  await ago(400, async () => {
    await recordAppropriation(priya, writeKey('cast-funds-round', roundLaw), {
      whose: 'GJC/GJC-ARPA',
      fiscalYear: fiscalYearOf(recordedOn),
      amount: '22000000.00',
      source: roundLaw,
      sourceUrl: null,
      knownOn: recordedOn,
    })
  })
  const first = await ago(400, async () =>
    recordAppropriation(tom, writeKey('cast-funds-formula', formulaLaw), {
      whose: 'WIOA/WIOA-ADULT',
      fiscalYear: fiscalYearOf(recordedOn),
      amount: '9000000.00',
      source: formulaLaw,
      sourceUrl: null,
      knownOn: recordedOn,
    }),
  )
  await ago(120, async () => {
    await correctAppropriation(tom, writeKey('cast-funds-correction', formulaLaw), first, {
      amount: '9500000.00',
      source: `${formulaLaw}, conference report`,
      sourceUrl: null,
      knownOn: correctedOn,
      reason: 'The conference report gives half a million more than the bill.',
    })
  })
}
