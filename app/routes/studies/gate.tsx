import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { GateCriteria } from '#app/components/gate_criteria.tsx'
import { Done } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { gateDecisionLabels, gateSideLabels } from '#app/domain/study/gates.ts'
import { stageLabels, stageStateLabels } from '#app/domain/study/stages.ts'
import { gateAt } from '#app/gate.server.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listGateRequests } from '#db/studies/gate_requests.ts'
import { findGate } from '#db/studies/gates.ts'

export const handle = { title: ({ title }: { title: string }) => title }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'gate.read')
  const at = gateAt(params)
  const { title: study, closedTo, ...gate } = found(await findGate(actor, at))
  return {
    ...gate,
    ...at,
    study,
    title: `${stageLabels[at.stage]}: ${at.side} gate`,
    done: new URL(request.url).searchParams.get('done'),
    requests: (await listGateRequests(actor, at)).map(({ asker, askedAt, words }) => ({
      asker,
      askedAt: askedAt.toISOString(),
      words,
    })),
    ask: may(actor.role, 'gate.ask') ? { closed: closedTo.propose } : null,
    propose: may(actor.role, 'gate.propose') ? { closed: closedTo.propose } : null,
    // The director's move exists once there is something to decide.
    decide: may(actor.role, 'gate.decide') && gate.isProposed ? { closed: closedTo.decide } : null,
  }
}

export default function GatePage() {
  const gate = useLoaderData<typeof loader>()
  const { slug, stage, side, ask, propose, decide, requests, history, done } = gate
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: gate.study, href: paths.study(slug) },
      ]}
      kicker={
        <>
          {gateSideLabels[side]} {gate.sample && <SampleBadge />}
        </>
      }
      title={gate.title}
    >
      {done === 'asked' && requests.length > 0 && (
        <Done says="The gate is asked for.">
          <p>
            The evaluation officers are told. One of them proposes a decision to the director, or
            speaks with you; the proposal and the decision come here.
          </p>
        </Done>
      )}
      {done === 'proposed' && gate.isProposed && (
        <Done says="The gate is proposed.">
          <p>
            The director finds it first on the study’s page and decides, with a reason. Whoever
            proposes a gate does not decide it.
          </p>
        </Done>
      )}
      {done === 'decided' && !gate.isProposed && history.length > 0 && (
        <Done says="The gate is decided.">
          <p>
            The stage is now {stageStateLabels[gate.stageState].toLowerCase()}. The study’s
            evaluators and the evaluation officers see the decision and its reason here.
          </p>
        </Done>
      )}
      <KeyValues facts={[{ label: 'Stage', value: stageStateLabels[gate.stageState] }]} />
      <ButtonRow>
        {ask &&
          (ask.closed || requests.length > 0 ? (
            <ClosedButton
              id="ask"
              reason={ask.closed ?? 'You asked already. An evaluation officer answers next.'}
            >
              Ask for this gate
            </ClosedButton>
          ) : (
            <ButtonLink href={paths.gateRequest(slug, stage, side)}>Ask for this gate</ButtonLink>
          ))}
        {propose &&
          (propose.closed ? (
            <ClosedButton id="propose" reason={propose.closed}>
              Propose a decision
            </ClosedButton>
          ) : (
            <ButtonLink href={paths.gateProposal(slug, stage, side)}>Propose a decision</ButtonLink>
          ))}
        {decide &&
          (decide.closed ? (
            <ClosedButton id="decide" reason={decide.closed}>
              Decide
            </ClosedButton>
          ) : (
            <ButtonLink href={paths.gateDecision(slug, stage, side)}>Decide</ButtonLink>
          ))}
      </ButtonRow>
      {requests.length > 0 && (
        <Section id="requests" title="Asked for">
          {requests.map(({ asker, askedAt, words }) => (
            <div key={askedAt}>
              <p>
                <StatusTag tone="action">Waits for an evaluation officer</StatusTag> Asked by{' '}
                {asker}, {formatDateTime(new Date(askedAt))}
              </p>
              <blockquote className="typed">{words}</blockquote>
            </div>
          ))}
        </Section>
      )}
      <Section id="record" title="Proposals and decisions">
        {history.length === 0 && <p>Nothing was proposed at this gate yet.</p>}
        <ol className="evidence">
          {history.map((one) => (
            <li key={one.id}>
              <p>
                <StatusTag tone={one.decision ? 'plain' : 'action'}>
                  {one.decision
                    ? `Decided: ${gateDecisionLabels[one.decision]}`
                    : 'Waits for the director'}
                </StatusTag>
              </p>
              <p>
                Proposed: {gateDecisionLabels[one.proposal]}, by {one.proposer},{' '}
                {formatDateTime(new Date(one.proposedAt))}
              </p>
              <blockquote className="typed">{one.reason}</blockquote>
              {one.decidedAt && (
                <>
                  <p>
                    Decided by {one.decider}, {formatDateTime(new Date(one.decidedAt))}
                  </p>
                  <blockquote className="typed">{one.decisionReason}</blockquote>
                </>
              )}
            </li>
          ))}
        </ol>
      </Section>
      <Section id="criteria" title="Criteria">
        <GateCriteria criteria={gate.criteria} />
      </Section>
    </Page>
  )
}
