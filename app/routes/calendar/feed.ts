import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { calendarText } from '#app/calendar.server.ts'
import { found } from '#app/responses.ts'
import { findSubscriber, listAgreementDates, listDueDates, listForecasts } from '#db/calendar.ts'

/** A person's calendar, for a calendar program that cannot sign in: whoever has the address reads it.
 *  A program that has the latest is told so in few bytes. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const [, token] = /^([\w-]{43})\.ics$/.exec(params['file'] ?? '') ?? []
  const { actor, since } = found(token ? await findSubscriber(token) : null)
  const [reports, milestones, agreements] = await Promise.all([
    listDueDates(actor),
    listForecasts(actor),
    listAgreementDates(actor),
  ])
  const opensReports = actor.organizationKind === 'grantee'
  const text = calendarText({ reports, milestones, agreements, opensReports, since })
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  const headers = {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="seti-tracker.ics"',
    etag: tag,
  }
  if (request.headers.get('if-none-match')?.includes(tag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(text, { headers })
}
