import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { AwayLines } from '#app/components/away_lines.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { EarlyWarnings } from '#app/components/early_warning.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { type Task, TaskList } from '#app/components/tasks.tsx'
import { type Actor, may, permit, roleLabels } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDate } from '#app/domain/calendar.ts'
import { dayIn, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import { formatMoney } from '#app/domain/money.ts'
import { formatCount } from '#app/domain/count.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { agreementLabels, longestRenewal } from '#app/domain/study/agreements.ts'
import { stageLabels } from '#app/domain/study/stages.ts'
import {
  type Need,
  type Urgency,
  closeoutNeed,
  agreementNeed,
  correctionNeed,
  milestoneNeed,
  modificationNeed,
  petitionNeed,
  reportNeed,
  siteInvitationNeed,
  urgencies,
  urgencyLabels,
  visitNeed,
} from '#app/domain/today.ts'
import { paths } from '#app/paths.ts'
import type { loader as rootLoader } from '#app/root.tsx'
import { requireActor } from '#app/session.server.ts'
import { listCloseoutsOnDesk } from '#db/awards/closeout.ts'
import { listModificationsOnDesk } from '#db/awards/modifications.ts'
import { listAbsences, listStandingIn } from '#db/delegations.ts'
import { listCorrectionsOnDesk, listVisitsOnDesk } from '#db/oversight/corrections.ts'
import { listEarlyWarnings } from '#db/oversight/risk.ts'
import { listPetitionsOnDesk } from '#db/reports/expected.ts'
import { listAgreementsOnDesk } from '#db/studies/agreements.ts'
import { listGateRequestsOnDesk } from '#db/studies/gate_requests.ts'
import { listSiteInvitationsOnDesk } from '#db/studies/site_invitations.ts'
import {
  countOpenInvitations,
  listAwardsWithoutOfficer,
  listGatesOnDesk,
  listMilestonesOnDesk,
  listReportsOnDesk,
  portfolioAtAGlance,
} from '#db/today.ts'

export const handle = { title: 'Today' }

interface Entry extends Need {
  key: string
  /** The colleague who is away and whose work it is. */
  standsInFor?: string | null
  about: string
  href: string | null
  sample: boolean
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const { role } = actor
  const day = today()
  const [
    reports,
    petitions,
    modifications,
    closeouts,
    corrections,
    visits,
    milestones,
    gates,
    requests,
    agreements,
    sites,
    unassigned,
    invitations,
    glance,
    warnings,
  ] = await Promise.all([
    listReportsOnDesk(actor, day),
    listPetitionsOnDesk(actor),
    listModificationsOnDesk(actor),
    listCloseoutsOnDesk(actor),
    listCorrectionsOnDesk(actor),
    listVisitsOnDesk(actor),
    listMilestonesOnDesk(actor, addDays(day, 30)),
    listGatesOnDesk(actor),
    listGateRequestsOnDesk(actor),
    listAgreementsOnDesk(actor, addDays(day, longestRenewal)),
    listSiteInvitationsOnDesk(actor, day),
    listAwardsWithoutOfficer(actor),
    countOpenInvitations(actor),
    may(role, 'portfolio.read') ? portfolioAtAGlance(actor) : [],
    listWarnings(actor),
  ])

  const entries: Entry[] = [
    ...reports.flatMap((report) => {
      const need = reportNeed(role, report, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `report ${report.number}`,
          standsInFor: report.standsInFor,
          about: reportName(report),
          href: report.isOpen ? paths.report(report.number) : paths.award(report.awardNumber),
          sample: report.sample,
        },
      ]
    }),
    ...petitions.map((petition) => ({
      ...petitionNeed(
        actor,
        {
          ...petition,
          askedOn: dayIn(petition.askedAt),
          hasOfficer: petition.hasOfficer === true,
        },
        day,
      ),
      key: `${petition.kind} ${petition.number}`,
      standsInFor: petition.standsInFor,
      about: reportName(petition),
      href: paths.reportPetition(petition.number, petition.kind),
      sample: petition.sample,
    })),
    ...modifications.map((modification) => ({
      ...modificationNeed(
        actor,
        {
          ...modification,
          askedOn: modification.askedAt && dayIn(modification.askedAt),
          hasOfficer: modification.hasOfficer === true,
        },
        day,
      ),
      key: `modification ${modification.number} ${modification.no}`,
      standsInFor: modification.standsInFor,
      about: awardName(modification),
      href: paths.modification(modification.number, modification.no),
      sample: modification.sample,
    })),
    ...closeouts.flatMap((award) => {
      const need = closeoutNeed(
        role,
        {
          status: award.status,
          lastDay: award.endedOn ?? award.periodEnd,
          settled: award.settled.map(({ item }) => item),
        },
        day,
      )
      if (!need) return []
      const isMove = award.status !== 'closeout' && may(role, 'award.move')
      return [
        {
          ...need,
          key: `closeout ${award.number}`,
          standsInFor: award.standsInFor,
          about: awardName(award),
          href: isMove ? paths.awardStatus(award.number) : paths.closeout(award.number),
          sample: award.sample,
        },
      ]
    }),
    ...corrections.flatMap((action) => {
      const need = correctionNeed(role, action, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `correction ${action.number} ${action.no}`,
          standsInFor: action.standsInFor,
          about: awardName(action),
          href: paths.correction(action.number, action.no),
          sample: action.sample,
        },
      ]
    }),
    ...visits.flatMap((visit) => {
      const need = visitNeed(role, visit.plannedOn, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `visit ${visit.number} ${visit.no}`,
          standsInFor: visit.standsInFor,
          about: `${visitKindLabels[visit.kind]}, ${awardName(visit)}`,
          href: paths.visit(visit.number, visit.no),
          sample: visit.sample,
        },
      ]
    }),
    ...milestones.flatMap((milestone) => {
      const need = milestoneNeed(
        role,
        {
          ...milestone,
          sentBack: milestone.sentBack === true,
          submittedByYou: milestone.submittedByYou === true,
        },
        day,
      )
      if (!need) return []
      return [
        {
          ...need,
          key: `milestone ${milestone.slug} ${milestone.code}`,
          standsInFor: milestone.standsInFor,
          about: `${milestone.name}, ${milestone.title}`,
          href: paths.milestone(milestone.slug, milestone.code),
          sample: milestone.sample,
        },
      ]
    }),
    ...requests.map(({ slug, stage, side, title, sample, asker }) => ({
      urgency: 'now' as const,
      what: 'Propose a gate decision',
      why: `${asker} asks for it.`,
      key: `request ${slug} ${stage} ${side}`,
      about: `${stageLabels[stage]}, ${side}, ${title}`,
      href: paths.gate(slug, stage, side),
      sample,
    })),
    ...agreements.flatMap(({ slug, title, sample, id, ...agreement }) => {
      const need = agreementNeed(agreement, day)
      if (!need) return []
      const about = `${agreementLabels[agreement.kind]}, ${agreement.party}, ${title}`
      return [{ ...need, key: `agreement ${id}`, about, href: paths.studyAgreements(slug), sample }]
    }),
    ...sites.map((invitation) => ({
      ...siteInvitationNeed(role, invitation, day),
      key: `site ${invitation.id}`,
      about: `${invitation.title}, ${awardName(invitation)}`,
      href: paths.siteInvitation(invitation.slug, invitation.id),
      sample: invitation.sample,
    })),
    ...gates.flatMap((gate) =>
      may(role, 'gate.read')
        ? [
            {
              urgency: may(role, 'gate.decide') ? ('now' as const) : ('watch' as const),
              what: may(role, 'gate.decide') ? 'Decide a gate' : 'Wait for a gate’s decision',
              why: `Proposed by ${gate.proposer}.`,
              key: `gate ${gate.slug} ${gate.stage} ${gate.side}`,
              about: `${stageLabels[gate.stage]}, ${gate.side}, ${gate.title}`,
              href: paths.gate(gate.slug, gate.stage, gate.side),
              sample: gate.sample,
            },
          ]
        : [],
    ),
    ...unassigned.map((award) => ({
      urgency: 'now' as const,
      what: 'Assign a program officer',
      why: 'Nobody looks after this award.',
      key: `award ${award.number}`,
      about: awardName(award),
      href: paths.awardAssignment(award.number),
      sample: award.sample,
    })),
    ...(invitations > 0
      ? [
          {
            urgency: 'watch' as const,
            what: invitations === 1 ? '1 open invitation' : `${invitations} open invitations`,
            why: 'Not accepted yet.',
            key: 'invitations',
            about: 'People',
            href: paths.people(),
            sample: false,
          },
        ]
      : []),
  ]
  const own = await listAbsences(actor, actor.membershipId)
  return {
    day: formatDate(day),
    away: {
      own: own.filter(({ beginsOn }) => beginsOn <= day),
      standingIn: await listStandingIn(actor),
    },
    who: { name: actor.name, role: roleLabels[role], organization: actor.organizationName },
    entries,
    glance,
    warnings,
    start: startFor(role),
  }
}

