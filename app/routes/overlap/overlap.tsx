import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState, NextStep } from '#app/components/notices.tsx'
import { LevelTag, OverlapStateTag } from '#app/components/overlap_cells.tsx'
import { OverlapComment, OverlapDecision } from '#app/components/overlap_forms.tsx'
import { OverlapReasons, OverlapSides, sideNames } from '#app/components/overlap_sides.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may, permit } from '#app/domain/access.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { overlapCommentForm, overlapMoveForm } from '#app/domain/overlap/forms.ts'
import {
  openOverlapMoves,
  overlapActionLabels,
  overlapHappeningLabels,
  overlapNexts,
} from '#app/domain/overlap/life.ts'
import { overlapLevelLabels, overlapLevelMeanings } from '#app/domain/overlap/rule.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listCoverageChoices } from '#db/coverage.ts'
import { commentOnOverlap, moveOverlap, shareOverlap } from '#db/overlap/decide.ts'
import { type FoundOverlap, findOverlap } from '#db/overlap/find.ts'

export const handle = {
  title: ({ overlap }: { overlap: FoundOverlap }) => `Overlap no. ${overlap.id}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'overlap.read')
  const overlap = found(await findOverlap(actor, foundId(params['id'])))
  const isGrantee = actor.organizationKind === 'grantee'
  return {
    // What the agency says among itself is not shared with a finding.
    overlap: {
      ...overlap,
      moves: overlap.moves.filter(({ move }) => !isGrantee || move === 'share'),
    },
    sectors: (await listCoverageChoices()).sectors,
    decides: may(actor.role, 'overlap.decide'),
    comments: may(actor.role, 'overlap.comment') && overlap.isOwnCase,
    organizationId: isGrantee ? actor.organizationId : null,
    detectedOn: dayIn(overlap.detectedAt),
    judgedOn: dayIn(overlap.judgedAt),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'overlap.read')
  const id = foundId(params['id'])
  const director = permit(actor, 'overlap.decide')
  if (director) {
    const form = await readForm(request, overlapMoveForm)
    if (!form.ok) return refused(form)
    const { move, ...given } = form.data
    const at = { id, version: form.version }
    const done = await attempt(form, () =>
      move === 'share'
        ? shareOverlap(director, form.key, at, given.words)
        : moveOverlap(director, form.key, at, move, given),
    )
    if (!done.ok) return done.reply
    throw redirect(paths.overlap(found(done.result), { done: move }))
  }
  const officer = permit(actor, 'overlap.comment')
  if (!officer) throw data({ outcome: 'forbidden' }, { status: 403 })
  const form = await readForm(request, overlapCommentForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => commentOnOverlap(officer, form.key, id, form.data.words))
  if (!done.ok) return done.reply
  throw redirect(paths.overlap(found(done.result), { done: 'comment' }))
}

export default function OverlapPage() {
  const { overlap, sectors, decides, comments, done, ...rest } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { state, level } = overlap
  return (
    <Page
      title={`${overlapLevelLabels[level]}: ${sideNames(overlap).join(' and ')}`}
      kicker={
        <>
          <span>Overlap no. {overlap.id}</span> {overlap.sample && <SampleBadge />}
        </>
      }
      lead={overlapLevelMeanings[level]}
      breadcrumb={[{ label: 'Overlap', href: paths.overlaps() }]}
    >
      {done && done in said && (
        <Alert tone="success" title={said[done as keyof typeof said]}>
          {done === 'comment'
            ? 'The directors are told.'
            : 'Both awards keep it in their history, and it is told to whom it concerns.'}
        </Alert>
      )}
      {overlap.goneAt && (
        <Alert tone="info" title="The rule no longer finds it">
          One of the awards changed or ended. What was decided stays on record here.
        </Alert>
      )}
      {overlap.dataIncomplete && (
        <Alert tone="warning" title="Data incomplete">
          Not everything the rule compares is recorded of both awards. Missing is not equal and not
          different: record services, people and places under “Reach and overlap” of each award, and
          the rule judges again at once.
        </Alert>
      )}
      <KeyFigures
        figures={[
          { label: 'Level', value: <LevelTag level={level} /> },
          {
            label: 'Score',
            value: overlap.score ?? <span className="absent">no score</span>,
            note: overlap.score ? 'of 100' : 'services or people are not recorded',
          },
          {
            label: 'Where it stands',
            value: <OverlapStateTag state={state} />,
            note: overlap.action && overlapActionLabels[overlap.action],
          },
          {
            label: 'Detected',
            value: formatShortDate(rest.detectedOn),
            note: `last judged ${formatShortDate(rest.judgedOn)}, rule version ${overlap.ruleVersion}`,
          },
        ]}
      />
      <NextStep>
        <p>{overlapNexts[state]}</p>
      </NextStep>
      <Section id="reasons" title="What it rests on">
        <OverlapReasons overlap={overlap} sectors={sectors} />
      </Section>
      <Section id="awards" title="The two awards">
        <OverlapSides overlap={overlap} organizationId={rest.organizationId} />
      </Section>
      {decides && (
        <OverlapDecision overlap={overlap} moves={openOverlapMoves(state)} reply={reply} />
      )}
      {comments && <OverlapComment reply={reply} />}
      <Section id="story" title="What was said and decided">
        {overlap.moves.length === 0 ? (
          <EmptyState title="Nothing yet">
            Officers of either award say what they know; a director decides.
          </EmptyState>
        ) : (
          <History
            entries={overlap.moves.map((one) => ({
              id: String(one.id),
              what: overlapHappeningLabels[one.move],
              who: one.who ?? 'The rule',
              when: { text: formatDateTime(new Date(one.at)), iso: one.at },
              why: one.words,
            }))}
          />
        )}
      </Section>
    </Page>
  )
}

const said = {
  comment: 'Your words are kept',
  triage: 'You took it up',
  confirm: 'It is confirmed',
  dismiss: 'It is dismissed',
  plan: 'The action is planned',
  resolve: 'It is recorded as resolved',
  accept_risk: 'It is accepted as it is',
  reopen: 'It is open again',
  share: 'The certifying officials of both grantees may read it now',
}
