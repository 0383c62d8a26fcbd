import { formatDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import type { StudyPower } from '#app/domain/study/power_inputs.ts'
import { KeyValues } from './figures.tsx'
import { Alert } from './notices.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** When the power asked for is reached, as a sentence. */
export function reachedWords({ targetReached }: Pick<StudyPower, 'targetReached'>): string {
  switch (targetReached.kind) {
    case 'reached':
      return 'The power asked for is reached with the people enrolled today.'
    case 'in_time':
      return `The power asked for is reached on ${formatDate(targetReached.on)}, with ${formatCount(targetReached.enrolled)} people.`
    case 'too_late':
      return `The power asked for would be reached on ${formatDate(targetReached.on)}, with ${formatCount(targetReached.enrolled)} people: after enrolment closes.`
    case 'never':
      return `The power asked for is never reached. ${targetReached.reason}`
  }
}

/** The answer first: will this enrolment carry the effect? */
export function PowerVerdict({ power }: { power: StudyPower }) {
  const { kind } = power.targetReached
  const isShort = kind === 'too_late' || kind === 'never'
  return (
    <Alert
      tone={isShort ? 'warning' : 'success'}
      title={isShort ? 'Underpowered at the pace of today' : 'On the way to its power'}
    >
      {reachedWords(power)}
    </Alert>
  )
}

/** What the study can tell today, at the close, and with the people planned. */
export function PowerTable({ power, target }: { power: StudyPower; target: number | null }) {
  const rows = [
    { label: 'Today', ...power.now },
    { label: 'When enrolment closes, at the pace of today', ...power.atClose },
  ]
  return (
    <DataTable id="power-table" caption="What the study can tell" captionHidden>
      <thead>
        <tr>
          <HeaderCell>When</HeaderCell>
          <HeaderCell numeric>People assigned</HeaderCell>
          <HeaderCell numeric>Smallest effect it finds (SD)</HeaderCell>
          <HeaderCell numeric>Chance to find the effect</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, enrolled, mdes, power: chance }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="number">{formatCount(enrolled)}</td>
            <td className="number">{mdes === null ? 'not feasible' : mdes.toFixed(3)}</td>
            <td className="number">{chance === null ? '–' : percent(chance)}</td>
          </tr>
        ))}
        {target !== null && (
          <tr>
            <th scope="row">With everyone planned</th>
            <td className="number">{formatCount(target)}</td>
            <td className="number">
              {power.planned ? power.planned.mdes.toFixed(3) : 'not feasible'}
            </td>
            <td className="number">–</td>
          </tr>
        )}
      </tbody>
    </DataTable>
  )
}

/** What follows for participants and for a yes-or-no outcome, and what the numbers rest on. */
export function PowerDetails({ power }: { power: StudyPower }) {
  const { needed, perParticipant, binary, planned } = power
  return (
    <KeyValues
      facts={[
        {
          label: 'People to assign for this effect',
          value:
            needed === null
              ? 'depends on sites or classes, not on people alone'
              : formatCount(needed),
        },
        {
          label: 'Smallest effect on those who take part, at the close',
          value: perParticipant === null ? '–' : `${perParticipant.toFixed(3)} SD`,
        },
        {
          label: 'Smallest rise of a yes-or-no outcome, at the close',
          value:
            binary === null ? '–' : `${(binary.upward ?? binary.mde).toFixed(1)} percentage points`,
        },
        ...(planned
          ? [
              {
                label: 'Multiplier and degrees of freedom, with everyone planned',
                value: `${planned.multiplier.toFixed(4)} at ${formatCount(Math.round(planned.df))}`,
              },
            ]
          : []),
      ]}
    />
  )
}

const percent = (share: number) => `${(100 * share).toFixed(0)}%`
