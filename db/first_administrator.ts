import type { SystemPermitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { invitationDays } from '#app/domain/invitation.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { record } from './events.ts'
import { type Trx, db } from './index.ts'
import { insertInvitation, replaceExpired } from './invitations.ts'

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
