import type { AccountEvent } from '#db/account_events.ts'
import { type Role, roleLabels, roles } from '#app/domain/access.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { happeningOf } from '#app/domain/happenings.ts'
import { systemLabels } from '#app/domain/history.ts'
import { Change, type HistoryEntry } from './history.tsx'

/** One line of an account's history. */
export function accountEntry(event: AccountEvent): HistoryEntry {
  const { id, kind, at, reason, before, after } = event
  const was = roleIn(before)
  const is = roleIn(after)
  return {
    id: String(id),
    what: (
      <>
        {happeningOf(kind)}
        {aboutWhom(event)}
        {absence(after)}
        {was && is ? (
          <>
            : <Change before={was} after={is} />
          </>
        ) : (
          (was ?? is) && ` as ${(was ?? is)?.toLowerCase()}`
        )}
      </>
    ),
    who: [whoActed(event), event.organization].filter(Boolean).join(' · '),
    when: { text: formatDateTime(new Date(at)), iso: at },
    why: reason ?? undefined,
  }
}

/** Who stands in, and on which days. */
function absence({ standIn, beginsOn, endsOn }: AccountEvent['after']): string {
  if (typeof beginsOn !== 'string' || typeof endsOn !== 'string') return ''
  const days = `${formatShortDate(beginsOn)} to ${formatShortDate(endsOn)}`
  return typeof standIn === 'string' ? `: ${standIn}, ${days}` : `: ${days}`
}

function whoActed({ actor, actorRole, systemActor }: AccountEvent): string {
  if (systemActor) return systemLabels[systemActor]
  return [actor, actorRole && roleLabels[actorRole].toLowerCase()].filter(Boolean).join(', ')
}

/** The person it is about, where that is somebody other than who acts. */
function aboutWhom({ subject, actor, before, after }: AccountEvent): string {
  const email = after['email'] ?? before['email']
  if (typeof email === 'string') return `: ${email}`
  return subject && subject !== actor ? `: ${subject}` : ''
}

function roleIn(values: Record<string, unknown>): string | null {
  const role = roles.find((one): one is Role => one === values['role'])
  return role ? roleLabels[role] : null
}
