import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClosedButton, SubmitRow } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { listed } from '#app/domain/words.ts'
import { noWordsForm } from '#app/domain/report/forms.ts'
import { openMoves } from '#app/domain/report/machine.ts'
import { reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { handOverReport } from '#db/reports/authors.ts'
import { findDraft } from '#db/reports/draft.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ draft }: Loaded) => `Hand over – ${reportTitle(draft.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const { state, activePeople } = draft.report
  const { blocking: missing, unexplained } = draft.readiness
  const facts = { ...state, activePeople, missing, unexplained }
  return {
    draft,
    move: openMoves(facts, actor).find(({ name }) => name === 'hand_over') ?? null,
    isAlone: activePeople < 2,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const form = await readForm(request, noWordsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    handOverReport(actor, form.key, params['number'] ?? '', form.version),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'handed_over' }))
}

export default function HandOver() {
  const { draft, move, isAlone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { report, readiness } = draft
  return (
    <ReportPage report={report} title="Hand over for certification">
      {isAlone ? (
        <p>
          You are alone in your organization, so you also certify. The record, the receipt and the
          review page will say that one person did both.
        </p>
      ) : (
        <p>
          {listed(report.certifiers) || 'The certifying official'} signs the report or declines with
          a reason. Until then nobody can change its answers. Whoever prepared this version cannot
          certify it.
        </p>
      )}
      {readiness.unexplained > 0 && (
        <Alert tone="warning">
          {readiness.unexplained === 1
            ? 'One thing stands out in the figures and has'
            : `${readiness.unexplained} things stand out in the figures and have`}{' '}
          no explanation yet. <a href={`${paths.reportCheck(report.number)}#warnings`}>Say why</a>{' '}
          before you hand over.
        </Alert>
      )}
      {move && !move.disabled ? (
        <SchemaForm schema={noWordsForm} reply={reply} version={report.version}>
          {() => (
            <SubmitRow
              label={move.label}
              instead="Back to your answers"
              href={paths.reportCheck(report.number)}
            />
          )}
        </SchemaForm>
      ) : (
        <ClosedButton id="hand-over" reason={move?.disabled ?? closedSentence(report)}>
          Hand over for certification
        </ClosedButton>
      )}
    </ReportPage>
  )
}

function closedSentence({ state }: Loaded['draft']['report']): string {
  return `The report is ${reportStatusLabels[reportStatus(state)].toLowerCase()} now.`
}
