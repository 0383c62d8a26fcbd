import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RecordHistory } from '#app/components/record_history.tsx'
import { Page } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { awardName } from '#app/domain/award.ts'
import { historyQuery, readHistoryPlace } from '#app/domain/history.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAward } from '#db/awards/find.ts'
import { listEvents } from '#db/history.ts'

export const handle = { title: (loaded: { name: string }) => `History of ${loaded.name}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findAward(actor, params['number'] ?? ''))
  const reader = await requireActor(request, 'event.read')
  const place = readHistoryPlace(new URL(request.url).searchParams)
  const { events, next } = await listEvents(reader, { awardId: award.id }, place)
  const query = historyQuery(next)
  return {
    number: award.number,
    sample: award.sample,
    name: awardName({ name: award.name, leadOrganization: award.organization }),
    events,
    olderHref: query && paths.awardHistory(award.number, query),
  }
}

export default function AwardHistory() {
  const { number, name, sample, events, olderHref } = useLoaderData<typeof loader>()
  return (
    <Page
      title="History"
      kicker={
        <>
          {name} {sample && <SampleBadge />}
        </>
      }
      lead="What happened to this award, its reports and its studies, newest first, as far as you may see it."
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: number, href: paths.award(number) },
      ]}
    >
      <RecordHistory events={events} own="award" olderHref={olderHref} />
    </Page>
  )
}
