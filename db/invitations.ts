import type { Permitted, Role, SystemPermitted, Visitor } from '#app/domain/access.ts'
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
export const organizationsOffered = 100

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

async function replaceExpired(trx: Trx, email: string, organizationId: number): Promise<void> {
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

async function insertInvitation(
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

/** Makes the link with this hash the invitation's only one; null when it is no longer open. */
export async function openInvitation(id: number, tokenHash: string) {
  const invitation = await db
    .updateTable('invitations')
    .from('organizations')
    .whereRef('organizations.id', '=', 'invitations.organizationId')
    .set({ tokenHash })
    .where('invitations.id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', now())
    .returning(['invitations.email', 'invitations.role', 'organizations.name as organization'])
    .executeTakeFirst()
  return invitation ?? null
}

/** What a mailed link opens, with the account its address has already; null once it is used up. */
export async function findInvitationByToken(tokenHash: string) {
  const invitation = await db
    .selectFrom('invitations')
    .innerJoin('organizations', 'organizations.id', 'invitations.organizationId')
    .leftJoin('people', 'people.email', 'invitations.email')
    .leftJoin('studies', 'studies.id', 'invitations.studyId')
    .where('invitations.tokenHash', '=', tokenHash)
    .where('invitations.acceptedAt', 'is', null)
    .where('invitations.withdrawnAt', 'is', null)
    .where('invitations.expiresAt', '>', now())
    .select([
      'invitations.id',
      'invitations.email',
      'invitations.role',
      'invitations.expiresAt',
      'organizations.name as organization',
      'studies.title as study',
      'people.id as personId',
      'people.disabledAt',
    ])
    .executeTakeFirst()
  return invitation ?? null
}

/** Takes an invitation once: as the account given, or as a new person. Answers who now acts in which
 *  membership; null when somebody else used the link first or the account may not use it. */
export async function acceptInvitation(
  tokenHash: string,
  as: { personId: number } | { name: string; passwordHash: string },
  requestId: string,
): Promise<{ personId: number; membershipId: number } | null> {
  return db.transaction().execute(async (trx) => {
    const invitation = await trx
      .updateTable('invitations')
      .set({ acceptedAt: now() })
      .where('tokenHash', '=', tokenHash)
      .where('acceptedAt', 'is', null)
      .where('withdrawnAt', 'is', null)
      .where('expiresAt', '>', now())
      .returning(['id', 'email', 'role', 'organizationId', 'organizationKind', 'studyId'])
      .executeTakeFirst()
    if (!invitation) return null
    const personId = await takePerson(trx, invitation.email, as)
    const visitor: Visitor = { kind: 'visitor', personId, requestId }
    const membershipId = await join(trx, personId, invitation)
    await record(trx, visitor, {
      kind: 'account.joined',
      subjectPersonId: personId,
      organizationId: invitation.organizationId,
      after: { invitationId: invitation.id, membershipId, role: invitation.role },
    })
    if (invitation.studyId !== null) {
      await joinStudy(trx, visitor, membershipId, invitation.organizationId, invitation.studyId)
    }
    return { personId, membershipId }
  })
}

async function takePerson(
  trx: Trx,
  email: string,
  as: { personId: number } | { name: string; passwordHash: string },
): Promise<number> {
  if ('personId' in as) {
    const person = await trx
      .selectFrom('people')
      .where('id', '=', as.personId)
      .where('email', '=', email)
      .where('disabledAt', 'is', null)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
    if (person) return person.id
    throw new Refusal({ form: `This invitation is for ${email}. Sign in with that account.` })
  }
  const made = await trx
    .insertInto('people')
    .values({ email, name: as.name, passwordHash: as.passwordHash, createdAt: now() })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return made.id
  throw new Refusal({ form: 'This address has an account by now. Sign in to accept.' })
}

async function join(
  trx: Trx,
  personId: number,
  invitation: {
    role: Role
    organizationId: number
    organizationKind: 'agency' | 'grantee' | 'evaluator'
  },
): Promise<number> {
  const { role, organizationId, organizationKind } = invitation
  const held = await trx
    .selectFrom('memberships')
    .where('personId', '=', personId)
    .where('organizationId', '=', organizationId)
    .where('endedAt', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (held) return held.id
  const { id } = await trx
    .insertInto('memberships')
    .values({
      personId,
      organizationId,
      organizationKind,
      role,
      supervisorId: null,
      startedAt: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function joinStudy(
  trx: Trx,
  visitor: Visitor,
  membershipId: number,
  organizationId: number,
  studyId: number,
): Promise<void> {
  await trx
    .insertInto('studyTeam')
    .values({ studyId, membershipId, organizationId, startedAt: now() })
    .onConflict((conflict) =>
      conflict.columns(['studyId', 'membershipId']).doUpdateSet({ endedAt: null }),
    )
    .execute()
  await record(trx, visitor, {
    kind: 'study.member_joined',
    studyId,
    subjectPersonId: visitor.personId,
    organizationId,
    after: { membershipId },
  })
}

/** Invites the first administrator, at the operator's word alone: refused once there is one or an
 *  invitation for one is open. Enters the agencies that people of the portfolio work for, and answers
 *  the name of the one invited into. */
export async function inviteFirstAdministrator(
  operator: SystemPermitted<'person.invite'>,
  email: string,
  tokenHash: string,
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const { id: organizationId, name } = await enterAgencies(trx)
    await refuseSecondAdministrator(trx)
    await replaceExpired(trx, email, organizationId)
    const id = await insertInvitation(trx, {
      organizationId,
      organizationKind: 'agency',
      email,
      role: 'admin',
      studyId: null,
      invitedBy: null,
      tokenHash,
    })
    await record(trx, operator, {
      kind: 'account.invited',
      organizationId,
      after: { invitationId: id, email, role: 'admin' },
    })
    return name
  })
}

async function refuseSecondAdministrator(trx: Trx): Promise<void> {
  const administrator = await trx
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.role', '=', 'admin')
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select('memberships.id')
    .executeTakeFirst()
  if (administrator) {
    throw new Refusal({ email: 'There is an administrator already, who can invite others.' })
  }
  const invited = await trx
    .selectFrom('invitations')
    .where('role', '=', 'admin')
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', now())
    .select('id')
    .executeTakeFirst()
  if (invited) {
    throw new Refusal({
      email: `An administrator is invited already; the invitation works for ${invitationDays} days.`,
    })
  }
}

/** Offices for people to belong to, one for each agency that runs a stream or sponsors its studies. */
async function enterAgencies(trx: Trx): Promise<{ id: number; name: string }> {
  const agencies = await trx
    .selectFrom('agencies')
    .where('code', 'in', ['DOL', 'ETA', 'CEO', 'EDA'])
    .select(['code', 'name'])
    .execute()
  await trx
    .insertInto('organizations')
    .values(
      agencies.map(({ code, name }) => ({
        slug: code === 'DOL' ? 'administration' : code.toLowerCase(),
        kind: 'agency' as const,
        name: code === 'DOL' ? 'SETI administration' : name,
        agencyCode: code,
        sample: false,
      })),
    )
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
  return trx
    .selectFrom('organizations')
    .where('slug', '=', 'administration')
    .select(['id', 'name'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}
