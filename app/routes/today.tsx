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
import type { Entry } from '#app/desk/entry.ts'
import { deskOf } from '#app/desk.server.ts'
import { type Actor, may, permit, roleLabels } from '#app/domain/access.ts'
import { formatDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import { type Urgency, urgencies, urgencyLabels } from '#app/domain/today.ts'
import * as paths from '#app/paths.ts'
import type { loader as rootLoader } from '#app/root.tsx'
import { requireActor } from '#app/session.server.ts'
import { listAbsences, listStandingIn } from '#db/delegations.ts'
import { listEarlyWarnings } from '#db/oversight/risk.ts'
import { portfolioAtAGlance } from '#db/today.ts'

export const handle = { title: 'Today' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const { role } = actor
  const day = today()
  const [entries, glance, warnings] = await Promise.all([
    deskOf(actor, day),
    may(role, 'portfolio.read') ? portfolioAtAGlance(actor) : [],
    listWarnings(actor),
  ])
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
    readsPipeline: may(role, 'pipeline.read'),
    // Whose question is the whole initiative; the others find it beside the money.
    asksNext: may(role, 'agenda.set'),
    isBriefed: role === 'director' || role === 'task_force',
  }
}

/** What stands out in an officer's caseload, before its reports say so. */
async function listWarnings(actor: Actor) {
  const watcher = actor.role === 'officer' ? permit(actor, 'risk.read') : null
  return watcher ? listEarlyWarnings(watcher) : []
}

/** Where a role without a desk of its own begins. */
function startFor(role: Parameters<typeof may>[0]) {
  if (may(role, 'award.read')) return { label: 'Open the awards', href: paths.awards() }
  if (may(role, 'portfolio.read')) return { label: 'Open the streams', href: paths.streams() }
  return { label: 'Open the people', href: paths.people() }
}

export default function Today() {
  const { day, away, who, entries, glance, warnings, start, readsPipeline, isBriefed, asksNext } =
    useLoaderData<typeof loader>()
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
      {isBriefed && (
        <p>
          <a href={paths.briefing()}>Briefing</a>: the whole initiative on two sheets, to be
          printed.
        </p>
      )}
      {isBriefed && (
        <p>
          <a href={paths.evidenceMoney()}>Money against evidence</a>: what the dollars of each
          sector stand on, and what another million would buy.
        </p>
      )}
      {asksNext && (
        <p>
          <a href={paths.solicitation()}>The next solicitation</a>: what nobody knows yet, widest
          gap first, and which awards could find out.
        </p>
      )}
      {readsPipeline && (
        <p>
          <a href={paths.pipeline()}>Studies at a glance</a>: where each stands, whom it reaches,
          which gates come next.
        </p>
      )}
    </Page>
  )
}

function says(count: number): string {
  if (count === 0) return 'Nothing needs you now.'
  return count === 1 ? 'One thing needs you now.' : `${count} things need you now.`
}

/** Lines of each kind that are open from the start. */
const atOnce = 10

const tones = { now: 'action', soon: 'plain', watch: 'plain' } as const satisfies Record<
  Urgency,
  string
>

function Needs({ urgency, entries }: { urgency: Urgency; entries: Entry[] }) {
  if (entries.length === 0) return null
  // A fold that hides two lines is a line saved and a step more.
  const first = entries.length > atOnce + 2 ? atOnce : entries.length
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
      <TaskList tasks={tasks.slice(0, first)} />
      {tasks.length > first && (
        <details className="tasks-more">
          <summary>{formatCount(tasks.length - first)} more</summary>
          <TaskList tasks={tasks.slice(first)} />
        </details>
      )}
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
