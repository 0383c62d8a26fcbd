import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { boardAsked, weighed } from '#app/board.server.ts'
import { Button, ButtonLink } from '#app/components/buttons.tsx'
import { Checkbox } from '#app/components/choices.tsx'
import { Points, ScoreStrip, VerdictTag, rate } from '#app/components/evaluability.tsx'
import { NumberField, Select } from '#app/components/fields.tsx'
import { Lapses } from '#app/components/lapses.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { FilterPanel } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { originLabels, origins } from '#app/domain/award_list.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import { boardQuery, readBoardFilters, usualStudy } from '#app/domain/study/board.ts'
import { criteria, evaluabilityCriteria, evaluabilityRule } from '#app/domain/study/evaluability.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'
import { listBoardStudies, listCandidates } from '#db/studies/board.ts'
import { listLapses } from '#db/studies/lapses.ts'

export const handle = { title: 'Evaluability board' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'board.read')
  const filters = readBoardFilters(new URL(request.url).searchParams)
  const asked = await boardAsked(actor, filters)
  const [{ candidates, hasNext }, studies, choices] = await Promise.all([
    listCandidates(actor, asked, filters),
    listBoardStudies(actor),
    listMoneyChoices(),
  ])
  const { study, ask } = asked
  return {
    filters,
    studies,
    choices,
    study: study && { slug: study.slug, title: study.title, sample: study.sample },
    ask: { ...ask, hasRecord: study?.record?.closesOn != null },
    lapses: study ? await listLapses(actor, study.id, today()) : [],
    asksNext: may(actor.role, 'agenda.read'),
    isLead: actor.organizationKind === 'evaluator',
    candidates: candidates.map((one) => weighed(one, ask)),
    hasNext,
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Board() {
  const { filters, study, lapses, isLead, asksNext, candidates, hasNext } =
    useLoaderData<typeof loader>()
  return (
    <Page
      title="Evaluability board"
      lead={
        isLead
          ? 'How the sites of your studies do as places for an impact test, and what is in the way.'
          : 'Which awards could join the next impact study, and what is in the way of the others.'
      }
      breadcrumb={[{ label: 'Studies', href: paths.studies() }]}
      actions={
        asksNext && (
          <ButtonLink look="outline" href={paths.solicitation()}>
            What to ask for next
          </ButtonLink>
        )
      }
    >
      <Filters />
      <Ask />
      {study && <Lapses slug={study.slug} lapses={lapses} readsPlan />}
      <Section
        id="candidates"
        title="Awards, the best first"
        aside={study ? study.title : 'no study chosen: nothing is judged by people yet'}
      >
        {candidates.length === 0 ? (
          <EmptyState
            title={filters.after ? 'That was the last award' : 'No award fits all of this'}
            action={<a href={paths.board({ study: filters.study })}>Show all of them</a>}
          >
            {isLead
              ? 'You see here the awards that are sites of your studies.'
              : 'Awards under way or about to begin can be sites. Take a filter away.'}
          </EmptyState>
        ) : (
          <Candidates />
        )}
        {(hasNext || filters.after) && (
          <Pagination
            position="25 awards a page"
            previous={filters.after ? paths.board(boardQuery({ ...filters, after: null })) : null}
            next={
              hasNext
                ? paths.board(boardQuery({ ...filters, after: candidates.at(-1)?.number ?? null }))
                : null
            }
          />
        )}
      </Section>
      <Reading />
    </Page>
  )
}

function Filters() {
  const { filters, studies, choices, study } = useLoaderData<typeof loader>()
  const { stream, sector, state, effect, sites, origin } = filters
  const on = [stream, sector, state, sites].filter((value) => value !== null).length
  return (
    <FilterPanel
      action={paths.board()}
      label="What the board shows"
      active={on}
      search={
        <Select
          name="study"
          label="Study"
          empty="No study: what is usual"
          choices={studies.map(({ slug, title, sample }) => ({
            value: slug,
            label: sample ? `${title} (sample)` : title,
          }))}
          defaultValue={study?.slug ?? ''}
        />
      }
    >
      <Select
        name="stream"
        label="Stream"
        empty="All streams"
        choices={choices.streams.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={stream ?? ''}
      />
      <Select
        name="sector"
        label="Sector"
        empty="All sectors"
        choices={choices.sectors.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={sector ?? ''}
      />
      <Select
        name="state"
        label="State"
        empty="All states"
        choices={choices.states.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={state ?? ''}
      />
      {!study && (
        <Select
          name="origin"
          label="Records"
          choices={origins.map((value) => ({ value, label: originLabels[value] }))}
          defaultValue={origin}
        />
      )}
      <NumberField
        name="effect"
        label="Effect to find (SD)"
        defaultValue={String(effect)}
        inputMode="decimal"
      />
      <NumberField name="sites" label="Sites that share the sample" defaultValue={sites ?? ''} />
    </FilterPanel>
  )
}

function Ask() {
  const { ask } = useLoaderData<typeof loader>()
  return (
    <KeyFigures
      figures={[
        {
          label: 'People to assign',
          value: ask.needed === null ? '–' : formatCount(ask.needed),
          note: '80% power, two tails, 80% of them followed',
        },
        {
          label: 'Part of one site',
          value: Number.isFinite(ask.part) ? formatCount(ask.part) : '–',
          note: `shared by ${ask.sites} ${ask.sites === 1 ? 'site' : 'sites'}`,
        },
        {
          label: 'Enrolment',
          value: `to ${formatShortDate(ask.closesOn)}`,
          note: ask.hasRecord
            ? `from ${formatShortDate(ask.opensOn)}, by the study’s record`
            : `from ${formatShortDate(ask.opensOn)}, ${usualStudy.enrolmentMonths} months as is usual`,
        },
        { label: 'Last follow-up', value: formatShortDate(ask.followUpEnd) },
      ]}
    />
  )
}

function Candidates() {
  const { candidates, study, filters } = useLoaderData<typeof loader>()
  return (
    <form method="get" action={paths.boardComparison()}>
      {Object.entries(boardQuery({ ...filters, after: null })).map(([name, value]) =>
        value === null ? null : (
          <input key={name} type="hidden" name={name} value={String(value)} />
        ),
      )}
      <DataTable id="board" caption="Awards as sites" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Award</HeaderCell>
            <HeaderCell>Standing</HeaderCell>
            <HeaderCell>Points</HeaderCell>
            <HeaderCell numeric>People a month</HeaderCell>
            <HeaderCell numeric>Would enrol</HeaderCell>
            <HeaderCell>Why</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {candidates.map((one) => (
            <tr key={one.number}>
              <th scope="row" className="choosable">
                <Checkbox
                  name="award"
                  id={`compare-${one.number}`}
                  value={one.number}
                  label={<span className="visually-hidden">Compare {one.number}</span>}
                />
                <a href={study ? paths.candidate(study.slug, one.number) : paths.award(one.number)}>
                  {awardName(one)}
                </a>{' '}
                {one.sample && <SampleBadge />}
                <span className="sub">
                  {one.leadOrganization} · {one.number}
                </span>
              </th>
              <td className="wrap">
                <VerdictTag verdict={one.verdict} />
                <Joined one={one} />
              </td>
              <td className="nowrap">
                <Points total={one.total} missing={one.missing} />
                <ScoreStrip scores={one.scores} />
              </td>
              <td className="number">
                {one.perMonth === null ? (
                  <span className="absent">none accepted</span>
                ) : (
                  rate(one.perMonth)
                )}
              </td>
              <td className="number">
                {one.expected === null ? '–' : formatCount(Math.floor(one.expected))}
              </td>
              <td className="wrap">
                <ul className="plain-list">
                  {one.reasons.slice(0, 3).map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                  {one.reasons.length === 0 && <li>Nothing is in the way</li>}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p>
        <Button look="outline">Compare two awards</Button>
      </p>
    </form>
  )
}

function Joined({ one }: { one: Loaded['candidates'][number] }) {
  if (one.isSite) return <span className="sub">a site already</span>
  return one.invitation === 'sent' ? (
    <span className="sub">invited, waits for an answer</span>
  ) : null
}

function Reading() {
  return (
    <Section id="reading" title="How it is scored">
      <p>
        Eight criteria of 0 to 2 points, {evaluabilityRule.of} in all; {evaluabilityRule.go} make a
        site, and a zero on a starred one rules an award out. Points for sample, other studies and
        funding follow from accepted reports, study sites and the award’s period; the others are
        people’s, with their words. The limits are planning values.
      </p>
      <ul>
        {evaluabilityCriteria.map((code) => {
          const { label, starred, points } = criteria[code]
          return (
            <li key={code}>
              {label}
              {starred && ' ★'}: {points.map((words, score) => `${score} ${words}`).join(', ')}
            </li>
          )
        })}
      </ul>
      <p>
        The people of a site are those it enrols by its accepted reports; where more qualify than
        there are places, a trial can assign more. WIOA reports count people served, not people who
        start, so that the sample of a WIOA award is a judgement.
      </p>
    </Section>
  )
}
