import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { NextStep } from '#app/components/notices.tsx'
import { OutcomeTable } from '#app/components/outcomes.tsx'
import { Section } from '#app/components/page.tsx'
import { outcomeAnswerForm } from '#app/domain/evidence/outcome_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { answerOutcome, findOutcome } from '#db/awards/outcomes.ts'

export const handle = { title: 'Answer an outcome' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'outcome.answer')
  const no = foundId(params['no'])
  return { outcome: found(await findOutcome(actor, params['number'] ?? '', no)) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'outcome.answer')
  const at = { number: params['number'] ?? '', no: foundId(params['no']) }
  const form = await readForm(request, outcomeAnswerForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => answerOutcome(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.awardOutcomes(found(done.result), { done: 'answered' }))
}

export default function AnswerOutcome() {
  const { outcome } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={outcome}
      title="Answer an outcome"
      lead="Look at what shows it. What you confirm counts across the portfolio; what you do not may be claimed again."
      above={[{ label: 'Outcomes', href: paths.awardOutcomes(outcome.number) }]}
    >
      <Section id="claimed" title="What was claimed">
        <OutcomeTable outcomes={[outcome]} />
      </Section>
      {outcome.state !== 'claimed' ? (
        <NextStep>
          <p>It was answered already. Nothing more is needed.</p>
        </NextStep>
      ) : (
        <Section id="answer" title="Your answer">
          <SchemaForm
            schema={async () =>
              (await import('#app/domain/evidence/outcome_forms.ts')).outcomeAnswerForm
            }
            reply={reply}
          >
            {(field) => (
              <>
                <Select
                  {...field('answer')}
                  label="Do you confirm it?"
                  empty="Choose an answer"
                  choices={[
                    { value: 'confirmed', label: 'Yes: what shows it holds' },
                    { value: 'not_confirmed', label: 'No: not on what was given' },
                  ]}
                />
                <TextArea
                  {...field('words')}
                  label="What you looked at"
                  hint="And where you do not confirm it, what is missing. The grantee reads it."
                  rows={3}
                />
                <SubmitRow
                  label="Record the answer"
                  instead="Back to the outcomes"
                  href={paths.awardOutcomes(outcome.number)}
                />
              </>
            )}
          </SchemaForm>
        </Section>
      )}
    </AwardFrame>
  )
}
