import ical, { ICalEventTransparency } from 'ical-generator'
import { formatDate } from '#app/domain/calendar.ts'
import { dueOnOf } from '#app/domain/report/due.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { agreementLabels, renewFrom, stopsWithout } from '#app/domain/study/agreements.ts'
import type { listAgreementDates, listDueDates, listForecasts } from '#db/calendar.ts'
import { env } from './env.server.ts'
import * as paths from './paths.ts'

type DueDate = Awaited<ReturnType<typeof listDueDates>>[number]
type AgreementDate = Awaited<ReturnType<typeof listAgreementDates>>[number]
type Forecast = Awaited<ReturnType<typeof listForecasts>>[number]

/** Hours between two looks of a calendar program. */
const refreshHours = 4

/** A calendar of whole days: due dates of reports, forecasts of milestones and ends of agreements, with links and no figures
 *  or names of people. An entry keeps its id when its day moves; `since` stamps every entry, so that the
 *  same days are the same bytes. */
export function calendarText(given: {
  reports: readonly DueDate[]
  milestones: readonly Forecast[]
  agreements: readonly AgreementDate[]
  /** Whether the reports' own pages can be opened; else their awards lead there. */
  opensReports: boolean
  since: Date
}): string {
  const host = new URL(env().origin).hostname
  const calendar = ical({
    name: 'SETI Tracker',
    prodId: '//SETI Tracker//Calendar//EN',
    ttl: refreshHours * 3600,
  })
  const addDay = (id: string, day: string, summary: string, description: string, path: string) => {
    const url = env().origin + path
    calendar.createEvent({
      id: `${id}@${host}`,
      start: day,
      allDay: true,
      stamp: given.since,
      summary,
      description: `${description}\n${url}`,
      url,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  for (const report of given.reports) {
    const path = given.opensReports ? paths.report(report.number) : paths.award(report.awardNumber)
    addDay(
      `report-${report.id}`,
      dueOnOf(report),
      `${reportLabel(report)} report due${pending(report)}: ${report.awardNumber}`,
      dueWords(report),
      path,
    )
  }
  for (const { id, forecastOn, name, title, slug, code } of given.milestones) {
    addDay(
      `milestone-${id}`,
      forecastOn,
      `Milestone: ${name}`,
      `Forecast day of a milestone of the study “${title}”.`,
      paths.milestone(slug, code),
    )
  }
  for (const agreement of given.agreements) {
    const { id, kind, party, title, slug, expiresOn } = agreement
    const what = `${agreementLabels[kind]} of ${party}, for the study “${title}”.`
    const path = paths.studyAgreements(slug)
    addDay(
      `renewal-${id}`,
      renewFrom(agreement),
      `Renew: ${agreementLabels[kind]}`,
      `${what} It expires on ${formatDate(expiresOn)}, and its renewal takes until then.`,
      path,
    )
    addDay(
      `expiry-${id}`,
      expiresOn,
      `Last day: ${agreementLabels[kind]}`,
      `${what} From the day after, unless it is renewed: ${stopsWithout[kind]}`,
      path,
    )
  }
  return calendar.toString()
}

const pending = ({ petition }: DueDate) => (petition ? ` (${petition} pending)` : '')

function dueWords({ number, workingDueOn, statutoryDueOn, extendedDueOn }: DueDate): string {
  if (extendedDueOn) {
    return `Report ${number}. Extended due date: ${formatDate(extendedDueOn)}. Before: ${formatDate(workingDueOn)}; by the terms: ${formatDate(statutoryDueOn)}.`
  }
  const statutory =
    statutoryDueOn === workingDueOn
      ? 'The working and the statutory due date are this day.'
      : `Working due date: ${formatDate(workingDueOn)}. Statutory due date: ${formatDate(statutoryDueOn)}.`
  return `Report ${number}. ${statutory}`
}
