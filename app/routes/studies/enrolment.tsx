import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { EnrolmentFlow, EnrolmentMonths, SiteSplits } from '#app/components/study_enrolment.tsx'
import { Lapses } from '#app/components/lapses.tsx'
import { KeyFigures, ProgressBar } from '#app/components/figures.tsx'
import { Alert, Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { may } from '#app/domain/access.ts'
import { formatDate, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import { type EnrolmentSummary, enrolmentSummary } from '#app/domain/study/enrolment_summary.ts'
import { addCounts, noCounts } from '#app/domain/study/monthly_counts.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAssignmentChecks } from '#db/studies/assignment_checks.ts'
import { listCounts } from '#db/studies/enrolment.ts'
import { listLapses } from '#db/studies/lapses.ts'
import { findStudyHead, listRecords } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Enrolment of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const [[record], counts, checks] = await Promise.all([
    listRecords(actor, study.id),
    listCounts(actor, study.id),
    listAssignmentChecks(actor, study.id),
  ])
  const day = today()
  return {
    study,
    day,
    lapses: await listLapses(actor, study.id, day),
    counts,
    summary: enrolmentSummary(record ?? null, counts, day, checks),
    total: addCounts(counts.map((one) => ({ ...noCounts, ...one }))),
    mayWrite: may(actor.role, 'study.write'),
    readsArms: may(actor.role, 'arms.read'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function Enrolment() {
  const { study, day, lapses, counts, summary, total, mayWrite, readsArms, done } =
    useLoaderData<typeof loader>()
  const { slug, enrolmentOpenedOn } = study
  return (
    <StudyFrame
      study={study}
      part="enrolment"
      title="Enrolment"
      lead={
        enrolmentOpenedOn
          ? `Open since ${formatDate(enrolmentOpenedOn)}.`
          : 'Not open yet. Nobody is enrolled before registration and clearances stand.'
      }
      actions={
        enrolmentOpenedOn ? (
          mayWrite && (
            <>
              <ButtonLink href={paths.enrolmentCounts(slug)}>Count a month</ButtonLink>
              <ButtonLink look="outline" href={paths.countFile(slug)}>
                Count by a file
              </ButtonLink>
            </>
          )
        ) : (
          <ButtonLink href={paths.enrolmentOpening(slug)}>See what is missing</ButtonLink>
        )
      }
    >
      <Lapses slug={slug} lapses={lapses} readsPlan />
      {done === 'opened' && enrolmentOpenedOn && (
        <Done says="Enrolment is open.">
          <p>
            Count each month at each site once it is over. Pace, forecast and power follow from the
            counts.
          </p>
        </Done>
      )}
      {(done === 'counted' || done === 'file') && (
        <Done
          says={done === 'file' ? 'The counts of the file are stored.' : 'The month is counted.'}
        >
          <p>
            Pace, forecast and split below hold it already. See what it does to the{' '}
            <a href={paths.studyPower(slug)}>power of the study</a>.
          </p>
        </Done>
      )}
      {counts.length === 0 ? (
        <EmptyState title="No month is counted yet">
          Each month shows here by site: reached, assessed, left out with the reason, assigned.
        </EmptyState>
      ) : (
        <>
          <Standing summary={summary} />
          <Section id="flow" title="Participant flow">
            <EnrolmentFlow total={total} />
            {readsArms && (
              <p>
                <a href={paths.studyArms(slug)}>Take-up and crossover by arm</a> are apart: each
                look is kept in the study’s history.
              </p>
            )}
          </Section>
          <Section id="split" title="Assignment by site">
            <SiteSplits sites={summary.sites} />
            <p>
              <a href={paths.assignmentChecks(slug)}>Checks of the assignments</a> say whether any
              was overridden, out of order or made twice.
            </p>
          </Section>
          <Section id="months" title="Months">
            <EnrolmentMonths slug={slug} counts={counts} mayWrite={mayWrite} day={day} />
          </Section>
        </>
      )}
    </StudyFrame>
  )
}

function Standing({ summary }: { summary: EnrolmentSummary }) {
  const { enrolled, target, closesOn, pace, needed, reachesOn } = summary
  const isLate = closesOn !== null && (reachesOn === null || reachesOn > closesOn)
  return (
    <>
      {target !== null && pace !== null && isLate && (
        <Alert tone="warning" title="At this pace enrolment misses its target">
          {reachesOn
            ? `It would reach ${formatCount(target)} people on ${formatDate(reachesOn)}, after it closes on ${formatDate(closesOn)}.`
            : `It would never reach ${formatCount(target)} people.`}
        </Alert>
      )}
      <KeyFigures
        figures={[
          {
            label: 'People assigned',
            value: formatCount(enrolled),
            note: target ? `of ${formatCount(target)} planned` : 'no target in the record',
          },
          {
            label: 'Pace',
            value: pace === null ? '–' : `${perMonth(pace)} a month`,
            note: 'the last full months counted, three at most',
          },
          {
            label: 'Pace needed',
            value: needed === null ? '–' : `${perMonth(needed)} a month`,
            note: closesOn ? `until ${formatShortDate(closesOn)}` : 'no end in the record',
          },
          {
            label: 'Reaches its target',
            value: reachesOn ? formatShortDate(reachesOn) : pace === null ? '–' : 'never',
            note: 'at the pace of today',
          },
        ]}
      />
      {target !== null && (
        <ProgressBar share={enrolled / target}>
          {formatCount(enrolled)} of {formatCount(target)} people
        </ProgressBar>
      )}
    </>
  )
}

const perMonth = (people: number) => people.toFixed(1).replace(/\.0$/, '')
