import { randomBytes } from 'node:crypto'
import { data, redirect } from '@remix-run/node'
import { Lucia, TimeSpan } from 'lucia'
import {
  type Actor,
  type AgencyRole,
  type EvaluatorRole,
  type GranteeRole,
  type Permitted,
  type Right,
  permit,
} from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import {
  findAccount,
  listOwnMemberships,
  recordSignIn,
  replacePassword,
  savePasswordHash,
} from '#db/accounts.ts'
import {
  type SessionState,
  idleMinutes,
  refreshAuthentication,
  sessionAdapter,
} from '#db/sessions.ts'
import { allowSignIn, forgetFailures } from '#db/sign_in_limits.ts'
import { env } from './env.server.ts'
import { hashPassword, isPassword, needsRehash } from './password.server.ts'
import * as paths from './paths.ts'
import { requestScope } from './request.server.ts'

const cookieName = env().isSecure ? '__Host-session' : 'session'

const lucia = new Lucia(sessionAdapter, {
  sessionExpiresIn: new TimeSpan(idleMinutes, 'm'),
  getSessionAttributes: ({ state }) => ({ state }),
  sessionCookie: {
    name: cookieName,
    attributes: { secure: env().isSecure, sameSite: 'lax', path: '/' },
  },
})

/** Minutes since the password was last given after which certifying asks for it again. */
const freshMinutes = 5

/** The person who may do `right`, acting in one organization. Everyone else is sent to sign in,
 *  to choose an organization, or told 403. */
export async function requireActor<R extends Right>(
  request: Request,
  right: R,
): Promise<Permitted<R>> {
  const session = await requireSession(request)
  if (!session.membership) throw redirect(paths.organization({ to: whereTo(request) }))
  const permitted = permit(actorOf(session), right)
  if (!permitted) throw data({ outcome: 'forbidden' }, { status: 403 })
  return permitted
}

/** Somebody signed in, whether or not an organization is chosen yet. */
export async function requireSession(request: Request): Promise<SessionState> {
  const session = await readSession(request)
  if (!session) throw redirect(paths.signIn({ to: whereTo(request) }))
  return session
}

/** The session a request carries, read once however many loaders ask. */
export async function readSession(request: Request): Promise<SessionState | null> {
  const scope = requestScope()
  return (scope.session ??= findSession(request))
}

async function findSession(request: Request): Promise<SessionState | null> {
  const token = readToken(request)
  if (!token) return null
  const { session } = await lucia.validateSession(token)
  return session?.state ?? null
}

/** The first cookie of ours that could be a token. Lucia's own reading decodes every cookie, and one
 *  that somebody else broke would throw. */
function readToken(request: Request): string | null {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const values = pairs.flatMap((pair) =>
    pair.startsWith(`${cookieName}=`) ? [pair.slice(cookieName.length + 1)] : [],
  )
  return values.find((value) => /^[\w-]{20,100}$/.test(value)) ?? null
}

/** Whether the password was given within the last minutes, as signing a report demands. */
export async function isFresh(request: Request): Promise<boolean> {
  const session = await readSession(request)
  if (!session) return false
  return now().getTime() - session.authenticatedAt.getTime() <= freshMinutes * 60_000
}

/** Takes the password once more from somebody signed in, under the same limits as signing in, so that
 *  what they do next is fresh. */
export async function confirmPassword(
  request: Request,
  password: string,
): Promise<'confirmed' | 'wrong' | 'limited'> {
  const scope = requestScope()
  const session = await requireSession(request)
  if (!(await allowSignIn(session.email, scope.address))) return 'limited'
  const account = await findAccount(session.email)
  if (!(await isPassword(password, account?.passwordHash ?? null))) return 'wrong'
  await forgetFailures(session.email, scope.address)
  await refreshAuthentication(session.tokenHash)
  return 'confirmed'
}

export type SignInAnswer =
  { ok: true; headers: Headers; needsChoice: boolean } | { ok: false; problem: 'wrong' | 'limited' }

/** Signs in with e-mail and password. Limits come before hashing; a known and an unknown address
 *  get the same answer in the same time. A person with one membership acts in it at once. */
