import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert, Done } from '#app/components/notices.tsx'
import { Columns, Page, Section } from '#app/components/page.tsx'
import { MilestoneEvidence } from '#app/components/milestone_evidence.tsx'
import { MilestoneTag, VarianceTag } from '#app/components/study_tags.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDate, formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { forecastRefusal, recorderOf } from '#app/domain/study/milestones.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findMilestone } from '#db/studies/milestones.ts'

export const handle = { title: ({ milestone }: { milestone: { name: string } }) => milestone.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'study.read')
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const milestone = found(await findMilestone(actor, at))
  return {
    milestone,
    today: today(),
    done: doneWords(new URL(request.url).searchParams.get('done'), milestone.state),
    isGrantee: actor.organizationKind === 'grantee',
    forecast: may(actor.role, 'milestone.forecast')
      ? { closed: forecastRefusal(milestone.state) }
      : null,
  }
}

/** What just happened, only while it is still so. */
function doneWords(done: string | null, state: string) {
  const happened = outcomes.find((one) => one.done === done && one.state.includes(state))
  return happened ? { says: happened.says, next: happened.next } : null
}

const outcomes = [
  {
    done: 'started',
    state: ['in_progress'],
    says: 'Work on this milestone has started.',
    next: 'Submit its evidence when it is done. If the date will not hold, move the forecast first: everyone who plans by it sees what moves.',
  },
  {
    done: 'moved',
    state: ['planned', 'in_progress'],
    says: 'The forecast is moved, and with it everything downstream.',
    next: 'Everyone who sees this study sees the new dates at once, with your reason in its history.',
  },
  {
    done: 'submitted',
    state: ['evidence_submitted'],
    says: 'The evidence is submitted.',
    next: 'It stands under “Needs attention” on the study’s page. An evaluation officer, or for the agency’s own work another one or the director, accepts it or sends it back with words; the answer comes here.',
  },
  {
    done: 'accepted',
    state: ['accepted'],
    says: 'The evidence is accepted and the milestone is done.',
    next: 'Its actual date is fixed and what rests on it is forecast anew. The evaluators see it here.',
  },
  {
    done: 'exempted',
    state: ['waived', 'superseded'],
    says: 'The milestone is out of the plan, and the dates after it are forecast anew.',
    next: 'The study’s evaluators are told, with your reason. What rested on it now waits for what it waited for.',
  },
  {
    done: 'sent_back',
    state: ['in_progress'],
    says: 'The evidence is sent back.',
    next: 'The evaluators find your words here and submit again.',
  },
]

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function MilestonePage() {
  const { milestone, today, done, isGrantee, forecast } = useLoaderData<typeof loader>()
  const { study } = milestone
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: study.title, href: paths.study(study.slug) },
      ]}
      kicker={
        <>
          Milestone {milestone.code} {study.sample && <SampleBadge />}
        </>
      }
      title={milestone.name}
    >
      {isGrantee && (
        <p>
          Your organization does this as a site of the study. The study’s evaluators record it: tell
          them when it is done, or as soon as you know that the date will not hold.
        </p>
      )}
      {done && (
        <Done says={done.says}>
          <p>{done.next}</p>
        </Done>
      )}
      <Columns
        main={
          <>
            <KeyValues facts={factsOf(milestone, today)} />
            {milestone.conflicts.map(({ code, finish }) => (
              <Alert tone="warning" key={code}>
                Its date lies before {code}, which it waits for and which ends on{' '}
                {formatShortDate(finish)}.
              </Alert>
            ))}
            {(forecast || milestone.moves.length > 0) && (
              <Moves milestone={milestone} forecast={forecast} />
            )}
            {!isGrantee && (
              <Section id="evidence" title="Evidence">
                <MilestoneEvidence evidence={milestone.evidence} />
              </Section>
            )}
          </>
        }
        side={
          <>
            <Related
              id="waits-for"
              title="Waits for"
              none={isGrantee ? 'Nothing of yours.' : 'Nothing.'}
              slug={study.slug}
              milestones={milestone.waitsFor}
            />
            <Related
              id="holds-up"
              title="What waits for it"
              none={isGrantee ? 'Nothing of yours.' : 'Nothing.'}
              slug={study.slug}
              milestones={milestone.holdsUp}
            />
          </>
        }
      />
    </Page>
  )
}

