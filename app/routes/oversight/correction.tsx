import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState, NextStep } from '#app/components/notices.tsx'
import { CorrectionTag, FilesTakenBack, VisitFiles } from '#app/components/oversight.tsx'
import { TurnForm } from '#app/components/correction_form.tsx'
import { Section } from '#app/components/page.tsx'
import { type Actor, type Right, may, permit } from '#app/domain/access.ts'
import { formatDateTime, formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatMoney } from '#app/domain/money.ts'
import { correctionRefusal, correctionTurn } from '#app/domain/oversight/corrections.ts'
import { answerForm, closureForm, verificationForm } from '#app/domain/oversight/visit_forms.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Correction, findCorrection, moveCorrection } from '#db/oversight/corrections.ts'

export const handle = {
  title: ({ action }: { action: Correction }) => `Corrective action ${action.no}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const action = found(await findCorrection(actor, params['number'] ?? '', foundId(params['no'])))
  return {
    action,
    day: today(),
    ...turnOf(actor, action),
    isAuditor: may(actor.role, 'log.read'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const at = { number: params['number'] ?? '', no: foundId(params['no']) }
  const turn = (
    ['correction.answer', 'correction.draft', 'correction.verify', 'correction.close'] as const
  )
    .map((right) => permit(actor, right))
    .find((permitted) => permitted !== null)
  if (!turn) throw data({ outcome: 'forbidden' }, { status: 403 })
  const done = await sent(request, turn, at)
  if (!done.ok) return done.reply
  throw redirect(paths.correction(at.number, found(done.result).no, { done: done.move }))
}

type Mover = Parameters<typeof moveCorrection>[0]

/** Reads the form that the role has on this page, and moves the corrective action by it. */
async function sent(request: Request, actor: Mover, at: { number: string; no: number }) {
  if (may(actor.role, 'correction.draft')) {
    const form = await readForm(request, answerForm)
    if (!form.ok) return { ok: false, reply: refused(form) } as const
    const move = may(actor.role, 'correction.answer') ? 'answer' : 'draft'
    const done = await attempt(form, () =>
      moveCorrection(actor, form.key, { ...at, version: form.version }, move, form.data),
    )
    return { ...done, move }
  }
  if (may(actor.role, 'correction.verify')) {
    const form = await readForm(request, verificationForm)
    if (!form.ok) return { ok: false, reply: refused(form) } as const
    const move = form.data.decision
    const done = await attempt(form, () =>
      moveCorrection(actor, form.key, { ...at, version: form.version }, move, form.data),
    )
    return { ...done, move }
  }
  const form = await readForm(request, closureForm)
  if (!form.ok) return { ok: false, reply: refused(form) } as const
  const done = await attempt(form, () =>
    moveCorrection(actor, form.key, { ...at, version: form.version }, 'close', form.data),
  )
  return { ...done, move: 'close' as const }
}

/** What this person does next, or why it is another's to do. */
function turnOf(actor: Actor, action: Correction) {
  const turn = correctionTurn(action.state, (right: Right) => may(actor.role, right))
  if (turn === 'verify' && !action.isOwnCase) return { turn: null, why: null }
  const why =
    turn === 'verify' || turn === 'close' ? correctionRefusal(turn, action, actor.personId) : null
  return { turn: why ? null : turn, why }
}

export default function CorrectionPage() {
  const { action: one, day, turn, why, isAuditor, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={one}
      title={`Corrective action ${one.no}`}
      lead={one.words}
      above={[
        { label: 'Visits', href: paths.oversight(one.number) },
        { label: `Visit ${one.visitNo}`, href: paths.visit(one.number, one.visitNo) },
      ]}
    >
      {done && done in said && (
        <Alert tone="success" title={said[done as keyof typeof said].title}>
          {said[done as keyof typeof said].next}
        </Alert>
      )}
      {why && (
        <Alert tone="info" title="Not yours to decide">
          {why}
        </Alert>
      )}
      <KeyFigures
        figures={[
          {
            label: 'State',
            value: (
              <CorrectionTag state={one.state} isLate={one.state === 'asked' && one.dueOn < day} />
            ),
          },
          {
            label: 'Answer due',
            value: formatShortDate(one.dueOn),
            note: one.state === 'asked' && formatDue(one.dueOn, day),
          },
          {
            label: 'Questioned cost',
            value: one.questionedCost ? formatMoney(one.questionedCost) : 'none',
          },
        ]}
      />
      {one.findingFiles.length > 0 && (
        <Section id="finding" title="Files of the finding">
          <VisitFiles number={one.number} finding={one.findingId} files={one.findingFiles} />
        </Section>
      )}
      <Section id="answer" title="What was said">
        <Said one={one} />
      </Section>
      {(turn === 'draft' || turn === 'answer') && <AnswerFiles one={one} />}
      {one.filesTakenBack.length > 0 && (
        <Section id="taken-back" title="Files taken back">
          <FilesTakenBack
            number={one.number}
            finding={one.findingId}
            files={one.filesTakenBack}
            isAuditor={isAuditor}
          />
        </Section>
      )}
      {turn && <TurnForm turn={turn} one={one} reply={reply} />}
      {!turn && (
        <NextStep>
          <p>{nexts[one.state]}</p>
        </NextStep>
      )}
    </AwardFrame>
  )
}

const nexts = {
  asked: 'The grantee answers with what was done and the evidence for it.',
  answered: 'The program officer looks at the evidence, and verifies it or sends it back.',
  verified: 'A grants officer who neither verified it nor rated the risk closes it.',
  closed: 'Nothing more is needed for this finding.',
}

const said = {
  filed: {
    title: 'The file is added',
    next: 'It goes to the agency with your answer, and not before.',
  },
  taken_back: {
    title: 'The file is taken back',
    next: 'It stays in the record with your reason. Add another one or write the answer.',
  },
  draft: {
    title: 'The draft is kept',
    next: 'A certifying official of your organization sends it.',
  },
  answer: {
    title: 'Your answer is sent',
    next: 'The program officer is told and verifies it next.',
  },
  verify: { title: 'It is verified', next: 'The grants officers are told; one of them closes it.' },
  send_back: { title: 'It went back', next: 'The grantee is told, and answers again.' },
  close: { title: 'It is closed', next: 'The program officer and the grantee are told.' },
}

function Said({ one }: { one: Correction }) {
  const entries = [
    one.response && {
      id: 'answer',
      what: one.answeredAt && one.state !== 'asked' ? 'Answered' : 'Drafted, not sent',
      who: one.answerer ?? 'The grantee',
      when: when(one.answeredAt),
      why: (
        <>
          {one.response}
          <span className="sub">Evidence: {one.evidence}</span>
          <VisitFiles number={one.number} finding={one.findingId} files={one.files} />
        </>
      ),
    },
    one.verifiedAt && {
      id: 'verification',
      what: one.state === 'asked' || one.state === 'answered' ? 'Sent back' : 'Verified',
      who: one.verifier ?? '',
      when: when(one.verifiedAt),
      why: one.verificationWords,
    },
    one.closedAt && {
      id: 'closure',
      what: 'Closed',
      who: one.closer ?? '',
      when: when(one.closedAt),
      why: one.closingWords,
    },
  ].filter((entry) => entry !== null && entry !== '')
  if (entries.length === 0) {
    return (
      <EmptyState title="Not answered yet">
        The answer says what was or will be done and where the evidence lies. A grantee that
        disagrees says why.
      </EmptyState>
    )
  }
  return <History entries={entries} />
}

/** What goes with the answer, before the words of it. */
function AnswerFiles({ one }: { one: Correction }) {
  return (
    <Section id="files" title="Files of your answer">
      {one.files.length === 0 ? (
        <p>None yet. Add what shows that it is done, then write the answer below.</p>
      ) : (
        <VisitFiles number={one.number} finding={one.findingId} files={one.files} isOwn />
      )}
      <ButtonRow>
        <ButtonLink href={paths.correctionFile(one.number, one.no)} look="outline">
          Add a file
        </ButtonLink>
      </ButtonRow>
    </Section>
  )
}

const when = (at: Date | null) =>
  at ? { text: formatDateTime(at), iso: at.toISOString() } : { text: 'not sent', iso: '' }
