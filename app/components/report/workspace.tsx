import { BurdenLine, ReportPage, ReportStatusTag, reportTitle } from './head.tsx'
import { Moves, type OfferedMove } from './moves.tsx'
import { DoneNotice, ReasonNotice, ReturnWords } from './notices.tsx'
import { ThreadList } from './threads.tsx'
import { VersionList } from './versions.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Columns, Section } from '#app/components/page.tsx'
import type { sayingAfter } from '#app/domain/report/sayings.ts'
import type { TagTone } from '#app/components/tags.tsx'
import { type Task, TaskList } from '#app/components/tasks.tsx'
import { formatDate, formatShortDate } from '#app/domain/calendar.ts'
import { dueOnOf, formatReportDue } from '#app/domain/report/due.ts'
import { sectionsInPlay } from '#app/domain/report/fold.ts'
import { closedRefusal, petitionLabels } from '#app/domain/report/petitions.ts'
import { type FillState, fillState, fillStateLabels } from '#app/domain/report/readiness.ts'
import { isUnsent, reportStatus } from '#app/domain/report/states.ts'
import { isAnswered, isPrepared, sectionsToFill } from '#app/domain/report/template.ts'
import { countThreads } from '#app/domain/report/threads.ts'
import { whatHappensNext, whoseTurn } from '#app/domain/report/turn.ts'
import * as paths from '#app/paths.ts'
import type { Beside } from '#db/reports/beside.ts'
import type { Draft } from '#db/reports/draft.ts'
import type { Thread } from '#db/reports/threads.ts'

export interface WorkspaceProps extends Beside {
  draft: Draft
  moves: OfferedMove[]
  today: string
  done: ReturnType<typeof sayingAfter>
  /** Whether this person may fill the report from a file now. */
  mayUpload: boolean
}

/** A report as its own people see it: what to do, in any order, and what comes after. */
export function Workspace(props: WorkspaceProps) {
  const { draft, versions, today } = props
  const { report, filing } = draft
  const { state } = report
  const sections = sectionsToFill(filing.items)
  const isOpen = isUnsent(state)
  // Once something was submitted, the due date is met or missed and says nothing about today.
  const isFirst = isOpen && state.versionNo === 0
  return (
    <ReportPage
      isTop
      report={report}
      title={reportTitle(report)}
      lead={
        <>
          <ReportStatusTag status={reportStatus(state)} />{' '}
          {isFirst ? `Due ${formatReportDue(report, today)}.` : whoseTurn(state)}
        </>
      }
    >
      <BurdenLine burden={props.burden} />
      <DoneNotice done={props.done} />
      <ComeBack {...props} sections={sections} />
      <OpenQuestions count={countThreads(props.threads).open} />
      <Columns
        main={
          <>
            <Tasks {...props} sections={sections} />
            <Moves
              number={report.number}
              version={report.version}
              moves={props.moves}
              shown={['certify', 'decline', 'certify_nothing', 'withdraw']}
            />
          </>
        }
        side={
          <>
            <NextStep>
              {isFirst && <p>{whoseTurn(state)}</p>}
              <p>{whatHappensNext(state)}</p>
            </NextStep>
            <ThreadList number={report.number} threads={props.threads} items={filing.items} />
            <Facts {...props} />
            {versions.length > 0 && <VersionList report={report} versions={versions} />}
            <p>
              <a href={paths.reportHistory(report.number)}>History of this report</a>
            </p>
          </>
        }
      />
    </ReportPage>
  )
}

function Facts({ draft: { report } }: WorkspaceProps) {
  return (
    <Section id="facts" title="About this report">
      <KeyValues
        facts={[
          {
            label: 'Award',
            value: <a href={paths.award(report.awardNumber)}>{report.awardNumber}</a>,
          },
          {
            label: 'Period',
            value: `${formatShortDate(report.periodStart)} to ${formatShortDate(report.periodEnd)}`,
          },
          {
            label: 'Due',
            value: <DueFact report={report} />,
          },
          { label: 'Form', value: report.templateTitle },
          { label: 'Program officer', value: report.officerName ?? 'not assigned yet' },
          {
            label: 'Certifying official',
            value: report.certifiers.length > 0 ? report.certifiers.join(', ') : 'nobody yet',
          },
        ]}
      />
    </Section>
  )
}

/** Questions are answered in words; the report stays as it was signed. */
function OpenQuestions({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <Alert
      tone="warning"
      title={
        count === 1
          ? 'One question waits for your answer'
          : `${count} questions wait for your answer`
      }
    >
      <p>
        The program officer asks about what you sent. <a href="#questions">Read and answer</a>
      </p>
    </Alert>
  )
}

