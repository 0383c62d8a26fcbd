import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CrosswalkTable } from '#app/components/crosswalk_table.tsx'
import { FrameworkOf } from '#app/components/framework.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SourceLink, Sourced } from '#app/components/sources.tsx'
import { withoutMarks } from '#app/domain/sources.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listCrosswalk } from '#db/crosswalk.ts'
import { listFrameworkOf } from '#db/evidence/framework.ts'
import { findIndicator } from '#db/indicators.ts'

export const handle = { title: ({ indicator }: { indicator: { name: string } }) => indicator.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const indicator = found(await findIndicator(actor, params['code'] ?? ''))
  const [pairs, framework] = await Promise.all([
    listCrosswalk(actor, indicator.code),
    listFrameworkOf(indicator.code),
  ])
  return { indicator, pairs, framework }
}

export default function IndicatorPage() {
  const { indicator, pairs, framework } = useLoaderData<typeof loader>()
  const address = indicator.canonicalUrl ?? indicator.sourceUrl
  return (
    <Page
      title={indicator.name}
      kicker={
        <>
          <span>{indicator.code}</span>
          <span aria-hidden="true">·</span>
          <span>{indicator.streamName ?? catalogues[indicator.stream] ?? indicator.stream}</span>
        </>
      }
      lead={withoutMarks(indicator.definition)}
    >
      <KeyValues
        facts={[
          { label: 'Unit', value: units[indicator.unit] },
          {
            label:
              indicator.entry === 'derived' && !indicator.numeratorCode ? 'Formula' : 'Numerator',
            value: part(indicator.numerator, indicator.numeratorCode, indicator.numeratorName),
          },
          {
            label: 'Denominator',
            value: part(
              indicator.denominator,
              indicator.denominatorCode,
              indicator.denominatorName,
            ),
          },
          {
            label: 'How it comes about',
            value:
              indicator.entry === 'derived'
                ? 'Computed from other figures of the report'
                : 'Entered by the grantee',
          },
          { label: 'Over periods', value: cumulations[indicator.cumulation] },
          { label: 'Better is', value: directions[indicator.direction] },
          { label: 'Left out', value: <Sourced>{indicator.exclusions}</Sourced> },
          { label: 'Reporting lag', value: <Sourced>{indicator.reportingLag}</Sourced> },
          {
            label: 'Source',
            value: <Sourced>{address && <SourceLink url={address} />}</Sourced>,
          },
          { label: 'How sure', value: indicator.confidence },
        ]}
      />
      <Section id="across" title="In other streams">
        {pairs.length > 0 ? (
          <CrosswalkTable pairs={pairs} />
        ) : (
          <p>It was not judged against an indicator of another stream.</p>
        )}
        <p>
          <a href={paths.indicators()}>All indicators across streams</a>
        </p>
      </Section>
      <Section id="framework" title="In the Education-to-Workforce framework">
        <FrameworkOf {...framework} />
      </Section>
    </Page>
  )
}

function part(words: string | null, code: string | null, name: string | null) {
  if (code === null) return <Sourced>{words}</Sourced>
  return (
    <>
      <a href={paths.indicator(code)}>{name}</a>
      {words && <span className="sub">{words}</span>}
    </>
  )
}

const catalogues: Record<string, string> = {
  EW: 'Education-to-Workforce framework',
  FIN: 'Financial report',
}

const units = { count: 'people or things, counted', percent: 'percent', usd: 'US dollars' } as const

const directions = {
  higher: 'higher',
  lower: 'lower',
  context: 'neither: it gives context',
} as const

const cumulations = {
  period: 'Stands for one period; periods are added',
  cumulative: 'Runs from the start of the award; the latest counts, never added',
  point: 'A balance at the end of the period; the latest counts, never added',
} as const
