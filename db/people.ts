import { type Permitted, type Role, rolesByKind } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { PeopleQuery } from '#app/domain/people.ts'
import { endStandIns } from './delegations.ts'
import { record } from './events.ts'
import { type Trx, db } from './index.ts'
import { anywhere } from './pattern.ts'
import { membershipsSeenBy } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

const peoplePageSize = 25

/** Memberships an actor sees, by the person's name, a page at a time. */
export async function listPeople(actor: Permitted<'person.read'>, query: PeopleQuery) {
  const backwards = query.before !== null
  const place = query.before ?? query.after
  const rows = await matching(actor, query)
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .$if(place !== null, (rest) =>
      rest.where((eb) =>
        eb(
          eb.refTuple('people.name', 'memberships.id'),
          backwards ? '<' : '>',
          eb.tuple(place?.name ?? '', place?.id ?? 0),
        ),
      ),
    )
    .select([
      'memberships.id',
      'memberships.role',
      'memberships.startedAt',
      'memberships.endedAt',
      'people.name',
      'people.email',
      'people.disabledAt',
      'organizations.name as organization',
      'organizations.sample',
    ])
    .orderBy('people.name', backwards ? 'desc' : 'asc')
    .orderBy('memberships.id', backwards ? 'desc' : 'asc')
    .limit(peoplePageSize + 1)
    .execute()
  const shown = rows.slice(0, peoplePageSize)
  if (backwards) shown.reverse()
  const [first, last] = [shown[0], shown.at(-1)]
  const hasMore = rows.length > peoplePageSize
  return {
    people: shown.map(({ startedAt, endedAt, disabledAt, ...person }) => ({
      ...person,
      since: startedAt,
      state: stateOf({ endedAt, disabledAt }),
    })),
    total: await countPeople(actor, query),
    previous: first && (backwards ? hasMore : place !== null) ? placeOf(first) : null,
    next: last && (backwards || hasMore) ? placeOf(last) : null,
  }
}

