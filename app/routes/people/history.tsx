import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { accountEntry } from '#app/components/account_events.tsx'
import { History } from '#app/components/history.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { happeningOf } from '#app/domain/happenings.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listAccountEvents, listChainPlaces } from '#db/account_events.ts'

export const handle = { title: 'Account history' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'log.read')
  const params = new URL(request.url).searchParams
  const typed = params.get('before') ?? ''
  const before = /^\d{1,15}$/.test(typed) ? Number(typed) : null
  const newest = before !== null
  if (params.get('of') === 'everything') {
    const { places, next } = await listChainPlaces(actor, before)
    return {
      events: null,
      places: places.map(({ at, ...place }) => ({ ...place, at: formatDateTime(at) })),
      older: next === null ? null : paths.accountHistory({ of: 'everything', before: next }),
      newest: newest ? paths.accountHistory({ of: 'everything' }) : null,
    }
  }
  const { events, next } = await listAccountEvents(actor, { before })
  return {
    events,
    places: null,
    older: next === null ? null : paths.accountHistory({ before: next }),
    newest: newest ? paths.accountHistory() : null,
  }
}

export default function AccountHistory() {
  const { events, places, older, newest } = useLoaderData<typeof loader>()
  const breadcrumb = [{ label: 'People', href: paths.people() }]
  return (
    <Page
      title="Account history"
      breadcrumb={breadcrumb}
      lead={
        places
          ? 'Every event of the tracker by time, kind and place in its chain. What it holds is shown only to those who may see its subject.'
          : 'Who was invited, joined, changed role, was disabled or signed in.'
      }
    >
      <p>
        {places ? (
          <a href={paths.accountHistory()}>Account events only</a>
        ) : (
          <a href={paths.accountHistory({ of: 'everything' })}>
            Places of all events in their chains
          </a>
        )}
      </p>
      {events && <History entries={events.map(accountEntry)} />}
      {places && <Places places={places} />}
      {events?.length === 0 && (
        <EmptyState title="Nothing happened before that">
          The history begins with the first account.
        </EmptyState>
      )}
      <Pagination position="Newest first" previous={newest} next={older} />
    </Page>
  )
}

function Places({
  places,
}: {
  places: { id: number; at: string; kind: string; chain: string; seq: number }[]
}) {
  return (
    <DataTable id="places" caption="Events in their chains" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Time</HeaderCell>
          <HeaderCell>Kind</HeaderCell>
          <HeaderCell>Chain</HeaderCell>
          <HeaderCell numeric>Place</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {places.map(({ id, at, kind, chain, seq }) => (
          <tr key={id}>
            <th scope="row">{at}</th>
            <td>{happeningOf(kind)}</td>
            <td>{chain}</td>
            <td className="number">{seq}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