/** What stands out in an officer's caseload, before its reports say so. */
async function listWarnings(actor: Actor) {
  const watcher = actor.role === 'officer' ? permit(actor, 'risk.read') : null
  return watcher ? listEarlyWarnings(watcher) : []
}

function reportName(
  report: Parameters<typeof reportLabel>[0] & {
    awardName: string | null
    leadOrganization: string
  },
): string {
  const { awardName: name, leadOrganization } = report
  return `${reportLabel(report)} report, ${awardName({ name, leadOrganization })}`
}

/** Where a role without a desk of its own begins. */
function startFor(role: Parameters<typeof may>[0]) {
  if (may(role, 'award.read')) return { label: 'Open the awards', href: paths.awards() }
  if (may(role, 'portfolio.read')) return { label: 'Open the streams', href: paths.streams() }
  return { label: 'Open the people', href: paths.people() }
}

export default function Today() {
  const { day, away, who, entries, glance, warnings, start } = useLoaderData<typeof loader>()
  const count = entries.filter((entry) => entry.urgency === 'now').length
  const unread = useRouteLoaderData<typeof rootLoader>('root')?.viewer?.inbox?.unread
  return (
    <Page
      kicker={`${who.name}, ${who.role}, ${who.organization}`}
      title="Today"
      lead={`${day}. ${says(count)}`}
    >
      {unread && (
        <p>
          <a href={paths.inbox()}>
            {unread === '1' ? '1 new notice' : `${unread} new notices`} in your inbox
          </a>
        </p>
      )}
      <AwayLines {...away} awayHref={paths.accountAway()} />
      {urgencies.map((urgency) => (
        <Needs
          key={urgency}
          urgency={urgency}
          entries={entries.filter((one) => one.urgency === urgency)}
        />
      ))}
      {entries.length === 0 && (
        <EmptyState
          title="Your desk is clear"
          action={<ButtonLink href={start.href}>{start.label}</ButtonLink>}
        >
          What needs you appears here with its reason and its date: reports, milestones, gates and
          people, whichever your role answers for.
        </EmptyState>
      )}
      {warnings.length > 0 && <EarlyWarnings warnings={warnings} />}
      {glance.length > 0 && <Glance glance={glance} />}
    </Page>
  )
}

