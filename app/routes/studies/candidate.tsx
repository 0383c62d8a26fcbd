import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { boardAsked, weighed } from '#app/board.server.ts'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Points, Score, VerdictTag, factLines, pointsWords } from '#app/components/evaluability.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Done } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { readBoardFilters } from '#app/domain/study/board.ts'
import { criteria, evaluabilityCriteria } from '#app/domain/study/evaluability.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listNamedCandidates } from '#db/studies/board.ts'
import { findJudgements } from '#db/studies/evaluability.ts'

export const handle = {
  title: ({ candidate }: { candidate: { number: string } }) => `${candidate.number} as a site`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'board.read')
  const at = { slug: params['slug'] ?? '', number: params['number'] ?? '' }
  const { scores, comments, ...study } = found(await findJudgements(actor, at))
  const asked = await boardAsked(actor, {
    ...readBoardFilters(new URLSearchParams()),
    study: at.slug,
  })
  const [candidate] = await listNamedCandidates(actor, asked, [at.number])
  return {
    study: { slug: study.slug, title: study.title, sample: study.sample },
    candidate: weighed(found(candidate), asked.ask),
    ask: asked.ask,
    judgements: scores.map(({ scoredAt, ...one }) => ({
      ...one,
      at: { text: formatDateTime(scoredAt), iso: scoredAt.toISOString() },
    })),
    comments: comments.map(({ writtenAt, ...one }) => ({
      ...one,
      at: { text: formatDateTime(writtenAt), iso: writtenAt.toISOString() },
    })),
    mayScore: may(actor.role, 'board.score'),
    mayComment: may(actor.role, 'board.comment'),
    mayInvite: may(actor.role, 'site_invitation.send'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function CandidatePage() {
  const loaded = useLoaderData<typeof loader>()
  const { study, candidate, ask, judgements, comments, done } = loaded
  const { slug } = study
  const { number } = candidate
  const facts = factLines(candidate)
  const latest = (code: (typeof evaluabilityCriteria)[number]) =>
    judgements.find(({ criterion }) => criterion === code)
  const canBeInvited = !candidate.isSite && candidate.invitation !== 'sent'
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: study.title, href: paths.study(slug) },
        { label: 'Evaluability board', href: paths.board({ study: slug }) },
      ]}
      kicker={
        <>
          Possible site of {study.title} {candidate.sample && <SampleBadge />}
        </>
      }
      title={awardName(candidate)}
      lead={`${candidate.leadOrganization} · ${number} · ${candidate.stream}`}
      actions={
        <>
          {loaded.mayScore && (
            <ButtonLink href={paths.candidateScores(slug, number)}>Score it</ButtonLink>
          )}
          {loaded.mayComment && (
            <ButtonLink look="outline" href={paths.candidateComment(slug, number)}>
              Comment
            </ButtonLink>
          )}
          {loaded.mayInvite && canBeInvited && (
            <ButtonLink look="outline" href={paths.newSite(slug, { number })}>
              Invite as a site
            </ButtonLink>
          )}
        </>
      }
    >
      {done === 'scored' && (
        <Done says="The scores are kept.">
          <p>
            Everyone who reads the board sees them with your name; its grantee does not. The award
            has moved to its new place on the{' '}
            <a href={paths.board({ study: slug })}>board of this study</a>.
          </p>
        </Done>
      )}
      {done === 'commented' && (
        <Done says="Your comment is kept.">
          <p>The evaluation officers and the study’s lead read it when they score this award.</p>
        </Done>
      )}
      <KeyFigures
        figures={[
          { label: 'Standing', value: <VerdictTag verdict={candidate.verdict} /> },
          {
            label: 'Points',
            value: <Points total={candidate.total} missing={candidate.missing} />,
          },
          {
            label: 'Would enrol',
            value: candidate.expected === null ? '–' : formatCount(Math.floor(candidate.expected)),
            note: `its part is ${formatCount(ask.part)} people`,
          },
          {
            label: 'As a site',
            value: candidate.isSite
              ? 'joined'
              : candidate.invitation === 'sent'
                ? 'invited'
                : 'not asked',
          },
        ]}
      />
      <Section id="criteria" title="Criterion by criterion">
        <DataTable id="criteria-table" caption="Points with what they rest on" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Criterion</HeaderCell>
              <HeaderCell>Points</HeaderCell>
              <HeaderCell>By the records</HeaderCell>
              <HeaderCell>In people’s words</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {evaluabilityCriteria.map((code) => {
              const judged = latest(code)
              return (
                <tr key={code}>
                  <th scope="row" className="wrap">
                    {criteria[code].label}
                    {criteria[code].starred && ' ★'}
                  </th>
                  <td className="wrap">
                    <Score code={code} scores={candidate.scores} />
                  </td>
                  <td className="wrap">{facts[code] ?? '–'}</td>
                  <td className="wrap">
                    {judged ? (
                      <>
                        {judged.words}
                        <span className="sub">
                          {pointsWords(judged.score)}, {judged.scoredBy}, {judged.at.text}
                        </span>
                      </>
                    ) : (
                      <span className="absent">
                        {candidate.fromRecords.includes(code) ? 'not needed' : 'nobody yet'}
                      </span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </DataTable>
        <p className="section__note">
          ★ A zero here rules the award out, whatever the sum. Where the records say nothing, what
          people score stands in.
        </p>
      </Section>
      <Section id="comments" title="What program officers say">
        {comments.length === 0 ? (
          <p>No program officer has commented yet.</p>
        ) : (
          <History
            entries={comments.map((one) => ({
              id: String(one.id),
              what: one.words,
              who: one.writtenBy,
              when: one.at,
              why: null,
            }))}
          />
        )}
      </Section>
      {judgements.length > 0 && (
        <Section id="scored" title="Every score so far">
          <History
            entries={judgements.map((one) => ({
              id: `${one.criterion}-${one.no}`,
              what: `${criteria[one.criterion].label}: ${pointsWords(one.score)}`,
              who: one.scoredBy,
              when: one.at,
              why: one.words,
            }))}
          />
        </Section>
      )}
    </Page>
  )
}
