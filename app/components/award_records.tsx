import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { addDays } from '#app/domain/dates.ts'
import type { Retention } from '#db/awards/retention.ts'
import { Alert } from './notices.tsx'

/** What everybody who sees an award knows first while its records are under a hold. */
export function LegalHold({ hold, notice }: { hold: Retention['hold']; notice: string | null }) {
  if (!hold) {
    if (notice !== 'lifted') return null
    return (
      <Alert tone="success" title="The legal hold is lifted">
        The program officer and the grantee are told. The records follow the usual time again.
      </Alert>
    )
  }
  return (
    <Alert tone="warning" title="Under a legal hold: nothing of this award may be disposed of">
      <p>
        {hold.placedBy} placed it, {formatDateTime(hold.placedAt)}: {hold.reason}
      </p>
      {notice === 'held' && <p>The program officer and the grantee are told.</p>}
    </Alert>
  )
}

/** How long an award's records are kept, in words. */
export function recordsKept({ finalOn, disposableOn, hold }: Retention) {
  const time =
    finalOn && disposableOn
      ? `until ${formatShortDate(addDays(disposableOn, -1))}, three years after the final financial report of ${formatShortDate(finalOn)}`
      : 'until three years after the final financial report, which is not submitted yet'
  return hold ? `while the legal hold stands, and ${time}` : time
}
