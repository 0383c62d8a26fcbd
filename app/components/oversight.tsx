import { type CorrectionState, correctionStateLabels } from '#app/domain/oversight/corrections.ts'
import { type VisitState, visitStateLabels } from '#app/domain/oversight/visits.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatSize, largestFile } from '#app/domain/report/files.ts'
import { type Refused, RefusalSummary } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import type { FileTakenBack } from '#db/oversight/files_behind.ts'
import { SubmitRow } from './buttons.tsx'
import { FileForm } from './file_form.tsx'
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

export interface VisitFile {
  name: string
  /** Bytes. */
  size: number
  sha256: string
}

/** What stands behind a finding or the answer to it, each to be saved. */
export function VisitFiles(props: {
  number: string
  finding: number
  files: VisitFile[]
  /** Whether the reader may take them back. */
  isOwn?: boolean
}) {
  const { number, finding, files, isOwn } = props
  return files.map(({ name, size, sha256 }) => (
    <span className="sub" key={sha256}>
      <a href={paths.visitFile(number, finding, sha256)} download>
        {name}
      </a>
      , {formatSize(size)}
      {isOwn && (
        <>
          {' · '}
          <a href={paths.visitFileWithdrawal(number, finding, sha256)}>
            Take back<span className="visually-hidden"> {name}</span>
          </a>
        </>
      )}
    </span>
  ))
}

/** What was taken back, by whom, when and why; auditors open it still. */
export function FilesTakenBack(props: {
  number: string
  finding: number
  files: FileTakenBack[]
  isAuditor: boolean
}) {
  const { number, finding, files, isAuditor } = props
  return files.map(({ no, name, sha256, by, at, because }) => (
    <span className="sub" key={no}>
      {isAuditor ? (
        <a href={paths.visitFile(number, finding, sha256)} download>
          {name}
        </a>
      ) : (
        name
      )}
      , taken back by {by} on {formatDateTime(new Date(at))}: “{because}”
    </span>
  ))
}

/** Adds one file, below what is there already. */
export function AddVisitFile(props: {
  label: string
  hint: string
  reply: Refused | undefined
  instead: { label: string; href: string }
}) {
  const { label, hint, reply, instead } = props
  return (
    <>
      <RefusalSummary reply={reply} />
      <div className="narrow">
        <FileForm
          label={label}
          hint={`A PDF, picture, Word, Excel, CSV or text file of at most ${largestFile.words}. ${hint}`}
          accept=".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx,.txt"
          reply={reply}
        >
          <SubmitRow label="Add the file" instead={instead.label} href={instead.href} />
        </FileForm>
      </div>
    </>
  )
}
