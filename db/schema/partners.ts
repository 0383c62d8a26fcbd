import type { PartnerRole } from '#app/domain/partner.ts'
import type { GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface PartnerTables {
  partners: Partners
  partnerships: Partnerships
  employerCommitments: EmployerCommitments
  subawards: Subawards
}

/** An organization that takes part in awards, whoever recorded it first. */
interface Partners {
  id: GeneratedAlways<number>
  name: string
  uei: string | null
  sample: boolean
  enteredBy: number
  enteredAt: Moment
}

interface Partnerships {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  partnerId: number
  role: PartnerRole
  enteredBy: number
  enteredAt: Moment
}

/** What an employer promised and did in a period; of one period the last word stands. */
interface EmployerCommitments {
  id: GeneratedAlways<number>
  partnershipId: number
  organizationId: number
  periodEnd: string
  no: number
  committed: number
  interviewed: number
  hired: number
  retained: number
  wage: string | null
  saidBy: number
  saidAt: Moment
}

/** What a subrecipient receives of an award in all; the last word stands. */
interface Subawards {
  partnershipId: number
  organizationId: number
  no: number
  amount: string
  agreedOn: string
  reason: string | null
  saidBy: number
  saidAt: Moment
}
