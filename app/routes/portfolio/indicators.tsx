import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Select } from '#app/components/fields.tsx'
import { CrosswalkTable, streamShort } from '#app/components/crosswalk_table.tsx'
import { FilterPanel, Pills } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { comparabilities, comparabilityLabels } from '#app/domain/report/crosswalk.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listCrosswalk } from '#db/crosswalk.ts'

export const handle = { title: 'Indicators across streams' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const all = await listCrosswalk(actor)
  const streams = [...new Set(all.flatMap((pair) => [pair.stream, pair.otherStream]))].sort()
  const params = new URL(request.url).searchParams
  const stream = streams.find((one) => one === params.get('stream')) ?? null
  const flag = comparabilities.find((one) => one === params.get('flag')) ?? null
  return {
    streams,
    stream,
    flag,
    count: all.length,
    pairs: all.filter(
      (pair) =>
        (stream === null || pair.stream === stream || pair.otherStream === stream) &&
        (flag === null || pair.comparability === flag),
    ),
  }
}

export default function Indicators() {
  const { streams, stream, flag, count, pairs } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Indicators across streams"
      lead="Which figures of different streams mean the same. A grantee with awards in two streams is offered the figure it already gave where the two are the same or close; figures of different streams are never added."
    >
      <FilterPanel
        action={paths.indicators()}
        label="Narrow the pairs"
        active={[stream, flag].filter(Boolean).length}
      >
        <Select
          name="stream"
          label="Stream"
          optional
          empty="Every stream"
          defaultValue={stream ?? ''}
          choices={streams.map((code) => ({ value: code, label: streamShort(code) }))}
        />
        <Select
          name="flag"
          label="Comparable"
          optional
          empty="Whether or not"
          defaultValue={flag ?? ''}
          choices={comparabilities.map((one) => ({
            value: one,
            label: comparabilityLabels[one],
          }))}
        />
      </FilterPanel>
      <Pills
        pills={[
          ...(stream
            ? [{ label: streamShort(stream), removeHref: paths.indicators({ flag }) }]
            : []),
          ...(flag
            ? [{ label: comparabilityLabels[flag], removeHref: paths.indicators({ stream }) }]
            : []),
        ]}
        clearHref={paths.indicators()}
      />
      <p>
        {pairs.length === count ? `${count} pairs` : `${pairs.length} of ${count} pairs`}. The
        judgement is the tracker’s own; a pair that is not here was not judged.
      </p>
      {pairs.length === 0 ? (
        <EmptyState title="No pair is like this">
          <a href={paths.indicators()}>Show every pair</a>
        </EmptyState>
      ) : (
        <CrosswalkTable pairs={pairs} />
      )}
    </Page>
  )
}
