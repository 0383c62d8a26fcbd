import type { LoaderFunctionArgs } from '@remix-run/node'
import { today } from '#app/domain/clock.ts'
import { fileName, toCsv } from '#app/domain/csv.ts'
import { addMonths } from '#app/domain/dates.ts'
import { countSheetColumns } from '#app/domain/study/count_sheet.ts'
import { download, found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findCountSubject } from '#db/studies/count_files.ts'
import { findStudyHead } from '#db/studies/record.ts'

/** The sheet to count enrolment in: a row for each month that has no counts yet, site by site. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const reader = await requireActor(request, 'plan.read')
  const slug = params['slug'] ?? ''
  found(await findStudyHead(reader, slug))
  const subject = await findCountSubject(actor, slug)
  const rows = subject?.sites.flatMap(({ awardId, number }) => {
    const counted = new Set(
      [...subject.standing.keys()].map((place) => place.split(' ').slice(0, 2).join(' ')),
    )
    return monthsUntil(`${subject.openedOn.slice(0, 7)}-01`, today())
      .filter((month) => !counted.has(`${awardId} ${month}`))
      .map((month) => ({ site: number, month: month.slice(0, 7) }))
  })
  const columns = countSheetColumns.map(({ key, heading }) => ({
    header: heading,
    kind: 'text' as const,
    value: (row: { site: string; month: string }) =>
      key === 'site' ? row.site : key === 'month' ? row.month : null,
  }))
  const csv = toCsv(columns, rows ?? [])
  return download(csv, 'text/csv; charset=utf-8', `${fileName('counts', slug)}.csv`)
}

function monthsUntil(first: string, day: string): string[] {
  const months: string[] = []
  for (let at = first; at <= day && months.length < 120; at = addMonths(at, 1)) months.push(at)
  return months
}
