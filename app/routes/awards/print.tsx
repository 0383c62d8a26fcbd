import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { askedList } from '#app/award_list.server.ts'
import { AwardCell } from '#app/components/award_cells.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { OriginTotals } from '#app/components/origin_totals.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { awardColumnLabels, awardListQuery } from '#app/domain/award_list.ts'
import { filterWords, orderWords } from '#app/domain/award_words.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { now, today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listFirstAwards } from '#db/awards/list.ts'
import { listFilterChoices, totalAwards } from '#db/awards/totals.ts'

export const handle = { title: 'Awards, to print' }

/** How many rows go on paper: some forty sheets. */
const rowsPrinted = 1000

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const list = askedList(actor, new URL(request.url).searchParams)
  const [awards, totals, choices] = await Promise.all([
    listFirstAwards(actor, list, rowsPrinted),
    totalAwards(actor, list.filters),
    listFilterChoices(actor),
  ])
  return {
    awards,
    totals,
    columns: list.columns,
    query: awardListQuery(list),
    filters: filterWords(list.filters, choices).map(({ words }) => words),
    order: orderWords(list),
    at: now(),
    today: today(),
    who: `${actor.name}, ${actor.organizationName}`,
  }
}

/** The list as it goes on paper: every row on one page, and above it what it is and as of when. */
export default function PrintAwards() {
  const { awards, totals, columns, query, today, ...rest } = useLoaderData<typeof loader>()
  const count = totals.sources.awards + totals.sample.awards
  return (
    <Page
      title="Awards"
      breadcrumb={[{ label: 'Awards', href: paths.awards(query) }]}
      actions={
        <ButtonLink look="outline" href={paths.awardsXlsx(query)}>
          Excel
        </ButtonLink>
      }
    >
      <KeyValues
        facts={[
          { label: 'As of', value: formatDateTime(rest.at) },
          { label: 'Filters', value: rest.filters.join('; ') || 'none' },
          { label: 'Order', value: rest.order },
          { label: 'Rows', value: formatCount(count) },
          { label: 'Made for', value: rest.who },
        ]}
      />
      {count > awards.length && (
        <Alert tone="info">
          The first {formatCount(awards.length)} of {formatCount(count)} awards go on paper; the
          Excel file has them all.
        </Alert>
      )}
      <OriginTotals {...totals} official={[]} />
      <DataTable id="awards" caption="Awards" captionHidden>
        <thead>
          <tr>
            {columns.map((id) => (
              <HeaderCell key={id} numeric={id === 'amount'}>
                {awardColumnLabels[id]}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {awards.map((award) => (
            <tr key={award.number}>
              {columns.map((id) => (
                <AwardCell key={id} column={id} award={award} today={today} />
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className="fine-print">Print this page with your browser: Ctrl P, or Cmd P on a Mac.</p>
    </Page>
  )
}
