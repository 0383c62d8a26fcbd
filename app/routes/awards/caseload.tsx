import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useState } from 'react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { CaseloadRow } from '#app/components/caseload_row.tsx'
import { Checkbox } from '#app/components/choices.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import * as paths from '#app/paths.ts'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type CaseloadAward, type Desk, findDesk, listCaseload } from '#db/awards/caseloads.ts'

export const handle = {
  title: ({ desk }: { desk: { id: number | null; name: string } }) => titleOf(desk),
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'caseload.read')
  const asked = deskOf(params['desk'])
  const desk = found(await findDesk(actor, asked))
  const after = new URL(request.url).searchParams.get('after')
  return {
    desk,
    ...(await listCaseload(actor, asked, { after })),
    handOver: may(actor.role, 'award.assign') ? paths.handOver(asked) : null,
    hasOthers: may(actor.role, 'caseload.read') && actor.role !== 'officer',
    isOwn: desk.id === actor.membershipId,
    isLater: after !== null,
  }
}

function deskOf(text: string | undefined): Desk {
  return text === 'nobody' ? 'nobody' : foundId(text)
}

function titleOf({ id, name }: { id: number | null; name: string }) {
  return id === null ? 'Awards without a program officer' : `Caseload of ${name}`
}

const features = tableFeatures({ rowSelectionFeature })
const columns = createColumnHelper<typeof features, CaseloadAward>().columns([])

export default function Caseload() {
  const { desk, awards, next, handOver, isOwn, isLater, hasOthers } = useLoaderData<typeof loader>()
  const here = desk.id ?? 'nobody'
  return (
    <Page
      title={isOwn ? 'Your caseload' : titleOf(desk)}
      lead="Each award with what is open at it: reports with the agency, late or due within 60 days, modifications, corrective actions, visits and the closeout."
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        ...(hasOthers ? [{ label: 'Caseloads', href: paths.caseloads() }] : []),
      ]}
      actions={
        awards.length > 0 && (
          <>
            {isOwn && (
              <ButtonLink look="outline" href={paths.handOverWords()}>
                Leave words
              </ButtonLink>
            )}
            <ButtonLink look="outline" href={paths.handOverPack(here)}>
              Hand-over pack
            </ButtonLink>
          </>
        )
      }
    >
      {awards.length === 0 ? (
        <EmptyState
          title={isLater ? 'No more awards' : 'No award here'}
          action={hasOthers && <a href={paths.caseloads()}>All caseloads</a>}
        >
          Awards come here when a grants officer assigns them.
        </EmptyState>
      ) : (
        <CaseloadTable awards={awards} handOver={handOver} />
      )}
      {(next || isLater) && (
        <Pagination
          position={`${awards.length} awards on this page, by number`}
          previous={isLater ? paths.caseload(here) : null}
          next={next && paths.caseload(here, { after: next })}
        />
      )}
    </Page>
  )
}

/** The awards of a caseload; who assigns officers ticks those to be handed over. Scripts add ticking the whole
 *  page and the count; without them each box is ticked by itself. */
function CaseloadTable(props: { awards: CaseloadAward[]; handOver: string | null }) {
  const { awards, handOver } = props
  const table = useTable({ features, columns, data: awards, getRowId: ({ number }) => number })
  const chosen = table.getSelectedRowModel().rows.length
  const [hasScripts, setHasScripts] = useState(false)
  useEffect(() => setHasScripts(true), [])
  const rows = (
    <DataTable id="caseload" caption="Awards of this caseload" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Award</HeaderCell>
          <HeaderCell>Status</HeaderCell>
          <HeaderCell>Ends</HeaderCell>
          <HeaderCell>Risk</HeaderCell>
          <HeaderCell>Open</HeaderCell>
          <HeaderCell>What stands out</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <CaseloadRow
            key={row.id}
            award={row.original}
            tick={
              handOver === null
                ? null
                : { checked: row.getIsSelected(), onChange: row.getToggleSelectedHandler() }
            }
          />
        ))}
      </tbody>
    </DataTable>
  )
  if (!handOver) return rows
  return (
    <form method="get" action={handOver}>
      {hasScripts && (
        <Checkbox
          name="every"
          form=""
          label="Tick every award on this page"
          checked={table.getIsAllRowsSelected()}
          onChange={table.getToggleAllRowsSelectedHandler()}
        />
      )}
      {rows}
      <ButtonRow>
        <Button>{chosen > 0 ? `Hand over the ${chosen} ticked` : 'Hand over the ticked'}</Button>
      </ButtonRow>
    </form>
  )
}
