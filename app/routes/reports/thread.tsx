import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { Remarks, ThreadTag } from '#app/components/report/threads.tsx'
import { may } from '#app/domain/access.ts'
import { formatFigure, isFigure } from '#app/domain/report/display.ts'
import { saidIn } from '#app/domain/report/differences.ts'
import {
  type RemarkKind,
  remarkKinds,
  remarkRefusal,
  remarkSides,
} from '#app/domain/report/threads.ts'
import { remarkForm } from '#app/domain/report/review_forms.ts'
import { wordsFor } from '#app/domain/words.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { readItems } from '#db/reports/matter.ts'
import { listThreads, remarkOn } from '#db/reports/threads.ts'
import { findVersion } from '#db/reports/versions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ item, report }: Loaded) => `Question: ${item.label} – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const { sealed } = found(await findVersion(actor, report.number, report.state.versionNo))
  const items = await readItems(report, report.programCode)
  const item = found(
    items.find(
      ({ itemCode, itemKind }) => itemCode === params['item'] && itemKind !== 'attestation',
    ),
  )
  const threads = await listThreads(actor, report.id)
  const thread = threads.find(({ itemCode }) => itemCode === item.itemCode) ?? null
  const { answers, explanations, files } = saidIn(sealed)
  return {
    report,
    item,
    thread,
    answer: isFigure(item) ? formatFigure(item, items, answers) : (answers[item.itemCode] ?? null),
    note: explanations[item.itemCode] ?? null,
    files: files.filter(({ itemCode }) => itemCode === item.itemCode).map(({ name }) => name),
    done: new URL(request.url).searchParams.get('done'),
    offered: remarkKinds
      .filter(
        (kind) =>
          report.isOwn &&
          may(actor.role, 'report.discuss') &&
          remarkSides[kind] === actor.organizationKind,
      )
      .map((kind) => ({ kind, refusal: remarkRefusal(kind, thread?.state ?? null, report.state) })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.discuss')
  const form = await readForm(request, remarkForm)
  if (!form.ok) return refused(form)
  const { number = '', item = '' } = params
  const done = await attempt(form, () => remarkOn(actor, form.key, number, item, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.reportThread(number, item, { done: form.data.kind }))
}

export default function ThreadPage() {
  const { report, item, thread, done, offered } = useLoaderData<typeof loader>()
  const say = wordsFor(sayings, done)
  const kinds = offered.filter(({ refusal }) => refusal === null).map(({ kind }) => kind)
  // After an answer most questions are settled.
  const open = thread?.state === 'answered' ? [...kinds].reverse() : kinds
  return (
    <ReportPage
      report={report}
      title={item.label}
      lead={
        thread ? (
          <ThreadTag state={thread.state} />
        ) : (
          'Nobody has asked about this answer. What is said here stays on record and is never changed.'
        )
      }
    >
      {say && (
        <Alert tone="success" title={say.title}>
          <p>{say.text}</p>
        </Alert>
      )}
      <Answer />
      {thread && (
        <Section id="said" title="What was said">
          <Remarks remarks={thread.remarks} />
        </Section>
      )}
      {open.length > 0 ? (
        <Saying key={thread?.remarks.length} open={open} seen={thread?.remarks.at(-1)?.id ?? 0} />
      ) : (
        offered[0]?.refusal && <p>{offered[0].refusal}</p>
      )}
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}

/** What the answer says in the latest sealed version. */
function Answer() {
  const { report, answer, note, files } = useLoaderData<typeof loader>()
  return (
    <Section id="answer" title={`The answer in version ${report.state.versionNo}`}>
      <p className="prose">{answer ?? <span className="absent">no answer</span>}</p>
      {note && <p className="sub">Note: {note}</p>}
      {files.length > 0 && <p className="sub">Files: {files.join('; ')}</p>}
    </Section>
  )
}

function Saying({ open, seen }: { open: RemarkKind[]; seen: number }) {
  const reply = useActionData<typeof action>()
  const isResolvable = open.includes('resolution')
  return (
    <SchemaForm
      schema={async () => (await import('#app/domain/report/review_forms.ts')).remarkForm}
      reply={reply}
    >
      {(field) => (
        <>
          <input type="hidden" name="seen" value={seen} />
          <TextArea
            {...field('words')}
            label={
              open.includes('answer')
                ? 'Your answer'
                : isResolvable
                  ? 'Your words'
                  : 'Your question'
            }
            hint={
              open.includes('answer')
                ? 'The program officer reads it at once. The report itself stays as it was signed.'
                : 'The grantee reads it at once. To have the answer itself changed, return its section.'
            }
            rows={4}
          />
          <ButtonRow>
            {open.map((kind, position) => (
              <Button
                key={kind}
                name="kind"
                value={kind}
                look={position === 0 ? 'primary' : 'outline'}
              >
                {kind === 'question' && isResolvable ? 'Ask again' : labels[kind]}
              </Button>
            ))}
          </ButtonRow>
        </>
      )}
    </SchemaForm>
  )
}

const labels = {
  question: 'Ask the grantee',
  answer: 'Send the answer',
  resolution: 'Resolve the question',
} satisfies Record<RemarkKind, string>

const sayings = {
  question: {
    title: 'Question asked',
    text: 'The grantee’s preparers and certifying officials are told. You are told when they answer.',
  },
  answer: {
    title: 'Answer sent',
    text: 'The program officer is told, and resolves the question or asks again.',
  },
  resolution: {
    title: 'Question resolved',
    text: 'It no longer counts as open. The words stay on record.',
  },
} satisfies Record<RemarkKind, { title: string; text: string }>
