import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import {
  ComparedEvidence,
  KnownToday,
  SubjectLink,
  decisionTitle,
} from '#app/components/decision_parts.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may, roleLabels } from '#app/domain/access.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { changeMeaning, subjectText } from '#app/domain/decisions.ts'
import * as paths from '#app/paths.ts'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDecision } from '#db/decisions/find.ts'

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export const handle = { title: ({ decision }: Loaded) => decisionTitle(decision) }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'decision.read')
  const { evidenceSha256, ...decision } = found(await findDecision(actor, foundId(params['no'])))
  return {
    decision,
    hash: evidenceSha256,
    makes: may(actor.role, 'decision.make'),
    comments: may(actor.role, 'decision.comment') && decision.isOwnToComment,
    opensSubject: may(actor.role, 'award.read') || decision.about === 'model',
    isGrantee: actor.organizationKind === 'grantee',
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function DecisionPage() {
  const { decision, hash, makes, comments, opensSubject, isGrantee, done } =
    useLoaderData<typeof loader>()
  const { no, state, sections, now } = decision
  return (
    <Page
      breadcrumb={[{ label: 'Decisions', href: paths.decisions() }]}
      kicker={
        <>
          Decision {no}{' '}
          {state === 'draft' && (
            <StatusTag tone="action">Draft, read by the agency’s director</StatusTag>
          )}{' '}
          {decision.sample && <SampleBadge />}
        </>
      }
      title={decisionTitle(decision)}
      actions={makes && <Moves decision={decision} />}
    >
      <Done done={done} decision={decision} />
      {decision.supersededBy !== null && (
        <Alert tone="info" title="Another decision has taken its place">
          <a href={paths.decision(decision.supersededBy)}>Decision {decision.supersededBy}</a> holds
          now. What is read here is what was decided and known before.
        </Alert>
      )}
      <KeyValues
        facts={[
          { label: 'About', value: <SubjectLink {...decision} opens={opensSubject} /> },
          {
            label: 'Decided',
            value:
              decision.decidedOn && decision.decider
                ? `${formatShortDate(decision.decidedOn)}, by ${decision.decider}`
                : `not yet; drafted by ${decision.drafter}, ${formatDateTime(decision.draftedAt)}`,
          },
          ...(decision.supersedes === null
            ? []
            : [
                {
                  label: 'Takes the place of',
                  value: (
                    <>
                      <a href={paths.decision(decision.supersedes)}>
                        Decision {decision.supersedes}
                      </a>
                      <span className="sub">{decision.reason}</span>
                    </>
                  ),
                },
              ]),
          ...(decision.about === 'award' && state === 'published' && !isGrantee
            ? [
                {
                  label: 'Its grantee',
                  value: decision.sharedAt
                    ? `reads it since ${formatDateTime(decision.sharedAt)}`
                    : 'does not read it',
                },
              ]
            : []),
        ]}
      />
      <Section id="words" title="The decision">
        <blockquote className="typed">{decision.words}</blockquote>
      </Section>
      {sections && decision.decidedOn && (
        <Section id="evidence" title="What was known that day">
          <p>
            {changeMeaning(
              sections.flatMap(({ lines }) => lines),
              decision.decidedOn,
            )}
          </p>
          <ComparedEvidence sections={sections} />
          <p className="section__note">
            <a href={paths.decisionPart(no, 'sealed.json')}>Download what was sealed</a>. Its
            SHA-256 is <code className="hash">{hash}</code>.
          </p>
        </Section>
      )}
      {state === 'draft' && now && (
        <Section id="evidence" title="What is known today">
          <p>On the day it is published, what is known then is sealed beside it.</p>
          <KnownToday evidence={now} />
        </Section>
      )}
      {state === 'published' && !isGrantee && (
        <Section
          id="comments"
          title="Comments"
          aside={comments && <a href={paths.decisionPart(no, 'comment')}>Comment</a>}
        >
          {decision.comments.length === 0 ? (
            <p>Nobody has commented on it.</p>
          ) : (
            <History
              entries={decision.comments.map((one) => ({
                id: String(one.id),
                what: one.words,
                who: `${one.who}, ${roleLabels[one.role].toLowerCase()}`,
                when: {
                  text: formatDateTime(new Date(one.writtenAt)),
                  iso: new Date(one.writtenAt).toISOString(),
                },
              }))}
            />
          )}
        </Section>
      )}
    </Page>
  )
}

function Moves({ decision }: { decision: Loaded['decision'] }) {
  const { no, state, about, code, sharedAt, supersededBy } = decision
  if (state === 'draft') {
    return (
      <>
        <ButtonLink href={paths.decisionPart(no, 'publication')}>Publish</ButtonLink>
        <ButtonLink look="outline" href={paths.decisionPart(no, 'edit')}>
          Change the draft
        </ButtonLink>
      </>
    )
  }
  const subject = subjectText({ kind: about, code })
  return (
    <>
      {about === 'award' && !sharedAt && (
        <ButtonLink look="outline" href={paths.decisionPart(no, 'sharing')}>
          Share with its grantee
        </ButtonLink>
      )}
      {supersededBy === null && (
        <ButtonLink look="outline" href={paths.newDecision({ subject, supersedes: no })}>
          Decide anew
        </ButtonLink>
      )}
    </>
  )
}

function Done({ done, decision }: { done: string | null; decision: Loaded['decision'] }) {
  if (done === 'drafted' && decision.state === 'draft') {
    return (
      <NextStep title="The draft is kept">
        <p>
          Nobody is told. Publish it when it is decided; until then only directors and auditors read
          it.
        </p>
      </NextStep>
    )
  }
  if (done === 'published' && decision.state === 'published') {
    return (
      <NextStep title="The decision is published">
        <p>
          What is known today is sealed beside it. Evaluation officers are told, and of an award its
          program officer, who may comment.
          {decision.about === 'award' && ' Its grantee reads it once you share it.'}
        </p>
      </NextStep>
    )
  }
  if (done === 'shared' && decision.sharedAt) {
    return (
      <NextStep title="The decision is shared">
        <p>
          The certifying officials of the grantee are told, and read it with what was known that
          day.
        </p>
      </NextStep>
    )
  }
  if (done === 'commented') {
    return (
      <Alert tone="success" title="Your comment is kept">
        Whoever reads the decision at the agency reads it below.
      </Alert>
    )
  }
  return null
}
