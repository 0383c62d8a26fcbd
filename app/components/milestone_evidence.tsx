import { type Role, roleLabels } from '#app/domain/access.ts'
import { formatDate, formatDateTime } from '#app/domain/calendar.ts'
import type { Milestone } from '#db/studies/milestones.ts'
import { StatusTag } from './tags.tsx'

/** What was handed in for a milestone, newest first, and what was said to it. */
export function MilestoneEvidence({ evidence }: { evidence: Milestone['evidence'] }) {
  if (evidence.length === 0) return <p>Nothing was submitted yet.</p>
  return (
    <ol className="evidence">
      {evidence.map((one) => (
        <li key={one.id}>
          <p>
            <Decision decision={one.decision} /> Completed {formatDate(one.completedOn)}
          </p>
          <p className="typed">{one.description}</p>
          {one.url && (
            <p>
              <a href={one.url} rel="noreferrer">
                {one.url}
              </a>
            </p>
          )}
          <p className="section__note">
            Submitted by {one.submitter}, {roleLabels[one.submittedRole as Role]},{' '}
            {formatDateTime(new Date(one.submittedAt))}
          </p>
          {one.decidedAt && (
            <>
              {one.decisionWords && <blockquote className="typed">{one.decisionWords}</blockquote>}
              <p className="section__note">
                {one.decision === 'accepted' ? 'Accepted' : 'Sent back'} by {one.decider},{' '}
                {formatDateTime(new Date(one.decidedAt))}
              </p>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

function Decision({ decision }: { decision: 'accepted' | 'sent_back' | null }) {
  if (decision === 'accepted') return <StatusTag tone="good">Accepted</StatusTag>
  if (decision === 'sent_back') return <StatusTag tone="warn">Sent back</StatusTag>
  return <StatusTag tone="action">Waits for a decision</StatusTag>
}
