import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkbox, FieldSet } from '#app/components/choices.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { returnForm } from '#app/domain/report/forms.ts'
import { returnReasonLabels, returnReasons } from '#app/domain/report/returns.ts'
import { sectionsToFill } from '#app/domain/report/template.ts'
import { readForm } from '#app/form.server.ts'
import { type FieldProps, SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type ReportReader, findOwnReport } from '#db/reports/find.ts'
import { readItems } from '#db/reports/matter.ts'
import { returnReport } from '#db/reports/review.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Return sections – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  return findSections(actor, params)
}

async function findSections(actor: ReportReader, params: LoaderFunctionArgs['params']) {
  const report = found(await findOwnReport(actor, params['number'] ?? ''))
  const items = await readItems(report, report.programCode)
  return { report, sections: sectionsToFill(items).map(({ order, title }) => ({ order, title })) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const { report, sections } = await findSections(actor, params)
  const form = await readForm(request, returnForm(sections))
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    returnReport(actor, form.key, report.number, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'returned' }))
}

const reasons = returnReasons.map((value) => ({ value, label: returnReasonLabels[value] }))

export default function Return() {
  const { report, sections } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage
      report={report}
      title="Return sections"
      lead="Tick what has to change and say how. The grantee can edit only these sections; the rest stays sealed."
    >
      <SchemaForm schema={returnForm(sections)} reply={reply} version={report.version}>
        {(field) => (
          <>
            {sections.map((section) => (
              <SectionToReturn key={section.order} {...section} field={field} />
            ))}
            <SubmitRow
              label="Return the ticked sections"
              instead="Back to the report"
              href={paths.report(report.number)}
            />
          </>
        )}
      </SchemaForm>
    </ReportPage>
  )
}

/** Reason and words show once the section is ticked; without style rules they are there in any case. */
function SectionToReturn(props: {
  order: number
  title: string
  field: (name: string) => FieldProps
}) {
  const { order, title, field } = props
  return (
    <div className="choose">
      <Checkbox {...field(`section_${order}`)} value="yes" label={title} />
      <div className="choose__more">
        <FieldSet id={`why-${order}`} legend={<span className="visually-hidden">{title}</span>}>
          <Select
            {...field(`reason_${order}`)}
            label="Reason"
            empty="Choose a reason"
            choices={reasons}
          />
          <TextArea {...field(`words_${order}`)} label="What to fix" rows={3} />
        </FieldSet>
      </div>
    </div>
  )
}
