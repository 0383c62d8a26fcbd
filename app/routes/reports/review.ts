import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { pickUpForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { paths } from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { pickUpReport } from '#db/reports/review.ts'

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
