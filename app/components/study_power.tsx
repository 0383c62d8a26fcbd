import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import {
  type StudyPower,
  powerDesignLabels,
  powerFieldNames,
  powerFields,
} from '#app/domain/study/power_inputs.ts'
import { reachedWords } from '#app/domain/study/power_words.ts'
import type { KeptInputs, KeptResults } from '#app/study_power.server.ts'
import { KeyValues } from './figures.tsx'
import { Alert } from './notices.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

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
  const { alphaEach, needed, perParticipant, binary, planned } = power
  return (
    <KeyValues
      facts={[
        {
          label: 'People to assign for this effect',
          value:
            needed === null
              ? 'more people at these sites do not suffice: it takes more sites'
              : formatCount(needed),
        },
        {
          label: 'Size of the test of each confirmatory outcome',
          value: String(Number(alphaEach.toPrecision(3))),
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

interface Memo {
  no: number
  words: string
  enrolled: number
  asOf: string
  savedBy: string
  savedAt: string
  inputs: KeptInputs
  results: KeptResults
}

/** What was kept, the latest first, each with its inputs. */
export function PowerMemos({ memos }: { memos: readonly Memo[] }) {
  return (
    <Section id="memos" title="Memos">
      {memos.length === 0 && (
        <p>No memo is kept yet. A memo keeps the result of a day with everything it rests on.</p>
      )}
      {memos.map(({ no, words, enrolled, asOf, savedBy, savedAt, inputs, results }) => (
        <details key={no} className="memo">
          <summary>
            Memo {no}, {formatShortDate(asOf)}: {formatCount(enrolled)} people, smallest effect{' '}
            {results.now.mdes === null ? 'not feasible' : `${results.now.mdes.toFixed(3)} SD`}
          </summary>
          <p>
            {savedBy}, {formatDateTime(new Date(savedAt))}
          </p>
          <blockquote className="typed">{words}</blockquote>
          <p>{reachedWords(results)}</p>
          <KeyValues
            facts={[
              { label: 'Design', value: powerDesignLabels[inputs.design] },
              // A memo of before a field was asked for says nothing of it.
              ...powerFieldNames.flatMap((name) =>
                inputs.numbers[name] === undefined
                  ? []
                  : [{ label: powerFields[name].label, value: String(inputs.numbers[name]) }],
              ),
            ]}
          />
        </details>
      ))}
    </Section>
  )
}
