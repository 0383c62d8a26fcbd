import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { OutcomeTable, outcomeChoices } from '#app/components/outcomes.tsx'
import { Section } from '#app/components/page.tsx'
import { outcomeForm } from '#app/domain/evidence/outcome_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type AwardOutcomes, claimOutcome, findAwardOutcomes } from '#db/awards/outcomes.ts'

export const handle = { title: 'Outcomes' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  return {
    award: found(await findAwardOutcomes(actor, params['number'] ?? '')),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'outcome.claim')
  const form = await readForm(request, outcomeForm)
  if (!form.ok) return refused(form)
  const at = { number: params['number'] ?? '', version: form.version }
  const done = await attempt(form, () => claimOutcome(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.awardOutcomes(found(done.result).number, { done: 'claimed' }))
}

export default function Outcomes() {
  const { award, done } = useLoaderData<typeof loader>()
  return (
    <AwardFrame
      award={award}
      title="Outcomes"
      lead="What businesses gained from the work of this award, and what changed in practice, training or policy around it."
    >
      {done && done in said && (
        <Alert tone="success" title={said[done as keyof typeof said].title}>
          {said[done as keyof typeof said].next}
        </Alert>
      )}
      <Section id="outcomes" title="What was claimed">
        {award.outcomes.length === 0 ? (
          <EmptyState title="Nothing has been claimed yet">
            The grantee records what changed and what shows it; its program officer confirms it.
          </EmptyState>
        ) : (
          <OutcomeTable outcomes={award.outcomes} answering={award.answers} />
        )}
        <p className="section__note">
          Reported by businesses and partners: none of it is an effect of the award, and it is
          counted beside the figures of the reports, never among them.
        </p>
      </Section>
      {award.claims && <Claim award={award} />}
    </AwardFrame>
  )
}

const said = {
  claimed: {
    title: 'The outcome is recorded as claimed',
    next: 'The program officer is told, and confirms it or says what is missing.',
  },
  answered: {
    title: 'Your answer is recorded',
    next: 'The grantee is told. Only what is confirmed counts as such across the portfolio.',
  },
}

function Claim({ award }: { award: AwardOutcomes }) {
  const reply = useActionData<typeof action>()
  return (
    <Section id="claim" title="Record an outcome">
      <SchemaForm
        schema={async () => (await import('#app/domain/evidence/outcome_forms.ts')).outcomeForm}
        reply={reply}
        version={award.outcomes[0]?.no ?? 0}
      >
        {(field) => (
          <>
            <Select
              {...field('kind')}
              label="What sort of change"
              empty="Choose one"
              choices={outcomeChoices}
            />
            <TextArea
              {...field('changed')}
              label="What changed"
              hint="In a sentence, with the figure before and after where there is one."
              rows={3}
            />
            <Select
              {...field('partnership')}
              label="With whom"
              hint={
                <>
                  A partner of this award; <a href={paths.awardPartners(award.number)}>add one</a>{' '}
                  first if it is missing.
                </>
              }
              empty="No single partner"
              choices={award.partners.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <DateField name="since" field={field} legend="Since when" />
            <TextArea
              {...field('evidence')}
              label="What shows it"
              hint="The document, list or person, so that the program officer can look at it."
              rows={3}
            />
            <SubmitRow
              label="Record the outcome"
              instead="Back to the award"
              href={paths.award(award.number)}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
