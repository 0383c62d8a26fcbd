import { roleLabels } from '#app/domain/access.ts'
import * as paths from '#app/paths.ts'
import type { Study } from '#db/studies/find.ts'
import { Done } from './notices.tsx'

/** What was just done to a study as a whole, and what comes next. */
export function StudyDone({ done, study }: { done: string | null; study: Study }) {
  const leads = study.team.filter(({ role }) => role === 'lead').map(({ name }) => name)
  if (done === 'entered') {
    return (
      <Done says="The study is entered, and its milestones are planned from the day of the award.">
        <p>
          {leads.join(' and ')}, {roleLabels.lead.toLowerCase()}, is told and completes the{' '}
          <a href={paths.studyRecord(study.slug)}>record</a>: arms, outcomes, sample and dates.
          Sites come by invitation.
        </p>
      </Done>
    )
  }
  if (done === 'appointed') {
    return (
      <Done says={`${leads.join(' and ')} leads this study now.`}>
        <p>Whoever led it before sees it no longer. The new lead is told.</p>
      </Done>
    )
  }
  return null
}
