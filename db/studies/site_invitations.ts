import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { isAmong, siteInvitationsSeenBy, studiesSeenBy } from '../scope.ts'

/** A study that sends invitations, if the actor sees it; one that is only known from sources sends none. */
export async function findInvitingStudy(actor: Permitted<'site_invitation.send'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .where('sourceUrl', 'is', null)
    .select(['id', 'slug', 'title', 'sample'])
    .executeTakeFirst()
  return study ?? null
}

/** The invitations of a study that no site came of, the latest first. */
export async function listSiteInvitations(
  actor: Permitted<'site_invitation.read'>,
  studyId: number,
) {
  return invitations(actor)
    .where('siteInvitations.studyId', '=', studyId)
    .where('siteInvitations.state', '<>', 'accepted')
    .orderBy('siteInvitations.id', 'desc')
    .execute()
}

/** One invitation, with who runs the study, for whoever sees it; the study itself may be out of sight. */
export async function findSiteInvitation(
  actor: Permitted<'site_invitation.read'>,
  slug: string,
  id: number,
) {
  const row = await invitations(actor)
    .innerJoin('people as sender', 'sender.id', 'siteInvitations.sentBy')
    .innerJoin('organizations as firm', 'firm.id', 'studies.organizationId')
    .leftJoin('people as ender', 'ender.id', 'siteInvitations.endedBy')
    .where('studies.slug', '=', slug)
    .where('siteInvitations.id', '=', id)
    .select((eb) => [
      'siteInvitations.words',
      'siteInvitations.sentAt',
      'siteInvitations.endWords',
      'siteInvitations.endedAt',
      'siteInvitations.version',
      'studies.summary',
      'sender.name as senderName',
      'ender.name as enderName',
      'firm.name as firm',
      isAmong(studiesSeenBy(actor), eb.ref('studies.id')).as('isStudyOpen'),
      jsonArrayFrom(
        eb
          .selectFrom('studyTeam')
          .innerJoin('memberships', 'memberships.id', 'studyTeam.membershipId')
          .innerJoin('people', 'people.id', 'memberships.personId')
          .whereRef('studyTeam.studyId', '=', 'studies.id')
          .where('studyTeam.endedAt', 'is', null)
          .where('memberships.role', '=', 'lead')
          .select('people.name')
          .orderBy('people.name'),
      ).as('leads'),
    ])
    .executeTakeFirst()
  return row ?? null
}

export type SiteInvitationRow = NonNullable<Awaited<ReturnType<typeof findSiteInvitation>>>

/** Invitations that nobody has answered: to the own organization, and of those one sent oneself. */
export async function listSiteInvitationsOnDesk(actor: Permitted<'session.use'>, day: string) {
  const isGrantee = actor.organizationKind === 'grantee'
  return invitations(actor)
    .where('siteInvitations.state', '=', 'sent')
    .$if(isGrantee, (query) => query.where('siteInvitations.answerBy', '>=', day))
    .$if(!isGrantee, (query) => query.where('siteInvitations.sentBy', '=', actor.personId))
    .orderBy('siteInvitations.answerBy')
    .orderBy('siteInvitations.id')
    .limit(60)
    .execute()
}

function invitations(actor: Permitted<'site_invitation.read'> | Permitted<'session.use'>) {
  return db
    .selectFrom('siteInvitations')
    .innerJoin('studies', 'studies.id', 'siteInvitations.studyId')
    .innerJoin('awards', 'awards.id', 'siteInvitations.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('siteInvitations.id', 'in', siteInvitationsSeenBy(actor))
    .select([
      'siteInvitations.id',
      'siteInvitations.state',
      'siteInvitations.answerBy',
      'studies.slug',
      'studies.title',
      'studies.sample',
      'awards.number',
      'awards.name',
      'organizations.name as leadOrganization',
    ])
}
