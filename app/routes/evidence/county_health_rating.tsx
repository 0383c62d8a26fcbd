import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BodyWords } from '#app/components/county_health.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Worked } from '#app/components/rating_cells.tsx'
import { bodyRatingForm } from '#app/domain/evidence/rater_forms.ts'
import { type NextWord, bodyLevels } from '#app/domain/evidence/raters.ts'
import { ratingLabel } from '#app/domain/evidence/ratings.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findCountyHealth } from '#db/evidence/body.ts'
import { listBodyRatings, rateBody } from '#db/evidence/raters.ts'

export const handle = { title: 'Rate the evidence' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request, 'body_rating.rate')
  const actor = await requireActor(request, 'body_rating.read')
  const [said, body] = await Promise.all([listBodyRatings(actor), findCountyHealth()])
  return { ...said, rating: body.rating }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'body_rating.rate')
  const form = await readForm(request, bodyRatingForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => rateBody(actor, form.key, form.version, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.countyHealth({ done: 'rated' }))
}

export default function RateCountyHealth() {
  const { words, next, version, rating } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const round = next ? words.filter((word) => word.round === next.round) : []
  return (
    <Page
      title="Rate the evidence"
      lead="Career pathways and sector-focused employment programs, by the classes of County Health Rankings. Two people rate independently; then one says what stands."
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Ratings', href: paths.ratings() },
        { label: 'County Health Rankings', href: paths.countyHealth() },
      ]}
    >
      {next?.may === 'wait' ? (
        <EmptyState
          title="Your rating is recorded, and a second one is awaited"
          action={<a href={paths.countyHealth()}>Back to the class</a>}
        >
          Another evaluation officer rates next, without reading yours. The other evaluation
          officers were told.
        </EmptyState>
      ) : (
        <>
          {next?.may === 'settle' && (
            <Section id="said" title="What both raters said">
              <BodyWords words={round} />
            </Section>
          )}
          <Section id="worked" title="What the rules make of the library">
            <Worked system="county_health" rating={rating} />
            <p>
              <a href={paths.countyHealth()}>What it was worked out from</a>
            </p>
          </Section>
          <Section id="rate" title={next ? formTitle(next) : 'Rate'}>
            <SchemaForm
              schema={async () =>
                (await import('#app/domain/evidence/rater_forms.ts')).bodyRatingForm
              }
              reply={reply}
              version={version}
            >
              {(field) => (
                <>
                  <Select
                    {...field('level')}
                    label="Class"
                    empty="Choose a class"
                    choices={bodyLevels.toReversed().map((level) => ({
                      value: level,
                      label: ratingLabel('county_health', level),
                    }))}
                  />
                  <TextArea
                    {...field('reason')}
                    label="Reason"
                    hint={
                      next?.may === 'settle'
                        ? 'Why this class stands, above all where the two differ from each other or from the rules.'
                        : 'Which studies decide it, and what speaks against it.'
                    }
                    rows={5}
                  />
                  <SubmitRow
                    label={next?.may === 'settle' ? 'Record what stands' : 'Record my rating'}
                    instead="Back to the class"
                    href={paths.countyHealth()}
                  />
                </>
              )}
            </SchemaForm>
          </Section>
        </>
      )}
    </Page>
  )
}

function formTitle(next: NextWord): string {
  if (next.may === 'settle') return `Round ${next.round}: what stands`
  if (next.may === 'wait') return 'Rate'
  return next.part === 'first'
    ? `Round ${next.round}: first rating`
    : `Round ${next.round}: second rating, before you read the first`
}
