import { addDays } from '../dates.ts'

/** What a study may do rests on agreements, and stops when one lapses. */
export const agreementKinds = ['irb', 'dua', 'pra', 'participation'] as const
export type AgreementKind = (typeof agreementKinds)[number]

export const agreementLabels = {
  irb: 'IRB approval',
  dua: 'Data use agreement',
  pra: 'OMB clearance (Paperwork Reduction Act)',
  participation: 'Participation of a site',
} satisfies Record<AgreementKind, string>

export const agreementHints = {
  irb: 'The review board’s approval of research with people (45 CFR 46).',
  dua: 'Who gives which records, for what.',
  pra: 'The control number OMB assigned, with its expiry.',
  participation: 'What a site does and what it gets.',
} satisfies Record<AgreementKind, string>

/** What stops while none of a kind is in force, as a sentence. */
export const stopsWithout = {
  irb: 'Nobody is recruited, consented or assigned, and identifiable data rest.',
  dua: 'No records are asked for or linked, and the extracts on hand rest.',
  pra: 'No survey or form of the federal collection is put to anybody (44 USC 3512).',
  participation: 'The site recruits and assigns nobody.',
} satisfies Record<AgreementKind, string>

/** Days before expiry at which the renewal begins: clearances six months (44 USC 3507(g) allows three
 *  years at most); the others are planning values. */
const renewalDays = {
  irb: 60,
  dua: 90,
  pra: 183,
  participation: 60,
} satisfies Record<AgreementKind, number>

/** The earliest that any renewal begins, in days before expiry. */
export const longestRenewal = Math.max(...Object.values(renewalDays))

export interface Agreement {
  kind: AgreementKind
  effectiveOn: string
  /** The last day it holds; null where it has none. */
  expiresOn: string | null
  endedOn: string | null
  /** Whether another agreement continues it. */
  isRenewed: boolean
}

const agreementStandings = [
  'not_yet',
  'in_force',
  'renewal_due',
  'lapsed',
  'ended',
  'renewed',
] as const
export type AgreementStanding = (typeof agreementStandings)[number]

export const agreementStandingLabels = {
  not_yet: 'Not in force yet',
  in_force: 'In force',
  renewal_due: 'Renewal due',
  lapsed: 'Lapsed',
  ended: 'Ended',
  renewed: 'Renewed',
} satisfies Record<AgreementStanding, string>

/** Where an agreement stands on a day. */
export function agreementStanding(agreement: Agreement, day: string): AgreementStanding {
  if (agreement.endedOn !== null && agreement.endedOn <= day) return 'ended'
  if (agreement.effectiveOn > day) return 'not_yet'
  if (agreement.isRenewed) return 'renewed'
  if (agreement.expiresOn === null) return 'in_force'
  if (agreement.expiresOn < day) return 'lapsed'
  return day >= renewFrom(agreement) ? 'renewal_due' : 'in_force'
}

/** The day on which its renewal begins; a day that never comes where it does not expire. */
export function renewFrom({ kind, expiresOn }: Pick<Agreement, 'kind' | 'expiresOn'>): string {
  return expiresOn === null ? '9999-12-31' : addDays(expiresOn, -renewalDays[kind])
}

/** What is said of an agreement before it lapses, and once it has. */
export type AgreementReminder = 'agreement.renewal_due' | 'agreement.lapsed'

/** What is to be said on a day of an agreement that nobody renewed or ended, and whose lapse nobody was told. */
export function agreementReminder(
  agreement: Pick<Agreement, 'kind' | 'expiresOn'> & { isRenewalTold: boolean },
  day: string,
): AgreementReminder | null {
  if (agreement.expiresOn === null || day < renewFrom(agreement)) return null
  if (agreement.expiresOn < day) return 'agreement.lapsed'
  return agreement.isRenewalTold ? null : 'agreement.renewal_due'
}

/** Whether it holds on a day, both ends included, renewed or not. */
export function isInForce(agreement: Agreement, day: string): boolean {
  const { effectiveOn, expiresOn, endedOn } = agreement
  return (
    effectiveOn <= day &&
    (expiresOn === null || day <= expiresOn) &&
    (endedOn === null || day < endedOn)
  )
}
