import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  AnswerForm,
  AssistanceTag,
  type MovementLine,
  MovementTable,
  daysOf,
} from '#app/components/assistance.tsx'
import { AwardFrame } from '#app/components/award_life.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { type Permitted, may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { assistanceAnswerForm } from '#app/domain/oversight/assistance_forms.ts'
import {
  assistanceStateLabels,
  movementOf,
  movementWords,
} from '#app/domain/oversight/assistance.ts'
import { readForm } from '#app/form.server.ts'
import type { ValueType } from '#app/domain/report/accepted.ts'
import { formatNumber } from '#app/domain/share.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Assistance, findAssistance, listAimedPeriods } from '#db/oversight/assistance.ts'
import { answerAssistance } from '#db/oversight/assistance_moves.ts'

export const handle = {
  title: ({ one }: { one: Assistance }) => `Assistance ${one.no}: ${one.topic}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const one = found(await findAssistance(actor, params['number'] ?? '', foundId(params['no'])))
  const isOpen = one.state === 'asked'
  return {
    one,
    movement: await movementFor(actor, one),
    answers: isOpen && one.isOwnCase && may(actor.role, 'assistance.answer'),
    withdraws: isOpen && one.askedBy === actor.personId && may(actor.role, 'assistance.ask'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

/** The indicator before and after what was given; null where nothing was, or no figure was meant. */
async function movementFor(actor: Permitted<'visit.read'>, one: Assistance) {
  const { awardId, indicatorCode: code, stream, direction, cumulation, givenFrom, givenTo } = one
  if (!code || !stream || !direction || !cumulation || !givenFrom || !givenTo) return null
  const valueType = one.valueType as ValueType
  const periods = await listAimedPeriods(actor, { awardId, code, stream })
  const moved = movementOf(
    { direction, valueType, cumulation },
    { from: givenFrom, to: givenTo },
    periods,
  )
  const lines: MovementLine[] = [
    ...(moved.before ? [{ side: 'before' as const, ...moved.before }] : []),
    ...moved.after.map((line) => ({ side: 'after' as const, ...line })),
  ]
  const isAdded = cumulation === 'cumulative' && (valueType === 'count' || valueType === 'usd')
  return { code, valueType, isAdded, lines, words: movementWords(moved) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'assistance.answer')
  const at = { number: params['number'] ?? '', no: foundId(params['no']) }
  const form = await readForm(request, assistanceAnswerForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    answerAssistance(actor, form.key, { ...at, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.oneAssistance(number, no, { done: form.data.answer }))
}

export default function OneAssistance() {
  const { one, movement, answers, withdraws, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { givenFrom, givenTo, hours } = one
  return (
    <AwardFrame
      award={one}
      title={one.topic}
      lead={one.indicator ? `Meant to move: ${one.indicator}.` : 'Not meant for one figure.'}
      above={[
        { label: 'Visits', href: paths.oversight(one.number) },
        { label: 'Technical assistance', href: paths.assistance(one.number) },
      ]}
      actions={
        withdraws && (
          <ButtonLink look="outline" href={paths.assistanceWithdrawal(one.number, one.no)}>
            Withdraw the request
          </ButtonLink>
        )
      }
    >
      {done && done in said && (
        <Alert tone="success" title={said[done as keyof typeof said].title}>
          {said[done as keyof typeof said].next}
        </Alert>
      )}
      <KeyFigures
        figures={[
          { label: 'State', value: <AssistanceTag state={one.state} /> },
          ...(givenFrom && givenTo && hours
            ? [
                { label: 'Given', value: daysOf({ givenFrom, givenTo }) },
                { label: 'By', value: one.givenBy },
                { label: 'Hours', value: formatNumber(hours) },
              ]
            : []),
        ]}
      />
      <Section id="said" title="What was asked and said">
        <Said one={one} />
      </Section>
      {one.state === 'given' && (
        <Section id="movement" title="Whether the figure moved">
          {movement ? (
            <>
              <p>{movement.words}</p>
              <MovementTable {...movement} />
              <p className="section__note">
                Accepted figures only. That a figure moved after help is no proof that the help
                moved it.
              </p>
            </>
          ) : (
            <p>No figure was named when help was asked for, so nothing is compared.</p>
          )}
        </Section>
      )}
      {answers && <AnswerForm one={one} reply={reply} />}
      {!answers && (
        <NextStep>
          <p>{nexts[one.state]}</p>
        </NextStep>
      )}
    </AwardFrame>
  )
}

const nexts = {
  asked: 'The program officer records what was given, or declines and says why.',
  given: 'Nothing more is needed. The coming reports show whether the figure moves.',
  declined: 'Nothing more is needed. It may be asked for again in another way.',
  withdrawn: 'Nothing more is needed.',
}

const said = {
  asked: {
    title: 'The request is recorded',
    next: 'The program officer of the award answers it next, and is told if somebody else asked.',
  },
  give: {
    title: 'What was given is recorded',
    next: 'The grantee is told. The accepted reports show whether the figure moves.',
  },
  decline: { title: 'The request is declined', next: 'The grantee is told why.' },
  withdrawn: {
    title: 'The request is withdrawn',
    next: 'It stays here with your reason. Nothing more is needed.',
  },
}

function Said({ one }: { one: Assistance }) {
  return (
    <History
      entries={[
        {
          id: 'asked',
          what: 'Asked for help',
          who: one.asker,
          when: { text: formatDateTime(one.askedAt), iso: one.askedAt.toISOString() },
          why: one.words,
        },
        ...(one.answeredAt
          ? [
              {
                id: 'answered',
                what: assistanceStateLabels[one.state],
                who: one.answerer,
                when: { text: formatDateTime(one.answeredAt), iso: one.answeredAt.toISOString() },
                why: one.answerWords,
              },
            ]
          : []),
      ]}
    />
  )
}
