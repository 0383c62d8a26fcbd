import { randomUUID } from 'node:crypto'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { now } from '#app/domain/clock.ts'
import { sessionAdapter, type SessionState } from '#db/sessions.ts'

/** The cookie of a fresh session of somebody of the cast, in the first membership or the one named. */
export async function cookieOf(email: CastEmail, organization?: string): Promise<string> {
  const actor = await castActor(email, 'session.use', organization)
  const token = randomUUID()
  await sessionAdapter.setSession({
    id: token,
    userId: actor.personId,
    expiresAt: now(),
    attributes: {
      state: { membership: { id: actor.membershipId }, authenticatedAt: now() } as SessionState,
    },
  })
  return `session=${token}`
}

/** A request of somebody of the cast, signed in and acting in the first membership or the one named.
 *  With `form` it is a post, carrying an idempotency key of its own unless the form brings one; with
 *  `file` it sends one, as a browser would. */
export async function requestAs(
  email: CastEmail,
  path: string,
  {
    form,
    file,
    organization,
  }: { form?: Record<string, string>; file?: File; organization?: string } = {},
): Promise<Request> {
  const headers = { cookie: await cookieOf(email, organization) }
  const address = new URL(path, 'http://localhost:3000')
  if (file) {
    const body = new FormData()
    body.set('idempotencyKey', form?.['idempotencyKey'] ?? randomUUID())
    body.set('file', file)
    return new Request(address, { method: 'POST', headers, body })
  }
  if (!form) return new Request(address, { headers })
  const body = new URLSearchParams({ idempotencyKey: randomUUID(), ...form })
  return new Request(address, { method: 'POST', headers, body })
}

/** What a loader or action threw: a redirect, or the data of an outcome with its status. */
export async function thrownBy(work: () => unknown): Promise<{
  status: number
  location: string | null
  data: unknown
}> {
  try {
    await work()
  } catch (thrown) {
    if (thrown instanceof Response) {
      return { status: thrown.status, location: thrown.headers.get('location'), data: null }
    }
    if (isAnswer(thrown)) {
      return { status: thrown.init?.status ?? 200, location: null, data: thrown.data }
    }
    throw thrown
  }
  throw new Error('Nothing was thrown')
}

function isAnswer(thrown: unknown): thrown is { data: unknown; init: ResponseInit | null } {
  return typeof thrown === 'object' && thrown !== null && 'data' in thrown && 'init' in thrown
}
