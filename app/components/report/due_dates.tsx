import { KeyValues } from '#app/components/figures.tsx'
import { Section } from '#app/components/page.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { addDays } from '#app/domain/dates.ts'
import { type ShownDue, dueOnOf, isReportLate, lastDayOf } from '#app/domain/report/due.ts'
import { closedRefusal } from '#app/domain/report/petitions.ts'
import type { ReportState } from '#app/domain/report/states.ts'

/** Every date of a report side by side, and from when it is late. */
export function DueDates({
  report,
  day,
}: {
  report: ShownDue & Pick<ReportState, 'author' | 'agency' | 'endedAs'>
  day: string
}) {
  const isOpen = closedRefusal(report) === null
  const lateFrom = formatDate(addDays(lastDayOf(report), 1))
  return (
    <Section id="dates" title="Due dates">
      <KeyValues
        facts={[
          { label: 'By the terms', value: formatDate(report.statutoryDueOn) },
          { label: 'Working date', value: formatDate(report.workingDueOn) },
          {
            label: 'Extended to',
            value: report.extendedDueOn ? formatDate(report.extendedDueOn) : 'not extended',
          },
          {
            label: 'Reminders count from',
            value:
              formatDate(dueOnOf(report)) + (report.petition ? `, ${report.petition} pending` : ''),
          },
          {
            label: isOpen && isReportLate(report, day) ? 'Late since' : 'Late from',
            value: `${lateFrom}, 12 a.m. Eastern`,
          },
        ]}
      />
    </Section>
  )
}
