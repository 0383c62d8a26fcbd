import { type RawBuilder, sql } from 'kysely'
import { type Actor, type SystemActor, type Visitor, roles } from '#app/domain/access.ts'
import { type Audience, type NoticeGroup, noticeGroups } from '#app/domain/notice_lines.ts'
import { defaultMail, linesOf } from '#app/domain/notices.ts'
import type { Happening } from './events.ts'
import type { Trx } from './index.ts'

/** Tells those whom an event concerns, in its transaction and in one statement: a notice in the inbox of
 *  each, and for those who want it at once a letter in the queue. */
export async function notify(
  trx: Trx,
  actor: Actor | SystemActor | Visitor,
  event: { id: number; at: Date },
  happening: Happening,
): Promise<void> {
  const lines = linesOf(happening)
  if (lines.length === 0) return
  const told = lines.flatMap(({ kind, group, to }, rank) =>
    to.map(
      (audience) => sql`
        select m.organization_id, m.id as membership_id, ${kind} as kind, ${group} as notice_group,
          ${defaults.get(group)}::jsonb ->> m.role as usual, ${rank}::int as rank, m.person_id
        from memberships m where m.ended_at is null and ${members[audience](happening)}`,
    ),
  )
  await sql`
    with made as (
      insert into notices (organization_id, membership_id, event_id, kind, at, mail)
      select told.organization_id, told.membership_id, ${event.id}::bigint, told.kind,
        ${event.at}::timestamptz, coalesce(settings.mail, told.usual)
      from (${sql.join(told, sql` union all `)}) told
      join people on people.id = told.person_id
      left join notice_settings settings on settings.membership_id = told.membership_id
        and settings.notice_group = told.notice_group
      where people.disabled_at is null
        and people.id is distinct from ${actor.kind === 'system' ? null : actor.personId}::bigint
      order by told.rank
      on conflict (membership_id, event_id) do nothing
      returning id, mail
    )
    select enqueue('send_notice', json_build_object('noticeId', id), 'notice ' || id)
    from made where mail = 'instant'
  `.execute(trx)
}

/** Of each group, how it goes out to each role that chose nothing, as JSON. */
const defaults = new Map<NoticeGroup, string>(
  noticeGroups.map((group) => [
    group,
    JSON.stringify(Object.fromEntries(roles.map((role) => [role, defaultMail(role, group)]))),
  ]),
)

/** Who an audience is at an event: a condition on memberships `m`. */
const members: Record<Audience, (at: Happening) => RawBuilder<unknown>> = {
  preparers: (at) => sql`m.role = 'preparer' and ${ofGrantee(at)}`,
  certifiers: (at) => sql`m.role = 'certifier' and ${ofGrantee(at)}`,
  officer: ({ awardId }) => sql`m.id = (${officerOf(awardId)})`,
  grants_officers: ({ awardId }) => grantsOfficersOf(awardId),
  supervisor: ({ awardId }) => sql`case when exists (${supervisorOf(awardId)})
    then m.id = (${supervisorOf(awardId)}) else ${grantsOfficersOf(awardId)} end`,
  asked: ({ after }) => sql`m.id = ${Number(after?.['membershipId'] ?? 0)}::bigint`,
  study_team: ({ studyId }) => sql`m.id in (
    select membership_id from study_team
    where study_id = ${studyId ?? null}::bigint and ended_at is null)`,
  site_leads: ({ awardId }) => sql`m.role = 'lead' and m.id in (
    select study_team.membership_id from study_team
    join study_sites on study_sites.study_id = study_team.study_id
    where study_sites.award_id = ${awardId ?? null}::bigint and study_team.ended_at is null)`,
  site: ({ studyId, milestoneCode }) => sql`m.role in ('preparer', 'certifier') and m.role = (
    select role from milestones
    where study_id = ${studyId ?? null}::bigint and code = ${milestoneCode ?? null})
    and m.organization_id in (
      select awards.organization_id from study_sites join awards on awards.id = study_sites.award_id
      where study_sites.study_id = ${studyId ?? null}::bigint)`,
  evaluation_officers: () => sql`m.role = 'evaluation_officer'`,
  directors: () => sql`m.role = 'director'`,
}

function ofGrantee({ reportId, awardId }: Happening) {
  return reportId === undefined
    ? sql`m.organization_id = (
        select organization_id from awards where id = ${awardId ?? null}::bigint)`
    : sql`m.organization_id = (
        select organization_id from reports where id = ${reportId}::bigint)`
}

function officerOf(awardId: number | undefined) {
  return sql`select membership_id from caseloads
    where award_id = ${awardId ?? null}::bigint and ended_at is null`
}

function supervisorOf(awardId: number | undefined) {
  return sql`select above.id from memberships officer
    join memberships above on above.person_id = officer.supervisor_id
      and above.organization_id = officer.organization_id and above.ended_at is null
    join people on people.id = above.person_id and people.disabled_at is null
    where officer.id = (${officerOf(awardId)})`
}

function grantsOfficersOf(awardId: number | undefined) {
  return sql`(m.role = 'grants_officer' and m.organization_id in (
    select organizations.id from organizations
    join awards on awards.agency_code = organizations.agency_code
    where awards.id = ${awardId ?? null}::bigint))`
}
