import { type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { rounded } from '#app/components/finding_cells.tsx'
import { ForestPlot } from '#app/components/forest_plot.tsx'
import { Alert, EmptyState, ErrorSummary } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SynthesisForm } from '#app/components/synthesis_form.tsx'
import {
  IncludedTable,
  LeftOut,
  MethodTable,
  Statistics,
  findings,
  pWords,
  range,
} from '#app/components/synthesis_result.tsx'
import { WaysToPool } from '#app/components/ways_to_pool.tsx'
import { formatCount } from '#app/domain/count.ts'
import type { SynthesisAsk } from '#app/domain/evidence/synthesis.ts'
import { readSynthesis, synthesisQuery } from '#app/domain/evidence/synthesis_address.ts'
import { type ShownSynthesis, shownOf } from '#app/domain/evidence/synthesis_shown.ts'
import { synthesisSentence, synthesisTitle } from '#app/domain/evidence/synthesis_words.ts'
import * as paths from '#app/paths.ts'
import { findSynthesis, listSynthesisChoices } from '#db/evidence/synthesis.ts'

export const handle = { title: 'Synthesis' }

export async function loader({ request }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams
  const ask = readSynthesis(params)
  // What a form sends holds empty fields; the address that people keep and share does not.
  if (params.has('apply')) throw redirect(paths.synthesis(synthesisQuery(ask)))
  const isWhole = params.get('rows') === 'all'
  const [{ answer, index }, choices] = await Promise.all([
    findSynthesis(ask),
    listSynthesisChoices(),
  ])
  const latest = index?.year ?? null
  const page = { ask, answer: shownOf(answer, { whole: isWhole }), latest, choices }
  return data(page, { status: answer.yearError === null ? 200 : 422 })
}

export default function SynthesisPage() {
  const { ask, answer, choices, latest } = useLoaderData<typeof loader>()
  const { pooled, refusals, yearError } = answer
  const query = synthesisQuery(ask)
  const toConfirm = refusals.find(({ mend }) => mend === 'confirm')
  return (
    <Page
      title="Synthesis"
      lead="Pools published effects that may be pooled: one of each group of people, in one unit and one price year. What stays out stands below with its reason."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      {yearError !== null && <ErrorSummary errors={[{ id: 'dollars', message: yearError }]} />}
      <SynthesisForm
        ask={ask}
        choices={choices}
        confirmation={toConfirm?.rule ?? null}
        yearError={yearError}
      />
      <Conflicts ask={ask} answer={answer} />
      {pooled ? (
        <Result ask={ask} answer={answer} pooled={pooled} />
      ) : (
        <NotPooled ask={ask} answer={answer} latest={latest} />
      )}
      {answer.leftOut > 0 && (
        <Section
          id="left"
          title="What stays out"
          aside={<a href={paths.synthesisCsv(query)}>{findings(answer.leftOut)} as CSV</a>}
        >
          <LeftOut left={answer.left} csv={paths.synthesisCsv(query)} />
        </Section>
      )}
      <Section id="again" title="The same again">
        <p>
          This address asks for exactly this synthesis
          {ask.isConfirmed && ', with the confirmation about prices in it'}:{' '}
          <a href={paths.synthesis(query)}>link to this synthesis</a>.
        </p>
      </Section>
    </Page>
  )
}

function Result(props: {
  ask: SynthesisAsk
  answer: ShownSynthesis
  pooled: NonNullable<ShownSynthesis['pooled']>
}) {
  const { ask, answer, pooled } = props
  const sentence = sentenceOf(ask, answer, pooled)
  return (
    <>
      <Section
        id="answer"
        title={synthesisTitle(ask, answer.priceYear)}
        aside={
          <ButtonLink look="outline" href={paths.synthesisCsv(synthesisQuery(ask))}>
            Export as CSV
          </ButtonLink>
        }
      >
        <p className="lead">{sentence}</p>
        {answer.cautions.length > 0 && (
          <Alert tone="warning" title="Read it with care">
            <ul>
              {answer.cautions.map((caution) => (
                <li key={caution}>{caution}</li>
              ))}
            </ul>
          </Alert>
        )}
        <ForestPlot
          id="forest"
          title={`Effects on ${synthesisTitle(ask, answer.priceYear).toLowerCase()}`}
          sentence={sentence}
          scale={ask.scale}
          rows={answer.drawn.map(({ finding, estimate, low, high, weight }) => ({
            key: finding.code,
            label: finding.site,
            estimate,
            low,
            high,
            weight,
          }))}
          pooled={
            pooled.samples > 1
              ? {
                  estimate: pooled.estimate,
                  interval: pooled.interval,
                  range: pooled.rangeForNextSite,
                }
              : null
          }
        />
        <p className="section__note">
          Squares are effects, larger with more weight; lines are 95 percent intervals. The diamond
          is the pooled effect with its interval
          {pooled.rangeForNextSite && '; the thin line through it, the range for the next site'}.
          {answer.priceYear !== null && (
            <>
              {' '}
              Effects and errors were put into {answer.priceYear} dollars by the{' '}
              <a href={paths.prices()}>consumer price index</a>; each row says by what factor.
            </>
          )}
        </p>
        <NotDrawn ask={ask} answer={answer} />
        <IncludedTable rows={answer.listed} scale={ask.scale} />
      </Section>
      <Section id="statistics" title="Statistics">
        <Statistics pooled={pooled} ask={ask} />
        <Asymmetry asymmetry={answer.asymmetry} />
      </Section>
      {answer.byMethod.length > 0 && (
        <Section id="by-method" title="By every method">
          <MethodTable byMethod={answer.byMethod} scale={ask.scale} />
        </Section>
      )}
    </>
  )
}

