import type { HistoryEvent } from '#db/history.ts'
import { roleLabels } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { happeningOf } from '#app/domain/happenings.ts'
import {
  type Change as ChangedValue,
  absentIn,
  changesOf,
  systemLabels,
} from '#app/domain/history.ts'
import * as paths from '#app/paths.ts'
import { KeyValues } from './figures.tsx'
import { Change, History } from './history.tsx'

/** The events of a record, newest first. `own` is the record whose page this is: events of it need
 *  no link; those of a report or study that belongs to it name theirs. */
export function RecordHistory(props: {
  events: HistoryEvent[]
  own: 'award' | 'report' | 'study'
  /** The next page's address; null on the last. */
  olderHref: string | null
}) {
  return (
    <>
      <History
        entries={props.events.map((event) => ({
          id: String(event.id),
          what: <What event={event} own={props.own} />,
          who: whoActed(event),
          when: { text: formatDateTime(event.at), iso: event.at.toISOString() },
          why: event.reason,
          details: changedValues(changesOf(event.before, event.after)),
        }))}
      />
      {props.olderHref && (
        <p>
          <a href={props.olderHref} rel="next">
            Older
          </a>
        </p>
      )}
    </>
  )
}

function What({ event, own }: { event: HistoryEvent; own: 'award' | 'report' | 'study' }) {
  const sentence = happeningOf(event.kind)
  if (own !== 'report' && event.reportNumber) {
    return (
      <>
        {sentence}: <a href={paths.report(event.reportNumber)}>report {event.reportNumber}</a>
      </>
    )
  }
  if (own !== 'study' && event.studySlug) {
    return (
      <>
        {sentence}: <a href={paths.study(event.studySlug)}>{event.studyTitle}</a>
      </>
    )
  }
  if (event.studySlug && event.milestoneCode && event.milestoneName) {
    return (
      <>
        {sentence}:{' '}
        <a href={paths.milestone(event.studySlug, event.milestoneCode)}>{event.milestoneName}</a>
      </>
    )
  }
  return sentence
}

function whoActed(event: HistoryEvent): string {
  const { personName, role, organizationName, systemActor } = event
  if (systemActor) return systemLabels[systemActor]
  const absent = absentIn(event.after)
  return [personName, role && roleLabels[role], organizationName, absent && `for ${absent}`]
    .filter(Boolean)
    .join(', ')
}

function changedValues(changes: ChangedValue[]) {
  if (changes.length === 0) return undefined
  return (
    <KeyValues
      facts={changes.map(({ label, before, after }) => ({
        label,
        value: before === null ? after : <Change before={before} after={after} />,
      }))}
    />
  )
}
