import type { OwnRating } from '#app/domain/evidence/own_finding.ts'
import { KeyValues } from './figures.tsx'

/** What rules make of a finding, never shown as a clearinghouse's own. */
export function ProvisionalFacts({ ratings }: { ratings: OwnRating[] }) {
  return (
    <KeyValues
      facts={ratings.map(({ system, level, reasons }) => ({
        label: `${system}, worked out here`,
        value: <ProvisionalLevel level={level} reasons={reasons} />,
      }))}
    />
  )
}

/** A level that a rule worked out, with the word that it is provisional and each reason with its code. */
export function ProvisionalLevel({ level, reasons }: Pick<OwnRating, 'level' | 'reasons'>) {
  return (
    <>
      {level ?? 'not rated'} <em>provisional</em>
      <ul className="plain-list">
        {reasons.map(({ code, says }) => (
          <li key={code} className="sub">
            {says} <code>{code}</code>
          </li>
        ))}
      </ul>
    </>
  )
}
