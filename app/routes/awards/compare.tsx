import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { askedComparison } from '#app/award_comparison.server.ts'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { Trend } from '#app/components/trend.tsx'
import { comparisonSentence, mostCompared } from '#app/domain/award_comparison.ts'
import { awardName } from '#app/domain/award.ts'
import { formatFigure } from '#app/domain/report/accepted.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

export const handle = { title: 'Compare awards' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  return askedComparison(actor, new URL(request.url).searchParams)
}

export default function CompareAwards() {
  const { awards, indicators, indicator, lines, missing } = useLoaderData<typeof loader>()
  const query = { indicator: indicator?.code, award: awards.map(({ number }) => number) }
  const isMixed = awards.some(({ sample }) => sample) && awards.some(({ sample }) => !sample)
  return (
    <Page
      title={awards.length === 1 ? 'How an award went' : 'Compare awards'}
      lead={`Accepted figures of one indicator, period by period, each beside its target; up to ${mostCompared} awards.`}
      breadcrumb={[{ label: 'Awards', href: paths.awards() }]}
      actions={
        indicator && (
          <ButtonLink look="outline" href={paths.awardsComparedCsv(query)}>
            Export as CSV
          </ButtonLink>
        )
      }
    >
      <form method="get" action={paths.awardsCompared()}>
        <TextField
          name="award"
          label="Awards by number"
          hint="With commas between: SAMPLE-GJC-01, SAMPLE-GJC-02"
          defaultValue={awards.map(({ number }) => number).join(', ')}
          maxLength={500}
        />
        {indicators.length > 0 && (
          <Select
            name="indicator"
            label="Indicator"
            choices={indicators.map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={indicator?.code}
          />
        )}
        <ButtonRow>
          <Button>Compare</Button>
        </ButtonRow>
      </form>
      {missing.length > 0 && (
        <Alert tone="error">You see no award with the number {missing.join(' or ')}.</Alert>
      )}
      {isMixed && (
        <Alert tone="info">
          Some of these awards are invented for the sample; what they show says nothing of the
          others.
        </Alert>
      )}
      {awards.length === 0 && missing.length === 0 && (
        <EmptyState title="No award is chosen">
          Enter the numbers of awards, or follow “How it went” beside a target of an award.
        </EmptyState>
      )}
      {awards.length > 0 && !indicator && (
        <EmptyState title="Nothing to compare">
          None of these awards has a target or an accepted figure.
        </EmptyState>
      )}
      {indicator && (
        <Section id="trend" title={<a href={paths.indicator(indicator.code)}>{indicator.name}</a>}>
          <ul className="plain-list">
            {awards.map((award) => (
              <li key={award.number}>
                <a href={paths.award(award.number)}>{award.number}</a>{' '}
                {award.sample && <SampleBadge />}
                <span className="sub">
                  {awardName({ name: award.name, leadOrganization: award.organization })}
                </span>
              </li>
            ))}
          </ul>
          <Trend
            id="comparison"
            title={indicator.name}
            valueType={indicator.valueType}
            lines={lines}
            meaning={comparisonSentence(lines, {
              name: indicator.name,
              isShare: ['count', 'usd'].includes(indicator.valueType),
              shown: (value) => formatFigure({ valueType: indicator.valueType, value }),
            })}
          />
          {lines.every(({ points }) => points.length === 0) && (
            <EmptyState title="No accepted figure yet">
              Figures stand here once a report with this indicator is accepted.
            </EmptyState>
          )}
          {indicator.cumulation === 'period' && indicator.valueType === 'count' && (
            <p className="fine-print">Counts are added up from the first period on.</p>
          )}
        </Section>
      )}
    </Page>
  )
}
