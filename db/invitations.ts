import type { Permitted, Role } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { invitationDays, rolesToInvite } from '#app/domain/invitation.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from './events.ts'
import { type Trx, db } from './index.ts'
import { anywhere } from './pattern.ts'
import { enqueue } from './jobs.ts'
import { invitationsSeenBy, organizationsInvitedBy, ownStudies } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** Invitations still waiting, the newest first, those that ran out among them. */
export async function listInvitations(actor: Permitted<'person.read'>) {
  return waiting()
    .where('invitations.id', 'in', invitationsSeenBy(actor))
    .orderBy('invitations.id', 'desc')
    .limit(100)
    .execute()
}

export async function findInvitation(
  actor: Permitted<'person.read' | 'person.invite'>,
  id: number,
) {
  const invitation = await waiting()
    .where('invitations.id', 'in', invitationsSeenBy(actor))
    .where('invitations.id', '=', id)
    .executeTakeFirst()
  return invitation ?? null
}

function waiting() {
  return db
    .selectFrom('invitations')
    .innerJoin('organizations', 'organizations.id', 'invitations.organizationId')
    .leftJoin('people', 'people.id', 'invitations.invitedBy')
    .leftJoin('studies', 'studies.id', 'invitations.studyId')
    .where('invitations.acceptedAt', 'is', null)
    .where('invitations.withdrawnAt', 'is', null)
    .select([
      'invitations.id',
      'invitations.email',
      'invitations.role',
      'invitations.invitedAt',
      'invitations.expiresAt',
      'people.name as invitedBy',
      'organizations.name as organization',
      'organizations.sample',
      'studies.title as study',
    ])
}

/** At most so many organizations are offered to choose from. */
const organizationsOffered = 100

/** Organizations the actor may invite into, agencies first, by a part of their name; `isMore` where not
 *  all that fit are among them. */
export async function listOrganizationsToInvite(
  actor: Permitted<'person.invite'>,
  part: string | null,
) {
  const rows = await toInvite(actor)
    .$if(part !== null, (query) => query.where('name', 'ilike', anywhere(part ?? '')))
    .orderBy('kind')
    .orderBy('name')
    .limit(organizationsOffered + 1)
    .execute()
  return {
    organizations: rows.slice(0, organizationsOffered),
    isMore: rows.length > organizationsOffered,
  }
}

/** One of them; null for any other. */
export async function findOrganizationToInvite(actor: Permitted<'person.invite'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  return (await toInvite(actor).where('id', '=', id).executeTakeFirst()) ?? null
}

function toInvite(actor: Permitted<'person.invite'>) {
  return db
    .selectFrom('organizations')
    .where('id', 'in', organizationsInvitedBy(actor))
    .select(['id', 'name', 'kind', 'sample'])
}

/** The studies a lead may invite into; none for everyone else. */
export async function listStudiesToInvite(actor: Permitted<'person.invite'>) {
  if (actor.role !== 'lead') return []
  return db
    .selectFrom('studies')
    .where('id', 'in', ownStudies(actor.membershipId))
    .select(['id', 'title'])
    .orderBy('title')
    .execute()
}

export interface NewInvitation {
  email: string
  role: Role
  organizationId: number
  studyId: number | null
}

/** Invites by mail; the job that sends it makes the link. Null for an organization out of reach. */
export async function createInvitation(
  actor: Permitted<'person.invite'>,
  key: WriteKey,
  { email, role, organizationId, studyId }: NewInvitation,
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const organization = await trx
      .selectFrom('organizations')
      .where('id', '=', organizationId)
      .where('id', 'in', organizationsInvitedBy(actor))
      .select(['id', 'kind', 'name'])
      .executeTakeFirst()
    if (!organization) return null
    if (!rolesToInvite(actor.role, organization.kind).includes(role)) {
      throw new Refusal({ role: 'Choose a role of this organization.' })
    }
    await checkStudy(trx, actor, studyId)
    await refuseMember(trx, email, organization, studyId)
    await replaceExpired(trx, email, organizationId)
    const id = await insertInvitation(trx, {
      organizationId,
      organizationKind: organization.kind,
      email,
      role,
      studyId,
      invitedBy: actor.personId,
      tokenHash: null,
    })
    await record(trx, actor, {
      kind: 'account.invited',
      organizationId,
      after: { invitationId: id, email, role, ...(studyId ? { studyId } : {}) },
    })
    await enqueue(trx, 'send_invitation', { invitationId: id }, `invitation ${id}`)
    return { id }
  })
}

