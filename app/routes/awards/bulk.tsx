import { type ActionFunctionArgs, type LoaderFunctionArgs, data } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { askedList } from '#app/award_list.server.ts'
import { AssignOfficerFields } from '#app/components/assign_officer.tsx'
import { AwardsChosen, AwardsToChoose } from '#app/components/award_bulk.tsx'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { permit } from '#app/domain/access.ts'
import { assignAwardsForm, remindAwardsForm } from '#app/domain/award_action_forms.ts'
import {
  awardActionLabels,
  awardsAtOnce,
  countedAwards,
  readAwardBulk,
} from '#app/domain/award_actions.ts'
import { awardListQuery } from '#app/domain/award_list.ts'
import { readForm } from '#app/form.server.ts'
import { RefusalSummary, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listOfficers } from '#db/awards/assignment.ts'
import { type PreviewedAward, assignAwards, previewAwards } from '#db/awards/bulk.ts'
import { listFirstAwards } from '#db/awards/list.ts'
import { moveBulk, previewBulk } from '#db/reports/bulk.ts'

export const handle = { title: 'Several awards at once' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.bulk')
  const params = new URL(request.url).searchParams
  const assigner = permit(actor, 'award.assign')
  const asked = readAwardBulk(params)
  const action = assigner ? ('assign' as const) : ('remind' as const)
  if (asked?.action === action && asked.numbers.length > 0) {
    return {
      step: 'check' as const,
      action,
      awards: await previewAwards(actor, action, asked.numbers),
      officers: assigner ? await listOfficers(assigner) : [],
    }
  }
  const reader = await requireActor(request, 'award.read')
  const list = askedList(reader, params)
  return {
    step: 'choose' as const,
    action,
    isEmptyChoice: asked !== null,
    query: awardListQuery(list),
    awards: await listFirstAwards(reader, list, awardsAtOnce),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.bulk')
  const assigner = permit(actor, 'award.assign')
  if (assigner) {
    const form = await readForm(request, assignAwardsForm)
    if (!form.ok) return refused(form)
    const { chosen, officer, reason } = form.data
    const done = await attempt(form, () =>
      assignAwards(assigner, form.key, chosen, { officer, reason }),
    )
    return done.ok ? { done: 'assign' as const, awards: done.result } : done.reply
  }
  const form = await readForm(request, remindAwardsForm)
  if (!form.ok) return refused(form)
  const reviewer = permit(actor, 'report.review')
  if (!reviewer) throw data({ outcome: 'forbidden' }, { status: 403 })
  const awards = await previewAwards(
    actor,
    'remind',
    form.data.chosen.map(({ number }) => number),
  )
  const late = awards.flatMap(({ late: numbers }) => numbers)
  const seen = await previewBulk(reviewer, 'remind', late)
  const moved = await moveBulk(reviewer, form.key, 'remind', seen)
  return { done: 'remind' as const, awards: awards.map((award) => outcomeOf(award, moved)) }
}

/** An award is an exception where none of its late reports could be reminded of. */
function outcomeOf(
  award: PreviewedAward,
  moved: Awaited<ReturnType<typeof moveBulk>>,
): PreviewedAward {
  if (award.exception) return award
  const own = moved.filter(({ number }) => award.late.includes(number))
  const isDone = own.some(({ exception }) => exception === null)
  return { ...award, exception: isDone ? null : (own[0]?.exception ?? 'Nothing of it is late.') }
}

const crumbs = [{ label: 'Awards', href: paths.awards() }]

/** First the awards, then what will happen to which, then what did. */
export default function BulkAwards() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (reply && 'done' in reply) return <Outcome {...reply} />
  if (loaded.step === 'choose') return <Choose {...loaded} />
  const { action: what, awards, officers } = loaded
  const left = awards.filter(({ exception }) => exception !== null)
  const moved = awards.filter(({ exception }) => exception === null)
  return (
    <Page
      title={`${awardActionLabels[what]}: check what happens`}
      lead="Nothing has happened yet. Each award is moved by itself when you confirm."
      breadcrumb={crumbs}
    >
      <RefusalSummary reply={reply} />
      <AwardsChosen id="exceptions" title="Left out" awards={left} />
      <AwardsChosen
        id="chosen"
        title={what === 'assign' ? 'Will be assigned' : 'Their grantees are reminded'}
        awards={moved}
      />
      <Form method="post">
        <WriteFields />
        <input type="hidden" name="action" value={what} />
        {moved.map(({ number, version }) => (
          <input key={number} type="hidden" name="chosen" value={`${number}@${version}`} />
        ))}
        {what === 'assign' && moved.length > 0 && (
          <AssignOfficerFields officers={officers} reply={reply} />
        )}
        <ButtonRow>
          {moved.length > 0 && (
            <Button>
              {what === 'assign' ? 'Assign' : 'Remind'}: {countedAwards(moved.length)}
            </Button>
          )}
          <ButtonLink look="outline" href={paths.awards()}>
            Back to the awards
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Page>
  )
}

function Choose(props: {
  action: 'assign' | 'remind'
  isEmptyChoice: boolean
  query: ReturnType<typeof awardListQuery>
  awards: Parameters<typeof AwardsToChoose>[0]['awards']
}) {
  const { action: what, isEmptyChoice, query, awards } = props
  return (
    <Page
      title={awardActionLabels[what]}
      lead={`Choose among the first ${awardsAtOnce} awards of the list, then check what happens before anything does.`}
      breadcrumb={[{ label: 'Awards', href: paths.awards(query) }]}
    >
      <p>
        <a href={paths.caseloads()}>Caseloads, to hand one over whole</a>
      </p>
      {isEmptyChoice && <Alert tone="error">Choose at least one award.</Alert>}
      {awards.length === 0 ? (
        <EmptyState
          title="No award fits the list"
          action={<a href={paths.awards(query)}>Change the list</a>}
        >
          Filter the awards first; this page takes the list from there.
        </EmptyState>
      ) : (
        <AwardsToChoose awards={awards} action={what} query={query} />
      )}
    </Page>
  )
}

function Outcome({ done, awards }: { done: 'assign' | 'remind'; awards: PreviewedAward[] }) {
  const left = awards.filter(({ exception }) => exception !== null)
  const moved = awards.filter(({ exception }) => exception === null)
  return (
    <Page title={`${awardActionLabels[done]}: what happened`} breadcrumb={crumbs}>
      {moved.length > 0 && (
        <Alert tone="success" title={`Done: ${countedAwards(moved.length)}`}>
          <p>
            {done === 'assign'
              ? 'The officer finds each award in the inbox and on Today from this moment; its history says who assigned it and why.'
              : 'Their preparers and certifying officials find it in their inbox, and by mail as they chose.'}
          </p>
        </Alert>
      )}
      <AwardsChosen id="exceptions" title="Not done" awards={left} />
      <AwardsChosen id="done" title="Done" awards={moved} />
      <p>
        <a href={paths.awards()}>Back to the awards</a>
      </p>
    </Page>
  )
}
