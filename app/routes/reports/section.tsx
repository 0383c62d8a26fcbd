import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { SectionAnswers } from '#app/components/report/answers.tsx'
import { Autosave } from '#app/components/report/autosave.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { ReturnWords } from '#app/components/report/notices.tsx'
import { SectionFindings } from '#app/components/report/findings.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { sectionsInPlay } from '#app/domain/report/fold.ts'
import { sectionSchema } from '#app/domain/report/answers.ts'
import { originWords } from '#app/domain/report/crosswalk.ts'
import { figuresOf } from '#app/domain/report/sheet.ts'
import { changesPosted, explanationName } from '#app/domain/report/section.ts'
import { type TemplateItem, sectionsToFill } from '#app/domain/report/template.ts'
import { openFindings } from '#app/domain/report/warnings.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { AnswersOvertaken, saveSection } from '#db/reports/answers.ts'
import { findBeside } from '#db/reports/beside.ts'
import { findDraft } from '#db/reports/draft.ts'
import { findForm, type ReportReader } from '#db/reports/find.ts'
import { findKnown } from '#db/reports/known.ts'
import { findVersion } from '#db/reports/versions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ section, draft }: Loaded) => `${section.title} – ${reportTitle(draft.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const sections = sectionsToFill(draft.filing.items)
  const at = sections.findIndex(({ order }) => String(order) === params['order'])
  const section = found(sections[at])
  const { state } = draft.report
  const inPlay = sectionsInPlay(state)
  const isTheirs = state.author !== 'awaiting_certification' && may(actor.role, 'report.write')
  const isEditable = isTheirs && (inPlay === 'all' || inPlay.includes(section.order))
  const sent =
    isEditable && inPlay !== 'all'
      ? await findVersion(actor, draft.report.number, state.versionNo)
      : null
  const { files, threads, words } = found(await findBeside(actor, draft.report))
  const saved = sections.find(({ order }) => String(order) === savedParam(request))
  return {
    draft,
    section,
    findings: openFindings(draft.readiness, codesOf(section)),
    before: saved && {
      title: saved.title,
      findings: openFindings(draft.readiness, codesOf(saved)),
    },
    known: await knownTo(actor, draft.report, section),
    files,
    threads,
    isEditable,
    /** What the section said when it was returned. */
    sent: sent && {
      no: sent.no,
      answers: Object.fromEntries(
        sent.sealed.answers
          .filter((answer) => answer.section === section.order)
          .map(({ code, value }) => [code, value]),
      ),
    },
    words: state.author === 'draft' ? words : [],
    next: inPlay === 'all' ? (sections[at + 1]?.order ?? null) : null,
    position: `Section ${at + 1} of ${sections.length}`,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  const sections = sectionsToFill(found(await findForm(actor, number)))
  const at = sections.findIndex(({ order }) => String(order) === params['order'])
  const section = found(sections[at])
  const form = await readForm(request, sectionSchema(section.items))
  if (!form.ok) return refused(form)
  const { intent, seen } = form.data
  const done = await attempt(form, () =>
    saveSection(actor, form.key, number, section.order, {
      changes: changesPosted(section.items, form.data, form.typed),
      seen: Number(seen),
      isAutomatic: false,
    }).catch((error: unknown) => {
      if (error instanceof AnswersOvertaken) return error
      throw error
    }),
  )
  if (!done.ok) return done.reply
  if (done.result instanceof AnswersOvertaken) {
    const { answers, seen: latest } = done.result
    return data({ typed: form.typed, errors: {}, overtaken: { answers, seen: latest } }, 409)
  }
  const { isReturned } = found(done.result)
  if (intent === 'stay') throw redirect(paths.reportSection(number, section.order))
  const next = isReturned ? undefined : sections[at + 1]
  if (!next) throw redirect(paths.report(number))
  const after = found(await findDraft(actor, number))
  const { errors, warnings } = openFindings(after.readiness, codesOf(section))
  const saved = errors.length + warnings.length > 0 ? section.order : undefined
  throw redirect(paths.reportSection(number, next.order, { saved }))
}

