import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Page } from '#app/components/page.tsx'
import { RecordHistory } from '#app/components/record_history.tsx'
import { historyQuery, readHistoryPlace } from '#app/domain/history.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listEvents } from '#db/history.ts'
import { findStudy } from '#db/studies/find.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `History of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireActor(request, 'event.read')
  const actor = await requireActor(request, 'study.read')
  const { id, slug, title } = found(await findStudy(actor, params['slug'] ?? ''))
  const place = readHistoryPlace(new URL(request.url).searchParams)
  const { events, next } = await listEvents(reader, { studyId: id }, place)
  const query = historyQuery(next)
  return {
    study: { slug, title },
    events,
    olderHref: query && paths.studyHistory(slug, query),
  }
}

export default function StudyHistory() {
  const { study, events, olderHref } = useLoaderData<typeof loader>()
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: study.title, href: paths.study(study.slug) },
      ]}
      title="History"
      lead={`What happened to ${study.title}, newest first.`}
    >
      <RecordHistory events={events} own="study" olderHref={olderHref} />
    </Page>
  )
}
