import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { SubjectLink } from '#app/components/decision_parts.tsx'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel, Pills } from '#app/components/filters.tsx'
import { MoneyParts } from '#app/components/money_parts.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import {
  decisionKindLabels,
  decisionKinds,
  decisionQuery,
  decisionSubjectLabels,
  decisionSubjects,
  readDecisionFilters,
  subjectText,
} from '#app/domain/decisions.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { decisionsShown, listDecisions } from '#db/decisions/find.ts'

export const handle = { title: 'Decisions' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'decision.read')
  const filters = readDecisionFilters(new URL(request.url).searchParams)
  const decisions = await listDecisions(actor, filters)
  return {
    decisions,
    filters,
    shown: decisionsShown,
    makes: may(actor.role, 'decision.make'),
    seesMoney: may(actor.role, 'portfolio.read'),
    opensSubjects: may(actor.role, 'award.read'),
  }
}

export default function Decisions() {
  const { decisions, filters, shown, makes, seesMoney, opensSubjects } =
    useLoaderData<typeof loader>()
  const { kind, about, subject } = filters
  const first = subject && decisions[0]
  return (
    <Page
      title="Decisions"
      lead="What was decided to fund, extend, scale or stop, by whom, and what was known on that day. A published decision is never changed, only followed by another."
      actions={
        makes && (
          <ButtonLink href={paths.newDecision(subject ? { subject: subjectText(subject) } : {})}>
            Draft a decision
          </ButtonLink>
        )
      }
    >
      {seesMoney && <MoneyParts current={paths.decisions()} readsDecisions />}
      {subject && (
        <Pills
          pills={[
            {
              label: `About ${first ? first.name : `${decisionSubjectLabels[subject.kind].toLowerCase()} ${subject.code}`}`,
              removeHref: paths.decisions(decisionQuery({ kind, about: null, subject: null })),
            },
          ]}
          clearHref={paths.decisions()}
        />
      )}
      <FilterPanel
        action={paths.decisions()}
        label="Choose decisions"
        hidden={subject ? { subject: subjectText(subject) } : {}}
        active={[kind, subject ? null : about].filter(Boolean).length}
      >
        <Select
          name="kind"
          label="Decided"
          empty="Anything"
          choices={decisionKinds.map((one) => ({ value: one, label: decisionKindLabels[one] }))}
          defaultValue={kind ?? ''}
        />
        {!subject && (
          <Select
            name="about"
            label="About"
            empty="Anything"
            choices={decisionSubjects.map((one) => ({
              value: one,
              label: decisionSubjectLabels[one],
            }))}
            defaultValue={about ?? ''}
          />
        )}
      </FilterPanel>
      {decisions.length === 0 ? (
        <EmptyState title="No decision here">
          {kind || about
            ? 'Take a filter away to see others.'
            : 'What the director decides and publishes is listed here, with what was known on that day.'}
        </EmptyState>
      ) : (
        <DataTable id="decisions" caption="Decisions" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Decision</HeaderCell>
              <HeaderCell>About</HeaderCell>
              <HeaderCell>Words</HeaderCell>
              <HeaderCell>Day</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {decisions.map((one) => (
              <tr key={one.no}>
                <th scope="row" className="nowrap">
                  <a href={paths.decision(one.no)}>
                    {decisionKindLabels[one.kind]}, decision {one.no}
                  </a>
                  {one.state === 'draft' && (
                    <span className="sub">
                      <StatusTag tone="action">Draft</StatusTag>
                    </span>
                  )}
                  {one.supersededBy !== null && (
                    <span className="sub">
                      <StatusTag tone="plain">Followed by {one.supersededBy}</StatusTag>
                    </span>
                  )}
                </th>
                <td className="wrap">
                  <SubjectLink {...one} opens={opensSubjects || one.about === 'model'} />{' '}
                  {one.sample && <SampleBadge />}
                </td>
                <td className="wrap">{firstWords(one.words)}</td>
                <td>
                  {one.decidedOn ? formatShortDate(one.decidedOn) : 'not yet'}
                  <span className="sub">{one.decider ?? one.drafter}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {decisions.length === shown && <p className="section__note">The latest {shown}.</p>}
    </Page>
  )
}

/** As much of a text as a row holds. */
function firstWords(text: string): string {
  return text.length <= 140 ? text : `${text.slice(0, 138).trimEnd()}…`
}
