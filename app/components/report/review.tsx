import { Checklist } from './checklist.tsx'
import { ComparedSection } from './comparison.tsx'
import { Differences } from './differences.tsx'
import { SealedFiles } from './files.tsx'
import { BurdenLine, ReportPage, ReportStatusTag, reportTitle } from './head.tsx'
import { Moves, type OfferedMove } from './moves.tsx'
import { DoneNotice, ReturnWords } from './notices.tsx'
import { SecondLooks } from './opinions.tsx'
import { ThreadList } from './threads.tsx'
import { VersionList } from './versions.tsx'
import { WarningLines } from './warnings.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Columns, Section } from '#app/components/page.tsx'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import type { sayingAfter } from '#app/domain/report/sayings.ts'
import type { CheckItem } from '#app/domain/report/checklist.ts'
import { differencesOf, saidIn } from '#app/domain/report/differences.ts'
import { formatShortDue } from '#app/domain/report/due.ts'
import { isBeingCorrected, reportStatus } from '#app/domain/report/states.ts'
import { type Answers, sectionsToFill } from '#app/domain/report/template.ts'
import { remarkRefusal } from '#app/domain/report/threads.ts'
import { whatHappensNext, whoseTurn } from '#app/domain/report/turn.ts'
import * as paths from '#app/paths.ts'
import type { Beside } from '#db/reports/beside.ts'
import type { SecondLook } from '#db/reports/opinions.ts'
import type { Reviewed } from '#db/reports/reviewed.ts'

export interface ReviewProps extends Omit<Beside, 'files'> {
  reviewed: Reviewed
  moves: OfferedMove[]
  done: ReturnType<typeof sayingAfter>
  mayReview: boolean
  looks: SecondLook[]
  lookHref: string | null
  /** Where this person says what they would do, if they were asked and have not. */
  opinionHref: string | null
  checks: CheckItem[]
  checklistHref: string | null
  /** Where a practice note that rests on this report begins; null: nobody may, or nothing is accepted. */
  lessonHref: string | null
}

/** A submitted report as the agency reads it: what was sealed, beside what to hold it against. */
export function Review(props: ReviewProps) {
  const { reviewed, moves, versions, words } = props
  const { report, items, latest, last, yearBefore, before, targets } = reviewed
  const { state } = report
  const discussed = {
    number: report.number,
    threads: props.threads,
    mayAsk: props.mayReview && remarkRefusal('question', null, state) === null,
  }
  const sections = sectionsToFill(items)
  const explanations: Answers = Object.fromEntries(
    latest.sealed.answers.map(({ code, explanation }) => [code, explanation]),
  )
  return (
    <ReportPage
      isTop
      report={report}
      title={reportTitle(report)}
      lead={
        <>
          <ReportStatusTag status={reportStatus(state)} /> {whoseTurn(state)}
          {report.standsInFor && ` You stand in for ${report.standsInFor}.`}
        </>
      }
      actions={
        props.lessonHref && (
          <ButtonLink look="outline" href={props.lessonHref}>
            Draft a practice note
          </ButtonLink>
        )
      }
    >
      <BurdenLine burden={props.burden} />
      <DoneNotice done={props.done} />
      {props.opinionHref && (
        <Alert tone="info" title="You are asked for a second look">
          <p>
            The review does not wait for you. <a href={props.opinionHref}>Say what you would do</a>
          </p>
        </Alert>
      )}
      {isBeingCorrected(state) && (
        <Alert tone="warning">
          Version {state.acceptedVersionNo} counts in totals and is being corrected.
        </Alert>
      )}
      {state.author === 'submitted' ? null : (
        <Alert tone="info">
          You read version {latest.no} as it was submitted. What the grantee is writing now becomes
          visible when it is signed.
        </Alert>
      )}
      <Columns
        main={
          <Moves
            number={report.number}
            version={report.version}
            moves={moves}
            shown={['pick_up', 'take_over', 'accept', 'return', 'hand_back', 'reopen']}
          />
        }
        side={null}
      />
      {(state.agency === 'returned' || state.agency === 'resubmitted') && (
        <ReturnWords words={words} sections={sections} />
      )}
      {before && state.agency !== 'accepted' && (
        <Section
          id="changes"
          title={`What changed since version ${before.no}`}
          aside={
            <a href={paths.reportCompare(report.number, before.no, latest.no)}>
              Compare any two versions
            </a>
          }
        >
          <Differences
            from={before.no}
            to={latest.no}
            sections={differencesOf(items, before, saidIn(latest.sealed))}
          />
        </Section>
      )}
      {Boolean(latest.sealed.warnings?.length) && (
        <Section id="warnings" title="What stands out">
          <WarningLines warnings={latest.sealed.warnings ?? []} />
        </Section>
      )}
      <Columns
        main={
          latest.nothingToReport ? (
            <Section id="nothing" title="Nothing to report">
              <p>
                {latest.sealed.certification.name} certified that there is nothing to report for
                this period.
              </p>
            </Section>
          ) : (
            [
              ...sections.map((section) => (
                <Section key={section.order} id={`section-${section.order}`} title={section.title}>
                  <ComparedSection
                    section={section}
                    label={report.label}
                    items={items}
                    answers={latest.answers}
                    origins={latest.origins}
                    explanations={explanations}
                    targets={targets}
                    last={last}
                    yearBefore={yearBefore}
                    before={before}
                    discussed={discussed}
                  />
                </Section>
              )),
              <SealedFiles
                key="files"
                number={report.number}
                files={latest.sealed.files ?? []}
                labelOf={(code) => items.find(({ itemCode }) => itemCode === code)?.label ?? code}
              />,
            ]
          )
        }
        side={
          <>
            <NextStep>
              <p>{whatHappensNext(state)}</p>
            </NextStep>
            <Checklist items={props.checks} href={props.checklistHref} />
            <SecondLooks looks={props.looks} askHref={props.lookHref} />
            <ThreadList number={report.number} threads={props.threads} items={items} />
            <Facts {...props} />
            <VersionList report={report} versions={versions} />
            <p>
              <a href={paths.reportHistory(report.number)}>History of this report</a>
            </p>
          </>
        }
      />
    </ReportPage>
  )
}

function Facts({ reviewed: { report, latest } }: ReviewProps) {
  const { certification, preparedBy } = latest.sealed
  return (
    <Section id="facts" title="About this version">
      <KeyValues
        facts={[
          { label: 'Version', value: latest.no },
          {
            label: 'Period',
            value: `${formatShortDate(report.periodStart)} to ${formatShortDate(report.periodEnd)}`,
          },
          {
            label: 'Due',
            value: (
              <a href={paths.reportPetition(report.number, 'extension')}>
                {formatShortDue(report)}
              </a>
            ),
          },
          { label: 'Submitted', value: formatDateTime(latest.submittedAt) },
          { label: 'Prepared by', value: preparedBy.join(', ') || 'nobody: nothing to report' },
          {
            label: 'Certified by',
            value: `${certification.name}, ${certification.title}`,
          },
          ...(latest.solePerson
            ? [
                {
                  label: 'One person',
                  value:
                    'Prepared and certified by the same person, who is alone in the organization.',
                },
              ]
            : []),
          { label: 'Form', value: report.templateTitle },
          { label: 'SHA-256', value: <code className="hash">{latest.sha256}</code> },
        ]}
      />
    </Section>
  )
}
