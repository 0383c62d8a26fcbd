import { roleLabels } from '#app/domain/access.ts'
import * as paths from '#app/paths.ts'
import type { Study } from '#db/studies/find.ts'
import { Alert, NextStep } from './notices.tsx'

/** What was just done to a study as a whole, and what comes next. */
export function StudyDone({ done, study }: { done: string | null; study: Study }) {
  const leads = study.team.filter(({ role }) => role === 'lead').map(({ name }) => name)
  if (done === 'entered') {
    return (
      <>
        <Alert tone="success">
          The study is entered, and its milestones are planned from the day of the award.
        </Alert>
        <NextStep>
          <p>
            {leads.join(' and ')}, {roleLabels.lead.toLowerCase()}, is told and completes the{' '}
            <a href={paths.studyRecord(study.slug)}>record</a>: arms, outcomes, sample and dates.
            Sites come by invitation.
          </p>
        </NextStep>
      </>
    )
  }
  if (done === 'appointed') {
    return (
      <>
        <Alert tone="success">{leads.join(' and ')} leads this study now.</Alert>
        <NextStep>
          <p>Whoever led it before sees it no longer. The new lead is told.</p>
        </NextStep>
      </>
    )
  }
  return null
}
