import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RecordHistory } from '#app/components/record_history.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { historyQuery, readHistoryPlace } from '#app/domain/history.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listEvents } from '#db/history.ts'
import { findReport } from '#db/reports/find.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `History – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const reader = await requireActor(request, 'event.read')
  const place = readHistoryPlace(new URL(request.url).searchParams)
  const { events, next } = await listEvents(reader, { reportId: report.id }, place)
  const query = historyQuery(next)
  return { report, events, olderHref: query && paths.reportHistory(report.number, query) }
}

export default function ReportHistory() {
  const { report, events, olderHref } = useLoaderData<typeof loader>()
  return (
    <ReportPage
      report={report}
      title="History"
      lead="What happened to this report, newest first, as far as you may see it."
    >
      <RecordHistory events={events} own="report" olderHref={olderHref} />
    </ReportPage>
  )
}
