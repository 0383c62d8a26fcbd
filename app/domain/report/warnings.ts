import type { Readiness, Warning } from './readiness.ts'
import type { Finding } from './rules.ts'
import type { SealedWarning } from './sealed.ts'

/** A rule's message names items by label and code; to people the label is enough. */
export const spoken = (message: string) =>
  message.replaceAll(/ \([A-Z][A-Z0-9]*_[A-Z0-9_*]+\)/g, '')

/** The field of the line that explains a warning. */
export const warningField = ({ key }: Pick<Warning, 'key'>) => `why_${key}`

/** Where the form of all lines of explanation leads: back to itself, or on to handing over. */
export const explainIntents = ['save', 'hand_over'] as const

/** The warnings as they are sealed with the figures that they are about. */
export function sealedWarnings(warnings: readonly Warning[]): SealedWarning[] {
  return warnings.map(({ code, items, message, explanation }) => ({
    code,
    items,
    message: spoken(message),
    explanation,
  }))
}

/** What the rules find about some items and nobody has dealt with yet. */
export function openFindings({ errors, warnings }: Readiness, codes: readonly string[]) {
  const isOwn = ({ items }: Finding) => items.some((code) => codes.includes(code))
  return {
    errors: errors.filter(isOwn),
    warnings: warnings.filter((warning) => isOwn(warning) && warning.explanation === null),
  }
}
