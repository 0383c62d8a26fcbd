import type { Role, Visitor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { record } from './events.ts'
import { type Trx, db } from './index.ts'

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
