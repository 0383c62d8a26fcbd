import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AppropriationFields } from '#app/components/appropriation_fields.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { appropriationForm } from '#app/domain/appropriation_forms.ts'
import { fiscalYearOf, forWhom } from '#app/domain/appropriations.ts'
import { today } from '#app/domain/clock.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { recordAppropriation } from '#db/appropriations.ts'
import { listFundChoices } from '#db/funds.ts'

export const handle = { title: 'Record an appropriation' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request, 'appropriation.record')
  const { streams, programs } = await listFundChoices()
  const year = fiscalYearOf(today())
  return {
    whose: streams.flatMap(({ code, name }) => [
      { value: forWhom(code, null), label: `${name}, as a whole` },
      ...programs
        .filter(({ stream }) => stream === code)
        .map((one) => ({ value: forWhom(code, one.code), label: one.name })),
    ]),
    years: Array.from({ length: 20 }, (_, past) => String(year + 1 - past)),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'appropriation.record')
  const form = await readForm(request, appropriationForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => recordAppropriation(actor, form.key, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.appropriations({ done: done.result }))
}

export default function NewAppropriation() {
  const { whose, years } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Record an appropriation"
      lead="What a law gives a stream or one of its programs for a fiscal year. Record each sum once, where the law puts it."
      breadcrumb={[
        { label: 'Money', href: paths.money() },
        { label: 'Appropriations', href: paths.appropriations() },
      ]}
    >
      <SchemaForm
        schema={async () => (await import('#app/domain/appropriation_forms.ts')).appropriationForm}
        reply={reply}
      >
        {(field) => (
          <>
            <Select
              {...field('whose')}
              label="Stream or program"
              empty="Choose one"
              choices={whose}
            />
            <Select
              {...field('fiscalYear')}
              label="Fiscal year"
              hint="From October 1 of the year before to September 30."
              empty="Choose a year"
              choices={years.map((year) => ({ value: year, label: year }))}
            />
            <AppropriationFields field={field} />
            <SubmitRow
              label="Record the appropriation"
              instead="Back to the appropriations"
              href={paths.appropriations()}
            />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
