import { type CorrectionState, correctionStateLabels } from '#app/domain/oversight/corrections.ts'
import { type VisitState, visitStateLabels } from '#app/domain/oversight/visits.ts'
import { StatusTag, type TagTone } from './tags.tsx'

const tones = {
  asked: 'action',
  answered: 'action',
  verified: 'action',
  closed: 'good',
} satisfies Record<CorrectionState, TagTone>

export function CorrectionTag({ state, isLate }: { state: CorrectionState; isLate: boolean }) {
  if (isLate) return <StatusTag tone="bad">Answer overdue</StatusTag>
  return <StatusTag tone={tones[state]}>{correctionStateLabels[state]}</StatusTag>
}

export function VisitTag({ state }: { state: VisitState }) {
  return (
    <StatusTag tone={state === 'planned' ? 'action' : 'plain'}>{visitStateLabels[state]}</StatusTag>
  )
}