async function countPeople(actor: Permitted<'person.read'>, query: PeopleQuery): Promise<number> {
  const { count } = await matching(actor, query)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function matching(actor: Permitted<'person.read'>, { q, role, state }: PeopleQuery) {
  const pattern = anywhere(q ?? '')
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.id', 'in', membershipsSeenBy(actor))
    .$if(q !== null, (rest) =>
      rest.where((eb) =>
        eb.or([
          eb('people.name', 'ilike', pattern),
          eb('people.email', 'ilike', pattern),
          eb(
            'memberships.organizationId',
            'in',
            eb
              .selectFrom('organizations as named')
              .where('named.name', 'ilike', pattern)
              .select('named.id'),
          ),
        ]),
      ),
    )
    .$if(role !== null, (rest) => rest.where('memberships.role', '=', role ?? 'admin'))
    .$if(state === 'ended', (rest) => rest.where('memberships.endedAt', 'is not', null))
    .$if(state !== 'ended', (rest) => rest.where('memberships.endedAt', 'is', null))
    .$if(state === 'active', (rest) => rest.where('people.disabledAt', 'is', null))
    .$if(state === 'disabled', (rest) => rest.where('people.disabledAt', 'is not', null))
}

function placeOf({ name, id }: { name: string; id: number }) {
  return { name, id }
}

function stateOf(row: { endedAt: Date | null; disabledAt: Date | null }) {
  if (row.endedAt) return 'ended' as const
  return row.disabledAt ? ('disabled' as const) : ('active' as const)
}

/** One membership with its person, and what else that person belongs to as far as the actor sees. */
export async function findMembership(
  actor: Permitted<'person.read' | 'person.change'>,
  id: number,
) {
  const row = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .leftJoin('people as supervisors', 'supervisors.id', 'memberships.supervisorId')
    .where('memberships.id', '=', id)
    .where('memberships.id', 'in', membershipsSeenBy(actor))
    .select([
      'memberships.id',
      'memberships.role',
      'memberships.startedAt',
      'memberships.endedAt',
      'memberships.version',
      'memberships.supervisorId',
      'supervisors.name as supervisor',
      'people.id as personId',
      'people.name',
      'people.email',
      'people.disabledAt',
      'people.version as personVersion',
      'organizations.name as organization',
      'organizations.kind as organizationKind',
      'organizations.sample',
    ])
    .executeTakeFirst()
  if (!row) return null
  const others = await db
    .selectFrom('memberships')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('memberships.personId', '=', row.personId)
    .where('memberships.id', '<>', id)
    .where('memberships.endedAt', 'is', null)
    .where('memberships.id', 'in', membershipsSeenBy(actor))
    .select(['memberships.id', 'memberships.role', 'organizations.name as organization'])
    .orderBy('organizations.name')
    .execute()
  return { ...row, state: stateOf(row), isSelf: row.personId === actor.personId, others }
}

export type FoundMembership = NonNullable<Awaited<ReturnType<typeof findMembership>>>

/** Why a person's account is out of an administrator's own reach, or null. */
export function ownAccountProblem(membership: { isSelf: boolean }): string | null {
  return membership.isSelf ? 'Another administrator does this: it is your own account.' : null
}

/** Changes the role within the organization's kind; whoever acts in it has to sign in again. */
export async function changeRole(
  actor: Permitted<'person.change'>,
  key: WriteKey,
  id: number,
  version: number,
  { role }: { role: Role },
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const membership = await takeMembership(trx, actor, id, version)
    if (!membership) return null
    const allowed: readonly Role[] = rolesByKind[membership.organizationKind]
    if (!allowed.includes(role)) {
      throw new Refusal({ role: 'Choose a role of this kind of organization.' })
    }
    if (role === membership.role) throw new Refusal({ role: 'Choose another role than now.' })
    if (membership.role === 'admin') await keepAnAdministrator(trx, membership.personId)
    await trx
      .updateTable('memberships')
      .set((eb) => ({ role, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await endStandIns(trx, actor, { membershipId: id })
    await endSessionsOf(trx, membership.personId)
    await record(trx, actor, {
      kind: 'account.role_changed',
      subjectPersonId: membership.personId,
      organizationId: membership.organizationId,
      before: { role: membership.role },
      after: { membershipId: id, role },
    })
    return { id }
  })
}

export async function endMembership(
  actor: Permitted<'person.change'>,
  key: WriteKey,
  id: number,
  version: number,
  { reason }: { reason: string },
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const membership = await takeMembership(trx, actor, id, version)
    if (!membership) return null
    if (membership.role === 'admin') await keepAnAdministrator(trx, membership.personId)
    await trx
      .updateTable('memberships')
      .set((eb) => ({ endedAt: now(), version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await endStandIns(trx, actor, { membershipId: id })
    await endSessionsOf(trx, membership.personId)
    await record(trx, actor, {
      kind: 'account.membership_ended',
      subjectPersonId: membership.personId,
      organizationId: membership.organizationId,
      before: { role: membership.role },
      after: { membershipId: id },
      reason,
    })
    return { id }
  })
}

/** Disables or enables the person, in all their organizations. `version` is the person's. */
export async function changeAccount(
  actor: Permitted<'person.change'>,
  key: WriteKey,
  membershipId: number,
  version: number,
  { to, reason }: { to: 'disabled' | 'enabled'; reason: string },
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const person = await trx
      .selectFrom('people')
      .innerJoin('memberships', 'memberships.personId', 'people.id')
      .where('memberships.id', '=', membershipId)
      .where('memberships.id', 'in', membershipsSeenBy(actor))
      .select(['people.id', 'people.disabledAt', 'people.version'])
      .forUpdate('people')
      .executeTakeFirst()
    if (!person) return null
    const problem = ownAccountProblem({ isSelf: person.id === actor.personId })
    if (problem) throw new Refusal({ reason: problem })
    if (person.version !== version || (person.disabledAt !== null) === (to === 'disabled')) {
      throw new Conflict(
        'This account was changed in the meantime.',
        await lastChange(trx, person.id),
      )
    }
    if (to === 'disabled') await keepAnAdministrator(trx, person.id)
    await trx
      .updateTable('people')
      .set((eb) => ({
        disabledAt: to === 'disabled' ? now() : null,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', person.id)
      .execute()
    if (to === 'disabled') await endStandIns(trx, actor, { personId: person.id })
    await endSessionsOf(trx, person.id)
    await trx.deleteFrom('passwordResets').where('personId', '=', person.id).execute()
    await record(trx, actor, {
      kind: `account.${to}`,
      subjectPersonId: person.id,
      reason,
    })
    return { id: membershipId }
  })
}

/** A membership in force, locked for a change as the page showed it; null where the actor sees none. */
export async function takeMembership(
  trx: Trx,
  actor: Permitted<'person.change'>,
  id: number,
  version: number,
) {
  const membership = await trx
    .selectFrom('memberships')
    .where('id', '=', id)
    .where('id', 'in', membershipsSeenBy(actor))
    .select([
      'id',
      'personId',
      'organizationId',
      'organizationKind',
      'role',
      'supervisorId',
      'endedAt',
      'version',
    ])
    .forUpdate()
    .executeTakeFirst()
  if (!membership) return null
  const problem = ownAccountProblem({ isSelf: membership.personId === actor.personId })
  if (problem) throw new Refusal({ form: problem })
  if (membership.version !== version || membership.endedAt) {
    throw new Conflict(
      'This membership was changed in the meantime.',
      await lastChange(trx, membership.personId),
    )
  }
  return membership
}

/** Refuses to take the last account that can manage the others. Locks all of them, so that two
 *  administrators cannot remove each other at once. */
async function keepAnAdministrator(trx: Trx, personId: number): Promise<void> {
  const administrators = await trx
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.role', '=', 'admin')
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select(['memberships.id', 'people.id as personId'])
    .orderBy('memberships.id')
    .forUpdate()
    .execute()
  const isOne = administrators.some((one) => one.personId === personId)
  if (isOne && administrators.every((one) => one.personId === personId)) {
    throw new Refusal({
      form: 'This is the last administrator. Make somebody else one first.',
    })
  }
}

async function endSessionsOf(trx: Trx, personId: number): Promise<void> {
  await trx.deleteFrom('sessions').where('personId', '=', personId).execute()
}

async function lastChange(trx: Trx, personId: number) {
  const event = await trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.subjectPersonId', '=', personId)
    .where('events.kind', 'in', [
      'account.role_changed',
      'account.supervisor_named',
      'account.membership_ended',
      'account.disabled',
      'account.enabled',
      'account.joined',
    ])
    .select(['people.name', 'events.at'])
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { who: event?.name ?? null, at: event?.at.toISOString() ?? null }
}