function says(count: number): string {
  if (count === 0) return 'Nothing needs you now.'
  return count === 1 ? 'One thing needs you now.' : `${count} things need you now.`
}

const tones = { now: 'action', soon: 'plain', watch: 'plain' } as const satisfies Record<
  Urgency,
  string
>

function Needs({ urgency, entries }: { urgency: Urgency; entries: Entry[] }) {
  if (entries.length === 0) return null
  const tasks: Task[] = entries.map((entry) => ({
    title: entry.about,
    href: entry.href,
    hint: (
      <>
        {entry.why} {entry.standsInFor && `For ${entry.standsInFor}, who is away. `}
        {entry.sample && <SampleBadge />}
      </>
    ),
    state: { tone: tones[urgency], label: entry.what },
  }))
  return (
    <Section id={urgency} title={urgencyLabels[urgency]} aside={entries.length}>
      <TaskList tasks={tasks} />
    </Section>
  )
}

function Glance({ glance }: { glance: Awaited<ReturnType<typeof portfolioAtAGlance>> }) {
  return (
    <Section id="portfolio" title="The portfolio at a glance">
      <KeyFigures
        figures={glance.flatMap((line) => {
          const origin = line.sample ? 'sample' : 'from sources'
          return [
            {
              label: `Awards, ${origin}`,
              value: formatCount(line.awards),
              note: `${formatCount(line.grantees)} grantees`,
            },
            {
              label: `Amount, ${origin}`,
              value: line.amount ? formatMoney(line.amount) : 'not in the sources',
              note: `${formatCount(line.withAmount)} of ${formatCount(line.awards)} with an amount`,
            },
          ]
        })}
      />
    </Section>
  )
}
