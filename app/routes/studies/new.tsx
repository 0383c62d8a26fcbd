import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { Select, TextArea, TextField } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { studyDesignHints, studyDesignLabels, studyDesigns } from '#app/domain/study/record.ts'
import { stageLabels, stages } from '#app/domain/study/stages.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { enterStudy, listLeads, listProgramChoices } from '#db/studies/enter.ts'

export const handle = { title: 'Enter a study' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).newStudyForm

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'study.create')
  return { leads: await listLeads(actor), programs: await listProgramChoices() }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.create')
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => enterStudy(actor, form.key, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.study(done.result.slug, { done: 'entered' }))
}

export default function NewStudy() {
  const { leads, programs } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const chosen = [reply?.typed['stages'] ?? []].flat()
  return (
    <Page
      breadcrumb={[{ label: 'Studies', href: paths.studies() }]}
      title="Enter a study"
      lead="What it is for and who leads it. Its milestones are planned at once; the lead completes arms, outcomes, sample and dates."
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <TextField {...field('title')} label="Title" />
              <TextArea
                {...field('summary')}
                label="Purpose"
                hint="In a sentence or two. The sites of the study read this too."
                rows={3}
              />
              <TextArea {...field('questions')} label="Questions it is to answer" rows={4} />
              <Radios
                {...field('design')}
                legend="Design"
                choices={studyDesigns.map((value) => ({
                  value,
                  label: studyDesignLabels[value],
                  hint: studyDesignHints[value],
                }))}
              />
              <Checkboxes
                {...field('stages')}
                legend="Stages it holds"
                hint="Each opens at a gate of its own. None must be passed for its own sake."
                choices={stages.map((value) => ({ value, label: stageLabels[value] }))}
                defaultValue={chosen}
              />
              <Select
                {...field('programCode')}
                label="Program it studies"
                empty="Choose a program"
                choices={programs.map(({ code, name, stream }) => ({
                  value: code,
                  label: `${stream}: ${name}`,
                }))}
              />
              <Select
                {...field('membershipId')}
                label="Lead"
                hint="Of the firm that holds the contract. The lead is told."
                empty="Choose who leads it"
                choices={leads.map(({ id, name, firm }) => ({
                  value: String(id),
                  label: `${name}, ${firm}`,
                }))}
              />
              <DateField
                name="awardedOn"
                field={field}
                legend="Day the contract was awarded"
                hint="The plan counts from it. For example: 4 28 2026"
              />
              <SubmitRow label="Enter the study" instead="Back to studies" href={paths.studies()} />
            </>
          )}
        </SchemaForm>
      </div>
    </Page>
  )
}
