import { type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyFigures, KeyValues } from '#app/components/figures.tsx'
import { ErrorSummary } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink } from '#app/components/sources.tsx'
import { ValueForm } from '#app/components/value_form.tsx'
import {
  ConventionTable,
  ScenarioTable,
  WhoTable,
  wholeDollars,
} from '#app/components/value_tables.tsx'
import { willingnessLabels } from '#app/domain/evidence/public_value.ts'
import { type ValueCase, valueCaseCodes, valueCases } from '#app/domain/evidence/value_cases.ts'
import {
  type ValueAnswer,
  type ValueAsk,
  answerValue,
  readValue,
  valueFields,
  valueQuery,
  valueWords,
} from '#app/domain/evidence/value_page.ts'
import * as paths from '#app/paths.ts'
import { listJudged } from '#db/evidence/findings.ts'
import { findPriceIndex } from '#db/evidence/prices.ts'

export const handle = { title: 'Public value' }

export async function loader({ request }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams
  const ask = readValue(params)
  // What a form sends is long; the address that people keep and share is short.
  const [findings, prices] = await Promise.all([
    listJudged(valueCases[ask.program].impacts.map(({ finding }) => finding)),
    findPriceIndex(),
  ])
  const answer = answerValue(
    ask,
    new Map(findings.map((finding) => [finding.code, finding])),
    prices,
  )
  if (answer.ok && params.has('apply')) throw redirect(paths.publicValue(valueQuery(ask)))
  return data({ ask, answer }, { status: answer.ok ? 200 : 422 })
}

export default function PublicValuePage() {
  const { ask, answer } = useLoaderData<typeof loader>()
  const program: ValueCase = valueCases[ask.program]
  const errors = answer.ok ? {} : answer.errors
  return (
    <Page
      title="Public value"
      lead="The marginal value of public funds: what a program is worth to those it serves, for each dollar it costs government in the long run."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      <ErrorSummary
        errors={valueFields.flatMap((id) => {
          const message = errors[id]
          return message ? [{ id, message }] : []
        })}
      />
      <ul className="tabs" aria-label="Programs">
        {valueCaseCodes.map((code) => (
          <li key={code}>
            <a
              href={paths.publicValue({ program: code })}
              aria-current={code === ask.program ? 'page' : undefined}
            >
              {valueCases[code].name}
            </a>
          </li>
        ))}
      </ul>
      <ValueForm ask={ask} errors={errors} />
      {answer.ok && <Answer ask={ask} answer={answer} program={program} />}
      <Section id="inputs" title="What goes in">
        <KeyValues
          facts={[
            { label: 'Model', value: <a href={paths.model(program.model)}>{program.name}</a> },
            { label: 'Cost', value: program.costSource },
            { label: 'Tax-and-transfer rate', value: program.taxSource },
            {
              label: 'Earnings impacts',
              value: answer.ok ? <Impacts impacts={answer.impacts} /> : 'not worked out',
            },
            {
              label: 'Prices',
              value: <Prices program={program} answer={answer} />,
            },
            { label: 'Seed of the redraws', value: String(ask.seed) },
          ]}
        />
      </Section>
      <Section id="reading" title="How it is worked out">
        <p>
          Earnings impacts are discounted to the year of the spending. Government gets back the
          taxes on them and what it saves elsewhere; what is left of the cost is the net cost. The
          value is what participants would be willing to pay, divided by that. A program whose net
          cost is zero or less pays for itself, which no number can say. The interval redraws the
          impacts 1,000 times from their standard errors, or from the p values they may have where
          only a bound is published, and repeats with its seed.
        </p>
        <p>
          How long gains last is not known: so three scenarios stand side by side, and the first
          alone was observed. Hendren &amp; Sprung-Keyser 2020, Quarterly Journal of Economics 135,
          is the source of the rule.
        </p>
      </Section>
    </Page>
  )
}

function Prices({ program, answer }: { program: ValueCase; answer: ValueAnswer }) {
  if (program.deflateTo === null) {
    return <>impacts are taken as published, as in the published value</>
  }
  return (
    <>
      impacts are put into {program.deflateTo} dollars,{' '}
      {program.deflateSource ?? 'an assumption of this page'}, by the{' '}
      <a href={paths.prices()}>consumer price index</a>
      {answer.ok &&
        answer.priceYear !== program.deflateTo &&
        `, and then every amount into ${answer.priceYear} dollars`}
    </>
  )
}

function Answer(props: {
  ask: ValueAsk
  answer: Extract<ValueAnswer, { ok: true }>
  program: ValueCase
}) {
  const { ask, answer, program } = props
  const [observed] = answer.scenarios
  const published =
    program.published &&
    { post_tax: program.published.postTax, cost: program.published.cost, lower: null }[ask.willing]
  return (
    <>
      {observed && (
        <KeyFigures
          figures={[
            {
              label: 'Value, only as long as observed',
              value: valueWords(observed.valuation.value),
              note: observed.interval
                ? `95 percent interval ${valueWords(observed.interval.low)} to ${valueWords(observed.interval.high)}`
                : 'no interval: standard errors are not in the sources',
            },
            {
              label: 'Published',
              value: published ?? <NotInSources />,
              note: program.published ? (
                <SourceLink url={program.published.url} title={program.published.title} />
              ) : (
                'no published value was found'
              ),
            },
            {
              label: 'Participants would pay',
              value: wholeDollars(observed.valuation.willingness),
              note: willingnessLabels[ask.willing],
            },
            {
              label: 'Net cost to government',
              value: wholeDollars(observed.valuation.netCost),
              note: `after ${wholeDollars(observed.valuation.taxes)} of taxes on ${wholeDollars(observed.valuation.earnings)} of earnings`,
            },
          ]}
        />
      )}
      <p>
        {answer.priceYear === null
          ? 'Amounts are in dollars as published; their year is not in the sources.'
          : `Amounts are in ${answer.priceYear} dollars.`}
        {answer.priceYear !== program.deflateTo &&
          ' The value and its interval are the same in the dollars of any year.'}
      </p>
      <Section id="scenarios" title="How long do gains last?">
        <ScenarioTable scenarios={answer.scenarios} until={ask.typed.until} />
      </Section>
      <Section id="conventions" title="By every convention">
        <ConventionTable scenarios={answer.scenarios} />
      </Section>
      <Section id="who" title="Who gains">
        <WhoTable scenarios={answer.scenarios} />
        <p className="section__note">
          Participants and government together are society: the columns add up, by earnings after
          taxes and transfers received.
        </p>
      </Section>
      <p>
        <a href={paths.publicValue(valueQuery(ask))}>Link to exactly this answer</a>, seed{' '}
        {ask.seed} included.
      </p>
    </>
  )
}

function Impacts({ impacts }: { impacts: { finding: string; year: number; amount: number }[] }) {
  return (
    <ul className="plain-list">
      {impacts.map(({ finding, year, amount }) => (
        <li key={finding}>
          {year === 0
            ? 'the year of the spending'
            : `${year} ${year === 1 ? 'year' : 'years'} later`}
          : {wholeDollars(amount)}, from <a href={paths.finding(finding)}>{finding}</a>
        </li>
      ))}
    </ul>
  )
}
