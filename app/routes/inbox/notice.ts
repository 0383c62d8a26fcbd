import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { noticeHref } from '#app/components/notice_words.ts'
import * as paths from '#app/paths.ts'
import { foundId, missing } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findNotice, findNoticeMembership, markNotices } from '#db/inbox.ts'

/** Opens what a notice is about and marks it as read; a mail leads here as well. A notice to another of
 *  one's organizations asks to act for that one first. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const id = foundId(params['id'])
  const notice = await findNotice(actor, id)
  if (!notice) {
    const membership = await findNoticeMembership(actor, id)
    if (membership === null || membership === actor.membershipId) throw missing()
    throw redirect(paths.organization({ to: paths.notice(id) }))
  }
  await markNotices(actor, { id }, 'read')
  throw redirect(noticeHref(notice))
}
