import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { NumberField, Select, TextArea } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { formatCount } from '#app/domain/count.ts'
import { outcomeSourceLabels } from '#app/domain/study/record.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { openAttrition, saveAttrition } from '#db/studies/balance.ts'
import { listRecords, findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Count an analysis' }

const schema = async () => (await import('#app/domain/study/lock_forms.ts')).attritionForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'arms.read')
  const { study, assigned, outcomes, counts } = found(
    await openAttrition(actor, params['slug'] ?? ''),
  )
  const asked = new URL(request.url).searchParams.get('outcome') ?? ''
  const chosen = outcomes[Number(asked) - 1]
  const counted = counts.find((one) => one.outcome === chosen?.name && one.source === chosen.source)
  return {
    study,
    assigned,
    outcomes: outcomes.map(({ name, source }, index) => ({
      value: String(index + 1),
      label: `${name} (${outcomeSourceLabels[source].toLowerCase()})`,
      counted: counts.some((one) => one.outcome === name && one.source === source),
    })),
    version: counted?.no ?? 0,
    values: {
      outcome: chosen ? asked : '',
      bound: counted?.bound ?? 'cautious',
      program: counted ? String(counted.analyzedProgram) : '',
      control: counted ? String(counted.analyzedControl) : '',
    },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const plan = await requireActor(request, 'plan.read')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const study = found(await findStudyHead(plan, slug))
  const [record] = await listRecords(plan, study.id)
  const outcome = record?.outcomes[Number(form.data.outcome) - 1]
  if (!outcome) {
    return refused({ typed: form.typed, errors: { outcome: 'Choose an outcome of the record.' } })
  }
  const done = await attempt(form, () =>
    saveAttrition(actor, form.key, slug, form.version, {
      ...form.data,
      outcome: outcome.name,
      source: outcome.source,
    }),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyAttrition(slug, { done: 'counted' }))
}

export default function CountAnalysis() {
  const { study, assigned, outcomes, version, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="attrition"
      isBelow
      title={version > 0 ? 'Correct an analysis' : 'Count an analysis'}
      lead={`${formatCount(assigned.program)} people are assigned to the program arm and ${formatCount(assigned.control)} to the control arm, by the counts of enrolment.`}
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} values={values} version={version}>
          {(field) => (
            <>
              <Select
                {...field('outcome')}
                label="Outcome"
                hint={
                  outcomes.some(({ counted }) => counted) && (
                    <>
                      To correct one that is counted, open it here:{' '}
                      {outcomes
                        .filter(({ counted }) => counted)
                        .map(({ value, label }) => (
                          <a
                            key={value}
                            href={paths.attritionCount(study.slug, { outcome: value })}
                          >
                            {label}
                          </a>
                        ))}
                    </>
                  )
                }
                empty="Choose an outcome"
                choices={outcomes}
              />
              <NumberField {...field('program')} label="People analyzed, program arm" />
              <NumberField {...field('control')} label="People analyzed, control arm" />
              <Radios
                {...field('bound')}
                legend="Bound of the review protocol"
                choices={[
                  {
                    value: 'cautious',
                    label: 'Cautious',
                    hint: 'The program itself could change who answers, as job training can.',
                  },
                  { value: 'optimistic', label: 'Optimistic', hint: 'It could not.' },
                ]}
              />
              <TextArea
                {...field('reason')}
                label="Reason, for a correction"
                hint="Both versions are kept."
                optional={version === 0}
                rows={2}
              />
              <SubmitRow
                label="Save the count"
                instead="Back to attrition"
                href={paths.studyAttrition(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
