import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { History } from '#app/components/history.tsx'
import { Section } from '#app/components/page.tsx'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { awardModelForm } from '#app/domain/evidence/award_model_forms.ts'
import { modelKindLabels } from '#app/domain/evidence/library.ts'
import { modelLevelLabels } from '#app/domain/evidence/model_level.ts'
import { noLibraryModel } from '#app/domain/evidence/money.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findNamedModels, nameModel } from '#db/awards/models.ts'
import { listModelLevels } from '#db/evidence/levels.ts'
import { listModels } from '#db/evidence/models.ts'

export const handle = { title: 'Name the model' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'model.name')
  const { named, ...award } = found(await findNamedModels(actor, params['number'] ?? ''))
  const [models, levels] = await Promise.all([listModels(), listModelLevels()])
  return {
    award,
    named,
    models: models
      .filter(({ kind }) => kind !== 'group')
      .map(({ code, name, kind }) => ({ code, name, kind, level: levels.get(code) ?? 'none' })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'model.name')
  const form = await readForm(request, awardModelForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    nameModel(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.award(found(done.result), { notice: 'model' }))
}

export default function NameModel() {
  const { award, named, models } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={award}
      title="Name the model"
      lead="Which model of the library this award runs. What its dollars stand on is read from here."
    >
      <SchemaForm
        schema={async () =>
          (await import('#app/domain/evidence/award_model_forms.ts')).awardModelForm
        }
        reply={reply}
        version={named.length}
      >
        {(field) => (
          <>
            <Select
              {...field('model')}
              label="Model"
              hint={
                <>
                  Each with its level of evidence; <a href={paths.models()}>the library</a> says
                  what each one does.
                </>
              }
              empty="Choose a model"
              choices={[
                ...models.map(({ code, name, kind, level }) => ({
                  value: code,
                  label: `${name} (${kind === 'site' ? `${modelKindLabels.site.toLowerCase()}, ` : ''}${modelLevelLabels[level].toLowerCase()})`,
                })),
                { value: noLibraryModel, label: 'No model of the library' },
              ]}
            />
            <DateField
              name="since"
              field={field}
              legend="Since when"
              hint="The first day the award ran it. What was said before holds until that day."
            />
            <TextArea
              {...field('ground')}
              label="How you know"
              hint="The document and page, or who told you and when. The grantee reads it too."
              rows={4}
            />
            <SubmitRow
              label="Name the model"
              instead="Back to the award"
              href={paths.award(award.number)}
            />
          </>
        )}
      </SchemaForm>
      {named.length > 0 && (
        <Section id="before" title="Said so far">
          <History
            entries={named.map((one) => ({
              id: String(one.no),
              what: `${one.name ?? 'No model of the library'}, since ${formatShortDate(one.since)}`,
              who: one.namedBy,
              when: { text: formatDateTime(one.namedAt), iso: one.namedAt.toISOString() },
              why: one.ground,
            }))}
          />
        </Section>
      )}
    </AwardFrame>
  )
}
