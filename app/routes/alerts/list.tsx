import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Done, EmptyState } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag, type TagTone } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime, formatDue } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import {
  type AlertStanding,
  alertBearingLabels,
  alertKindLabels,
  alertStanding,
  alertStandingLabels,
} from '#app/domain/study/alerts.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAlerts } from '#db/studies/alerts.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Contamination alerts of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const day = today()
  return {
    study,
    day,
    alerts: (await listAlerts(actor, study.id)).map(({ raisedAt, commentedAt, ...alert }) => ({
      ...alert,
      raisedAt: formatDateTime(raisedAt),
      commentedAt: commentedAt && formatDateTime(commentedAt),
      standing: alertStanding(alert, day),
    })),
    mayComment: may(actor.role, 'alert.comment'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

const tones: Record<AlertStanding, TagTone> = {
  waits: 'action',
  commented: 'good',
  timed_out: 'plain',
}

export default function Alerts() {
  const { study, day, alerts, mayComment, done } = useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="alerts"
      title="Contamination alerts"
      lead="Other awards at the place and in the sector of a site that enrols: people of the control group may find training there. A decision on such an overlap waits ten working days for the lead’s word."
    >
      {done === 'commented' && (
        <Done says="What it means for the study is kept.">
          <p>
            The evaluation officers and the director are told, and the overlap may be decided from
            now on. The record’s contrast is where a smaller one is planned for.
          </p>
        </Done>
      )}
      {alerts.length === 0 ? (
        <EmptyState title="Nothing was found beside the sites">
          From the day enrolment opens, each award that the rule finds to overlap with a site for
          the first time stands here. Modifications of a site stand with the award.
        </EmptyState>
      ) : (
        <DataTable id="alerts" caption="Contamination alerts" captionHidden>
          <thead>
            <tr>
              <HeaderCell>What was found</HeaderCell>
              <HeaderCell>Shares with the site</HeaderCell>
              <HeaderCell>Standing</HeaderCell>
              <HeaderCell>What it means for the study</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {alerts.map((alert) => (
              <tr key={alert.no}>
                <th scope="row" className="wrap">
                  {awardName(alert)}
                  <span className="sub">
                    {alert.number} · {alertKindLabels[alert.kind]}
                  </span>
                  <span className="sub">Raised {alert.raisedAt}</span>
                </th>
                <td className="wrap">
                  {[...alert.sharedStates, ...alert.sectors].join(', ')}
                  <span className="sub">
                    Site <a href={paths.award(alert.siteNumber)}>{alert.siteNumber}</a>
                  </span>
                </td>
                <td className="wrap">
                  <StatusTag tone={tones[alert.standing]}>
                    {alertStandingLabels[alert.standing]}
                  </StatusTag>
                  {alert.standing === 'waits' && (
                    <span className="sub">Until {formatDue(alert.freeOn, day)}</span>
                  )}
                </td>
                <td className="wrap">
                  {alert.bearing ? (
                    <>
                      <strong>{alertBearingLabels[alert.bearing]}.</strong> {alert.words}
                      <span className="sub">
                        {alert.commentedBy}, {alert.commentedAt}
                      </span>
                    </>
                  ) : mayComment ? (
                    <a href={paths.studyAlert(study.slug, alert.no)}>
                      Say what it means
                      <span className="visually-hidden">: {awardName(alert)}</span>
                    </a>
                  ) : (
                    'Nothing said yet'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </StudyFrame>
  )
}
