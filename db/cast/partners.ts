import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import type { PartnerRole } from '#app/domain/partner.ts'
import { castActor } from '../cast.ts'
import { addPartner, recordCommitment } from '../partners/record.ts'
import { recordSubaward } from '../partners/subawards.ts'
import { writeKey } from '../write.ts'

const compact = 'SAMPLE-GJC-01'
const solar = 'SAMPLE-GJC-03'

const parts: [number: string, name: string, role: PartnerRole][] = [
  [compact, 'Arkansas Valley Clinics', 'employer'],
  [compact, 'Mesa Community College', 'provider'],
  [compact, 'Pueblo Job Center', 'job_center'],
  [solar, 'Sangre Solar Cooperative', 'employer'],
  [solar, 'Mesa Community College', 'provider'],
  [compact, 'Prairie Line Training Center', 'subrecipient'],
]

/** A preparer records who takes part in two awards, and what an employer promised and did in two quarters. */
export async function playPartners(): Promise<void> {
  const luis = await castActor('luis.herrera@bluemesa.example.org', 'partner.record')
  const last = quarterEnd(addDays(quarterEnd(today()), -93))
  const offset = now().getTime() - Date.now()
  const on = (daysAgo: number) => setClockOffset(offset - daysAgo * 86_400_000)
  try {
    on(21)
    const ids = new Map<string, number | null>()
    for (const [number, name, role] of parts) {
      const key = writeKey(`cast-partner-${number}-${role}`, name)
      const id = await addPartner(luis, key, number, { partner: null, name, uei: null, role })
      if (number === compact) ids.set(role, id)
    }
    const id = ids.get('employer') ?? 0
    await recordSubaward(
      luis,
      writeKey('cast-subaward-1', compact),
      { number: compact, id: ids.get('subrecipient') ?? 0, version: 0 },
      { amount: '240000.00', agreedOn: addDays(today(), -30), reason: null },
    )
    on(0)
    await recordCommitment(
      luis,
      writeKey('cast-commitment-1', compact),
      { number: compact, id, version: 0 },
      {
        period: quarterEnd(addDays(last, -93)),
        committed: 40,
        interviewed: 31,
        hired: 22,
        retained: 19,
        wage: '21.75',
      },
    )
    await recordCommitment(
      luis,
      writeKey('cast-commitment-2', compact),
      { number: compact, id, version: 1 },
      { period: last, committed: 40, interviewed: 24, hired: 12, retained: 12, wage: '22.10' },
    )
  } finally {
    setClockOffset(offset)
  }
}
