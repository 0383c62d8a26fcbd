import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDue } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import { stageLabels, stages } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listStudies } from '#db/studies/list.ts'

export const handle = { title: 'Studies' }

const leads = {
  agency: 'Every study of the portfolio, with where it stands and what comes next.',
  evaluator: 'The studies you work on, with where each stands and what comes next.',
  grantee: 'The studies your awards are sites of. Milestones counted here are your own.',
} as const

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'study.read')
  const params = new URL(request.url).searchParams
  const direction = params.get('after') ? 'after' : 'before'
  const slug = params.get(direction)
  return {
    lead: leads[actor.organizationKind],
    isGrantee: actor.organizationKind === 'grantee',
    mayCreate: may(actor.role, 'study.create'),
    readsBoard: may(actor.role, 'board.read'),
    readsPipeline: may(actor.role, 'pipeline.read'),
    today: today(),
    ...(await listStudies(actor, slug ? { direction, slug } : null)),
  }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['studies'][number]

export default function Studies() {
  const loaded = useLoaderData<typeof loader>()
  const { lead, isGrantee, mayCreate, readsBoard, readsPipeline } = loaded
  const { studies, today, count, hasPrevious, hasNext } = loaded
  return (
    <Page
      title="Studies"
      lead={lead}
      actions={
        <>
          {mayCreate && <ButtonLink href={paths.newStudy()}>Enter a study</ButtonLink>}
          {readsPipeline && (
            <ButtonLink look="outline" href={paths.pipeline()}>
              At a glance
            </ButtonLink>
          )}
          {readsBoard && (
            <ButtonLink look="outline" href={paths.board()}>
              Evaluability board
            </ButtonLink>
          )}
        </>
      }
    >
      {studies.length === 0 ? (
        <EmptyState title="No study to show">
          {isGrantee
            ? 'None of your awards is a site of a study. When one joins a study, it appears here with what the study asks of you.'
            : 'You are on the team of no study. A study appears here once an evaluation officer puts you on its team.'}
        </EmptyState>
      ) : (
        <DataTable id="studies" caption="Studies" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Study</HeaderCell>
              <HeaderCell>Stages</HeaderCell>
              <HeaderCell>{isGrantee ? 'Your sites' : 'Sites'}</HeaderCell>
              <HeaderCell>Next milestone</HeaderCell>
              <HeaderCell numeric>Accepted</HeaderCell>
              <HeaderCell>Needs attention</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {studies.map((study) => (
              <StudyLine key={study.slug} study={study} today={today} />
            ))}
          </tbody>
        </DataTable>
      )}
      {(hasPrevious || hasNext) && (
        <Pagination
          position={`${formatCount(count)} studies`}
          previous={hasPrevious ? paths.studies({ before: studies[0]?.slug }) : null}
          next={hasNext ? paths.studies({ after: studies.at(-1)?.slug }) : null}
        />
      )}
    </Page>
  )
}

function StudyLine({ study, today }: { study: Row; today: string }) {
  const { slug, title, firm, sample, sites, next, accepted, milestones } = study
  return (
    <tr>
      <th scope="row">
        <a href={paths.study(slug)}>{title}</a> {sample && <SampleBadge />}
        <span className="sub">{firm}</span>
      </th>
      <td className="wrap">
        <Stages study={study} />
      </td>
      <td>
        {sites.length === 0 ? (
          <span className="absent">none</span>
        ) : (
          <ul className="plain-list nowrap">
            {sites.map(({ number }) => (
              <li key={number}>
                <a href={paths.award(number)}>{number}</a>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td className="wrap">
        {next?.forecastOn ? (
          <>
            <a href={paths.milestone(slug, next.code)}>{next.name}</a>
            <span className="sub">{formatDue(next.forecastOn, today)}</span>
          </>
        ) : (
          <span className="absent">
            {milestones === 0 && study.sourceUrl ? 'no dates in the sources read' : 'none ahead'}
          </span>
        )}
      </td>
      <td className="number">{milestones === 0 ? '–' : `${accepted} of ${milestones}`}</td>
      <td>
        <Attention study={study} />
      </td>
    </tr>
  )
}

function Stages({ study }: { study: Row }) {
  const inOrder = stages.flatMap((stage) => study.stages.filter((one) => one.stage === stage))
  return (
    <>
      {(['open', 'planned', 'closed'] as const).map((state) => {
        const names = inOrder.filter((one) => one.state === state)
        if (names.length === 0) return null
        return (
          <div key={state}>
            {state === 'open' ? 'Open' : state === 'planned' ? 'Planned' : 'Closed'}:{' '}
            {names.map(({ stage }) => stageLabels[stage]).join(', ')}
          </div>
        )
      })}
    </>
  )
}

function Attention({ study: { waiting, slipping, milestones } }: { study: Row }) {
  if (!waiting && !slipping) return milestones === 0 ? '–' : 'On time'
  return (
    <>
      {!!waiting && (
        <div>
          <StatusTag tone="action">{waiting} waiting for a decision</StatusTag>
        </div>
      )}
      {!!slipping && (
        <div>
          <StatusTag tone="warn">{slipping} slipping</StatusTag>
        </div>
      )}
    </>
  )
}
