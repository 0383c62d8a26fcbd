import { type RiskTier, riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import { StatusTag, type TagTone } from './tags.tsx'

const tones = { high: 'bad', medium: 'warn', low: 'plain' } satisfies Record<RiskTier, TagTone>

/** A tier of risk; an award of which no report is due yet has none. */
export function RiskTag({ tier }: { tier: RiskTier | null }) {
  if (tier === null) return <span className="absent nowrap">not judged yet</span>
  return <StatusTag tone={tones[tier]}>{riskTierLabels[tier]}</StatusTag>
}
