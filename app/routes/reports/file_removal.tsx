import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { isBacked, mayAttach } from '#app/domain/report/files.ts'
import { noWordsForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { listFiles, removeFile } from '#db/reports/files.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ file, report }: Loaded) => `Remove ${file.name} – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const { report, filing } = found(await findDraft(actor, params['number'] ?? ''))
  const code = params['item']
  const item = found(filing.items.find((one) => one.itemCode === code && isBacked(one)))
  const files = await listFiles(actor, report.id)
  const file = found(
    files.find(({ itemCode, sha256 }) => itemCode === code && sha256 === params['sha256']),
  )
  return { report, item, file, isEditable: mayAttach(report.state, item) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const { number = '', item = '', sha256 = '' } = params
  found(await findDraft(actor, number))
  const form = await readForm(request, noWordsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => removeFile(actor, form.key, number, item, sha256))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.reportFiles(number, item))
}

export default function FileRemoval() {
  const { report, item, file, isEditable } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage report={report} title={`Remove ${file.name}`}>
      <p>
        The file no longer backs “{item.label}” and will not be part of what is submitted. A version
        that was sealed with it keeps it.
      </p>
      {isEditable ? (
        <SchemaForm schema={noWordsForm} reply={reply}>
          {() => (
            <ButtonRow>
              <Button look="danger">Remove the file</Button>
              <ButtonLink look="outline" href={paths.reportFiles(report.number, item.itemCode)}>
                Keep it
              </ButtonLink>
            </ButtonRow>
          )}
        </SchemaForm>
      ) : (
        <ClosedButton id="remove" reason="These files cannot be changed now.">
          Remove the file
        </ClosedButton>
      )}
    </ReportPage>
  )
}
