import type { Visitor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { record } from './events.ts'
import { db } from './index.ts'

export async function findAccount(email: string) {
  return db
    .selectFrom('people')
    .where('email', '=', email)
    .where('disabledAt', 'is', null)
    .select(['id', 'name', 'email', 'passwordHash'])
    .executeTakeFirst()
}

/** The organizations a person may act for, by name. */
export async function listOwnMemberships(personId: number) {
  return db
    .selectFrom('memberships')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('memberships.personId', '=', personId)
    .where('memberships.endedAt', 'is', null)
    .select([
      'memberships.id',
      'memberships.role',
      'organizations.id as organizationId',
      'organizations.name as organizationName',
      'organizations.kind as organizationKind',
      'organizations.agencyCode',
      'organizations.sample',
    ])
    .orderBy('organizations.name')
    .execute()
}

/** The memberships in force of these addresses. */
export async function listAccounts(emails: readonly string[]) {
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('people.email', 'in', emails)
    .where('people.disabledAt', 'is', null)
    .where('memberships.endedAt', 'is', null)
    .select(['people.email', 'memberships.role', 'organizations.name as organization'])
    .orderBy('memberships.id')
    .execute()
}

export async function recordSignIn(visitor: Visitor): Promise<void> {
  await db
    .transaction()
    .execute((trx) =>
      record(trx, visitor, { kind: 'account.signed_in', subjectPersonId: visitor.personId }),
    )
}

export async function savePasswordHash(personId: number, passwordHash: string): Promise<void> {
  await db.updateTable('people').set({ passwordHash }).where('id', '=', personId).execute()
}

/** Sets a password its holder chose, and ends every session of theirs. */
export async function replacePassword(visitor: Visitor, passwordHash: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('people')
      .set((eb) => ({ passwordHash, version: eb('version', '+', 1) }))
      .where('id', '=', visitor.personId)
      .execute()
    await trx.deleteFrom('sessions').where('personId', '=', visitor.personId).execute()
    await trx.deleteFrom('passwordResets').where('personId', '=', visitor.personId).execute()
    await record(trx, visitor, {
      kind: 'account.password_changed',
      subjectPersonId: visitor.personId,
    })
  })
}

/** Takes a mailed link once: sets the password, ends every session, and the link is spent. */
export async function resetPassword(
  tokenHash: string,
  passwordHash: string,
  requestId: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const reset = await trx
      .deleteFrom('passwordResets')
      .where('tokenHash', '=', tokenHash)
      .where('expiresAt', '>', now())
      .returning('personId')
      .executeTakeFirst()
    if (!reset) return false
    const { numUpdatedRows } = await trx
      .updateTable('people')
      .set((eb) => ({ passwordHash, version: eb('version', '+', 1) }))
      .where('id', '=', reset.personId)
      .where('disabledAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await trx.deleteFrom('sessions').where('personId', '=', reset.personId).execute()
    await record(
      trx,
      { kind: 'visitor', personId: reset.personId, requestId },
      { kind: 'account.password_reset', subjectPersonId: reset.personId },
    )
    return true
  })
}

export async function isResetOpen(tokenHash: string): Promise<boolean> {
  const reset = await db
    .selectFrom('passwordResets')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now())
    .select('personId')
    .executeTakeFirst()
  return reset !== undefined
}
