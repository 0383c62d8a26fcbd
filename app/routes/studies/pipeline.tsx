import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyFigures } from '#app/components/figures.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { formatDue } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import { addDays } from '#app/domain/dates.ts'
import { notInSources } from '#app/domain/sources.ts'
import { agreementLabels } from '#app/domain/study/agreements.ts'
import { stageLabels, stageStateLabels, stageStates, stages } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import {
  countAll,
  countByField,
  countByStage,
  listExpiring,
  listNextGates,
} from '#db/studies/pipeline.ts'

export const handle = { title: 'Studies at a glance' }

const daysAhead = 180

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'pipeline.read')
  const day = today()
  const [all, byStage, streams, sectors, gates, expiring] = await Promise.all([
    countAll(actor),
    countByStage(actor),
    countByField(actor, 'stream'),
    countByField(actor, 'sector'),
    listNextGates(actor),
    listExpiring(actor, addDays(day, daysAhead)),
  ])
  return { day, all, byStage, streams, sectors, gates, expiring }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Pipeline() {
  const { all, byStage, streams, sectors } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Studies at a glance"
      lead="Where every study stands on its way, whom it reaches, and which decisions come next."
      breadcrumb={[{ label: 'Studies', href: paths.studies() }]}
    >
      <KeyFigures
        figures={all.flatMap(({ sample, studies, sites, people }) => {
          const origin = sample ? 'sample' : 'from sources'
          return [
            {
              label: `Studies, ${origin}`,
              value: formatCount(studies),
              note: sitesWords(sites, sample),
            },
            {
              label: `People assigned, ${origin}`,
              value: sample || people > 0 ? formatCount(people) : notInSources,
            },
          ]
        })}
      />
      <Section id="gates" title="Gates that come next">
        <Gates />
      </Section>
      <Section id="stages" title="By stage">
        <p>{stageMeaning(byStage)}</p>
        <Stages />
      </Section>
      <Section id="streams" title="By stream">
        <Fields id="streams" rows={streams} label="Stream" />
      </Section>
      <Section id="sectors" title="By sector">
        <p className="section__note">A site of several sectors counts in each of them.</p>
        <Fields id="sectors" rows={sectors} label="Sector" />
      </Section>
      <Section id="expiring" title={`Agreements that expire within ${daysAhead} days`}>
        <Expiring />
      </Section>
    </Page>
  )
}

function sitesWords(sites: number, sample: boolean): string {
  if (sites === 0 && !sample) return `sites ${notInSources}`
  return sites === 1 ? '1 site' : `${formatCount(sites)} sites`
}

function stageMeaning(rows: Loaded['byStage']): string {
  const open = rows.filter(({ state }) => state === 'open')
  const count = (sample: boolean) =>
    open.filter((row) => row.sample === sample).reduce((sum, row) => sum + row.studies, 0)
  return `${count(false)} stages of studies from sources are open, and ${count(true)} of sample studies. A study with several stages counts in each.`
}

function Stages() {
  const { byStage } = useLoaderData<typeof loader>()
  const cell = (stage: string, state: string, sample: boolean) =>
    byStage.find((row) => row.stage === stage && row.state === state && row.sample === sample)
      ?.studies ?? 0
  const used = stages.filter((stage) => byStage.some((row) => row.stage === stage))
  return (
    <DataTable id="by-stage" caption="Studies by stage" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Stage</HeaderCell>
          {stageStates.map((state) => (
            <HeaderCell key={state} numeric>
              {stageStateLabels[state]}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {used.map((stage) => (
          <tr key={stage}>
            <th scope="row">{stageLabels[stage]}</th>
            {stageStates.map((state) => (
              <td key={state} className="number">
                {cell(stage, state, false)}
                <span className="sub">and {cell(stage, state, true)} sample</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Fields({ id, rows, label }: { id: string; rows: Loaded['streams']; label: string }) {
  if (rows.length === 0) return <p>No study has a site yet.</p>
  return (
    <DataTable id={`by-${id}`} caption={`Studies by ${label.toLowerCase()}`} captionHidden>
      <thead>
        <tr>
          <HeaderCell>{label}</HeaderCell>
          <HeaderCell numeric>Studies</HeaderCell>
          <HeaderCell numeric>Sites</HeaderCell>
          <HeaderCell numeric>People assigned</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.code} ${row.sample}`}>
            <th scope="row">
              <a href={id === 'streams' ? paths.stream(row.code) : paths.sector(row.code)}>
                {row.name}
              </a>{' '}
              {row.sample && <SampleBadge />}
            </th>
            <td className="number">{formatCount(row.studies)}</td>
            <td className="number">{formatCount(row.sites)}</td>
            <td className="number">{formatCount(row.people)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

const standings = {
  proposed: { tone: 'action', words: 'Waits for the director' },
  asked: { tone: 'warn', words: 'Asked for by the lead' },
  ahead: { tone: 'plain', words: 'Ahead' },
} as const

function Gates() {
  const { gates, day } = useLoaderData<typeof loader>()
  if (gates.length === 0) {
    return (
      <EmptyState title="No gate is ahead">
        A gate shows here for each stage of a study that is planned or open.
      </EmptyState>
    )
  }
  return (
    <DataTable id="next-gates" caption="Gates that come next" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Gate</HeaderCell>
          <HeaderCell>Study</HeaderCell>
          <HeaderCell>Standing</HeaderCell>
          <HeaderCell>Forecast</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {gates.map(({ slug, title, sample, stage, side, standing, forecastOn }) => (
          <tr key={`${slug} ${stage} ${side}`}>
            <th scope="row" className="wrap">
              <a href={paths.gate(slug, stage, side)}>
                {stageLabels[stage]}, {side}
              </a>
            </th>
            <td className="wrap">
              <a href={paths.study(slug)}>{title}</a> {sample && <SampleBadge />}
            </td>
            <td>
              <StatusTag tone={standings[standing].tone}>{standings[standing].words}</StatusTag>
            </td>
            <td className="nowrap">{forecastOn ? formatDue(forecastOn, day) : 'no date yet'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Expiring() {
  const { expiring, day } = useLoaderData<typeof loader>()
  if (expiring.length === 0) return <p>No agreement expires in that time.</p>
  return (
    <DataTable id="expiring-table" caption="Agreements that expire" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Agreement</HeaderCell>
          <HeaderCell>Study</HeaderCell>
          <HeaderCell>Last day</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {expiring.map(({ id, kind, party, expiresOn, slug, title, sample }) => (
          <tr key={id}>
            <th scope="row" className="wrap">
              <a href={paths.studyAgreements(slug)}>{agreementLabels[kind]}</a>
              <span className="sub">{party}</span>
            </th>
            <td className="wrap">
              {title} {sample && <SampleBadge />}
            </td>
            <td className="nowrap">{expiresOn && formatDue(expiresOn, day)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
