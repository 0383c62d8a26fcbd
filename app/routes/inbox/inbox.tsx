import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink } from '#app/components/buttons.tsx'
import { NoticeList } from '#app/components/notice_list.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { noticeEntry } from '#app/components/notice_words.ts'
import { Page } from '#app/components/page.tsx'
import { today } from '#app/domain/clock.ts'
import { historyQuery } from '#app/domain/history.ts'
import { inboxForm, readInboxQuery } from '#app/domain/inbox.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { countUnread, listNotices, markNotices, unreadCounted } from '#db/inbox.ts'

export const handle = { title: 'Inbox' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const params = new URL(request.url).searchParams
  const query = readInboxQuery(params)
  const [{ notices, next }, unread] = await Promise.all([
    listNotices(actor, query),
    countUnread(actor),
  ])
  const isEmpty = notices.length === 0 && !query.after
  const before = isEmpty ? await listNotices(actor, { unread: false, after: null }) : null
  const older = historyQuery(next)
  const show = query.unread ? null : 'all'
  return {
    show,
    unread: unread > unreadCounted ? `more than ${unreadCounted}` : String(unread),
    isAllRead: params.get('done') === 'read_all',
    isNew: before?.notices.length === 0,
    isLater: query.after !== null,
    notices: notices.map((notice) => noticeEntry(notice, today())),
    newest: Math.max(0, ...notices.map(({ id }) => id)),
    older: older && paths.inbox({ show, ...older }),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const form = await readForm(request, inboxForm)
  if (!form.ok) return refused(form)
  const params = new URL(request.url).searchParams
  const [show, before] = [params.get('show'), params.get('before')]
  if (form.data.do === 'read_all') {
    await markNotices(actor, { until: Number(form.data.until) }, 'read')
    throw redirect(paths.inbox({ show, done: 'read_all' }))
  }
  await markNotices(actor, { id: Number(form.data.notice) }, form.data.do)
  throw redirect(paths.inbox({ show, before }))
}

export default function Inbox() {
  const loaded = useLoaderData<typeof loader>()
  const { show, unread, isAllRead, isNew, isLater, notices, newest, older } = loaded
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Inbox"
      lead="What happened that concerns you, newest first."
      actions={
        <ButtonLink href={paths.accountNotices()} look="outline">
          Choose what comes by mail
        </ButtonLink>
      }
    >
      {isAllRead && <Alert tone="success">Everything up to now is marked as read.</Alert>}
      {reply && (
        <Alert tone="error">Nothing was changed. {Object.values(reply.errors).join(' ')}</Alert>
      )}
      <div className="inbox__bar">
        <nav aria-label="Which notices">
          <ul className="views">
            <li>
              <a href={paths.inbox()} aria-current={show === null ? 'page' : undefined}>
                Unread ({unread})
              </a>
            </li>
            <li>
              <a href={paths.inbox({ show: 'all' })} aria-current={show ? 'page' : undefined}>
                All
              </a>
            </li>
          </ul>
        </nav>
        {unread !== '0' && newest > 0 && (
          <Form method="post">
            <WriteFields />
            <input type="hidden" name="until" value={newest} />
            <Button look="outline" name="do" value="read_all">
              Mark all as read
            </Button>
          </Form>
        )}
      </div>
      {notices.length > 0 ? <NoticeList notices={notices} /> : <Nothing isNew={isNew} />}
      <p>
        {older && (
          <a href={older} rel="next">
            Older
          </a>
        )}
        {older && isLater && ' · '}
        {isLater && <a href={paths.inbox({ show })}>Newest</a>}
      </p>
    </Page>
  )
}

function Nothing({ isNew }: { isNew: boolean }) {
  if (!isNew) {
    return (
      <EmptyState
        title="You have read everything"
        action={<a href={paths.inbox({ show: 'all' })}>Show what you were told before</a>}
      >
        New notices appear here and count beside “Inbox” at the top of every page.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Nothing has happened that concerns you yet"
      action={<a href={paths.today()}>See what needs you today</a>}
    >
      Here you are told when somebody does something you have to know of: a report handed over,
      returned or accepted, evidence submitted, a gate decided, a due date coming near.
    </EmptyState>
  )
}
