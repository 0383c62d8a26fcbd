import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { PowerTable, PowerVerdict } from '#app/components/study_power.tsx'
import { permit } from '#app/domain/access.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { reachedWords } from '#app/domain/study/power_words.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { studyPower } from '#app/study_power.server.ts'
import { savePowerMemo } from '#db/studies/power_memos.ts'

export const handle = { title: 'Keep a power memo' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).memoForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  const search = new URL(request.url).searchParams
  const { study, result, typed } = found(await studyPower(actor, params['slug'] ?? '', search))
  return { study, result, typed }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const search = new URL(request.url).searchParams
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const computed = found(await studyPower(found(permit(actor, 'plan.read')), slug, search))
  const { result } = computed
  const done = await attempt(form, async () => {
    if (!result) {
      throw new Refusal({ form: 'These inputs give no result, so there is nothing to keep.' })
    }
    return savePowerMemo(actor, form.key, slug, {
      inputs: { ...result.inputs, ...result.at },
      results: result.power,
      enrolled: result.at.enrolled,
      asOf: result.at.asOf,
      reached: reachedWords(result.power),
      words: form.data.words,
    })
  })
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyPower(slug, { done: 'kept' }))
}

export default function KeepMemo() {
  const { study, result, typed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="power"
      isBelow
      title="Keep a power memo"
      lead="What the study can tell today is kept with every input it was computed from."
    >
      {result ? (
        <>
          <PowerVerdict power={result.power} />
          <PowerTable power={result.power} target={result.at.target} />
          <div className="narrow">
            <SchemaForm schema={schema} reply={reply}>
              {(field) => (
                <>
                  <TextArea
                    {...field('words')}
                    label="What it means and what follows"
                    hint="Everyone who reads this study’s plan reads it."
                    rows={4}
                  />
                  <SubmitRow
                    label="Keep this memo"
                    instead="Back to power"
                    href={paths.studyPower(study.slug, { ...typed })}
                  />
                </>
              )}
            </SchemaForm>
          </div>
        </>
      ) : (
        <Alert tone="info">
          These inputs give no result.{' '}
          <a href={paths.studyPower(study.slug, { ...typed })}>Change them.</a>
        </Alert>
      )}
    </StudyFrame>
  )
}
