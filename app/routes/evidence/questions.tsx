import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import {
  cellLevel,
  cellLevelLabels,
  cellLevelRules,
  cellLevels,
  gapScore,
} from '#app/domain/evidence/questions.ts'
import { type Stage, stageLabels } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import { readSession } from '#app/session.server.ts'
import { listEssentialQuestions } from '#db/evidence/framework.ts'
import { listModelNames } from '#db/evidence/models.ts'
import { type ListedQuestion, listQuestions } from '#db/evidence/questions.ts'

export const handle = { title: 'Learning agenda' }

export async function loader({ request }: LoaderFunctionArgs) {
  const session = await readSession(request)
  const role = session?.membership?.role
  const questions = await listQuestions()
  const named = questions.flatMap(({ cells }) => cells.flatMap(({ models }) => models))
  return {
    questions,
    models: await listModelNames([...new Set(named)]),
    essential: await listEssentialQuestions(),
    asksNext: role !== undefined && may(role, 'agenda.read'),
  }
}

export default function Questions() {
  const { questions, models, essential, asksNext } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Learning agenda"
      lead="The questions that the field has left open, what kind of study may answer each, and how much is known so far, with the reason."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
      actions={
        asksNext && (
          <ButtonLink look="outline" href={paths.solicitation()}>
            The next solicitation
          </ButtonLink>
        )
      }
    >
      <Section id="map" title="Gap map">
        <GapMap questions={questions} />
        <p className="section__note">
          “Not judged” is not the same as nothing known. “None found” means not in the sources read,
          not a claim about the literature.
        </p>
      </Section>
      <Section id="widest" title="The widest gaps first">
        <GapTable questions={questions} />
        <p className="section__note">
          The gap is what is missing up to a replicated answer, of 1. A contested answer counts as a
          single causal one. No question has a priority in the sources, so all weigh the same here.
        </p>
      </Section>
      <Section id="questions" title="The questions">
        {questions.map((question) => (
          <QuestionFacts
            key={question.code}
            question={question}
            essential={essential.filter(({ code }) => code === question.code)}
            models={models.filter(({ code }) =>
              question.cells.some((cell) => cell.models.includes(code)),
            )}
          />
        ))}
      </Section>
      <Section id="levels" title="What the levels mean">
        <KeyValues
          facts={cellLevels.map((level) => ({
            label: `${level} · ${cellLevelLabels[level]}`,
            value: cellLevelRules[level],
          }))}
        />
      </Section>
    </Page>
  )
}

function GapMap({ questions }: { questions: ListedQuestion[] }) {
  const cells = questions.flatMap((question) => question.cells)
  const sectors = [...new Map(cells.map(({ sector, sectorName }) => [sector, sectorName]))]
    .filter(([code]) => code !== null)
    .sort(([, one], [, other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
  return (
    <DataTable id="gap-map" caption="How much is known, question by sector" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Question</HeaderCell>
          <HeaderCell>All sectors together</HeaderCell>
          {sectors.map(([code, name]) => (
            <HeaderCell key={code}>{name}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => (
          <tr key={question.code}>
            <th scope="row" className="wrap">
              <a href={`#${question.code}`}>{question.code}</a>
              <span className="sub">{question.question}</span>
            </th>
            {[null, ...sectors.map(([code]) => code)].map((sector) => (
              <td key={sector ?? 'all'}>
                <Level cell={question.cells.find((cell) => cell.sector === sector) ?? null} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** A level by its number and word; nothing where nobody judged it. */
function Level({ cell }: { cell: { level: number | null } | null }) {
  const level = cellLevel(cell?.level ?? null)
  if (level === null) return <span className="absent">not judged</span>
  const tone = level === 0 || level === 6 ? 'warn' : level >= 4 ? 'good' : 'plain'
  return (
    <StatusTag tone={tone}>
      {level} · {cellLevelLabels[level]}
    </StatusTag>
  )
}

function GapTable({ questions }: { questions: ListedQuestion[] }) {
  const gaps = questions
    .flatMap((question) => question.cells.map((cell) => ({ question, cell })))
    .flatMap(({ question, cell }) => {
      const gap = gapScore(cellLevel(cell.level))
      return gap === null ? [] : [{ question, cell, gap }]
    })
    .sort((one, other) => other.gap - one.gap)
  return (
    <DataTable id="gaps" caption="Gaps" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Question</HeaderCell>
          <HeaderCell>Sector</HeaderCell>
          <HeaderCell numeric>Gap</HeaderCell>
          <HeaderCell>Level</HeaderCell>
          <HeaderCell>Why</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {gaps.map(({ question, cell, gap }) => (
          <tr key={cell.code}>
            <th scope="row">
              <a href={`#${question.code}`}>{question.code}</a>
            </th>
            <td>{cell.sectorName ?? 'all together'}</td>
            <td className="number">{gap.toFixed(1)}</td>
            <td>
              <Level cell={cell} />
            </td>
            <td className="wrap">
              {cell.why}
              {cell.studies && <span className="sub">{cell.studies}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function QuestionFacts(props: {
  question: ListedQuestion
  models: { code: string; name: string }[]
  essential: { number: number; question: string; reason: string }[]
}) {
  const { question, models, essential } = props
  return (
    <details className="fold">
      <summary>
        {question.code}. {question.question}
      </summary>
      {/* A link to what is folded opens it. */}
      <div id={question.code} className="fold__held">
        <KeyValues
          facts={[
            { label: 'About', value: question.outcomeDomains.join(', ') },
            {
              label: 'Asks for a cause',
              value: question.causal ? 'yes: only a causal study may close it' : 'no',
            },
            { label: 'May be closed by', value: stageWords(question.allowedDesigns) },
            {
              label: 'May be informed by',
              value: question.contributingDesigns ? (
                stageWords(question.contributingDesigns)
              ) : (
                <NotInSources />
              ),
            },
            ...(question.designNote ? [{ label: 'How', value: question.designNote }] : []),
            { label: 'Asked in', value: question.sourceTitles.join('; ') },
            {
              label: 'Close in the Education-to-Workforce framework',
              value: <EssentialQuestions questions={essential} />,
            },
            ...(models.length > 0
              ? [
                  {
                    label: 'Findings of',
                    value: (
                      <ul className="plain-list">
                        {models.map(({ code, name }) => (
                          <li key={code}>
                            <a href={paths.findings({ model: code })}>{name}</a>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
    </details>
  )
}

function EssentialQuestions(props: {
  questions: { number: number; question: string; reason: string }[]
}) {
  if (props.questions.length === 0) return 'none of its questions about the workforce'
  return (
    <ul className="plain-list">
      {props.questions.map(({ number, question, reason }) => (
        <li key={number}>
          <a href={`${paths.framework()}#question-${number}`}>{question}</a>
          <span className="sub">{reason}</span>
        </li>
      ))}
    </ul>
  )
}

function stageWords(stages: readonly string[]): string {
  return stages.map((stage) => stageLabels[stage as Stage]).join(', ')
}