/** The date to work towards, the one by the terms where it is another, and the way to ask for more time. */
function DueFact({ report }: { report: Draft['report'] }) {
  const { statutoryDueOn, state } = report
  const due = dueOnOf(report)
  const isOpen = closedRefusal(state) === null
  return (
    <>
      {formatDate(due)}
      {statutoryDueOn !== due && ` (by the terms ${formatDate(statutoryDueOn)})`}
      {isOpen && (
        <>
          {'. '}
          <a href={paths.reportPetition(report.number, report.petition ?? 'extension')}>
            {report.petition ? `${petitionLabels[report.petition]} pending` : 'Ask for more time'}
          </a>
          {!report.petition && (
            <>
              {' or '}
              <a href={paths.reportPetition(report.number, 'waiver')}>to do without this report</a>
            </>
          )}
        </>
      )}
    </>
  )
}

type Section = ReturnType<typeof sectionsToFill>[number]

/** What came back, in the words it came back with. */
function ComeBack({ draft, words, sections }: WorkspaceProps & { sections: Section[] }) {
  const { reason } = draft
  const { state } = draft.report
  if (state.author !== 'draft') return null
  if (state.agency === 'returned' && reason?.kind !== 'report.declined') {
    return <ReturnWords words={words} sections={sections} />
  }
  return (
    <>
      {reason && <ReasonNotice title={reasonTitle(reason)} reason={reason.reason} at={reason.at} />}
      {state.agency === 'returned' && <ReturnWords words={words} sections={sections} />}
    </>
  )
}

function reasonTitle({ kind, who }: { kind: string; who: string | null }): string {
  const name = who ?? 'The agency'
  if (kind === 'report.declined') return `${name} declined to certify`
  if (kind === 'report.withdrawn') return `${name} withdrew the report`
  return `${name} reopened sections`
}

const tones: Record<FillState, TagTone> = {
  not_started: 'plain',
  in_progress: 'plain',
  complete: 'good',
  returned: 'warn',
  sealed: 'plain',
}

function Tasks({
  draft,
  moves,
  sections,
  files,
  mayUpload,
  threads,
}: WorkspaceProps & { sections: Section[] }) {
  const { report, filing, readiness, changedItems } = draft
  const { state } = report
  const changed = new Set(changedItems)
  const tasks = sections.map((section): Task => {
    const fill = fillState(section, {
      readiness,
      answers: filing.answers,
      explanations: filing.explanations,
      editable: sectionsInPlay(state),
      changed: section.items.some(({ itemCode }) => changed.has(itemCode)),
    })
    return {
      title: section.title,
      href: state.endedAs ? null : paths.reportSection(report.number, section.order),
      hint: [hintOf(section, draft), questionsHint(section, threads)].filter(Boolean).join(' · '),
      state: { tone: tones[fill], label: fillStateLabels[fill] },
    }
  })
  const backing = filing.items
    .filter(({ itemKind }) => itemKind === 'attachment')
    .map((item): Task => {
      const count = files.filter(({ itemCode }) => itemCode === item.itemCode).length
      return {
        title: item.label,
        href: state.endedAs ? null : paths.reportFiles(report.number, item.itemCode),
        hint: 'Files that back a figure or an answer',
        state: {
          tone: 'plain',
          label: count === 0 ? 'No files' : count === 1 ? '1 file' : `${count} files`,
        },
      }
    })
  const handOver = moves.find(({ name }) => name === 'hand_over')
  const check: Task = {
    title: 'Check your answers and hand over',
    href: state.endedAs ? null : paths.reportCheck(report.number),
    hint: checkHint(draft),
    state:
      state.author === 'draft' || state.author === 'not_started'
        ? handOver && !handOver.disabled
          ? { tone: 'action', label: 'Ready' }
          : { tone: 'plain', label: 'Not yet' }
        : { tone: 'good', label: 'Handed over' },
  }
  return (
    <Section
      id="tasks"
      title={state.author === 'submitted' ? 'What was sent' : 'What to do'}
      aside={
        mayUpload && <a href={paths.reportUpload(report.number)}>Upload figures from a file</a>
      }
    >
      <TaskList
        tasks={
          state.author === 'submitted' ? [...tasks, ...backing] : [...tasks, ...backing, check]
        }
      />
    </Section>
  )
}

function hintOf(section: Section, { filing }: Draft): string {
  const required = section.items.filter((item) => item.required && isPrepared(item))
  if (required.length === 0) return 'Nothing here is required'
  const answered = required.filter(
    ({ itemCode }) =>
      isAnswered(filing.answers[itemCode]) || isAnswered(filing.explanations[itemCode]),
  )
  return `${answered.length} of ${required.length} required answers`
}

function questionsHint(section: Section, threads: readonly Thread[]): string | null {
  const { open } = countThreads(
    threads.filter((thread) => section.items.some(({ itemCode }) => itemCode === thread.itemCode)),
  )
  if (open === 0) return null
  return open === 1 ? '1 question to answer' : `${open} questions to answer`
}

function checkHint({ report, readiness }: Draft): string {
  if (report.state.author === 'awaiting_certification') {
    return report.handedOverBy ? `Handed over by ${report.handedOverBy}` : ''
  }
  const { blocking, unexplained } = readiness
  if (blocking === 0) {
    return unexplained ? 'Warnings to explain' : 'Every required item is answered'
  }
  return blocking === 1 ? '1 item still needs an answer' : `${blocking} items still need an answer`
}