function Asymmetry({ asymmetry }: { asymmetry: ShownSynthesis['asymmetry'] }) {
  if (!asymmetry) return null
  if (asymmetry.refusal !== null) {
    return <p className="section__note">Small-study asymmetry: {asymmetry.refusal}</p>
  }
  const { test } = asymmetry
  if (!test) return <p className="section__note">Small-study asymmetry: all errors are equal.</p>
  return (
    <p className="section__note">
      Small-study asymmetry (Egger): slope {test.slope.toFixed(3)}, t {test.t.toFixed(3)} on{' '}
      {test.df} degrees of freedom, p {pWords(test.p)}.
    </p>
  )
}

/** Says that there are more samples than the plot draws, and where the others are. */
function NotDrawn({ ask, answer }: { ask: SynthesisAsk; answer: ShownSynthesis }) {
  const { drawn, listed, included, drawnWeight } = answer
  if (drawn.length === included) return null
  const query = synthesisQuery(ask)
  const isWhole = listed.length === included
  return (
    <p className="section__note">
      The {drawn.length} surest of {formatCount(included)} samples are drawn
      {drawnWeight !== null && ` (${(100 * drawnWeight).toFixed(0)}% of the weight)`}
      {isWhole ? '; the table holds all. ' : ' and listed. '}
      {isWhole ? (
        <a href={paths.synthesis(query)}>List those that are drawn</a>
      ) : (
        <a href={paths.synthesis({ ...query, rows: 'all' })}>List all {formatCount(included)}</a>
      )}{' '}
      or <a href={paths.synthesisCsv(query)}>take them away as CSV</a>.
    </p>
  )
}

function NotPooled(props: { ask: SynthesisAsk; answer: ShownSynthesis; latest: number | null }) {
  const { ask, answer, latest } = props
  if (answer.yearError !== null) return null
  if (answer.included === 0) {
    return (
      <EmptyState
        title="No finding that fits can be pooled"
        action={
          answer.priceYear === null ? (
            <a href={paths.findings({ outcome: ask.outcome })}>See what was found</a>
          ) : (
            <a href={paths.synthesis(synthesisQuery({ ...ask, dollars: '' }))}>
              Take the amounts as published
            </a>
          )
        }
      >
        A synthesis needs an effect with a standard error. Choose another outcome or follow-up, or
        take a restriction away
        {answer.priceYear !== null &&
          ', such as the price year: only amounts whose sources state their own are put into another'}
        .
      </EmptyState>
    )
  }
  return (
    <Section id="answer" title={synthesisTitle(ask, answer.priceYear)}>
      <Alert tone="warning" title="Not pooled">
        <ul>
          {answer.refusals.map(({ rule, ids, more }) => (
            <li key={rule}>
              {rule}{' '}
              <span className="sub">
                {ids.join(', ')}
                {more > 0 && ` and ${formatCount(more)} more`}
              </span>
            </li>
          ))}
        </ul>
        <WaysToPool ask={ask} answer={answer} latest={latest} />
      </Alert>
      <NotDrawn ask={ask} answer={answer} />
      <IncludedTable rows={answer.listed} scale={ask.scale} />
    </Section>
  )
}

function Conflicts({ ask, answer }: { ask: SynthesisAsk; answer: ShownSynthesis }) {
  const { conflicts, conflictsInAll } = answer
  if (conflicts.length === 0) return null
  const pick = (finding: (typeof conflicts)[number][number]) => (
    <a href={paths.synthesis(synthesisQuery({ ...ask, picks: [...ask.picks, finding.code] }))}>
      {finding.code}, {rounded(Number(finding.impact), ask.scale)} ({finding.study})
    </a>
  )
  return (
    <Alert tone="warning" title="Two sources disagree: choose one">
      <ul>
        {conflicts.map(([one, other]) => (
          <li key={`${one.code} ${other.code}`}>
            The same people at the same time, {one.followUp}: {pick(one)} or {pick(other)}. Until
            then neither counts.
          </li>
        ))}
      </ul>
      {conflictsInAll > conflicts.length && (
        <p>
          The first {conflicts.length} of {formatCount(conflictsInAll)} such pairs;{' '}
          <a href={paths.synthesisCsv(synthesisQuery(ask))}>the file names them all</a>.
        </p>
      )}
    </Alert>
  )
}

function sentenceOf(
  ask: SynthesisAsk,
  answer: ShownSynthesis,
  pooled: NonNullable<ShownSynthesis['pooled']>,
) {
  return synthesisSentence(ask, {
    samples: pooled.samples,
    people: answer.people,
    effect: rounded(pooled.estimate, ask.scale),
    interval: pooled.se > 0 ? range(pooled.interval, ask.scale) : null,
    priceYear: answer.priceYear,
  })
}
