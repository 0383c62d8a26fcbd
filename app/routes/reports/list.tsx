import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { OwnReports } from '#app/components/report/own_list.tsx'
import { ReviewQueue } from '#app/components/report/queue.tsx'
import { SubmittedReports } from '#app/components/report/submitted_list.tsx'
import { Page } from '#app/components/page.tsx'
import { today } from '#app/domain/clock.ts'
import { addDays, isDate } from '#app/domain/dates.ts'
import { type Permitted, permit } from '#app/domain/access.ts'
import { readQueueList } from '#app/domain/report/queue.ts'
import { submittedStatuses } from '#app/domain/report/states.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listAbsences, listAwayColleagues, listStandingIn } from '#db/delegations.ts'
import { type ReportPlace, listOwnReports, listSubmitted } from '#db/reports/list.ts'
import { listLooksAsked } from '#db/reports/opinions.ts'
import { countQueue, listQueue } from '#db/reports/queue.ts'

export const handle = { title: 'Reports' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const day = today()
  if (actor.organizationKind === 'grantee') {
    return { view: 'own' as const, day, role: actor.role, reports: await listOwnReports(actor) }
  }
  const query = new URL(request.url).searchParams
  const reviewer = permit(actor, 'report.review')
  if (reviewer && query.get('list') !== 'all') {
    const list = readQueueList(query)
    return {
      view: 'queue' as const,
      day,
      list,
      counts: await countQueue(reviewer, day),
      looks: await listLooksAsked(reviewer),
      away: await readAway(actor, day),
      ...(await listQueue(reviewer, list, day)),
    }
  }
  const status = submittedStatuses.find((known) => known === query.get('status')) ?? null
  return {
    view: 'submitted' as const,
    isReviewer: reviewer !== null,
    status,
    ...(await listSubmitted(actor, { status, after: placeIn(query) })),
  }
}

/** Who is away today or within two weeks. */
async function readAway(actor: Permitted<'report.read'>, day: string) {
  const user = permit(actor, 'session.use')
  if (!user) return { own: [], standingIn: [], colleagues: [] }
  const own = await listAbsences(user, user.membershipId)
  return {
    own: own.filter(({ beginsOn }) => beginsOn <= day),
    standingIn: await listStandingIn(user),
    colleagues: await listAwayColleagues(user, addDays(day, 14)),
  }
}

function placeIn(query: URLSearchParams): ReportPlace | null {
  const [periodEnd = '', id = ''] = (query.get('after') ?? '').split('_')
  return isDate(periodEnd) && /^\d{1,15}$/.test(id) ? { periodEnd, id: Number(id) } : null
}

export default function Reports() {
  const loaded = useLoaderData<typeof loader>()
  return (
    <Page
      title="Reports"
      lead={leads[loaded.view]}
      actions={loaded.view === 'own' && <BurdenLink reports={loaded.reports} />}
    >
      {loaded.view === 'own' && <OwnReports {...loaded} />}
      {loaded.view === 'queue' && <ReviewQueue {...loaded} />}
      {loaded.view === 'submitted' && <SubmittedReports {...loaded} />}
    </Page>
  )
}

/** What all of a grantee's reports together ask of it. */
function BurdenLink({ reports: [first] }: { reports: { organizationSlug: string }[] }) {
  if (!first) return null
  return (
    <ButtonLink look="outline" href={paths.granteeBurden(first.organizationSlug)}>
      Reporting burden
    </ButtonLink>
  )
}

const leads = {
  own: 'What is due and when, and whose turn it is.',
  queue: 'Whose turn it is and for how long; what needs you comes first.',
  submitted: 'Every submitted report that you can read, the latest period first.',
}
