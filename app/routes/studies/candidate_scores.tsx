import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { boardAsked, weighed } from '#app/board.server.ts'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FieldSet } from '#app/components/choices.tsx'
import { factLines } from '#app/components/evaluability.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { awardName } from '#app/domain/award.ts'
import { readBoardFilters } from '#app/domain/study/board.ts'
import { criteria, evaluabilityCriteria } from '#app/domain/study/evaluability.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listNamedCandidates } from '#db/studies/board.ts'
import { findJudgements, saveScores } from '#db/studies/evaluability.ts'

export const handle = { title: 'Score an award as a site' }

const schema = async () => (await import('#app/domain/study/evaluability_forms.ts')).scoresForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'board.score')
  const actor = await requireActor(request, 'board.read')
  const at = { slug: params['slug'] ?? '', number: params['number'] ?? '' }
  const { scores, title } = found(await findJudgements(actor, at))
  const filters = { ...readBoardFilters(new URLSearchParams()), study: at.slug }
  const asked = await boardAsked(actor, filters)
  const [candidate] = await listNamedCandidates(actor, asked, [at.number])
  const latest = evaluabilityCriteria.flatMap((code) =>
    scores.filter(({ criterion }) => criterion === code).slice(0, 1),
  )
  return {
    study: { slug: at.slug, title },
    candidate: weighed(found(candidate), asked.ask),
    version: scores.length,
    values: Object.fromEntries(
      latest.flatMap(({ criterion, score, words }) => [
        [`${criterion}.score`, String(score)],
        [`${criterion}.words`, words],
      ]),
    ),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'board.score')
  const at = { slug: params['slug'] ?? '', number: params['number'] ?? '' }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => saveScores(actor, form.key, at, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.candidate(at.slug, at.number, { done: 'scored' }))
}

export default function ScoreCandidate() {
  const { study, candidate, version, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const facts = factLines(candidate)
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: study.title, href: paths.study(study.slug) },
        { label: 'Evaluability board', href: paths.board({ study: study.slug }) },
        { label: candidate.number, href: paths.candidate(study.slug, candidate.number) },
      ]}
      kicker={
        <>
          {awardName(candidate)} {candidate.sample && <SampleBadge />}
        </>
      }
      title="Score it as a site"
      lead="Score what you know, with what it rests on. What you leave empty stays as it is; every score is kept with your name."
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} values={values} version={version}>
          {(field) => (
            <>
              {evaluabilityCriteria.map((code) => {
                const { label, starred, points } = criteria[code]
                return (
                  <FieldSet
                    key={code}
                    id={`${code}-group`}
                    legend={`${label}${starred ? ' ★' : ''}`}
                    hint={facts[code] && `By the records: ${facts[code]}.`}
                  >
                    <Select
                      {...field(`${code}.score`)}
                      label="Points"
                      empty="Not scored"
                      choices={points.map((words, score) => ({
                        value: String(score),
                        label: `${score}: ${words}`,
                      }))}
                    />
                    <TextArea {...field(`${code}.words`)} label="What they rest on" rows={2} />
                  </FieldSet>
                )
              })}
              <SubmitRow
                label="Keep the scores"
                instead="Back to the award"
                href={paths.candidate(study.slug, candidate.number)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </Page>
  )
}
