import type { Actor } from '#app/domain/access.ts'
import { db } from './index.ts'

/** What an actor is made of, read from `people`, `memberships` and `organizations`. */
export const actingColumns = [
  'people.id as personId',
  'people.name',
  'people.email',
  'memberships.id as membershipId',
  'memberships.role',
  'organizations.id as organizationId',
  'organizations.name as organizationName',
  'organizations.kind as organizationKind',
  'organizations.agencyCode',
] as const

/** Whoever a membership is, as long as it lasts and the account is not disabled. */
export async function readActing(
  membershipId: number | null,
  requestId: string,
): Promise<Actor | null> {
  const row = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('memberships.id', '=', membershipId)
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select(actingColumns)
    .executeTakeFirst()
  // The database ties role and kind of organization together.
  return row ? ({ kind: 'person', requestId, ...row } as Actor) : null
}