/** What was given elsewhere, and what was taken over already. */
async function knownTo(
  actor: ReportReader,
  report: { id: number; number: string },
  { order, items }: { order: number; items: readonly TemplateItem[] },
) {
  const { offers, origins } = await findKnown(actor, report, items)
  return {
    offers,
    origins: Object.fromEntries(
      Object.entries(origins).map(([code, origin]) => [code, originWords(origin)]),
    ),
    href: paths.reportKnown(report.number, order),
  }
}

const codesOf = ({ items }: { items: readonly { itemCode: string }[] }) =>
  items.map(({ itemCode }) => itemCode)

/** The section one comes from, when something in it wants another look. */
const savedParam = (request: Request) => new URL(request.url).searchParams.get('saved')

export default function SectionPage() {
  const {
    draft,
    section,
    findings,
    before,
    known,
    files,
    threads,
    isEditable,
    sent,
    words,
    next,
    position,
  } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { report, filing, last, seen } = draft
  const overtaken = reply && 'overtaken' in reply ? reply.overtaken : null
  const own = words.filter(({ sectionOrder }) => sectionOrder === section.order)
  const shown = {
    section,
    items: filing.items,
    answers: filing.answers,
    explanations: filing.explanations,
    targets: filing.award.targets,
    last,
    label: report.label,
    files: { number: report.number, listed: files },
    known,
    sent,
    discussed: { number: report.number, threads, mayAsk: false },
  }
  return (
    <ReportPage report={report} title={section.title} lead={`${position}.`}>
      <ReturnWords words={own} sections={[section]} />
      {!isEditable && (
        <Alert tone="info">
          {report.state.author === 'draft'
            ? 'This section was not returned. It stays as it was submitted.'
            : 'These answers cannot be changed now.'}
        </Alert>
      )}
      {isEditable && before && (
        <SectionFindings number={report.number} of={before.title} findings={before.findings} />
      )}
      {isEditable && <SectionFindings number={report.number} findings={findings} />}
      {overtaken && (
        <Alert tone="error" title="Somebody else answered here while you wrote">
          <p>
            Nothing of yours is stored yet. Their words stand beside yours below. Put together what
            is right, and save: what you leave in a field then replaces theirs.
          </p>
        </Alert>
      )}
      {isEditable && figuresOf(section.items).length > 0 && (
        <p>
          Type the figures here, or{' '}
          <a href={paths.reportUpload(report.number)}>upload them from a file</a>.
        </p>
      )}
      {isEditable ? (
        <SchemaForm
          key={section.order}
          schema={async () => (await readers()).sectionSchema(section.items)}
          reply={reply}
          values={valuesOf(section.items, filing)}
        >
          {(field) => (
            <>
              <SectionAnswers
                {...shown}
                field={field}
                theirs={theirsOf(overtaken?.answers ?? [])}
              />
              <Autosave
                action={paths.reportAutosave(report.number, section.order)}
                items={section.items}
                seen={overtaken?.seen ?? seen}
              />
              <ButtonRow>
                <Button name="intent" value="continue">
                  {next === null ? 'Save and go back to the list' : 'Save and continue'}
                </Button>
                <Button name="intent" value="stay" look="outline">
                  Save
                </Button>
              </ButtonRow>
            </>
          )}
        </SchemaForm>
      ) : (
        <SectionAnswers {...shown} field={null} />
      )}
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}

const readers = () => import('#app/domain/report/answers.ts')

function valuesOf(
  items: Loaded['section']['items'],
  { answers, explanations }: Loaded['draft']['filing'],
) {
  return Object.fromEntries(
    items.flatMap(({ itemCode }) => [
      [itemCode, answers[itemCode] ?? ''],
      [explanationName(itemCode), explanations[itemCode] ?? ''],
    ]),
  )
}

function theirsOf(
  answers: readonly {
    itemCode: string
    part: string
    theirs: string | null
    who: string
    at: string
  }[],
) {
  return Object.fromEntries(
    answers.map(({ itemCode, part, theirs, who, at }) => [
      part === 'value' ? itemCode : explanationName(itemCode),
      { text: theirs, who, when: formatDateTime(new Date(at)) },
    ]),
  )
}
