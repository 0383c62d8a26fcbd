/** The life of an award in its order; `terminated` can follow active or suspended, closed is final. */
export const awardStatuses = [
  'announced',
  'awarded',
  'active',
  'suspended',
  'ended',
  'closeout',
  'closed',
  'terminated',
] as const
export type AwardStatus = (typeof awardStatuses)[number]

export const awardStatusLabels = {
  announced: 'Announced',
  awarded: 'Awarded',
  active: 'Active',
  suspended: 'Suspended',
  ended: 'Period ended',
  closeout: 'In closeout',
  closed: 'Closed',
  terminated: 'Terminated',
} satisfies Record<AwardStatus, string>

/** How exactly a source gives an amount. */
export const precisions = [
  'exact',
  'rounded_10k',
  'rounded_100k',
  'rounded',
  'approximate',
  'not_in_sources_read',
] as const
export type Precision = (typeof precisions)[number]

/** What stands beside an amount; null where it is exact and nothing needs saying. */
export const precisionLabels = {
  exact: null,
  rounded_10k: 'rounded to $10,000',
  rounded_100k: 'rounded to $100,000',
  rounded: 'rounded',
  approximate: 'approximate',
  not_in_sources_read: 'not in the sources',
} satisfies Record<Precision, string | null>

/** An award's own name, else its lead organization, since many sources give no name. */
export function awardName(award: { name: string | null; leadOrganization: string }): string {
  return award.name ?? award.leadOrganization
}

/**
 * A Unique Entity ID in upper case (GSA): twelve characters without O and I, not beginning with
 * zero, no nine digits in a row. The check character is not verified; its rule is not published.
 */
export function isUei(text: string): boolean {
  return /^(?!.*\d{9})[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{11}$/.test(text)
}

/**
 * A Federal Award Identification Number in upper case, in a shape seen at the two agencies: ETA
 * since about 2023 ('23A60HG000028'), ETA before ('AA-12345-22-55-A-6'), EDA ('ED22HDQ3070099').
 */
export function isFain(text: string): boolean {
  return fainPatterns.some((pattern) => pattern.test(text))
}

const fainPatterns = [
  /^\d{2}[A-Z]\d{2}[A-Z]{2}\d{6}$/,
  /^[A-Z]{2}-?\d{5}-?\d{2}-?\d{2}-?[A-Z]-?\d{1,2}$/,
  /^ED\d{2}[A-Z]{3}[0-9A-Z]{6,7}$/,
]

/** Identifiers are kept and compared trimmed and in upper case. */
export const normalizeIdentifier = (text: string) => text.trim().toUpperCase()
