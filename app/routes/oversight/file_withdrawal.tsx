import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { permit } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { fileWithdrawalForm } from '#app/domain/oversight/visit_forms.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import { formatSize } from '#app/domain/report/files.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findOwnFile, takeFileBack } from '#db/oversight/take_back.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ file }: Loaded) => `Take ${file.name} back` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const file = found(await findOwnFile(await writerOf(request), addressOf(params)))
  if (file.closed) throw conflict(file.closed)
  return { file: { ...file, addedAt: formatDateTime(file.addedAt) } }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await writerOf(request)
  const form = await readForm(request, fileWithdrawalForm)
  if (!form.ok) return refused(form)
  const at = { ...addressOf(params), version: form.version }
  const done = await attempt(form, () => takeFileBack(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  const { number, backs, no } = found(done.result)
  const page = backs === 'finding' ? paths.visit : paths.correction
  throw redirect(page(number, no, { done: 'taken_back' }))
}

/** Who adds files to what a visit found, or to the answer. */
async function writerOf(request: Request) {
  const actor = await requireActor(request, 'visit.read')
  const writer = permit(actor, 'visit.plan') ?? permit(actor, 'correction.draft')
  if (!writer) throw data({ outcome: 'forbidden' }, { status: 403 })
  return writer
}

function addressOf({ number = '', id, sha256 = '' }: LoaderFunctionArgs['params']) {
  return { number, finding: foundId(id), sha256 }
}

export default function FileWithdrawal() {
  const { file } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const up =
    file.correctionNo !== null && file.backs === 'answer'
      ? {
          label: `Corrective action ${file.correctionNo}`,
          href: paths.correction(file.number, file.correctionNo),
        }
      : {
          label: `${visitKindLabels[file.visitKind]}, visit ${file.visitNo}`,
          href: paths.visit(file.number, file.visitNo),
        }
  return (
    <AwardFrame
      award={{ ...file, name: file.awardName }}
      title={`Take ${file.name} back`}
      lead="Its name and your reason stay in the record; only an auditor can still open it."
      above={[{ label: 'Visits', href: paths.oversight(file.number) }, up]}
    >
      <div className="narrow">
        <KeyValues
          facts={[
            { label: file.backs === 'answer' ? 'Answers' : 'Shows', value: file.words },
            { label: 'Added', value: `${file.adder}, ${file.addedAt}` },
            { label: 'Size', value: formatSize(file.size) },
          ]}
        />
        <SchemaForm
          schema={async () =>
            (await import('#app/domain/oversight/visit_forms.ts')).fileWithdrawalForm
          }
          reply={reply}
          version={file.version}
        >
          {(field) => (
            <>
              <TextArea
                {...field('words')}
                label="Why it is taken back"
                hint="For example: it belongs to another award. Name no trainee."
                rows={3}
              />
              <SubmitRow label="Take the file back" instead="Keep the file" href={up.href} />
            </>
          )}
        </SchemaForm>
      </div>
    </AwardFrame>
  )
}