function factsOf(milestone: Loaded['milestone'], today: string) {
  const { state, variance, baselineOn, forecastOn, actualOn, evidenceArtifact } = milestone
  const isOpen = actualOn === null && forecastOn !== null
  return [
    { label: 'State', value: <MilestoneTag state={state} /> },
    ...(isOpen ? [{ label: 'Forecast', value: formatDue(forecastOn, today) }] : []),
    ...(actualOn ? [{ label: 'Actual', value: formatDate(actualOn) }] : []),
    { label: 'Baseline', value: baselineOn ? formatDate(baselineOn) : 'No date in the plan' },
    { label: 'Against baseline', value: <VarianceTag variance={variance} state={state} /> },
    { label: 'Evidence asked for', value: evidenceArtifact ?? 'Not named in the plan' },
    { label: 'Done by', value: milestone.responsibleRole },
    { label: 'Recorded by', value: recorderOf(milestone.role) },
  ]
}

function Moves({ milestone, forecast }: Pick<Loaded, 'milestone' | 'forecast'>) {
  const { code, version, study } = milestone
  const hrefs = {
    submit: paths.milestoneEvidence(study.slug, code),
    accept: paths.milestoneDecision(study.slug, code),
  }
  // Accepting and sending back are answers to one question, asked on one page.
  const moves = milestone.moves.flatMap((move) =>
    move.name === 'accept' || move.name === 'submit' || move.name === 'start' ? [move] : [],
  )
  const decides = milestone.moves.find(({ name }) => name === 'send_back')
  return (
    <ButtonRow>
      {moves.map(({ name, label, disabled }) => {
        if (name === 'accept') {
          return decides?.disabled ? (
            <ClosedButton key={name} id={name} reason={decides.disabled}>
              Decide on the evidence
            </ClosedButton>
          ) : (
            <ButtonLink key={name} href={hrefs.accept}>
              Decide on the evidence
            </ButtonLink>
          )
        }
        if (disabled) {
          return (
            <ClosedButton key={name} id={name} reason={disabled}>
              {label}
            </ClosedButton>
          )
        }
        if (name === 'submit') {
          return (
            <ButtonLink key={name} href={hrefs.submit}>
              {label}
            </ButtonLink>
          )
        }
        return (
          <Form key={name} method="post" action={paths.milestoneStart(study.slug, code)}>
            <WriteFields version={version} />
            <Button>{label}</Button>
          </Form>
        )
      })}
      <Exemption milestone={milestone} />
      {forecast &&
        (forecast.closed ? (
          <ClosedButton id="forecast" reason={forecast.closed}>
            Move the forecast
          </ClosedButton>
        ) : (
          <ButtonLink look="outline" href={paths.milestoneForecast(study.slug, code)}>
            Move the forecast
          </ButtonLink>
        ))}
    </ButtonRow>
  )
}

/** Waiving and superseding are answers to one question, asked on one page. */
function Exemption({ milestone }: Pick<Loaded, 'milestone'>) {
  const { code, study, moves } = milestone
  if (!moves.some(({ name, disabled }) => name === 'waive' && !disabled)) return null
  return (
    <ButtonLink look="outline" href={paths.milestoneExemption(study.slug, code)}>
      Take out of the plan
    </ButtonLink>
  )
}

function Related(props: {
  id: string
  title: string
  none: string
  slug: string
  milestones: Loaded['milestone']['waitsFor']
}) {
  return (
    <Section id={props.id} title={props.title}>
      {props.milestones.length === 0 && <p>{props.none}</p>}
      <ul className="related">
        {props.milestones.map(({ code, name, state, forecastOn, actualOn }) => (
          <li key={code}>
            <a href={paths.milestone(props.slug, code)}>{name}</a>
            <span className="sub">
              {actualOn
                ? `Accepted, done ${formatShortDate(actualOn)}`
                : forecastOn
                  ? `Forecast ${formatShortDate(forecastOn)}`
                  : 'No date yet'}
              {state === 'evidence_submitted' && ', evidence submitted'}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
