import { type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { NumberField, Select } from '#app/components/fields.tsx'
import { KeyFigures, KeyValues } from '#app/components/figures.tsx'
import { ErrorSummary } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import {
  persistenceLabels,
  willingnessKinds,
  willingnessLabels,
} from '#app/domain/evidence/public_value.ts'
import { type ValueCase, valueCaseCodes, valueCases } from '#app/domain/evidence/value_cases.ts'
import {
  type ScenarioAnswer,
  type ValueAnswer,
  type ValueAsk,
  type ValueField,
  answerValue,
  readValue,
  valuePriceProblem,
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

function ValueForm(props: { ask: ValueAsk; errors: Partial<Record<ValueField, string>> }) {
  const { ask, errors } = props
  const field = (name: ValueField, label: string) => (
    <NumberField
      name={name}
      label={label}
      defaultValue={ask.typed[name]}
      {...(errors[name] && { error: errors[name] })}
    />
  )
  return (
    <form
      method="get"
      action={paths.publicValue()}
      className="filters filters--whole"
      aria-label="Change what goes in"
    >
      <input type="hidden" name="apply" value="1" />
      <input type="hidden" name="program" value={ask.program} />
      <input type="hidden" name="seed" value={ask.seed} />
      <div className="filters--whole__fields">
        <Select
          name="willing"
          label="What participants would pay"
          choices={willingnessKinds.map((value) => ({ value, label: willingnessLabels[value] }))}
          defaultValue={ask.willing}
        />
        {field('tax', 'Tax-and-transfer rate, percent')}
        {field('discount', 'Discount rate, percent')}
        {field('cost', 'Cost a participant, dollars')}
        {field('transfers', 'Of which paid to participants')}
        {field('savings', 'Other public savings, dollars')}
        {field('until', 'Scenarios run to year')}
        <NumberField
          name="prices"
          label="Answer in dollars of the year"
          optional
          hint={valuePriceProblem(valueCases[ask.program]) ?? undefined}
          defaultValue={ask.typed.prices}
          {...(errors.prices && { error: errors.prices })}
        />
      </div>
      <ButtonRow>
        <Button>Work it out</Button>
        <ButtonLink look="outline" href={paths.publicValue({ program: ask.program })}>
          As published
        </ButtonLink>
      </ButtonRow>
    </form>
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
              value: money(observed.valuation.willingness),
              note: willingnessLabels[ask.willing],
            },
            {
              label: 'Net cost to government',
              value: money(observed.valuation.netCost),
              note: `after ${money(observed.valuation.taxes)} of taxes on ${money(observed.valuation.earnings)} of earnings`,
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

function ScenarioTable({ scenarios, until }: { scenarios: ScenarioAnswer[]; until: string }) {
  return (
    <DataTable id="scenario-table" caption={`Scenarios to year ${until}`} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Gains</HeaderCell>
          <HeaderCell numeric>Participants would pay</HeaderCell>
          <HeaderCell numeric>Net cost</HeaderCell>
          <HeaderCell>Value</HeaderCell>
          <HeaderCell>95 percent interval</HeaderCell>
          <HeaderCell>Taxes cover the cost by</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(({ persistence, valuation, interval, breakEven }) => (
          <tr key={persistence}>
            <th scope="row" className="wrap">
              {persistenceLabels[persistence]}
              <span className="sub">
                {persistence === 'observed'
                  ? 'what studies saw'
                  : `a supposition, to year ${until}`}
              </span>
            </th>
            <td className="number">{money(valuation.willingness)}</td>
            <td className="number">{money(valuation.netCost)}</td>
            <td>{valueWords(valuation.value)}</td>
            <td>
              {interval ? (
                `${valueWords(interval.low)} to ${valueWords(interval.high)}`
              ) : (
                <NotInSources />
              )}
            </td>
            <td>{breakEven === null ? 'not within these years' : `year ${breakEven}`}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function ConventionTable({ scenarios }: { scenarios: ScenarioAnswer[] }) {
  return (
    <DataTable id="convention-table" caption="Value by convention and scenario" captionHidden>
      <thead>
        <tr>
          <HeaderCell>What participants would pay</HeaderCell>
          {scenarios.map(({ persistence }) => (
            <HeaderCell key={persistence}>{persistenceLabels[persistence]}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {willingnessKinds.map((willing) => (
          <tr key={willing}>
            <th scope="row" className="wrap">
              {willingnessLabels[willing]}
            </th>
            {scenarios.map(({ persistence, byWilling }) => (
              <td key={persistence}>{valueWords(byWilling[willing])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function WhoTable({ scenarios }: { scenarios: ScenarioAnswer[] }) {
  return (
    <DataTable id="who-table" caption="What each gains" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Gains</HeaderCell>
          <HeaderCell numeric>Participant</HeaderCell>
          <HeaderCell numeric>Government</HeaderCell>
          <HeaderCell numeric>Society</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(({ persistence, valuation }) => (
          <tr key={persistence}>
            <th scope="row">{persistenceLabels[persistence]}</th>
            <td className="number">{money(valuation.participants)}</td>
            <td className="number">{money(valuation.government)}</td>
            <td className="number">{money(valuation.society)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
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
          : {money(amount)}, from <a href={paths.finding(finding)}>{finding}</a>
        </li>
      ))}
    </ul>
  )
}

/** Whole dollars of an estimate; the sums of the table are made before rounding. */
function money(amount: number): string {
  const whole = Math.abs(amount).toFixed(0)
  const sign = amount < 0 && whole !== '0' ? '−' : ''
  return `${sign}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}`
}
