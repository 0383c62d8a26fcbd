import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Conflict } from '#app/domain/outcome.ts'
import { sectionSchema } from '#app/domain/report/answers.ts'
import { changesPosted } from '#app/domain/report/section.ts'
import { isExplainable } from '#app/domain/report/template.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { AnswersOvertaken, saveSection } from '#db/reports/answers.ts'
import { findForm } from '#db/reports/find.ts'

/** Nothing to see here by itself: the section's page sends to it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  found(await findForm(actor, number))
  throw redirect(paths.report(number))
}

/** What a section's page sends while somebody types. It answers in JSON and never with a page, so that
 *  nothing it meets can take the words from the screen. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  const items = found(await findForm(actor, number)).filter(
    (item) => String(item.sectionOrder) === params['order'] && isExplainable(item),
  )
  const form = await readForm(request, sectionSchema(items))
  if (!form.ok) return Response.json({ outcome: 'unreadable' }, { status: 422 })
  try {
    const saved = await saveSection(actor, form.key, number, Number(params['order']), {
      changes: changesPosted(items, form.data, form.typed),
      seen: Number(form.data.seen),
      isAutomatic: true,
    })
    return Response.json({ outcome: 'saved', ...found(saved) })
  } catch (error) {
    if (error instanceof AnswersOvertaken) {
      return Response.json({ outcome: 'overtaken' }, { status: 409 })
    }
    if (error instanceof Conflict) return Response.json({ outcome: 'closed' }, { status: 409 })
    throw error
  }
}
