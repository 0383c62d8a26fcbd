import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Horizon } from '#app/components/horizon.tsx'
import { Lapses } from '#app/components/lapses.tsx'
import { KeyFigures, KeyValues } from '#app/components/figures.tsx'
import { MilestoneTable } from '#app/components/milestone_table.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Columns, Page, Section } from '#app/components/page.tsx'
import { SourceLink } from '#app/components/sources.tsx'
import { StudyDone } from '#app/components/study_done.tsx'
import { StudyConcerns } from '#app/components/study_concerns.tsx'
import { StudyParts } from '#app/components/study_frame.tsx'
import { StudySites } from '#app/components/study_sites.tsx'
import { SiteInvitations } from '#app/components/site_invitation.tsx'
import { StudyStages } from '#app/components/study_stages.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { Timeline } from '#app/components/timeline.tsx'
import { may, permit, roleLabels } from '#app/domain/access.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { coverage, notInSources } from '#app/domain/sources.ts'
import { concernsOf } from '#app/domain/study/attention.ts'
import { groupMilestones } from '#app/domain/study/groups.ts'
import { acceptedToDate } from '#app/domain/study/sites.ts'
import { drawTimeline } from '#app/domain/study/timeline.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findStudy } from '#db/studies/find.ts'
import { listGateDecisions } from '#db/studies/gates.ts'
import { listLapses } from '#db/studies/lapses.ts'
import { listMilestones } from '#db/studies/milestones.ts'
import { listRecords } from '#db/studies/record.ts'
import { listSiteInvitations } from '#db/studies/site_invitations.ts'
import { listSites } from '#db/studies/sites.ts'

