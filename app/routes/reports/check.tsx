import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { SectionAnswers } from '#app/components/report/answers.tsx'
import { AnswerFiles } from '#app/components/report/files.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { RuleNumber, WarningLines } from '#app/components/report/warnings.tsx'
import { may } from '#app/domain/access.ts'
import { editableSections, sectionsInPlay } from '#app/domain/report/fold.ts'
import { openMoves } from '#app/domain/report/machine.ts'
import { isUnsent } from '#app/domain/report/states.ts'
import { isPrepared, sectionsToFill } from '#app/domain/report/template.ts'
import { sealedWarnings, spoken, warningField } from '#app/domain/report/warnings.ts'
import { explainForm } from '#app/domain/report/warnings_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { listFiles } from '#db/reports/files.ts'
import { explainWarnings } from '#db/reports/warnings.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ draft }: Loaded) => `Check your answers – ${reportTitle(draft.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const { state, activePeople } = draft.report
  const { blocking: missing, unexplained } = draft.readiness
  const facts = { ...state, activePeople, missing, unexplained }
  return {
    draft,
    files: await listFiles(actor, draft.report.id),
    mayExplain: may(actor.role, 'report.write') && editableSections(state).length > 0,
    handOver: openMoves(facts, actor).find(({ name }) => name === 'hand_over') ?? null,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const { report, readiness } = found(await findDraft(actor, params['number'] ?? ''))
  const form = await readForm(request, explainForm(readiness.warnings))
  if (!form.ok) return refused(form)
  const { intent, ...given } = form.data
  const done = await attempt(form, () => explainWarnings(actor, form.key, report.number, given))
  if (!done.ok) return done.reply
  const { number } = found(done.result)
  throw redirect(intent === 'hand_over' ? paths.reportHandover(number) : paths.reportCheck(number))
}

export default function Check() {
  const { draft, files, handOver, mayExplain } = useLoaderData<typeof loader>()
  const { report, filing, last } = draft
  const inPlay = sectionsInPlay(report.state)
  return (
    <ReportPage
      report={report}
      title="Check your answers"
      lead="This is what will be handed over. Change an answer by its section’s link."
    >
      <Findings draft={draft} mayExplain={mayExplain} />
      {sectionsToFill(filing.items).map((section) => {
        const isInPlay = inPlay === 'all' || inPlay.includes(section.order)
        return (
          <Section
            key={section.order}
            id={`section-${section.order}`}
            title={section.title}
            aside={
              isInPlay && report.state.author !== 'awaiting_certification' ? (
                <a href={paths.reportSection(report.number, section.order)}>
                  Change<span className="visually-hidden"> {section.title}</span>
                </a>
              ) : (
                'Sealed'
              )
            }
          >
            <SectionAnswers
              section={section}
              items={filing.items}
              answers={filing.answers}
              explanations={filing.explanations}
              targets={filing.award.targets}
              last={last}
              label={report.label}
              files={{ number: report.number, listed: files }}
              field={null}
            />
          </Section>
        )
      })}
      {filing.items
        .filter(({ itemKind }) => itemKind === 'attachment')
        .map((item) => (
          <Section
            key={item.itemCode}
            id={item.itemCode}
            title={item.label}
            aside={
              <a href={paths.reportFiles(report.number, item.itemCode)}>
                Change<span className="visually-hidden"> {item.label}</span>
              </a>
            }
          >
            {files.some(({ itemCode }) => itemCode === item.itemCode) ? (
              <AnswerFiles number={report.number} itemCode={item.itemCode} files={files} />
            ) : (
              <p className="absent">no files</p>
            )}
          </Section>
        ))}
      {handOver &&
        (handOver.disabled ? (
          <ClosedButton id="hand-over" reason={handOver.disabled}>
            {handOver.label}
          </ClosedButton>
        ) : (
          <ButtonRow>
            <ButtonLink href={paths.reportHandover(report.number)}>{handOver.label}</ButtonLink>
          </ButtonRow>
        ))}
      {isUnsent(report.state) && (
        <p>
          <a href={paths.reportDraftPdf(report.number)} download>
            Take it away as a PDF
          </a>{' '}
          <span className="usa-hint">marked as a draft on every page</span>
        </p>
      )}
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}

/** What still stands in the way, and a line for each thing that stands out. */
function Findings({ draft, mayExplain }: Pick<Loaded, 'draft' | 'mayExplain'>) {
  const { missing, errors, warnings } = draft.readiness
  const link = (code: string | undefined, text: string) => (
    <a href={figureHref(draft, code)}>{text}</a>
  )
  return (
    <>
      {missing.length > 0 && (
        <Alert
          tone="error"
          title={
            missing.length === 1 ? '1 answer is missing' : `${missing.length} answers are missing`
          }
        >
          <ul>
            {missing.map(({ itemCode, label }) => (
              <li key={itemCode}>{link(itemCode, label)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {errors.length > 0 && (
        <Alert tone="error" title="These figures cannot be right together">
          <ul>
            {errors.map(({ code, key, items, message }) => (
              <li key={key}>
                {link(items[0], spoken(message))} <RuleNumber code={code} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {missing.length + errors.length === 0 && (
        <Alert tone="success">Every required item is answered, and the figures agree.</Alert>
      )}
      {warnings.length > 0 && (
        <Section id="warnings" title="What stands out">
          {mayExplain ? (
            <Explanations draft={draft} />
          ) : (
            <WarningLines warnings={sealedWarnings(warnings)} />
          )}
        </Section>
      )}
    </>
  )
}

/** They may be right: a line each says why, and goes to the reviewer with the figures. */
function Explanations({ draft }: Pick<Loaded, 'draft'>) {
  const reply = useActionData<typeof action>()
  const { readiness, seen } = draft
  const { warnings, blocking } = readiness
  const keys = warnings.map(({ key }) => ({ key }))
  return (
    <>
      <p>
        These may well be right. Say why in one line each: your reviewer reads it beside the figure,
        and need not ask.
      </p>
      <SchemaForm
        schema={async () =>
          (await import('#app/domain/report/warnings_forms.ts')).explainForm(keys)
        }
        reply={reply}
        values={Object.fromEntries(
          warnings.map((warning) => [
            warningField(warning),
            warning.explanation ?? warning.note ?? '',
          ]),
        )}
      >
        {(field) => (
          <>
            <input type="hidden" name="seen" value={seen} />
            {warnings.map((warning) => (
              <TextField
                key={warning.key}
                {...field(warningField(warning))}
                label={spoken(warning.message)}
                hint={
                  <>
                    <RuleNumber code={warning.code} /> ·{' '}
                    <a href={figureHref(draft, warning.items[0])}>Look at the figure</a>
                  </>
                }
                origin={
                  warning.explanation === null && warning.note !== null
                    ? 'From your note to the figure. Save it if it says why.'
                    : undefined
                }
              />
            ))}
            <ButtonRow>
              {blocking === 0 && (
                <Button name="intent" value="hand_over">
                  Save and go on to hand over
                </Button>
              )}
              <Button name="intent" value="save" look="outline">
                Save these lines
              </Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </>
  )
}

function figureHref({ report, filing }: Loaded['draft'], code: string | undefined): string {
  const item = filing.items.find(({ itemCode }) => itemCode === code)
  const anchor = item && isPrepared(item) ? code : `label-${code}`
  return `${paths.reportSection(report.number, item?.sectionOrder ?? 1)}#${anchor}`
}
