/** How closely an award is looked after, by the facts of its record. */
export const riskTiers = ['high', 'medium', 'low'] as const
export type RiskTier = (typeof riskTiers)[number]

export const riskTierLabels = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
} satisfies Record<RiskTier, string>
