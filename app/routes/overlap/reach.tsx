import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame, type NamedAward } from '#app/components/award_life.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { OverlapTable } from '#app/components/overlap_cells.tsx'
import { Section } from '#app/components/page.tsx'
import { ReachFacts } from '#app/components/reach_facts.tsx'
import { ReachForm } from '#app/components/reach_form.tsx'
import { permit } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { reachForm } from '#app/domain/overlap/forms.ts'
import { populationLabels, serviceLabels } from '#app/domain/overlap/reach.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listCoverageChoices } from '#db/coverage.ts'
import { listOverlapsOf } from '#db/overlap/find.ts'
import { findReach, recordReach } from '#db/overlap/reach.ts'

export const handle = {
  title: ({ award }: { award: NamedAward }) => `Reach and overlap – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findReach(actor, params['number'] ?? ''))
  const reader = permit(actor, 'overlap.read')
  return {
    award,
    overlaps: reader && (await listOverlapsOf(reader, award.id)),
    sectors: reader ? (await listCoverageChoices()).sectors : [],
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'reach.record')
  const form = await readForm(request, reachForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    recordReach(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.awardReach(found(done.result), { done: 'recorded' }))
}

export default function ReachPage() {
  const { award, overlaps, sectors, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const [last] = award.said
  const states = award.states.map(({ usps }) => usps)
  return (
    <AwardFrame
      award={award}
      title="Reach and overlap"
      lead="Where this award works, whom it serves and what it does, and which other awards do the same."
    >
      {done === 'recorded' && (
        <Alert tone="success" title="The reach is recorded">
          The rule has compared this award with every other of its sectors and states again; what it
          found is below. The grantee reads what you recorded.
        </Alert>
      )}
      <Section id="reach" title="Its reach">
        <p>Sectors: {award.sectors.map(({ name }) => name).join(', ') || 'not in the sources'}.</p>
        <ReachFacts
          reach={
            last ?? {
              nationwide: null,
              statewide: null,
              counties: null,
              populations: null,
              services: null,
            }
          }
          area={{ states, isStatewide: award.statewide, words: award.serviceArea }}
        />
      </Section>
      {overlaps && (
        <Section
          id="overlap"
          title="Overlap with other awards"
          aside={<a href={paths.overlaps()}>All findings</a>}
        >
          {overlaps.length === 0 ? (
            <EmptyState title="Nothing found">
              The rule finds no other award of the same sector that works close enough. That is as
              good as what is recorded of both.
            </EmptyState>
          ) : (
            <OverlapTable
              id="overlaps"
              caption="Overlap with other awards"
              overlaps={overlaps}
              sectors={sectors}
            />
          )}
        </Section>
      )}
      {award.records && (
        <Section id="record" title={last ? 'Record it anew' : 'Record it'}>
          <ReachForm
            number={award.number}
            states={award.states}
            last={
              last ?? {
                nationwide: false,
                statewide: award.statewide ? states : [],
                counties: [],
                populations: [],
                services: [],
              }
            }
            version={award.said.length}
            reply={reply}
          />
        </Section>
      )}
      {award.said.length > 0 && (
        <Section id="before" title="Said so far">
          <History
            entries={award.said.map((one) => ({
              id: String(one.no),
              what: `${[
                one.nationwide ? 'Nationwide' : [...one.statewide, ...one.counties].join(', '),
                one.populations.map((word) => populationLabels[word].toLowerCase()).join(', '),
                one.services.map((word) => serviceLabels[word].toLowerCase()).join(', '),
              ]
                .filter(Boolean)
                .join('; ')}`,
              who: one.saidBy,
              when: { text: formatDateTime(one.saidAt), iso: one.saidAt.toISOString() },
              why: one.ground,
            }))}
          />
        </Section>
      )}
    </AwardFrame>
  )
}
