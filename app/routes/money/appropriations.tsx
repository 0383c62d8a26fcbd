import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { MoneyParts } from '#app/components/money_parts.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SourceLink } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { type Appropriation, standingOn } from '#app/domain/appropriations.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listAppropriations } from '#db/appropriations.ts'

export const handle = { title: 'Appropriations' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const rows = await listAppropriations(actor)
  const standing = new Set(standingOn(rows, '9999-12-31').map(({ id }) => id))
  const done = Number(new URL(request.url).searchParams.get('done'))
  return {
    rows: rows.map((row) => ({ ...row, stands: standing.has(row.id) })),
    records: may(actor.role, 'appropriation.record'),
    readsDecisions: may(actor.role, 'decision.read'),
    done: rows.find(({ id }) => id === done) ?? null,
  }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number]

export default function Appropriations() {
  const { rows, records, done, readsDecisions } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Appropriations"
      lead="What laws gave each stream or program for a fiscal year, as grants officers recorded it. Nothing recorded is ever changed: a correction stands beside what it corrects."
      breadcrumb={[{ label: 'Money', href: paths.money() }]}
      actions={
        records && <ButtonLink href={paths.newAppropriation()}>Record an appropriation</ButtonLink>
      }
    >
      <MoneyParts current={paths.appropriations()} readsDecisions={readsDecisions} />
      {done && (
        <Alert
          tone="success"
          title={`${formatMoney(done.amount)} for ${nameOf(done)}, fiscal year ${done.fiscalYear}, is ${done.corrects === null ? 'recorded' : 'corrected'}`}
        >
          It counts on the <a href={paths.money()}>money page</a> as of{' '}
          {formatShortDate(done.knownOn)} and every later day. Nobody is told by mail.
        </Alert>
      )}
      {rows.length === 0 ? (
        <EmptyState title="No appropriation is recorded">
          The sources read name none. A grants officer records what a law gives, with its citation.
        </EmptyState>
      ) : (
        ([false, true] as const).map((sample) => (
          <Origin
            key={String(sample)}
            sample={sample}
            rows={rows.filter((row) => row.sample === sample)}
            records={records}
          />
        ))
      )}
    </Page>
  )
}

function Origin(props: { sample: boolean; rows: Row[]; records: boolean }) {
  const { sample, rows, records } = props
  return (
    <Section
      id={sample ? 'sample' : 'sources'}
      title={sample ? 'Sample' : 'From sources'}
      aside={sample && <SampleBadge />}
    >
      {rows.length === 0 ? (
        <p>
          {sample
            ? 'None.'
            : 'None is in the sources read, and nobody has recorded one from a law.'}
        </p>
      ) : (
        <DataTable
          id={sample ? 'sample-rows' : 'source-rows'}
          caption="Appropriations"
          captionHidden
        >
          <thead>
            <tr>
              <HeaderCell>For</HeaderCell>
              <HeaderCell numeric>Fiscal year</HeaderCell>
              <HeaderCell numeric>Amount</HeaderCell>
              <HeaderCell>Law</HeaderCell>
              <HeaderCell>Recorded</HeaderCell>
              {records && <HeaderCell>Change</HeaderCell>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className="wrap">
                  {nameOf(row)}
                  {row.program !== null && <span className="sub">{row.streamName}</span>}
                </th>
                <td className="number">{row.fiscalYear}</td>
                <td className="number">
                  {formatMoney(row.amount)}
                  {!row.stands && (
                    <span className="sub">
                      <StatusTag tone="plain">Corrected since</StatusTag>
                    </span>
                  )}
                </td>
                <td className="wrap">
                  <SourceLink url={row.sourceUrl} title={row.source} />
                  <span className="sub">known since {formatShortDate(row.knownOn)}</span>
                </td>
                <td className="wrap">
                  {row.recordedBy}, {formatDateTime(row.recordedAt)}
                  {row.reason !== null && <span className="sub">Corrected: {row.reason}</span>}
                </td>
                {records && (
                  <td>
                    {row.stands && (
                      <a href={paths.appropriationCorrection(row.id)}>
                        Correct
                        <span className="visually-hidden">
                          {' '}
                          {nameOf(row)}, fiscal year {row.fiscalYear}
                        </span>
                      </a>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  )
}

const nameOf = (row: Pick<Appropriation, 'programName' | 'streamName'>) =>
  row.programName ?? row.streamName