export const handle = { title: ({ study }: { study: { title: string } }) => study.title }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'study.read')
  const study = found(await findStudy(actor, params['slug'] ?? ''))
  const gatekeeper = permit(actor, 'gate.read')
  const inviter =
    actor.organizationKind === 'grantee' ? null : permit(actor, 'site_invitation.read')
  const [milestones, sites, gates, invitations] = await Promise.all([
    listMilestones(actor, study.id),
    listSites(actor, study.id),
    gatekeeper ? listGateDecisions(gatekeeper, study.slug) : null,
    inviter ? listSiteInvitations(inviter, study.id) : [],
  ])
  const planner = permit(actor, 'plan.read')
  const [record] = planner ? await listRecords(planner, study.id) : []
  const day = today()
  const groups = groupMilestones(
    milestones,
    study.stages.map(({ stage }) => stage),
  )
  return {
    study,
    lapses: await listLapses(actor, study.id, day),
    today: day,
    isGrantee: actor.organizationKind === 'grantee',
    canReadHistory: may(actor.role, 'event.read'),
    readsDecisions: may(actor.role, 'decision.read'),
    canReadPlan: may(actor.role, 'plan.read'),
    canAppoint: may(actor.role, 'study.create') && study.sourceUrl === null,
    canInvite: may(actor.role, 'site_invitation.send') && study.sourceUrl === null,
    readsBoard: may(actor.role, 'board.read') && study.sourceUrl === null,
    invitations,
    plan: record && { outcomes: record.outcomes, closesOn: record.closesOn },
    done: new URL(request.url).searchParams.get('done'),
    gates: gates?.map(({ stage, side, proposal, decision, decidedAt }) => ({
      stage,
      side,
      proposal,
      decision,
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
    sites: sites.map(({ targets, ...site }) => ({
      ...site,
      targets: targets.map(({ figures, ...target }) => ({
        ...target,
        accepted: acceptedToDate(target, figures),
      })),
    })),
    groups,
    drawing: milestones.length > 0 ? drawTimeline(groups, day) : null,
    ...concernsOf(milestones, day),
    last: milestones.find(({ code }) => code === 'FREL') ?? null,
    accepted: milestones.filter(({ state }) => state === 'accepted').length,
    total: milestones.length,
  }
}

export default function StudyPage() {
  const loaded = useLoaderData<typeof loader>()
  const { study, today, isGrantee, groups, drawing, sites, gates } = loaded
  const isSourced = study.sourceUrl !== null
  return (
    <Page
      breadcrumb={[{ label: 'Studies', href: paths.studies() }]}
      kicker={
        <>
          Study {study.sample && <SampleBadge />}
          {isSourced && ' · a record from public sources'}
        </>
      }
      title={study.title}
      lead={study.summary}
      actions={
        <>
          {loaded.readsDecisions && (
            <ButtonLink look="outline" href={paths.decisions({ subject: `study:${study.slug}` })}>
              Decisions
            </ButtonLink>
          )}
          {loaded.canReadHistory && (
            <ButtonLink look="outline" href={paths.studyHistory(study.slug)}>
              History
            </ButtonLink>
          )}
        </>
      }
    >
      <StudyDone done={loaded.done} study={study} />
      {loaded.canReadPlan && <StudyParts slug={study.slug} current="study" />}
      <Lapses slug={study.slug} lapses={loaded.lapses} readsPlan={loaded.canReadPlan} />
      {drawing && <Standing />}
      {drawing && (
        <StudyConcerns
          slug={study.slug}
          today={today}
          concerns={loaded.concerns}
          carried={loaded.carried}
          gates={gates ?? []}
        />
      )}

      <Section id="stages" title={gates ? 'Stages and gates' : 'Stages'}>
        <StudyStages
          slug={study.slug}
          stages={study.stages}
          gates={gates ?? null}
          isSourced={isSourced}
        />
      </Section>

      <Section
        id="milestones"
        title={isGrantee ? 'Your milestones as a site' : 'Milestones'}
        aside={drawing && <a href="#milestone-list">The same as a table, with links</a>}
      >
        {drawing ? (
          <Timeline title={`Timeline of ${study.title}`} drawing={drawing} />
        ) : (
          <EmptyState
            title={isSourced ? 'No dates in the sources read' : 'Nothing is asked of you yet'}
          >
            {isSourced
              ? 'The public page of this study names its firms, tasks and programs, and no date. So nothing is planned, late or on time here.'
              : 'This study has no milestone that a site records.'}
          </EmptyState>
        )}
      </Section>

      {isGrantee && (
        <p>
          <a href={paths.studyFindings(study.slug)}>What the study found</a>, as far as it is shared
          with you.
        </p>
      )}

      {(sites.length > 0 || !isSourced) && (
        <Section id="sites" title={isGrantee ? 'Your site' : 'Sites'}>
          <StudySites sites={sites} slug={isSourced ? null : study.slug} />
          <SiteInvitations
            slug={study.slug}
            invitations={loaded.invitations}
            today={today}
            canInvite={loaded.canInvite}
            readsBoard={loaded.readsBoard}
          />
        </Section>
      )}

      {loaded.plan && <Horizon {...loaded.plan} day={today} />}

      <div className="section">
        <Columns
          main={
            <Section id="programs" title="Programs it studies">
              <ul>
                {study.programs.map(({ code, name, officialAwards, listed }) => (
                  <li key={code}>
                    {name}
                    {isSourced && (
                      <span className="sub">{programLine(officialAwards, listed)}</span>
                    )}
                  </li>
                ))}
              </ul>
            </Section>
          }
          side={
            <Section id="people" title="Firms and team">
              <KeyValues facts={whoWorksOnIt(study)} />
              {loaded.canAppoint && (
                <p>
                  <a href={paths.studyLead(study.slug)}>Appoint another lead</a>
                </p>
              )}
              {study.sourceUrl && (
                <p>
                  Source:{' '}
                  <SourceLink
                    url={study.sourceUrl}
                    title="The study’s page at the Chief Evaluation Office"
                  />
                </p>
              )}
            </Section>
          }
        />
      </div>

      {drawing && (
        <Section id="milestone-list" title="Milestones as a table">
          <MilestoneTable slug={study.slug} groups={groups} />
        </Section>
      )}
    </Page>
  )

  function Standing() {
    const { last, accepted, total } = loaded
    const next = groups
      .flatMap(({ milestones }) => milestones)
      .filter(({ state, forecastOn }) => forecastOn && state !== 'accepted')
      .sort((a, b) => ((a.forecastOn ?? '') < (b.forecastOn ?? '') ? -1 : 1))[0]
    return (
      <KeyFigures
        figures={[
          { label: 'Milestones accepted', value: `${accepted} of ${total}` },
          ...(next?.forecastOn
            ? [
                {
                  label: 'Next date',
                  value: formatShortDate(next.forecastOn),
                  note: next.name,
                  href: paths.milestone(study.slug, next.code),
                },
              ]
            : []),
          ...(last?.forecastOn && last.baselineOn
            ? [
                {
                  label: 'Final report, forecast',
                  value: formatShortDate(last.forecastOn),
                  note: `Baseline ${formatShortDate(last.baselineOn)}`,
                },
              ]
            : []),
        ]}
      />
    )
  }
}

function programLine(official: number | null, listed: number | null): string {
  if (listed !== null) return coverage(listed, official)
  return official === null
    ? `The official number of awards is ${notInSources}`
    : `${official} official awards`
}

function whoWorksOnIt(study: {
  firms: readonly { name: string; part: string }[]
  team: readonly { name: string; role: keyof typeof roleLabels }[]
  sponsor: string | null
  awardedOn: string | null
  sourceUrl: string | null
}) {
  const partners = study.firms.filter(({ part }) => part === 'partner')
  return [
    {
      label: 'Lead firm',
      value: study.firms
        .filter(({ part }) => part === 'lead')
        .map(({ name }) => name)
        .join(', '),
    },
    ...(partners.length > 0
      ? [{ label: 'With', value: partners.map(({ name }) => name).join(', ') }]
      : []),
    ...study.team.map(({ name, role }) => ({ label: roleLabels[role], value: name })),
    ...(study.sponsor ? [{ label: 'Sponsor', value: study.sponsor }] : []),
    {
      label: 'Contract awarded',
      value: study.awardedOn ? formatShortDate(study.awardedOn) : notInSources,
    },
  ]
}
