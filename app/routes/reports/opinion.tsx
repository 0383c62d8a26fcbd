import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { SecondLooks } from '#app/components/report/opinions.tsx'
import { opinionLabels, opinionRefusal, opinions } from '#app/domain/report/opinions.ts'
import { opinionForm } from '#app/domain/report/review_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { giveOpinion, listOpinions } from '#db/reports/opinions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Your opinion – ${reportTitle(report)}` }

/** Only who was asked has this page; the latest look asked for is the one that counts. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const looks = await listOpinions(actor, report.id)
  const own = looks.filter((look) => look.colleagueMembershipId === actor.membershipId)
  const asked = found(own[0])
  return { report, own, refusal: opinionRefusal(report.state, asked) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const form = await readForm(request, opinionForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    giveOpinion(actor, form.key, params['number'] ?? '', form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'opinion_given' }))
}

export default function GiveOpinion() {
  const { report, own, refusal } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage
      report={report}
      title="Your opinion"
      lead="You say what you would do and why; whoever reviews the report decides."
    >
      <SecondLooks looks={own} askHref={null} />
      {refusal ? (
        <p>
          {refusal} <a href={paths.report(report.number)}>Back to the report</a>
        </p>
      ) : (
        <SchemaForm schema={opinionForm} reply={reply}>
          {(field) => (
            <>
              <Radios
                {...field('opinion')}
                legend="What you would do"
                choices={opinions.map((value) => ({ value, label: opinionLabels[value] }))}
              />
              <TextArea
                {...field('words')}
                label="Why"
                hint="Your agency and its auditors read it; the grantee does not."
                rows={4}
              />
              <SubmitRow
                label="Give your opinion"
                instead="Back to the report"
                href={paths.report(report.number)}
              />
            </>
          )}
        </SchemaForm>
      )}
    </ReportPage>
  )
}
