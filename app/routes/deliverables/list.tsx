import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { DeliverableTag } from '#app/components/deliverable.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { deliverableKindLabels } from '#app/domain/study/deliverables.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listDeliverables } from '#db/studies/deliverables.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Deliverables of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const planner = await requireActor(request, 'plan.read')
  const actor = await requireActor(request, 'deliverable.read')
  const study = found(await findStudyHead(planner, params['slug'] ?? ''))
  return {
    study,
    day: today(),
    deliverables: await listDeliverables(actor, study.id),
    mayPlan: may(actor.role, 'deliverable.plan') && study.sourceUrl === null,
  }
}

export default function Deliverables() {
  const { study, day, deliverables, mayPlan } = useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="deliverables"
      title="Deliverables"
      lead="What the study hands in: drafted in versions, read by people outside, accepted, made accessible and released."
      actions={
        mayPlan && (
          <ButtonLink href={paths.newDeliverable(study.slug)}>Plan a deliverable</ButtonLink>
        )
      }
    >
      {deliverables.length === 0 ? (
        <EmptyState title="Nothing is planned to be handed in yet">
          {study.sourceUrl === null
            ? 'The design report, interim and final reports, briefs and the data file stand here with the day each is due.'
            : 'The public page of this study names no deliverable with a date.'}
        </EmptyState>
      ) : (
        <DataTable id="deliverables" caption="Deliverables" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Deliverable</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Due</HeaderCell>
              <HeaderCell numeric>Drafts</HeaderCell>
              <HeaderCell numeric>Reviewers</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {deliverables.map((one) => (
              <tr key={one.no}>
                <th scope="row" className="wrap">
                  <a href={paths.deliverable(study.slug, one.no)}>{one.title}</a>
                  <span className="sub">{deliverableKindLabels[one.kind]}</span>
                </th>
                <td className="wrap">
                  <DeliverableTag state={one.state} />
                  {one.publicUrl && (
                    <span className="sub">
                      <a href={one.publicUrl} rel="noreferrer">
                        Read it<span className="visually-hidden">: {one.title}</span>
                      </a>
                    </span>
                  )}
                </td>
                <td className="wrap">
                  {one.state === 'released'
                    ? formatShortDate(one.dueOn)
                    : formatDue(one.dueOn, day)}
                </td>
                <td className="number">{one.drafts}</td>
                <td className="number">{one.reviews}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </StudyFrame>
  )
}
