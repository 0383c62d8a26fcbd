import { Form } from '@remix-run/react'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { Button } from './buttons.tsx'
import type { NoticeEntry } from './notice_words.ts'
import { SampleBadge } from './tags.tsx'

/** Notices with the way to what each is about, and a button to mark it. */
export function NoticeList({ notices }: { notices: NoticeEntry[] }) {
  return (
    <ol className="inbox">
      {notices.map((notice) => (
        <li
          className={`inbox__notice${notice.isRead ? '' : ' inbox__notice--unread'}`}
          key={notice.id}
        >
          <div className="inbox__words">
            <p>
              <a className="inbox__says" href={paths.notice(notice.id)}>
                {notice.says}
              </a>
              {!notice.isRead && <span className="visually-hidden"> (unread)</span>}
            </p>
            <p className="inbox__about">
              {notice.about} {notice.sample && <SampleBadge />}
            </p>
            {notice.absentee && (
              <p className="inbox__facts">
                For {notice.absentee}, for whom you stood in when this was told.
              </p>
            )}
            <p className="inbox__facts">
              {notice.ask} {notice.due}
            </p>
            <p className="inbox__facts">
              {notice.who} · <time dateTime={notice.when.iso}>{notice.when.text}</time>
            </p>
          </div>
          <Form method="post">
            <WriteFields />
            <input type="hidden" name="notice" value={notice.id} />
            <Button look="plain" name="do" value={notice.isRead ? 'unread' : 'read'}>
              Mark as {notice.isRead ? 'unread' : 'read'}
              <span className="visually-hidden">
                : {notice.says}, {notice.about}
              </span>
            </Button>
          </Form>
        </li>
      ))}
    </ol>
  )
}
