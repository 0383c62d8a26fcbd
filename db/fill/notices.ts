import { sql } from 'kysely'
import { roles } from '#app/domain/access.ts'
import { noticeLines } from '#app/domain/notice_lines.ts'
import { defaultMail } from '#app/domain/notices.ts'
import type { Trx } from '../index.ts'

/** Of the last hundred days, what the officers and the grantees' people were told by the app's own lines. All
 *  of it went out by mail; what is older than two weeks, and some of the rest, was read. */
export async function tellPeople(trx: Trx, day: string): Promise<void> {
  const told = ['officer', 'preparers', 'certifiers'] as const
  const lines = noticeLines.flatMap((line) =>
    'when' in line
      ? []
      : told
          .filter((to) => (line.to as readonly string[]).includes(to))
          .map((to) => ({ ...line, to })),
  )
  const mails = roles.map((role) => ({ role, mail: defaultMail(role, 'reports') }))
  await sql`analyze events`.execute(trx)
  await sql`
    insert into notices (organization_id, membership_id, event_id, kind, at, mail, read_at, mailed_at)
    with happened as (
      select e.id, e.at, e.award_id, e.person_id, line.kind, line.audience
      from events e
      join unnest(${lines.map(({ on }) => on)}::text[], ${lines.map(({ kind }) => kind)}::text[],
        ${lines.map(({ to }) => to)}::text[]) as line (event, kind, audience) on line.event = e.kind
      where e.request_id = 'fill' and e.report_id is not null and e.at > ${day}::date - 100
    ), told as (
      select m.id, m.organization_id, m.role, m.person_id, h.id as event_id, h.kind, h.at
      from happened h
      join caseloads on caseloads.award_id = h.award_id and caseloads.ended_at is null
      join memberships m on m.id = caseloads.membership_id
      where h.audience = 'officer' and h.person_id is distinct from m.person_id
      union all
      select m.id, m.organization_id, m.role, m.person_id, h.id, h.kind, h.at
      from happened h
      join awards on awards.id = h.award_id
      join memberships m on m.organization_id = awards.organization_id and m.ended_at is null
        and h.audience = m.role || 's'
      where h.person_id is distinct from m.person_id
    )
    select organization_id, told.id, event_id, kind, at, mails.mail,
      case when at < ${day}::date - 14 or pg_temp.draw('read', event_id) < 0.6 then at end,
      case when mails.mail <> 'none' then at end
    from told
    join unnest(${mails.map(({ role }) => role)}::text[], ${mails.map(({ mail }) => mail)}::text[])
      as mails (role, mail) on mails.role = told.role
    order by event_id, told.id`.execute(trx)
}
