/** Why a section comes back, as its reviewer chooses. */
export const returnReasons = [
  'figure_unclear',
  'figure_disagrees',
  'answer_incomplete',
  'evidence_missing',
  'identifies_person',
  'other',
] as const
export type ReturnReason = (typeof returnReasons)[number]

export const returnReasonLabels = {
  figure_unclear: 'A figure is unclear',
  figure_disagrees: 'A figure disagrees with another',
  answer_incomplete: 'An answer is incomplete',
  evidence_missing: 'Evidence is missing',
  identifies_person: 'A person could be identified',
  other: 'Something else',
} satisfies Record<ReturnReason, string>
