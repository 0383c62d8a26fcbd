import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { agreementHints, agreementKinds, agreementLabels } from '#app/domain/study/agreements.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { enterAgreement, listAgreements, listSiteChoices } from '#db/studies/agreements.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Enter an agreement' }

const schema = async () => (await import('#app/domain/study/enrolment_forms.ts')).agreementForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const renewsId = renewedBy(request)
  const agreements = await listAgreements(actor, study.id)
  const renews = renewsId === null ? null : found(agreements.find(({ id }) => id === renewsId))
  return { study, renews, sites: await listSiteChoices(actor, study.id) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const renewsId = renewedBy(request)
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => enterAgreement(actor, form.key, slug, renewsId, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyAgreements(slug, { done: 'entered' }))
}

function renewedBy(request: Request): number | null {
  const asked = new URL(request.url).searchParams.get('renews')
  return asked === null ? null : foundId(asked)
}

export default function NewAgreement() {
  const { study, renews, sites } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const values: Record<string, string> = renews
    ? {
        kind: renews.kind,
        party: renews.party,
        identifier: renews.identifier ?? '',
        awardId: String(renews.awardId ?? ''),
      }
    : {}
  return (
    <StudyFrame
      study={study}
      part="agreements"
      isBelow
      title={renews ? 'Renew an agreement' : 'Enter an agreement'}
      lead={renews ? `${agreementLabels[renews.kind]}, ${renews.party}` : null}
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} values={values}>
          {(field) => (
            <>
              <Radios
                {...field('kind')}
                legend="What is agreed"
                choices={agreementKinds.map((value) => ({
                  value,
                  label: agreementLabels[value],
                  hint: agreementHints[value],
                }))}
              />
              <TextField
                {...field('party')}
                label="Who agreed"
                hint="The review board, the agency that gives records, OMB, or the site’s organization."
              />
              <Select
                {...field('awardId')}
                label="Site"
                hint="Of a site’s participation."
                empty={sites.length === 0 ? 'The study has no site yet' : 'No site'}
                choices={sites.map(({ awardId, number, name }) => ({
                  value: String(awardId),
                  label: `${name}, ${number}`,
                }))}
                optional
              />
              <TextField
                {...field('identifier')}
                label="Number"
                hint="The protocol, the agreement or the OMB control number."
                optional
              />
              <TextField
                {...field('url')}
                label="Link to the document"
                hint="An address that begins with https://"
                optional
              />
              <DateField name="effectiveOn" field={field} legend="First day" />
              <DateField
                name="expiresOn"
                field={field}
                legend="Last day"
                hint="Leave it empty where it does not expire. For example: 4 28 2028"
              />
              <SubmitRow
                label={renews ? 'Keep the renewal' : 'Keep this agreement'}
                instead="Back to the agreements"
                href={paths.studyAgreements(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
