import * as paths from '#app/paths.ts'
import { Parts } from './parts.tsx'

/** The pages about money, side by side. */
export function MoneyParts(props: { current: string; readsDecisions: boolean }) {
  const { current, readsDecisions } = props
  return (
    <Parts
      label="Pages about money"
      current={current}
      parts={[
        { label: 'How far it came', href: paths.money() },
        { label: 'Appropriations', href: paths.appropriations() },
        { label: 'Against evidence', href: paths.evidenceMoney() },
        { label: 'Briefing', href: paths.briefing() },
        ...(readsDecisions ? [{ label: 'Decisions', href: paths.decisions() }] : []),
      ]}
    />
  )
}
