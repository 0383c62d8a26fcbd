import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useParams } from '@remix-run/react'
import { ErrorSummary } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { pickUpForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { paths } from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { pickUpReport } from '#db/reports/review.ts'

export const handle = { title: 'Not done' }

/** Nothing to see here by itself: the report's own page holds the buttons. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const report = found(await findReport(actor, params['number'] ?? ''))
  throw redirect(paths.report(report.number))
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

/** Only a refused button leads here. */
export default function NotDone() {
  const reply = useActionData<typeof action>()
  const { number = '' } = useParams()
  return (
    <Page title="This was not done">
      <ErrorSummary
        errors={Object.values(reply?.errors ?? {}).map((message) => ({ id: 'back', message }))}
      />
      <p>
        <a id="back" href={paths.report(number)}>
          Back to the report
        </a>
      </p>
    </Page>
  )
}
