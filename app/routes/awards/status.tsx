import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { AwardStatusTag } from '#app/components/award_cells.tsx'
import { ButtonLink, ClosedButton } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState, NextStep } from '#app/components/notices.tsx'
import { Columns, Section } from '#app/components/page.tsx'
import { Sourced } from '#app/components/sources.tsx'
import { may } from '#app/domain/access.ts'
import { awardName, awardStatusLabels } from '#app/domain/award.ts'
import {
  type AwardMove,
  awardMoveHints,
  awardMoveRefusal,
  awardMoves,
  movesFrom,
  nextInLife,
} from '#app/domain/award_life.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { happeningOf } from '#app/domain/happenings.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Life, findLife, listLifeEvents } from '#db/awards/life.ts'

export const handle = {
  title: ({ award }: { award: Life }) => `Status – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findLife(actor, params['number'] ?? ''))
  const day = today()
  const isMover = may(actor.role, 'award.move') && award.agencyCode === actor.agencyCode
  return {
    award,
    events: await listLifeEvents(actor, award.id),
    next: nextInLife(award, day),
    moves: isMover
      ? movesFrom(award.status).map((move) => ({
          move,
          refusal: awardMoveRefusal(move, award, day),
        }))
      : [],
    followsCloseout: may(actor.role, 'closeout.read'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function AwardStatusPage() {
  const { award, events, next, moves, followsCloseout, done } = useLoaderData<typeof loader>()
  return (
    <AwardFrame
      award={award}
      title="Status"
      lead="Where the award stands from its announcement to its closeout, and what comes next."
    >
      {done && done in awardMoves && (
        <Alert
          tone="success"
          title={`This award is ${awardStatusLabels[award.status].toLowerCase()}`}
        >
          {events.at(-1)?.reason ?? ''} The program officer and the grantee find it in their
          notices.
        </Alert>
      )}
      <NextStep>
        <p>
          {next} {followsCloseout && <a href={paths.closeout(award.number)}>Closeout checklist</a>}
        </p>
      </NextStep>
      <Columns
        main={
          <>
            {moves.length > 0 && (
              <Section id="moves" title="What you can do">
                <ul className="plain-list related">
                  {moves.map(({ move, refusal }) => (
                    <li key={move}>
                      <Move number={award.number} move={move} refusal={refusal} />
                    </li>
                  ))}
                </ul>
              </Section>
            )}
            <Section id="past" title="How it came here">
              {events.length === 0 ? (
                <EmptyState title="Nothing was moved here yet">
                  The award came into this tracker as it is. Every later move is kept with who
                  decided it and why.
                </EmptyState>
              ) : (
                <History
                  entries={events.toReversed().map((event) => ({
                    id: String(event.at.getTime()),
                    what: happeningOf(event.kind),
                    who: event.who ?? 'The schedule',
                    when: { text: formatDateTime(event.at), iso: event.at.toISOString() },
                    why: event.reason,
                  }))}
                />
              )}
            </Section>
          </>
        }
        side={
          <Section id="dates" title="Dates">
            <KeyValues
              facts={[
                { label: 'Status', value: <AwardStatusTag status={award.status} /> },
                {
                  label: 'Announced',
                  value: (
                    <Sourced>{award.announcedOn && formatShortDate(award.announcedOn)}</Sourced>
                  ),
                },
                {
                  label: 'Period begins',
                  value: (
                    <Sourced>{award.periodStart && formatShortDate(award.periodStart)}</Sourced>
                  ),
                },
                {
                  label: 'Period ends',
                  value: <Sourced>{award.periodEnd && formatShortDate(award.periodEnd)}</Sourced>,
                },
                ...(award.endedOn
                  ? [{ label: 'Last day of the work', value: formatShortDate(award.endedOn) }]
                  : []),
              ]}
            />
          </Section>
        }
      />
    </AwardFrame>
  )
}

function Move(props: { number: string; move: AwardMove; refusal: string | null }) {
  const { number, move, refusal } = props
  const { label } = awardMoves[move]
  return (
    <>
      <p>{awardMoveHints[move]}</p>
      {refusal === null ? (
        <ButtonLink look="outline" href={paths.awardMove(number, move)}>
          {label}
        </ButtonLink>
      ) : (
        <ClosedButton id={move} reason={refusal}>
          {label}
        </ClosedButton>
      )}
    </>
  )
}