async function checkStudy(
  trx: Trx,
  actor: Permitted<'person.invite'>,
  studyId: number | null,
): Promise<void> {
  if (actor.role !== 'lead') {
    if (studyId !== null) throw new Refusal({ study: 'Only the lead of a study invites into it.' })
    return
  }
  const study = await trx
    .selectFrom('studies')
    .where('id', '=', studyId)
    .where('id', 'in', ownStudies(actor.membershipId))
    .select('id')
    .executeTakeFirst()
  if (!study) throw new Refusal({ study: 'Choose one of your studies.' })
}

async function refuseMember(
  trx: Trx,
  email: string,
  organization: { id: number; name: string },
  studyId: number | null,
): Promise<void> {
  const member = await trx
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('people.email', '=', email)
    .where('memberships.organizationId', '=', organization.id)
    .where('memberships.endedAt', 'is', null)
    .select([
      'memberships.id',
      (eb) =>
        eb
          .exists(
            eb
              .selectFrom('studyTeam')
              .whereRef('studyTeam.membershipId', '=', 'memberships.id')
              .where('studyTeam.studyId', '=', studyId)
              .where('studyTeam.endedAt', 'is', null)
              .select('studyTeam.studyId'),
          )
          .as('isInStudy'),
    ])
    .executeTakeFirst()
  if (!member || (studyId !== null && !member.isInStudy)) return
  const place = studyId === null ? organization.name : 'this study'
  throw new Refusal({ email: `This person already belongs to ${place}.` })
}

export async function replaceExpired(
  trx: Trx,
  email: string,
  organizationId: number,
): Promise<void> {
  await trx
    .updateTable('invitations')
    .set({ withdrawnAt: now() })
    .where('email', '=', email)
    .where('organizationId', '=', organizationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '<=', now())
    .execute()
}

export async function insertInvitation(
  trx: Trx,
  invitation: Omit<NewInvitation, 'studyId'> & {
    organizationKind: 'agency' | 'grantee' | 'evaluator'
    studyId: number | null
    invitedBy: number | null
    tokenHash: string | null
  },
): Promise<number> {
  const made = await trx
    .insertInto('invitations')
    .values({ ...invitation, invitedAt: now(), expiresAt: expiry() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'email'])
        .where('acceptedAt', 'is', null)
        .where('withdrawnAt', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (made) return made.id
  throw new Refusal({
    email: 'An invitation to this address is already waiting. Withdraw it to send another.',
  })
}

function expiry(): Date {
  return new Date(now().getTime() + invitationDays * 86_400_000)
}

export async function withdrawInvitation(
  actor: Permitted<'person.invite'>,
  key: WriteKey,
  id: number,
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const invitation = await trx
      .selectFrom('invitations')
      .where('id', '=', id)
      .where('id', 'in', invitationsSeenBy(actor))
      .select(['id', 'email', 'role', 'organizationId', 'acceptedAt', 'withdrawnAt'])
      .forUpdate()
      .executeTakeFirst()
    if (!invitation) return null
    if (invitation.acceptedAt) {
      throw new Conflict('This invitation was accepted in the meantime.', {
        who: invitation.email,
        at: invitation.acceptedAt.toISOString(),
      })
    }
    if (invitation.withdrawnAt) {
      throw new Conflict('This invitation was withdrawn in the meantime.', {
        who: null,
        at: invitation.withdrawnAt.toISOString(),
      })
    }
    await trx
      .updateTable('invitations')
      .set({ withdrawnAt: now(), tokenHash: null })
      .where('id', '=', id)
      .execute()
    await record(trx, actor, {
      kind: 'account.invitation_withdrawn',
      organizationId: invitation.organizationId,
      before: { invitationId: id, email: invitation.email, role: invitation.role },
    })
    return { id }
  })
}
