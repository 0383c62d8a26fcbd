import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Page } from '#app/components/page.tsx'
import { PracticeForm } from '#app/components/practice_form.tsx'
import { permit } from '#app/domain/access.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listModels } from '#db/evidence/models.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'
import { findCitableReport, listCitableFindings } from '#db/evidence/practice.ts'
import { saveNote } from '#db/evidence/practice_moves.ts'

export const handle = { title: 'Draft a practice note' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'practice.draft')
  const params = new URL(request.url).searchParams
  const [{ sectors }, models, findings, report] = await Promise.all([
    listMoneyChoices(),
    listModels(),
    permit(actor, 'finding.read') ? listCitableFindings(actor) : [],
    findCitableReport(actor, params.get('report') ?? ''),
  ])
  return {
    sectors,
    models: models.filter(({ kind }) => kind !== 'group').map(({ code, name }) => ({ code, name })),
    findings,
    values: {
      report: report?.number ?? '',
      studyFinding: params.get('study') ?? '',
      findings: params.get('finding') ?? '',
    },
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'practice.draft')
  const { practiceForm } = await import('#app/domain/evidence/practice_forms.ts')
  const form = await readForm(request, practiceForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    saveNote(actor, form.key, { id: null, version: 0 }, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.practiceNote(found(done.result).id, { done: 'saved' }))
}

export default function DraftPracticeNote() {
  const { sectors, models, findings, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Practice notes', href: paths.practiceNotes() },
      ]}
      title="Draft a practice note"
      lead="What worked, so that others can do it too. Somebody else approves it before it is sent to anybody."
    >
      <PracticeForm
        reply={reply}
        values={values}
        ticked={{ sectors: [], components: [] }}
        sectors={sectors}
        models={models}
        findings={findings}
      >
        <SubmitRow
          label="Save the draft"
          instead="Back to the notes"
          href={paths.practiceNotes()}
        />
      </PracticeForm>
    </Page>
  )
}
