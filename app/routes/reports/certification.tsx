import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClosedButton, SubmitRow } from '#app/components/buttons.tsx'
import { Checkbox, FieldSet } from '#app/components/choices.tsx'
import { Alert } from '#app/components/notices.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { SignatureFields } from '#app/components/report/signature.tsx'
import { StepIndicator } from '#app/components/tasks.tsx'
import { certificationStatement } from '#app/domain/report/certification.ts'
import { certifyForm } from '#app/domain/report/forms.ts'
import { openMoves } from '#app/domain/report/machine.ts'
import { attestationsOf } from '#app/domain/report/template.ts'
import { whoseTurn } from '#app/domain/report/turn.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { isFresh, requireActor } from '#app/session.server.ts'
import { requireFreshness } from '#app/signature.server.ts'
import { certifyReport } from '#db/reports/certify.ts'
import { findDraft } from '#db/reports/draft.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ draft }: Loaded) => `Sign and submit – ${reportTitle(draft.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const { state, activePeople } = draft.report
  const { blocking: missing, unexplained } = draft.readiness
  const facts = { ...state, activePeople, missing, unexplained }
  return {
    draft,
    attestations: attestationsOf(draft.filing.items),
    move: openMoves(facts, actor).find(({ name }) => name === 'certify') ?? null,
    isFresh: await isFresh(request),
    isAlone: activePeople < 2,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  const { report, filing } = found(await findDraft(actor, params['number'] ?? ''))
  const form = await readForm(request, certifyForm(attestationsOf(filing.items)))
  if (!form.ok) return refused(form)
  const stale = await requireFreshness(request, form)
  if (stale) return stale
  const { name, title } = form.data
  const done = await attempt(form, () =>
    certifyReport(actor, form.key, report.number, form.version, { name, title }),
  )
  if (!done.ok) return done.reply
  const receipt = found(done.result)
  throw redirect(paths.reportReceipt(receipt.number, receipt.versionNo))
}

export default function Certification() {
  const { draft, attestations, move, isFresh, isAlone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { report } = draft
  return (
    <ReportPage report={report} title="Sign and submit">
      <StepIndicator
        steps={isFresh ? ['Check', 'Sign'] : ['Check', 'Sign in again', 'Sign']}
        current={1}
      />
      <p>
        <a href={paths.reportCheck(report.number)}>Read every answer</a> before you sign. Handed
        over by {report.handedOverBy ?? 'nobody yet'}.
      </p>
      {isAlone && (
        <Alert tone="info">
          You are alone in your organization, so you may certify what you prepared. The record, the
          receipt and the review page say that one person did both.
        </Alert>
      )}
      {move && !move.disabled ? (
        <SchemaForm
          schema={async () =>
            (await import('#app/domain/report/forms.ts')).certifyForm(attestations)
          }
          reply={reply}
          version={report.version}
        >
          {(field) => (
            <>
              <FieldSet id="attestations" legend="You confirm">
                {attestations.map(({ itemCode, label, help }) => (
                  <Checkbox
                    key={itemCode}
                    {...field(itemCode)}
                    value="yes"
                    label={label}
                    hint={help ?? undefined}
                  />
                ))}
              </FieldSet>
              <SignatureFields field={field} isFresh={isFresh} />
              <p className="statement">{certificationStatement}</p>
              <SubmitRow
                label="Sign and submit"
                instead="Decline to certify"
                href={paths.reportDecline(report.number)}
              />
            </>
          )}
        </SchemaForm>
      ) : (
        <ClosedButton id="certify" reason={move?.disabled ?? whoseTurn(report.state)}>
          Sign and submit
        </ClosedButton>
      )}
    </ReportPage>
  )
}
