import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { FilterPanel, type Pill, Pills } from '#app/components/filters.tsx'
import { ClosenessTag, FrameworkTable } from '#app/components/framework.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SourceLink } from '#app/components/sources.tsx'
import { may } from '#app/domain/access.ts'
import {
  type FrameworkFilters,
  closenessLabels,
  closenesses,
  closest,
  frameworkKindLabels,
  frameworkKinds,
  frameworkQuery,
  frameworkSectorLabels,
  narrowFramework,
  readFrameworkFilters,
} from '#app/domain/evidence/framework.ts'
import * as paths from '#app/paths.ts'
import { readSession } from '#app/session.server.ts'
import { type FrameworkQuestion, listFramework } from '#db/evidence/framework.ts'

export const handle = { title: 'Education-to-Workforce framework' }

export async function loader({ request }: LoaderFunctionArgs) {
  const role = (await readSession(request))?.membership?.role
  const filters = readFrameworkFilters(new URL(request.url).searchParams)
  const all = await listFramework()
  const mapped = all.filter(({ indicators }) => indicators.length > 0)
  const indicators = new Map(
    mapped.flatMap((one) => one.indicators.map((own) => [own.number, own])),
  )
  return {
    filters,
    choices: mapped.map(({ number, question }) => ({ number, question })),
    others: all.filter(({ indicators }) => indicators.length === 0),
    questions: narrowFramework(mapped, filters),
    counts: {
      indicators: indicators.size,
      ...Object.fromEntries(
        closenesses.map((one) => [
          one,
          [...indicators.values()].filter(({ matches }) => closest(matches) === one).length,
        ]),
      ),
    } as Record<'indicators' | (typeof closenesses)[number], number>,
    reader: {
      isSignedIn: role !== undefined,
      readsPortfolio: role !== undefined && may(role, 'portfolio.read'),
    },
  }
}

