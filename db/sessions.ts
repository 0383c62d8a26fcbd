import { createHash } from 'node:crypto'
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia'
import type { OrganizationKind, Role } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { actingColumns } from './acting.ts'
import { db } from './index.ts'

/** Minutes without a request after which a session is over, and hours after which it is in any case. */
export const idleMinutes = 15
export const absoluteHours = 12

const touchSeconds = 60

/** The session with the person and the membership it acts in; null where none is chosen or it ended. */
export interface SessionState {
  tokenHash: string
  personId: number
  name: string
  email: string
  authenticatedAt: Date
  expiresAt: Date
  membershipCount: number
  membership: {
    id: number
    role: Role
    organizationId: number
    organizationName: string
    organizationKind: OrganizationKind
    agencyCode: string | null
  } | null
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Lucia's storage over our tables: only a token's hash is stored, and the idle and absolute
 *  limits are ours, read from the app's clock. */
export const sessionAdapter: Adapter = {
  async getSessionAndUser(token) {
    const session = await findSession(hashToken(token))
    if (!session) return [null, null]
    const user: DatabaseUser = { id: session.personId, attributes: {} }
    // Lucia compares with the machine's clock; the app's may be set ahead in a test build.
    const remaining = session.expiresAt.getTime() - now().getTime()
    const found: DatabaseSession = {
      id: token,
      userId: session.personId,
      expiresAt: new Date(Date.now() + remaining),
      attributes: { state: session },
    }
    return [found, user]
  },
  async getUserSessions() {
    return Promise.resolve([])
  },
  async setSession(session) {
    const at = now()
    await db
      .insertInto('sessions')
      .values({
        tokenHash: hashToken(session.id),
        personId: session.userId,
        membershipId: session.attributes.state.membership?.id ?? null,
        createdAt: at,
        seenAt: at,
        authenticatedAt: session.attributes.state.authenticatedAt,
      })
      .execute()
  },
  async updateSessionExpiration() {
    // Seen on reading: a fresh `seen_at` already moved the end.
  },
  async deleteSession(token) {
    await db.deleteFrom('sessions').where('tokenHash', '=', hashToken(token)).execute()
  },
  async deleteUserSessions(personId) {
    await db.deleteFrom('sessions').where('personId', '=', personId).execute()
  },
  async deleteExpiredSessions() {
    const at = now().getTime()
    await db
      .deleteFrom('sessions')
      .where((eb) =>
        eb.or([
          eb('seenAt', '<', new Date(at - idleMinutes * 60_000)),
          eb('createdAt', '<', new Date(at - absoluteHours * 3_600_000)),
        ]),
      )
      .execute()
  },
}

/** The password was just given again in this session. */
export async function refreshAuthentication(tokenHash: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ authenticatedAt: now() })
    .where('tokenHash', '=', tokenHash)
    .execute()
}

async function findSession(tokenHash: string): Promise<SessionState | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.personId')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.id', '=', 'sessions.membershipId')
        .onRef('memberships.personId', '=', 'sessions.personId')
        .on('memberships.endedAt', 'is', null),
    )
    .leftJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('sessions.tokenHash', '=', tokenHash)
    .where('people.disabledAt', 'is', null)
    .select([
      'sessions.tokenHash',
      'sessions.createdAt',
      'sessions.seenAt',
      'sessions.authenticatedAt',
      ...actingColumns,
      (eb) =>
        eb
          .selectFrom('memberships as held')
          .whereRef('held.personId', '=', 'people.id')
          .where('held.endedAt', 'is', null)
          .select(eb.fn.countAll<number>().as('count'))
          .as('membershipCount'),
    ])
    .executeTakeFirst()
  if (!row) return null
  const expiresAt = sessionEnd(row.createdAt, row.seenAt)
  if (expiresAt <= now()) return null
  if (now().getTime() - row.seenAt.getTime() > touchSeconds * 1000) {
    await db
      .updateTable('sessions')
      .set({ seenAt: now() })
      .where('tokenHash', '=', tokenHash)
      .execute()
  }
  const { membershipId, role, organizationId, organizationName, organizationKind } = row
  const isActing = membershipId && role && organizationId && organizationName && organizationKind
  return {
    tokenHash,
    personId: row.personId,
    name: row.name,
    email: row.email,
    authenticatedAt: row.authenticatedAt,
    expiresAt: sessionEnd(row.createdAt, now()),
    membershipCount: row.membershipCount ?? 0,
    membership: isActing
      ? {
          id: membershipId,
          role,
          organizationId,
          organizationName,
          organizationKind,
          agencyCode: row.agencyCode,
        }
      : null,
  }
}

function sessionEnd(createdAt: Date, seenAt: Date): Date {
  return new Date(
    Math.min(
      seenAt.getTime() + idleMinutes * 60_000,
      createdAt.getTime() + absoluteHours * 3_600_000,
    ),
  )
}

declare module 'lucia' {
  interface Register {
    UserId: number
    DatabaseSessionAttributes: { state: SessionState }
  }
}
