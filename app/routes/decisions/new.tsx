import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DecisionFields } from '#app/components/decision_fields.tsx'
import { Select } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { newDecisionForm } from '#app/domain/decision_forms.ts'
import { decisionSubjectLabels, readSubject, subjectText } from '#app/domain/decisions.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { draftDecision } from '#db/decisions/decide.ts'
import { evidenceAbout } from '#db/decisions/evidence.ts'
import { listModels } from '#db/evidence/models.ts'
import { listFundChoices } from '#db/funds.ts'

export const handle = { title: 'Draft a decision' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'decision.make')
  const params = new URL(request.url).searchParams
  const given = params.get('subject')
  const supersedes = params.get('supersedes')
  if (given === null) return { fixed: null, choices: await listChoices(), supersedes: null }
  const subject = found(readSubject(given))
  const { about } = found(await evidenceAbout(actor, subject))
  return {
    fixed: { text: subjectText(subject), kind: about.kind, name: about.name },
    choices: [],
    supersedes: supersedes === null ? null : foundId(supersedes),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'decision.make')
  const form = await readForm(request, newDecisionForm)
  if (!form.ok) return refused(form)
  const { subject: text, supersedes, ...said } = form.data
  const subject = readSubject(text)
  if (!subject) {
    return refused({ ...form, errors: { subject: 'Choose what it is about.' } })
  }
  const done = await attempt(form, () =>
    draftDecision(actor, form.key, {
      ...said,
      subject,
      supersedes: supersedes === null ? null : foundId(supersedes),
    }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.decision(found(done.result), { done: 'drafted' }))
}

/** Streams, programs and models; a decision about an award or a study begins on its own page. */
async function listChoices() {
  const [{ streams, programs }, models] = await Promise.all([listFundChoices(), listModels()])
  const choice =
    (kind: 'stream' | 'program' | 'model') => (one: { code: string; name: string }) => ({
      value: subjectText({ kind, code: one.code }),
      label: `${decisionSubjectLabels[kind]}: ${one.name}`,
    })
  return [
    ...streams.map(choice('stream')),
    ...programs.map(choice('program')),
    ...models.filter(({ kind }) => kind !== 'group').map(choice('model')),
  ]
}

export default function NewDecision() {
  const { fixed, choices, supersedes } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title={supersedes === null ? 'Draft a decision' : 'Decide anew'}
      kicker={fixed && `${decisionSubjectLabels[fixed.kind]} ${fixed.name}`}
      lead="A draft is read by directors and auditors alone. What is known on the day you publish it is sealed beside it."
      breadcrumb={[{ label: 'Decisions', href: paths.decisions() }]}
    >
      <SchemaForm
        schema={async () => (await import('#app/domain/decision_forms.ts')).newDecisionForm}
        reply={reply}
      >
        {(field) => (
          <>
            {fixed ? (
              <input type="hidden" name="subject" value={fixed.text} />
            ) : (
              <Select
                {...field('subject')}
                label="What it is about"
                hint="A decision about an award or a study begins on its own page, under Decisions."
                empty="Choose one"
                choices={choices}
              />
            )}
            {supersedes !== null && <input type="hidden" name="supersedes" value={supersedes} />}
            <DecisionFields field={field} supersedes={supersedes} />
            <SubmitRow
              label="Keep the draft"
              instead="Back to the decisions"
              href={supersedes === null ? paths.decisions() : paths.decision(supersedes)}
            />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
