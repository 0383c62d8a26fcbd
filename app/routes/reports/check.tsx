import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { SectionAnswers } from '#app/components/report/answers.tsx'
import { AnswerFiles } from '#app/components/report/files.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { sectionsInPlay } from '#app/domain/report/fold.ts'
import { openMoves } from '#app/domain/report/machine.ts'
import { isUnsent } from '#app/domain/report/states.ts'
import { sectionsToFill } from '#app/domain/report/template.ts'
import { paths } from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { listFiles } from '#db/reports/files.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ draft }: Loaded) => `Check your answers – ${reportTitle(draft.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const { state, activePeople } = draft.report
  const facts = { ...state, activePeople, missing: draft.readiness.blocking }
  return {
    draft,
    files: await listFiles(actor, draft.report.id),
    handOver: openMoves(facts, actor).find(({ name }) => name === 'hand_over') ?? null,
  }
}

export default function Check() {
  const { draft, files, handOver } = useLoaderData<typeof loader>()
  const { report, filing, last } = draft
  const inPlay = sectionsInPlay(report.state)
  return (
    <ReportPage
      report={report}
      title="Check your answers"
      lead="This is what will be handed over. Change an answer by its section’s link."
    >
      <Findings draft={draft} />
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

function Findings({ draft: { report, filing, readiness } }: { draft: Loaded['draft'] }) {
  const { missing, errors, warnings } = readiness
  const sectionOf = (code: string | undefined) =>
    filing.items.find(({ itemCode }) => itemCode === code)?.sectionOrder ?? 1
  const link = (code: string | undefined, text: string) => (
    <a href={`${paths.reportSection(report.number, sectionOf(code))}#${code}`}>{text}</a>
  )
  const unexplained = warnings.filter(({ explanation }) => explanation === null)
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
            {errors.map(({ code, items, message }) => (
              <li key={`${code} ${items.join()}`}>{link(items[0], plain(message))}</li>
            ))}
          </ul>
        </Alert>
      )}
      {unexplained.length > 0 && (
        <Alert tone="warning" title="Your reviewer will ask about these">
          <p>They do not stop you. A line of explanation in the figure’s note saves a return.</p>
          <ul>
            {unexplained.map(({ code, items, message }) => (
              <li key={code}>
                {plain(message)} {link(noted(items[0]), 'Explain')}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {warnings
        .filter(({ explanation }) => explanation !== null)
        .map(({ code, message, explanation }) => (
          <Alert key={code} tone="info">
            {plain(message)} Explained: {explanation}
          </Alert>
        ))}
      {missing.length + errors.length === 0 && (
        <Alert tone="success">Every required item is answered, and the figures agree.</Alert>
      )}
    </>
  )
}

const noted = (code: string | undefined) => code && `label-${code}`

/** A rule's message names items by label and code; on screen the label is enough. */
const plain = (message: string) => message.replaceAll(/ \([A-Z][A-Z0-9]*_[A-Z0-9_*]+\)/g, '')
