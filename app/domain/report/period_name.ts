import { type CalendarType, type Frequency, periodLabel } from '../calendar.ts'

/** The form of the financial report, which an award may owe beside that of its program. */
export const financialForm = 'FIN-Q'

/** What people call a report's period: 'Q3 2026', 'Q3 2026 financial'. */
export function reportLabel(report: {
  periodEnd: string
  reportFrequency: Frequency | null
  reportCalendar: CalendarType | null
  templateCode: string | null
}): string {
  const period = periodLabel(report.periodEnd, {
    frequency: report.reportFrequency ?? 'quarterly',
    calendarType: report.reportCalendar ?? 'calendar_year',
  })
  return report.templateCode === financialForm ? `${period} financial` : period
}
