import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useParams } from '@remix-run/react'
import { ErrorSummary } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { pickUpForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findOwnReport } from '#db/reports/find.ts'
import { pickUpReport } from '#db/reports/review.ts'

export const handle = { title: 'Review' }

/** The report's own page holds the buttons; whoever comes without one is shown the way there. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  found(await findOwnReport(actor, params['number'] ?? ''))
  return null
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const form = await readForm(request, pickUpForm)
  if (!form.ok) return refused(form)
  const { move } = form.data
  const done = await attempt(form, () =>
    pickUpReport(actor, form.key, params['number'] ?? '', form.version, move),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: move }))
}

export default function NotDone() {
  const reply = useActionData<typeof action>()
  const { number = '' } = useParams()
  return (
    <Page title={reply ? 'This was not done' : 'Review'}>
      <ErrorSummary
        errors={Object.values(reply?.errors ?? {}).map((message) => ({ id: 'back', message }))}
      />
      {!reply && <p>Pick a report up, or hand it back, on its own page.</p>}
      <p>
        <a id="back" href={paths.report(number)}>
          Back to the report
        </a>
      </p>
    </Page>
  )
}
