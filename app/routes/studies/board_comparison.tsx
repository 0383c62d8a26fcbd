import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { boardAsked, weighed } from '#app/board.server.ts'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Points, Score, VerdictTag, factLines } from '#app/components/evaluability.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatMoney } from '#app/domain/money.ts'
import { notInSources } from '#app/domain/sources.ts'
import { boardQuery, readBoardFilters } from '#app/domain/study/board.ts'
import { criteria, evaluabilityCriteria } from '#app/domain/study/evaluability.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listNamedCandidates } from '#db/studies/board.ts'

export const handle = { title: 'Two awards side by side' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'board.read')
  const params = new URL(request.url).searchParams
  const filters = readBoardFilters(params)
  const asked = await boardAsked(actor, filters)
  const named = [...new Set(params.getAll('award'))].slice(0, 4)
  const candidates = await listNamedCandidates(actor, asked, named)
  return {
    back: paths.board(boardQuery(filters)),
    study: asked.study && { slug: asked.study.slug, title: asked.study.title },
    mayInvite: asked.study !== null && may(actor.role, 'site_invitation.send'),
    candidates: candidates.map((one) => weighed(one, asked.ask)),
  }
}

export default function Comparison() {
  const { back, study, mayInvite, candidates } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Awards side by side"
      lead={study ? `As sites of ${study.title}.` : 'As sites of a usual study.'}
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: 'Evaluability board', href: back },
      ]}
    >
      {candidates.length < 2 ? (
        <EmptyState
          title="Choose two awards to compare"
          action={<a href={back}>Back to the board</a>}
        >
          Tick two of them on the board; up to four stand side by side.
        </EmptyState>
      ) : (
        <DataTable id="comparison" caption="Criterion by criterion" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Criterion</HeaderCell>
              {candidates.map((one) => (
                <HeaderCell key={one.number}>
                  <a
                    href={study ? paths.candidate(study.slug, one.number) : paths.award(one.number)}
                  >
                    {awardName(one)}
                  </a>{' '}
                  {one.sample && <SampleBadge />}
                  <span className="sub">
                    {one.leadOrganization} · {one.number}
                  </span>
                </HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Standing</th>
              {candidates.map((one) => (
                <td key={one.number}>
                  <VerdictTag verdict={one.verdict} />
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">Points</th>
              {candidates.map((one) => (
                <td key={one.number}>
                  <Points total={one.total} missing={one.missing} />
                </td>
              ))}
            </tr>
            {evaluabilityCriteria.map((code) => (
              <tr key={code}>
                <th scope="row" className="wrap">
                  {criteria[code].label}
                  {criteria[code].starred && ' ★'}
                </th>
                {candidates.map((one) => (
                  <td key={one.number} className="wrap">
                    <Score code={code} scores={one.scores} />
                    {factLines(one)[code] && <span className="sub">{factLines(one)[code]}</span>}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">Amount of the award</th>
              {candidates.map((one) => (
                <td key={one.number}>{one.amount ? formatMoney(one.amount) : notInSources}</td>
              ))}
            </tr>
            {mayInvite && study && (
              <tr>
                <th scope="row">What you can do</th>
                {candidates.map((one) => (
                  <td key={one.number}>
                    {one.isSite ? (
                      'a site already'
                    ) : one.invitation === 'sent' ? (
                      'invited, waits for an answer'
                    ) : (
                      <ButtonLink
                        look="outline"
                        href={paths.newSite(study.slug, { number: one.number })}
                      >
                        Invite<span className="visually-hidden"> {one.number}</span>
                      </ButtonLink>
                    )}
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </DataTable>
      )}
    </Page>
  )
}
