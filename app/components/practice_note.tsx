import type { ReactNode } from 'react'
import { formatShortDate } from '#app/domain/calendar.ts'
import { componentLabels } from '#app/domain/evidence/library.ts'
import {
  type PracticeState,
  certaintyLabels,
  certaintyMeanings,
  practiceStateLabels,
} from '#app/domain/evidence/practice.ts'
import * as paths from '#app/paths.ts'
import type { PracticeNote } from '#db/evidence/practice.ts'
import { KeyValues } from './figures.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

const tones: Record<PracticeState, TagTone> = {
  draft: 'plain',
  submitted: 'action',
  returned: 'warn',
  approved: 'good',
}

export function PracticeTag({ state }: { state: PracticeState }) {
  return <StatusTag tone={tones[state]}>{practiceStateLabels[state]}</StatusTag>
}

type ShownNote = Pick<
  PracticeNote,
  | 'done'
  | 'forWhom'
  | 'seen'
  | 'certainty'
  | 'sectors'
  | 'components'
  | 'modelName'
  | 'citations'
  | 'draftedBy'
>

/** A note as anybody reads it. `opens` where the reader may follow what it rests on within the tracker. */
export function PracticeBody({ note, opens }: { note: ShownNote; opens: boolean }) {
  return (
    <KeyValues
      facts={[
        { label: 'What was done', value: note.done },
        { label: 'For whom', value: note.forWhom },
        { label: 'What was seen', value: note.seen },
        {
          label: 'How sure one may be',
          value: (
            <>
              <strong>{certaintyLabels[note.certainty]}.</strong>{' '}
              {certaintyMeanings[note.certainty]}
            </>
          ),
        },
        {
          label: 'What it rests on',
          value: <Citations citations={note.citations} opens={opens} />,
        },
        ...(note.sectors.length > 0 ? [{ label: 'Sectors', value: note.sectors.join(', ') }] : []),
        ...(note.components.length > 0
          ? [
              {
                label: 'Components',
                value: note.components.map((one) => componentLabels[one]).join(', '),
              },
            ]
          : []),
        ...(note.modelName ? [{ label: 'Model', value: note.modelName }] : []),
      ]}
    />
  )
}

function Citations({ citations, opens }: { citations: ShownNote['citations']; opens: boolean }) {
  return (
    <ul>
      {citations.map((one, position) => (
        <li key={position}>
          <Cited one={one} opens={opens} />
        </li>
      ))}
    </ul>
  )
}

function Cited({ one, opens }: { one: ShownNote['citations'][number]; opens: boolean }): ReactNode {
  if (one.findingCode) {
    return (
      <>
        <a href={paths.finding(one.findingCode)}>Finding {one.findingCode}</a>: {one.libraryOutcome}
        , {one.libraryProgram}
      </>
    )
  }
  if (one.studyFindingId && one.slug && one.findingNo) {
    const words = `${one.ownOutcome ?? ''}, ${one.study ?? ''}`
    return opens ? <a href={paths.studyFinding(one.slug, one.findingNo)}>{words}</a> : words
  }
  const period = one.periodEnd ? `, period to ${formatShortDate(one.periodEnd)}` : ''
  const words = `Accepted report of ${one.grantee ?? 'a grantee'}${period}`
  return opens && one.reportNumber ? <a href={paths.report(one.reportNumber)}>{words}</a> : words
}
