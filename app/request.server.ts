import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { SessionState } from '#db/sessions.ts'

/** What belongs to one request: its reference, where it came from, and its session, read once. */
export interface RequestScope {
  id: string
  address: string
  nonce: string
  session?: Promise<SessionState | null>
  /** The database could not be asked: whatever the page would say, the answer is 503. */
  isUnavailable?: boolean
  /** What is sent in the place of the page, once nothing has refused it: a refused download is a page. */
  download?: () => Response
  /** Waits until the reader has taken what was written, so that a slow one does not fill our memory. */
  taken?: () => Promise<void>
}

const scopes = new AsyncLocalStorage<RequestScope>()

export function withRequest<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work)
}

export function requestScope(): RequestScope {
  return scopes.getStore() ?? { id: randomUUID(), address: 'unknown', nonce: '' }
}
