import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { reportTitle } from '#app/components/report/head.tsx'
import { Review } from '#app/components/report/review.tsx'
import { Workspace } from '#app/components/report/workspace.tsx'
import { may } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { checklistRefusal } from '#app/domain/report/checklist.ts'
import { askRefusal, opinionRefusal } from '#app/domain/report/opinions.ts'
import { openMoves } from '#app/domain/report/machine.ts'
import { sayingAfter } from '#app/domain/report/sayings.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { isOpen, sheetSubject } from '#app/sheets/subject.ts'
import { findBeside, findReviewing } from '#db/reports/beside.ts'
import { findDraft } from '#db/reports/draft.ts'
import { findReviewed } from '#db/reports/reviewed.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: (loaded: Loaded) =>
    reportTitle(loaded.view === 'workspace' ? loaded.draft.report : loaded.reviewed.report),
}

/** One address for everybody: who writes the report sees the work, who reviews it sees what was sealed. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const number = params['number'] ?? ''
  const done = new URL(request.url).searchParams.get('done')
  if (actor.organizationKind === 'grantee') {
    const draft = found(await findDraft(actor, number))
    const { state, activePeople } = draft.report
    const { blocking: missing, unexplained } = draft.readiness
    const facts = { ...state, activePeople, missing, unexplained }
    return {
      view: 'workspace' as const,
      draft,
      done: sayingAfter(done, draft.report),
      today: today(),
      mayUpload: may(actor.role, 'report.write') && isOpen(sheetSubject(draft)),
      moves: openMoves(facts, actor),
      ...found(await findBeside(actor, draft.report)),
    }
  }
  const reviewed = found(await findReviewed(actor, number))
  const { id, state, activePeople, isOwn, isReviewerGone } = reviewed.report
  const mayReview = isOwn && may(actor.role, 'report.review')
  const reviewing = await findReviewing(actor, id)
  const asked = reviewing.looks.find((look) => look.colleagueMembershipId === actor.membershipId)
  return {
    view: 'review' as const,
    reviewed,
    done: sayingAfter(done, reviewed.report),
    // Taking over is offered where there is something to take over, and is no closed button elsewhere.
    moves: (isOwn
      ? openMoves({ ...state, activePeople, missing: 0, isReviewerGone }, actor)
      : []
    ).filter(({ name, disabled }) => name !== 'take_over' || !disabled),
    ...found(await findBeside(actor, reviewed.report)),
    ...reviewing,
    checklistHref:
      mayReview && checklistRefusal(state, actor.personId) === null
        ? paths.reportChecklist(number)
        : null,
    lookHref:
      mayReview && askRefusal(state, actor.personId) === null
        ? paths.reportSecondLook(number)
        : null,
    opinionHref:
      asked && opinionRefusal(state, asked) === null ? paths.reportOpinion(number) : null,
    lessonHref:
      may(actor.role, 'practice.draft') && state.acceptedVersionNo !== null
        ? paths.newPracticeNote({ report: number })
        : null,
    mayReview,
  }
}

export default function ReportPage() {
  const loaded = useLoaderData<typeof loader>()
  return loaded.view === 'workspace' ? <Workspace {...loaded} /> : <Review {...loaded} />
}
