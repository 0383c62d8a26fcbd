import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Alert, EmptyState, ErrorSummary } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { reportTitle } from '#app/components/report/head.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { type BulkAction, bulkForm, bulkLabels, readBulk } from '#app/domain/report/bulk.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Previewed, moveBulk, previewBulk } from '#db/reports/bulk.ts'

export const handle = { title: 'Several reports at once' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const asked = readBulk(new URL(request.url).searchParams)
  if (!asked) throw redirect(paths.reports())
  return { action: asked.action, reports: await previewBulk(actor, asked.action, asked.numbers) }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const form = await readForm(request, bulkForm)
  if (!form.ok) return refused(form)
  const { action: what, chosen } = form.data
  return { done: what, reports: await moveBulk(actor, form.key, what, chosen) }
}

/** First what will happen and what will not; then, confirmed, what did and what did not. */
export default function Bulk() {
  const { action: asked, reports } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (reply && 'done' in reply) return <Outcome what={reply.done} reports={reply.reports} />
  const [left, moved] = sorted(reports)
  return (
    <Page
      title={`${bulkLabels[asked]}: check what happens`}
      lead="Nothing has happened yet. Each report is moved by itself when you confirm."
      breadcrumb={crumbs}
    >
      <ErrorSummary
        errors={Object.values(reply?.errors ?? {}).map((message) => ({ id: 'confirm', message }))}
      />
      {reports.length === 0 && (
        <EmptyState
          title="No report is chosen"
          action={<a href={paths.reports()}>Choose reports in the queue</a>}
        >
          Tick reports of your queue, then choose what to do with them.
        </EmptyState>
      )}
      <Reports id="exceptions" title="Left out" reports={left} />
      <Reports id="chosen" title={willHappen[asked]} reports={moved} />
      <Form method="post" id="confirm">
        <WriteFields />
        <input type="hidden" name="action" value={asked} />
        {moved.map(({ number, version }) => (
          <input key={number} type="hidden" name="chosen" value={`${number}@${version}`} />
        ))}
        <ButtonRow>
          {moved.length > 0 && (
            <Button>
              {bulkLabels[asked]}: {counted(moved.length)}
            </Button>
          )}
          <ButtonLink look="outline" href={paths.reports()}>
            Back to the queue
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Page>
  )
}

function Outcome({ what, reports }: { what: BulkAction; reports: Previewed[] }) {
  const [left, moved] = sorted(reports)
  return (
    <Page title={`${bulkLabels[what]}: what happened`} breadcrumb={crumbs}>
      {moved.length > 0 && (
        <Alert tone="success" title={`Done: ${counted(moved.length)}`}>
          <p>{isTold[what]}</p>
        </Alert>
      )}
      <Reports id="exceptions" title="Not done" reports={left} />
      <Reports id="done" title="Done" reports={moved} />
      <p>
        <a href={paths.reports()}>Back to the queue</a>
      </p>
    </Page>
  )
}

function Reports({ id, title, reports }: { id: string; title: string; reports: Previewed[] }) {
  if (reports.length === 0) return null
  const hasReasons = reports.some(({ exception }) => exception)
  return (
    <Section id={id} title={title} aside={counted(reports.length)}>
      <DataTable id={`${id}-table`} caption={title} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Report</HeaderCell>
            <HeaderCell>Grantee</HeaderCell>
            {hasReasons && <HeaderCell>Why</HeaderCell>}
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.number}>
              <th scope="row" className="wrap">
                {report.versionNo > 0 ? (
                  <a href={paths.report(report.number)}>{reportTitle(report)}</a>
                ) : (
                  reportTitle(report)
                )}
                <span className="sub">{report.awardName ?? report.awardNumber}</span>
              </th>
              <td className="wrap">
                {report.organizationName} {report.sample && <SampleBadge />}
              </td>
              {hasReasons && <td className="wrap">{report.exception}</td>}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}

function sorted(reports: readonly Previewed[]): [left: Previewed[], moved: Previewed[]] {
  return [
    reports.filter(({ exception }) => exception !== null),
    reports.filter(({ exception }) => exception === null),
  ]
}

const counted = (count: number) => (count === 1 ? '1 report' : `${count} reports`)

const crumbs = [{ label: 'Reports', href: paths.reports() }]

const willHappen = {
  pick_up: 'Picked up for your review',
  accept: 'Accepted',
  remind: 'Their grantees are reminded',
} satisfies Record<BulkAction, string>

const isTold = {
  pick_up: 'Their grantees are told that the review has begun.',
  accept: 'Their figures count from now on, and their grantees are told.',
  remind:
    'Their preparers and certifying officials find it in their inbox, and by mail as they chose.',
} satisfies Record<BulkAction, string>
