import { Fragment } from 'react'
import type { Decision } from '#db/decisions/find.ts'
import { decisionKindLabels, decisionSubjectLabels, wordsOf } from '#app/domain/decisions.ts'
import type {
  ComparedLine,
  DecisionKind,
  DecisionSubject,
  Evidence,
} from '#app/domain/decisions.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge, StatusTag } from './tags.tsx'

/** 'Extend: Southern Colorado Health Careers Compact'. */
export const decisionTitle = (one: { kind: DecisionKind; name: string }) =>
  `${decisionKindLabels[one.kind]}: ${one.name}`

/** What a decision is about, as a link to whoever may open it. */
export function SubjectLink(props: {
  about: DecisionSubject
  code: string
  name: string
  opens: boolean
}) {
  const { about, code, name, opens } = props
  return (
    <>
      {decisionSubjectLabels[about]} {opens ? <a href={subjectHref(about, code)}>{name}</a> : name}
    </>
  )
}

function subjectHref(about: DecisionSubject, code: string): string {
  switch (about) {
    case 'stream':
      return paths.stream(code)
    case 'program':
      return paths.money({ program: code })
    case 'model':
      return paths.model(code)
    case 'award':
      return paths.award(code)
    case 'study':
      return paths.study(code)
  }
}

/** What was known on the day beside what is known today; what differs says so in words. */
export function ComparedEvidence({ sections }: { sections: NonNullable<Decision['sections']> }) {
  return (
    <>
      {sections.map(({ id, title, sample, lines }) => (
        <Fragment key={id}>
          <h3>
            {title} {sample && <SampleBadge />}
          </h3>
          <DataTable
            id={slugOf(id)}
            caption={`${title}${sample ? ', sample' : ''}, then and today`}
            captionHidden
          >
            <thead>
              <tr>
                <HeaderCell>What</HeaderCell>
                <HeaderCell>Known that day</HeaderCell>
                <HeaderCell>Known today</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Compared key={line.key} line={line} />
              ))}
            </tbody>
          </DataTable>
        </Fragment>
      ))}
    </>
  )
}

function Compared({ line }: { line: ComparedLine }) {
  return (
    <tr>
      <th scope="row" className="wrap">
        {line.label}
      </th>
      <td className="wrap">{line.then}</td>
      <td className="wrap">
        {line.changed ? (
          <>
            <strong>{line.now}</strong> <StatusTag tone="warn">changed since</StatusTag>
          </>
        ) : (
          line.now
        )}
      </td>
    </tr>
  )
}

/** What is known today and will be sealed. */
export function KnownToday({ evidence }: { evidence: Evidence }) {
  return (
    <>
      {evidence.sections.map(({ title, sample, lines }) => (
        <Fragment key={`${title} ${sample}`}>
          <h3>
            {title} {sample && <SampleBadge />}
          </h3>
          <DataTable
            id={slugOf(`${title} ${sample ? 'sample' : ''}`)}
            caption={`${title}${sample ? ', sample' : ''}, today`}
            captionHidden
          >
            <thead>
              <tr>
                <HeaderCell>What</HeaderCell>
                <HeaderCell>Known today</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key}>
                  <th scope="row" className="wrap">
                    {line.label}
                  </th>
                  <td className="wrap">{wordsOf(line)}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Fragment>
      ))}
    </>
  )
}

const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replace(/-$/, '')