export async function signIn(
  request: Request,
  given: { email: string; password: string },
): Promise<SignInAnswer> {
  const scope = requestScope()
  if (!(await allowSignIn(given.email, scope.address))) return { ok: false, problem: 'limited' }
  const account = await findAccount(given.email)
  if (
    !(await isPassword(given.password, account?.passwordHash ?? null)) ||
    !account?.passwordHash
  ) {
    return { ok: false, problem: 'wrong' }
  }
  await forgetFailures(given.email, scope.address)
  if (needsRehash(account.passwordHash)) {
    await savePasswordHash(account.id, await hashPassword(given.password))
  }
  const before = await readSession(request)
  const held = await listOwnMemberships(account.id)
  const kept = held.find(
    (one) => before?.personId === account.id && one.id === before.membership?.id,
  )
  const membershipId = kept?.id ?? (held.length === 1 ? (held[0]?.id ?? null) : null)
  await recordSignIn({ kind: 'visitor', personId: account.id, requestId: scope.id })
  const headers = await startSession(request, account.id, membershipId, now())
  return { ok: true, headers, needsChoice: membershipId === null }
}

/** Acts for another of one's organizations: a new token, the same time of authentication. */
export async function actFor(request: Request, membershipId: number): Promise<Headers | null> {
  const session = await requireSession(request)
  const held = await listOwnMemberships(session.personId)
  if (!held.some((one) => one.id === membershipId)) return null
  return startSession(request, session.personId, membershipId, session.authenticatedAt)
}

/** For somebody whose mailed link was just taken. */
export async function startSession(
  request: Request,
  personId: number,
  membershipId: number | null,
  authenticatedAt: Date,
): Promise<Headers> {
  await dropSession(request)
  const token = randomBytes(32).toString('base64url')
  const state = { membership: membershipId === null ? null : { id: membershipId }, authenticatedAt }
  await lucia.createSession(personId, { state: state as SessionState }, { sessionId: token })
  return cookie(lucia.createSessionCookie(token))
}

export type PasswordAnswer = 'changed' | 'wrong' | 'limited'

/** Sets a new password for somebody who gives the current one. Every session ends; the one asking
 *  goes on under a new token. The new password is judged by the caller. */
export async function changePassword(
  request: Request,
  given: { currentPassword: string; password: string },
): Promise<{ answer: PasswordAnswer; headers: Headers }> {
  const session = await requireSession(request)
  const scope = requestScope()
  const headers = new Headers()
  if (!(await allowSignIn(session.email, scope.address))) return { answer: 'limited', headers }
  const account = await findAccount(session.email)
  if (!(await isPassword(given.currentPassword, account?.passwordHash ?? null))) {
    return { answer: 'wrong', headers }
  }
  await forgetFailures(session.email, scope.address)
  const visitor = { kind: 'visitor', personId: session.personId, requestId: scope.id } as const
  await replacePassword(visitor, await hashPassword(given.password))
  const membershipId = session.membership?.id ?? null
  return {
    answer: 'changed',
    headers: await startSession(request, session.personId, membershipId, now()),
  }
}

export async function signOut(request: Request): Promise<Headers> {
  await dropSession(request)
  return cookie(lucia.createBlankSessionCookie())
}

async function dropSession(request: Request): Promise<void> {
  const token = readToken(request)
  if (token) await lucia.invalidateSession(token)
}

function cookie(made: ReturnType<Lucia['createSessionCookie']>): Headers {
  // The browser forgets it when it closes; the server's own limits end it sooner.
  if (made.value) delete made.attributes.maxAge
  return new Headers({ 'set-cookie': made.serialize() })
}

export function actorOf(session: SessionState): Actor {
  const { membership } = session
  if (!membership) throw new Error('A session without a membership acts for nobody')
  const acting = {
    kind: 'person',
    personId: session.personId,
    name: session.name,
    email: session.email,
    membershipId: membership.id,
    organizationId: membership.organizationId,
    organizationName: membership.organizationName,
    agencyCode: membership.agencyCode,
    requestId: requestScope().id,
  } as const
  // The database ties role and kind of organization together.
  switch (membership.organizationKind) {
    case 'agency':
      return { ...acting, organizationKind: 'agency', role: membership.role as AgencyRole }
    case 'grantee':
      return { ...acting, organizationKind: 'grantee', role: membership.role as GranteeRole }
    case 'evaluator':
      return { ...acting, organizationKind: 'evaluator', role: membership.role as EvaluatorRole }
  }
}

/** The page to come back to after signing in; a form's own address for a form that was posted. */
function whereTo(request: Request): string {
  const url = new URL(request.url)
  return url.pathname.replace(/\.data$/, '') + url.search
}

declare module 'lucia' {
  interface Register {
    Lucia: typeof lucia
  }
}
