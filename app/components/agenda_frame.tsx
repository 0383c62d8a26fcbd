import type { ReactNode } from 'react'
import { cellLevel, cellLevelLabels } from '#app/domain/evidence/questions.ts'
import * as paths from '#app/paths.ts'
import { KeyValues } from './figures.tsx'
import { Page, Section } from './page.tsx'

/** A page on which the evaluation office says something of one question of the agenda. */
export function AgendaFrame(props: {
  title: string
  lead: string
  question: {
    code: string
    question: string
    cells: { sectorName: string | null; level: number | null; why: string }[]
  }
  children: ReactNode
}) {
  const { title, lead, question, children } = props
  return (
    <Page
      title={title}
      kicker={`${question.code} · ${question.question}`}
      lead={lead}
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Learning agenda', href: paths.questions() },
        { label: 'The next solicitation', href: paths.solicitation() },
      ]}
    >
      <Section id="known" title="What is known so far">
        <KeyValues
          facts={question.cells.map((cell) => {
            const level = cellLevel(cell.level)
            return {
              label: cell.sectorName ?? 'All sectors together',
              value: `${level === null ? 'not judged' : `${level} · ${cellLevelLabels[level]}`}: ${cell.why}`,
            }
          })}
        />
      </Section>
      {children}
    </Page>
  )
}
