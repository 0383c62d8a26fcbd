import { formatDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import {
  type StudyRecord,
  isRandom,
  outcomeSourceLabels,
  recordLabels,
  studyDesignHints,
  studyDesignLabels,
} from '#app/domain/study/record.ts'
import { KeyValues } from './figures.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

const open = <span className="absent">not entered yet</span>

/** One version of what a study is designed as. */
export function RecordFacts({ record }: { record: StudyRecord }) {
  const { design, programPlaces, controlPlaces, blockSize, sampleTarget, cost } = record
  const text = (value: string | null) => (value ? <span className="typed">{value}</span> : open)
  const arms = isRandom(design)
    ? [
        { label: recordLabels.programArm, value: text(record.programArm) },
        { label: recordLabels.controlArm, value: text(record.controlArm) },
        { label: recordLabels.contrast, value: text(record.contrast) },
        {
          label: 'Allocation',
          value:
            programPlaces && controlPlaces
              ? `${programPlaces} to the program for every ${controlPlaces} to the control group${blockSize ? `, in blocks of ${blockSize}` : ', without blocks'}`
              : open,
        },
      ]
    : [{ label: recordLabels.contrast, value: text(record.contrast) }]
  return (
    <KeyValues
      facts={[
        { label: recordLabels.questions, value: text(record.questions) },
        {
          label: recordLabels.design,
          value: (
            <>
              {studyDesignLabels[design]}
              <span className="sub">{studyDesignHints[design]}</span>
            </>
          ),
        },
        ...arms,
        {
          label: recordLabels.sampleTarget,
          value: sampleTarget ? formatCount(sampleTarget) : open,
        },
        { label: recordLabels.opensOn, value: record.opensOn ? formatDate(record.opensOn) : open },
        {
          label: recordLabels.closesOn,
          value: record.closesOn ? formatDate(record.closesOn) : open,
        },
        { label: recordLabels.needsClearance, value: record.needsClearance ? 'Yes' : 'No' },
        { label: recordLabels.cost, value: cost ? formatMoney(cost) : open },
      ]}
    />
  )
}

export function OutcomeTable({ outcomes }: { outcomes: StudyRecord['outcomes'] }) {
  if (outcomes.length === 0) {
    return <p>No outcome is entered yet. A registration names at least one primary outcome.</p>
  }
  return (
    <DataTable id="outcomes-table" caption="Outcomes" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Outcome</HeaderCell>
          <HeaderCell>Rank</HeaderCell>
          <HeaderCell>Read from</HeaderCell>
          <HeaderCell numeric>Months after assignment</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {outcomes.map(({ rank, name, source, months }) => (
          <tr key={`${rank} ${name} ${months}`}>
            <th scope="row">{name}</th>
            <td>{rank === 'primary' ? 'Primary' : 'Secondary'}</td>
            <td>{outcomeSourceLabels[source]}</td>
            <td className="number">{months}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
