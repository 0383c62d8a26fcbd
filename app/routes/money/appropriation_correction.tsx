import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AppropriationFields } from '#app/components/appropriation_fields.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { correctionOfAppropriation } from '#app/domain/appropriation_forms.ts'
import { formatMoney } from '#app/domain/money.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { correctAppropriation, findAppropriation } from '#db/appropriations.ts'

export const handle = { title: 'Correct an appropriation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'appropriation.record')
  const reader = await requireActor(request, 'portfolio.read')
  return found(await findAppropriation(reader, foundId(params['id'])))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'appropriation.record')
  const form = await readForm(request, correctionOfAppropriation)
  if (!form.ok) return refused(form)
  const id = foundId(params['id'])
  const done = await attempt(form, () => correctAppropriation(actor, form.key, id, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.appropriations({ done: found(done.result) }))
}

export default function CorrectAppropriation() {
  const row = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Correct an appropriation"
      kicker={
        <>
          {row.programName ?? row.streamName}, fiscal year {row.fiscalYear}{' '}
          {row.sample && <SampleBadge />}
        </>
      }
      lead={`${formatMoney(row.amount)} was recorded by ${row.recordedBy}. It stays readable, and counts until the day since when the correction is known.`}
      breadcrumb={[
        { label: 'Money', href: paths.money() },
        { label: 'Appropriations', href: paths.appropriations() },
      ]}
    >
      <SchemaForm
        schema={async () =>
          (await import('#app/domain/appropriation_forms.ts')).correctionOfAppropriation
        }
        reply={reply}
        values={{
          amount: row.amount,
          source: row.source,
          ...(row.sourceUrl && { sourceUrl: row.sourceUrl }),
        }}
      >
        {(field) => (
          <>
            <AppropriationFields field={field} />
            <TextArea {...field('reason')} label="Why it is corrected" rows={3} />
            <SubmitRow
              label="Record the correction"
              instead="Back to the appropriations"
              href={paths.appropriations()}
            />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