export default function Framework() {
  const { filters, choices, others, questions, counts, reader } = useLoaderData<typeof loader>()
  // Who searched or filtered came for the rows; who did not, for the questions.
  const isNarrowed = frameworkPills(filters).length > 0
  return (
    <Page
      title="Education-to-Workforce framework"
      lead="Twenty questions that the framework asks of every data system between school and work. Five are about the workforce: each with the framework’s indicators, what of ours comes close, and where to see it."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
      actions={
        questions.length > 0 && (
          <ButtonLink look="outline" href={paths.frameworkCsv(frameworkQuery(filters))}>
            Export as CSV
          </ButtonLink>
        )
      }
    >
      <KeyFigures
        figures={[
          {
            label: 'Indicators held against ours',
            value: String(counts.indicators),
            note: 'of the framework’s 99: those of questions about the workforce',
          },
          {
            label: 'Same',
            value: String(counts.same),
            href: paths.framework({ closeness: 'same' }),
            note: 'counts the same people by the same rule',
          },
          {
            label: 'Close',
            value: String(counts.close),
            href: paths.framework({ closeness: 'close' }),
            note: 'the same idea; what differs stands beside it',
          },
          {
            label: 'None',
            value: String(counts.none),
            href: paths.framework({ closeness: 'none' }),
            note: 'nothing of ours measures it',
          },
        ]}
      />
      <Filters filters={filters} choices={choices} />
      {questions.length === 0 && (
        <EmptyState
          title="No indicator fits all of this"
          action={<a href={paths.framework()}>Show every indicator</a>}
        >
          Take a filter away, or search for part of a name.
        </EmptyState>
      )}
      {questions.length > 1 && (
        <nav aria-label="Questions on this page">
          <ul className="related">
            {questions.map(({ number, question, indicators }) => (
              <li key={number}>
                <a href={`#question-${number}`}>
                  {number}. {question}
                </a>{' '}
                <span className="muted">{indicatorsOf({ indicators })}</span>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {questions.map((question) => (
        <Section
          key={question.number}
          id={`question-${question.number}`}
          title={`${question.number}. ${question.question}`}
        >
          <p>
            {question.sectors.map((sector) => frameworkSectorLabels[sector]).join(', ')}.{' '}
            <SourceLink url={question.sourceUrl} title={question.sourceTitle} />
          </p>
          <Agenda question={question} />
          <details className="fold" open={isNarrowed || questions.length === 1}>
            <summary>
              {indicatorsOf(question)} <span className="nowrap">{closenessWords(question)}</span>
            </summary>
            <FrameworkTable
              question={question.number}
              indicators={question.indicators}
              reader={reader}
            />
          </details>
        </Section>
      ))}
      <Section id="others" title="Questions about earlier years">
        <p>
          These fifteen are about children and students before the workforce. Nothing here measures
          their indicators, and no question of our learning agenda asks the same.
        </p>
        <ul className="plain-list">
          {others.map(({ number, question, sectors }) => (
            <li key={number} id={`question-${number}`}>
              {number}. {question}{' '}
              <span className="sub">
                {sectors.map((sector) => frameworkSectorLabels[sector]).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="reading" title="How it was held together">
        <p>
          How close ours come is the tracker’s own judgement, with its reason. The questions are in
          the framework’s words, what an indicator measures in ours. Which indicators belong to a
          question was read from the framework’s pages and from lists of its tools. The framework is
          of Mathematica with Mirror Group and the Gates Foundation, 2022.
        </p>
        <p>
          What the framework’s page about sector-oriented training says stands among the{' '}
          <a href={paths.claims({ text: 'E-W Framework page' })}>claims</a>.
        </p>
      </Section>
    </Page>
  )
}

function indicatorsOf({ indicators }: Pick<FrameworkQuestion, 'indicators'>): string {
  return indicators.length === 1 ? '1 indicator' : `${indicators.length} indicators`
}

/** '2 same, 3 close, 4 none': how close ours come to the indicators of a question. */
function closenessWords({ indicators }: FrameworkQuestion): string {
  return closenesses
    .map((one) => ({
      one,
      count: indicators.filter(({ matches }) => closest(matches) === one).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${count} ${closenessLabels[one].toLowerCase()}`)
    .join(', ')
}

function Agenda({ question }: { question: FrameworkQuestion }) {
  return (
    <>
      <h3>Our learning agenda</h3>
      <ul className="plain-list">
        {question.agenda.map(({ code, closeness, question: ours, reason }) => (
          <li key={code ?? 'none'}>
            <ClosenessTag closeness={closeness} />{' '}
            {code && (
              <>
                <a href={`${paths.questions()}#${code}`}>{code}</a> {ours}
              </>
            )}
            <span className={code ? 'sub' : undefined}>{reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Filters(props: {
  filters: FrameworkFilters
  choices: { number: number; question: string }[]
}) {
  const { filters, choices } = props
  const { q, question, kind, closeness, training } = filters
  return (
    <>
      <FilterPanel
        action={paths.framework()}
        label="Search and filter indicators"
        active={[question, kind, closeness, training].filter(Boolean).length}
        search={
          <TextField
            name="q"
            type="search"
            label="Search their indicators and ours"
            defaultValue={q ?? ''}
            maxLength={200}
          />
        }
      >
        <Select
          name="question"
          label="Question"
          empty="All about the workforce"
          choices={choices.map((one) => ({
            value: String(one.number),
            label: `${one.number}. ${one.question}`,
          }))}
          defaultValue={question === null ? '' : String(question)}
        />
        <Select
          name="closeness"
          label="How close ours come"
          empty="However close"
          choices={closenesses.map((value) => ({ value, label: closenessLabels[value] }))}
          defaultValue={closeness ?? ''}
        />
        <Select
          name="kind"
          label="Kind of indicator"
          empty="All kinds"
          choices={frameworkKinds.map((value) => ({ value, label: frameworkKindLabels[value] }))}
          defaultValue={kind ?? ''}
        />
        <Select
          name="training"
          label="Named for sector-oriented training"
          empty="Whether or not"
          choices={[{ value: 'yes', label: 'The eight that are' }]}
          defaultValue={training ? 'yes' : ''}
        />
      </FilterPanel>
      <Pills pills={frameworkPills(filters)} clearHref={paths.framework()} />
    </>
  )
}

function frameworkPills(filters: FrameworkFilters): Pill[] {
  const { q, question, kind, closeness, training } = filters
  const without = (changed: Partial<FrameworkFilters>) =>
    paths.framework(frameworkQuery({ ...filters, ...changed }))
  const pills: (Pill | false | null)[] = [
    q !== null && { label: `“${q}”`, removeHref: without({ q: null }) },
    question !== null && {
      label: `Question ${question}`,
      removeHref: without({ question: null }),
    },
    kind && { label: frameworkKindLabels[kind], removeHref: without({ kind: null }) },
    closeness && { label: closenessLabels[closeness], removeHref: without({ closeness: null }) },
    training && {
      label: 'Named for sector-oriented training',
      removeHref: without({ training: false }),
    },
  ]
  return pills.filter((pill) => !!pill)
}
