import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import {
  type SiteInvitation,
  type SiteInvitationStanding,
  siteInvitationLabels,
  standingOf,
} from '#app/domain/study/site_invitations.ts'
import * as paths from '#app/paths.ts'
import { ButtonLink, ButtonRow } from './buttons.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

const tones: Record<SiteInvitationStanding, TagTone> = {
  sent: 'action',
  accepted: 'good',
  declined: 'bad',
  withdrawn: 'plain',
  lapsed: 'warn',
}

export function SiteInvitationTag({ standing }: { standing: SiteInvitationStanding }) {
  return <StatusTag tone={tones[standing]}>{siteInvitationLabels[standing]}</StatusTag>
}

interface Line extends SiteInvitation {
  id: number
  number: string
  name: string | null
  leadOrganization: string
}

/** The awards a study asked to be sites and that are none, and the way to ask another. */
export function SiteInvitations(props: {
  slug: string
  invitations: readonly Line[]
  today: string
  canInvite: boolean
  readsBoard: boolean
}) {
  const { slug, invitations, today, canInvite, readsBoard } = props
  return (
    <>
      {invitations.length > 0 && (
        <DataTable id="site-invitations" caption="Awards invited as a site">
          <thead>
            <tr>
              <HeaderCell>Award</HeaderCell>
              <HeaderCell>Invitation</HeaderCell>
              <HeaderCell>Answer by</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.id}>
                <th scope="row">
                  <a href={paths.siteInvitation(slug, invitation.id)}>{awardName(invitation)}</a>
                  <span className="sub">
                    {invitation.leadOrganization} · {invitation.number}
                  </span>
                </th>
                <td>
                  <SiteInvitationTag standing={standingOf(invitation, today)} />
                </td>
                <td className="nowrap">{formatShortDate(invitation.answerBy)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {(canInvite || readsBoard) && (
        <ButtonRow>
          {canInvite && (
            <ButtonLink look="outline" href={paths.newSite(slug)}>
              Invite an award as a site
            </ButtonLink>
          )}
          {readsBoard && <a href={paths.board({ study: slug })}>How awards do as sites</a>}
        </ButtonRow>
      )}
    </>
  )
}
