import { type VarianceFlag, varianceWords } from '#app/domain/study/forecast.ts'
import { type MilestoneState, isFinal, milestoneStateLabels } from '#app/domain/study/milestones.ts'
import { StatusTag } from './tags.tsx'

export function MilestoneTag({ state }: { state: MilestoneState }) {
  return (
    <StatusTag tone={state === 'evidence_submitted' ? 'action' : 'plain'}>
      {milestoneStateLabels[state]}
    </StatusTag>
  )
}

const tones = { none: 'plain', amber: 'warn', red: 'bad' } as const

/** Days against baseline in words. Color only while something can still be done about it. */
export function VarianceTag(props: {
  variance: { days: number | null; flag: VarianceFlag }
  state: MilestoneState
}) {
  const { days, flag } = props.variance
  if (days === null) return <span className="absent">no date yet</span>
  return (
    <StatusTag tone={isFinal(props.state) ? 'plain' : tones[flag]}>{varianceWords(days)}</StatusTag>
  )
}
