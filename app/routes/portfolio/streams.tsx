import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Page, Section } from '#app/components/page.tsx'
import { ProgramTotals } from '#app/components/program_totals.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { forReaders } from '#app/domain/sources.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listStreams } from '#db/streams.ts'

export const handle = { title: 'Streams' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  return { streams: await listStreams(actor), seesAwards: may(actor.role, 'award.read') }
}

export default function Streams() {
  const { streams, seesAwards } = useLoaderData<typeof loader>()
  const awardsHref = (program: string, origin: string) => paths.awards({ program, origin })
  return (
    <Page
      title="Streams"
      lead="Where the money comes from: each funding stream, its programs, and how much of them the sources give."
    >
      {streams.map((stream) => (
        <Section
          key={stream.code}
          id={stream.code}
          title={<a href={paths.stream(stream.code)}>{stream.name}</a>}
          aside={
            <>
              {stream.bureau}{' '}
              {stream.status === 'proposed' && (
                <StatusTag tone="warn">Proposed, no funds</StatusTag>
              )}
            </>
          }
        >
          <p>{forReaders(stream.description)}</p>
          {stream.kind === 'competitive' && (
            <ProgramTotals
              id={`programs-${stream.code}`}
              caption={`Programs of ${stream.name}`}
              programs={stream.programs}
              awardsHref={seesAwards ? awardsHref : null}
            />
          )}
          {stream.kind === 'formula' && (
            <p>
              Formula funds are allotments to states, not awards.{' '}
              <a href={paths.stream(stream.code)}>See the allotments</a>.
            </p>
          )}
          {stream.kind === 'proposed' && (
            <p>No appropriation: there is nothing to award, and no report.</p>
          )}
        </Section>
      ))}
      <p>
        <a href={paths.indicators()}>How the streams’ indicators compare</a>
      </p>
    </Page>
  )
}
