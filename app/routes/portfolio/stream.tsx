import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Allotments } from '#app/components/allotments.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { OriginTotals } from '#app/components/origin_totals.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { ProgramTotals, officialNote } from '#app/components/program_totals.tsx'
import { RolledFigures } from '#app/components/rolled_figures.tsx'
import { RolledTrends } from '#app/components/rolled_trend.tsx'
import { Sourced, SourceLink } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatMoney } from '#app/domain/money.ts'
import { addTotals } from '#app/domain/origin_total.ts'
import { forReaders } from '#app/domain/sources.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { askedTrend } from '#app/rolled_trend.server.ts'
import { requireActor } from '#app/session.server.ts'
import { totalStreamFigures } from '#db/awards/figures.ts'
import { findStream, listAllotments, listListings, listPrograms } from '#db/streams.ts'

export const handle = { title: ({ stream }: { stream: { name: string } }) => stream.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const stream = found(await findStream(actor, params['code'] ?? ''))
  const asked = new URL(request.url).searchParams
  const programs = await listPrograms(actor, stream.code)
  const program = programs.find(({ code }) => code === asked.get('program'))?.code ?? null
  const [actuals, allotments, listings, trend] = await Promise.all([
    totalStreamFigures(actor, stream.code),
    listAllotments(actor, stream.code),
    listListings(actor, stream.code),
    askedTrend(actor, { of: 'stream', code: stream.code, program }, asked),
  ])
  return {
    stream,
    programs,
    allotments,
    listings,
    actuals,
    trend,
    program,
    seesAwards: may(actor.role, 'award.read'),
  }
}

export default function StreamPage() {
  const { stream, programs, allotments, listings, actuals, trend, program, seesAwards } =
    useLoaderData<typeof loader>()
  const awardsHref = (program: string, origin: string) => paths.awards({ program, origin })
  return (
    <Page
      title={stream.name}
      kicker={
        <>
          <span>{stream.code}</span>
          <span aria-hidden="true">·</span>
          <span>
            {stream.bureau === stream.agency ? stream.agency : `${stream.bureau}, ${stream.agency}`}
          </span>
          {stream.status === 'proposed' && <StatusTag tone="warn">Proposed, no funds</StatusTag>}
        </>
      }
      lead={forReaders(stream.description)}
      breadcrumb={[{ label: 'Streams', href: paths.streams() }]}
    >
      {stream.kind === 'proposed' && (
        <EmptyState title="No appropriation">
          This stream was proposed and never funded. It has no awards, no allotments and no reports,
          and counts in no total.
        </EmptyState>
      )}
      {stream.kind === 'competitive' && (
        <>
          {stream.officialAwards !== null && (
            <KeyFigures
              figures={[
                {
                  label: 'Official awards',
                  value: String(stream.officialAwards),
                  note: stream.totalSourceTitle ? 'of the whole stream' : undefined,
                },
                {
                  label: 'Official total',
                  value: (
                    <Sourced>
                      {stream.officialTotalUsd && formatMoney(stream.officialTotalUsd)}
                    </Sourced>
                  ),
                  note: officialNote(stream),
                },
              ]}
            />
          )}
          <Section
            id="programs"
            title="Money by program"
            aside={
              seesAwards && <a href={paths.awards({ stream: stream.code })}>List the awards</a>
            }
          >
            <OriginTotals
              sources={addTotals(programs.map(({ sources }) => sources))}
              sample={addTotals(programs.map(({ sample }) => sample))}
            />
            <ProgramTotals
              id="program-totals"
              caption="Programs and their money"
              programs={programs}
              awardsHref={seesAwards ? awardsHref : null}
            />
            <p className="section__note">
              What the sources list is part of each program. Its sum is not the program’s total.
            </p>
          </Section>
        </>
      )}
      {stream.kind === 'formula' && <Allotments allotments={allotments} />}
      {stream.kind !== 'proposed' && (
        <RolledTrends
          {...trend}
          action={paths.stream(stream.code)}
          csvHref={paths.streamTrendCsv(stream.code, {
            indicator: trend.indicator?.code,
            program,
          })}
          programs={{ choices: programs, chosen: program }}
        />
      )}
      {stream.kind === 'competitive' && <RolledFigures {...actuals} />}
      <Section id="listings" title="Assistance listings">
        {listings.length === 0 ? (
          <p>No assistance listing belongs to this stream alone.</p>
        ) : (
          <DataTable id="listing-table" caption="Assistance listings" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Listing</HeaderCell>
                <HeaderCell>Title</HeaderCell>
                <HeaderCell>Bureau</HeaderCell>
                <HeaderCell>Status</HeaderCell>
                <HeaderCell>Source</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {listings.map((listing) => (
                <tr key={listing.aln}>
                  <th scope="row">{listing.aln}</th>
                  <td className="wrap">{listing.programTitle}</td>
                  <td>{listing.bureau}</td>
                  <td>{listing.status === 'active' ? 'Active' : 'Inactive'}</td>
                  <td>
                    <SourceLink url={listing.sourceUrl} title={`List with ${listing.aln}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        )}
      </Section>
      <Section id="sources" title="Sources">
        <ul>
          <li>
            <SourceLink url={stream.sourceUrl} title={`${stream.name}: description`} />
          </li>
          {stream.totalSourceTitle && (
            <li>
              <SourceLink url={stream.totalSourceUrl} title={stream.totalSourceTitle} />
            </li>
          )}
          {programs.map((program) => (
            <li key={program.code}>
              <SourceLink url={program.canonicalUrl ?? program.sourceUrl} title={program.name} />
              <span className="sub">{forReaders(program.notes)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
