import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardActuals } from '#app/components/award_actuals.tsx'
import { AwardStatusTag } from '#app/components/award_cells.tsx'
import { AwardFacts } from '#app/components/award_facts.tsx'
import { WhatIsNext } from '#app/components/award_life.tsx'
import { LegalHold } from '#app/components/award_records.tsx'
import { ModelNamed } from '#app/components/award_model.tsx'
import { AwardMoney } from '#app/components/award_money.tsx'
import { AwardReports } from '#app/components/award_reports.tsx'
import { AwardSource } from '#app/components/award_source.tsx'
import { ButtonLink, ClosedButton } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Columns, Page, Section } from '#app/components/page.tsx'
import { Parts } from '#app/components/parts.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { judgedTargets } from '#app/domain/target_rules.ts'
import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn, today } from '#app/domain/clock.ts'
import * as paths from '#app/paths.ts'
import { found, missing } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAcceptedFigures, listTargets } from '#db/awards/figures.ts'
import {
  type Award,
  findAward,
  findNumberByFain,
  listAwardReports,
  listAwardStudies,
} from '#db/awards/find.ts'
import { findRetention } from '#db/awards/retention.ts'

export const handle = {
  title: ({ award }: { award: Award }) =>
    awardName({ name: award.name, leadOrganization: award.organization }),
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const number = params['number'] ?? ''
  const award = await findAward(actor, number)
  if (!award) {
    const known = await findNumberByFain(actor, number)
    if (known === null) throw missing()
    throw redirect(paths.award(known))
  }
  const [targets, figures, reports, studies, retention] = await Promise.all([
    listTargets(actor, award.id),
    listAcceptedFigures(actor, award.id),
    listAwardReports(actor, award.id),
    listAwardStudies(actor, award.id),
    findRetention(actor, award.id),
  ])
  return {
    award,
    targets,
    figures,
    reports,
    studies,
    retention: found(retention),
    judged: judgedTargets(targets, award),
    followsRisk: award.showsRisk === true,
    followsCloseout: may(actor.role, 'closeout.read'),
    today: today(),
    officerSince: award.officerSince && dayIn(award.officerSince),
    seesPortfolio: may(actor.role, 'portfolio.read'),
    readsDecisions: may(actor.role, 'decision.read'),
    takesRecords: may(actor.role, 'report.read'),
    receivesPractice: may(actor.role, 'sent_practice.read'),
    seesReportsAsAccepted: actor.organizationKind === 'evaluator',
    assigns: may(actor.role, 'award.assign') ? award.agencyCode === actor.agencyCode : null,
    namesModel: may(actor.role, 'model.name') && award.isOwnCase === true,
    holds: may(actor.role, 'award.hold') && award.agencyCode === actor.agencyCode,
    notice: new URL(request.url).searchParams.get('notice'),
  }
}

/** The other pages of the award that its reader may open. */
function partsOf(
  award: {
    number: string
    showsOversight: unknown
    showsModifications: unknown
    showsFidelity: unknown
  },
  loaded: {
    followsRisk: boolean
    takesRecords: boolean
    readsDecisions: boolean
    receivesPractice: boolean
  },
) {
  const { number } = award
  const { followsRisk, takesRecords, readsDecisions } = loaded
  return [
    { label: 'Overview', href: paths.award(number), show: true },
    { label: 'Schedule', href: paths.awardSchedule(number), show: true },
    {
      label: 'Modifications',
      href: paths.modifications(number),
      show: award.showsModifications === true,
    },
    { label: 'Visits', href: paths.oversight(number), show: award.showsOversight === true },
    { label: 'Fidelity', href: paths.fidelity(number), show: award.showsFidelity === true },
    {
      label: 'Assistance',
      href: paths.assistance(number),
      show: award.showsOversight === true,
    },
    {
      label: 'Practice notes',
      href: paths.awardPractice(number),
      show: loaded.receivesPractice,
    },
    { label: 'Partners', href: paths.awardPartners(number), show: true },
    { label: 'Outcomes', href: paths.awardOutcomes(number), show: true },
    { label: 'Reach and overlap', href: paths.awardReach(number), show: true },
    { label: 'Risk', href: paths.risk(number), show: followsRisk },
    {
      label: 'Decisions',
      href: paths.decisions({ subject: `award:${number}` }),
      show: readsDecisions,
    },
    { label: 'Records in one file', href: paths.awardBundle(number), show: takesRecords },
    { label: 'History', href: paths.awardHistory(number), show: true },
  ].filter(({ show }) => show)
}

