import { permit } from '#app/domain/access.ts'
import type { SessionState } from '#db/sessions.ts'
import { countUnread, unreadCounted } from '#db/inbox.ts'
import * as paths from './paths.ts'
import { actorOf } from './session.server.ts'

/** The header's way to the inbox with the number that is unread; null where no organization is chosen. */
export async function inboxLink(session: SessionState) {
  const actor = session.membership && permit(actorOf(session), 'session.use')
  if (!actor) return null
  const count = await countUnread(actor)
  const shown = count > unreadCounted ? `${unreadCounted}+` : String(count)
  return { href: paths.inbox(), unread: count === 0 ? null : shown }
}
