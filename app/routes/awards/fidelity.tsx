import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FidelityTable } from '#app/components/fidelity_table.tsx'
import { FieldSet } from '#app/components/choices.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { Parts } from '#app/components/parts.tsx'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import {
  evidenceOf,
  fidelitySideLabels,
  fidelitySides,
  fidelityTrend,
  fidelityWordLabels,
  fidelityWords,
  quartersToRate,
  ratedQuarters,
} from '#app/domain/evidence/fidelity.ts'
import { fidelityForm } from '#app/domain/evidence/fidelity_forms.ts'
import { componentLabels, components } from '#app/domain/evidence/library.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type AwardFidelity, findFidelity, rateFidelity } from '#db/awards/fidelity.ts'

export const handle = { title: 'Fidelity' }

const quartersShown = 4

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'fidelity.read')
  const award = found(await findFidelity(actor, params['number'] ?? ''))
  const query = new URL(request.url).searchParams
  const quarters = ratedQuarters(award.ratings)
  return {
    award,
    quarters,
    quarter: quarters.find((one) => one === query.get('quarter')) ?? quarters.at(-1) ?? null,
    toRate: award.rates === null ? [] : quartersToRate(award, today()),
    done: query.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'fidelity.rate')
  const form = await readForm(request, fidelityForm)
  if (!form.ok) return refused(form)
  const at = { number: params['number'] ?? '', version: form.version }
  const done = await attempt(form, () => rateFidelity(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  const { quarter } = form.data
  throw redirect(paths.fidelity(found(done.result), { quarter, done: 'rated' }))
}

export default function Fidelity() {
  const { award, quarters, quarter, toRate, done } = useLoaderData<typeof loader>()
  const { ratings, rates } = award
  return (
    <AwardFrame
      award={award}
      title="Fidelity"
      lead="How far the five components that effective sector programs share are in place, quarter by quarter, in the words of the program officer and of the grantee."
    >
      {done === 'rated' && (
        <Alert tone="success" title="Your ratings are recorded">
          Both sides read them here; nobody is told by mail. Nothing that was said is changed: to
          correct a rating, rate the same quarter again, and the last word stands. The officer’s
          word decides whether this award is named where a model could be replicated.
        </Alert>
      )}
      <Section id="components" title="The components by quarter">
        {quarters.length === 0 ? (
          <EmptyState title="Nobody has rated this award yet">
            Its program officer and its grantee each rate it once a quarter is over.
          </EmptyState>
        ) : (
          <>
            {fidelitySides.map((side) => (
              <p key={side}>{fidelityTrend(ratings, side)}</p>
            ))}
            <FidelityTable ratings={ratings} quarters={quarters.slice(-quartersShown)} />
          </>
        )}
      </Section>
      {quarter !== null && (
        <Section
          id="evidence"
          title={`What the ratings stand on, quarter to ${formatShortDate(quarter)}`}
        >
          {quarters.length > 1 && (
            <Parts
              label="Quarters"
              current={paths.fidelity(award.number, { quarter })}
              parts={quarters.map((one) => ({
                label: formatShortDate(one),
                href: paths.fidelity(award.number, { quarter: one }),
              }))}
            />
          )}
          <Words ratings={ratings.filter(({ periodEnd }) => periodEnd === quarter)} />
        </Section>
      )}
      {rates !== null && <RateQuarter award={award} toRate={toRate} side={rates} />}
    </AwardFrame>
  )
}

function Words({ ratings }: Pick<AwardFidelity, 'ratings'>) {
  return (
    <History
      entries={ratings.map((one) => ({
        id: String(one.id),
        what: `${componentLabels[one.component]}: ${fidelityWordLabels[one.word].toLowerCase()}`,
        who: `${one.ratedBy}, ${fidelitySideLabels[one.side].toLowerCase()}`,
        when: { text: formatDateTime(one.ratedAt), iso: one.ratedAt.toISOString() },
        why: one.evidence,
      }))}
    />
  )
}

function RateQuarter(props: {
  award: AwardFidelity
  toRate: string[]
  side: NonNullable<AwardFidelity['rates']>
}) {
  const { award, toRate, side } = props
  const reply = useActionData<typeof action>()
  if (toRate.length === 0) {
    return (
      <Section id="rate" title="Rate a quarter">
        <p>No quarter of this award is over yet. The first can be rated the day it ends.</p>
      </Section>
    )
  }
  return (
    <Section id="rate" title="Rate a quarter">
      <SchemaForm
        schema={async () => (await import('#app/domain/evidence/fidelity_forms.ts')).fidelityForm}
        reply={reply}
        version={award.ratings.filter((one) => one.side === side).length}
      >
        {(field) => (
          <>
            <Select
              {...field('quarter')}
              label="Quarter to"
              choices={toRate.map((end) => ({ value: end, label: formatShortDate(end) }))}
            />
            {components.map((component) => (
              <FieldSet
                key={component}
                id={`rate-${component}`}
                legend={componentLabels[component]}
              >
                <Select
                  {...field(component)}
                  label="How far it is in place"
                  empty="No rating this time"
                  choices={fidelityWords.map((word) => ({
                    value: word,
                    label: fidelityWordLabels[word],
                  }))}
                />
                <TextArea
                  {...field(evidenceOf(component))}
                  label="Evidence"
                  hint="What shows it: what you saw, counted or were given, and when."
                  optional
                  rows={3}
                />
              </FieldSet>
            ))}
            <SubmitRow
              label="Record the ratings"
              instead="Back to the award"
              href={paths.award(award.number)}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