export default function AwardPage() {
  const { award, targets, figures, reports, studies, today, ...rest } =
    useLoaderData<typeof loader>()
  const { seesPortfolio } = rest
  return (
    <Page
      title={awardName({ name: award.name, leadOrganization: award.organization })}
      kicker={
        <>
          <span>{award.number}</span>
          <span aria-hidden="true">·</span>
          <StreamName award={award} seesPortfolio={seesPortfolio} />
          <span aria-hidden="true">·</span>
          <AwardStatusTag status={award.status} />
          {award.sample && <SampleBadge />}
        </>
      }
      lead={award.name === null ? undefined : award.organization}
      breadcrumb={[{ label: 'Awards', href: paths.awards() }]}
      actions={
        <>
          {rest.assigns === true && (
            <ButtonLink look="outline" href={paths.awardAssignment(award.number)}>
              {award.officer ? 'Hand over' : 'Assign program officer'}
            </ButtonLink>
          )}
          {rest.assigns === false && (
            <ClosedButton
              id="assign"
              reason={`Only a grants officer of its own agency, ${award.agency}, assigns this award.`}
            >
              Assign program officer
            </ClosedButton>
          )}
          {rest.holds && (
            <ButtonLink look="outline" href={paths.awardHold(award.number)}>
              {rest.retention.hold ? 'Lift the legal hold' : 'Place a legal hold'}
            </ButtonLink>
          )}
        </>
      }
    >
      <Parts
        label="Pages of this award"
        current={paths.award(award.number)}
        parts={partsOf(award, rest)}
      />
      {rest.notice === 'assigned' && award.officer && (
        <Alert tone="success" title={`${award.officer} looks after this award now`}>
          The award and its reports are on {award.officer}’s Today page from this moment, and the
          history says who assigned it and why. Nobody is told by mail.
        </Alert>
      )}
      {rest.notice === 'model' && <ModelNamed award={award} />}
      <LegalHold hold={rest.retention.hold} notice={rest.notice} />
      <AwardMoney award={award} figures={figures} />
      <WhatIsNext life={award} day={today} followsCloseout={rest.followsCloseout} />
      <Columns
        main={
          <>
            <AwardActuals
              award={award.number}
              targets={targets}
              figures={figures}
              judged={rest.judged}
            />
            <AwardReports
              award={award}
              reports={reports}
              today={today}
              onlyAccepted={rest.seesReportsAsAccepted}
            />
            <Section id="studies" title="Studies">
              {studies.length === 0 ? (
                <p>This award is not a site of a study that you can see.</p>
              ) : (
                <ul className="plain-list">
                  {studies.map((study) => (
                    <li key={study.slug}>
                      <a href={paths.study(study.slug)}>{study.title}</a>{' '}
                      {study.sample && <SampleBadge />}
                      <span className="sub">Site since {formatShortDate(study.joinedOn)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
            <AwardSource award={award} />
          </>
        }
        side={
          <AwardFacts
            award={award}
            seesPortfolio={seesPortfolio}
            namesModel={rest.namesModel}
            officerSince={rest.officerSince}
            retention={rest.retention}
          />
        }
      />
    </Page>
  )
}

function StreamName({ award, seesPortfolio }: { award: Award; seesPortfolio: boolean }) {
  if (!seesPortfolio) return <span>{award.stream}</span>
  return <a href={paths.stream(award.streamCode)}>{award.stream}</a>
}
