import { type RawBuilder, sql } from 'kysely'
import { type Actor, type SystemActor, type Visitor, roles } from '#app/domain/access.ts'
import { dayIn } from '#app/domain/clock.ts'
import { type Audience, type NoticeGroup, noticeGroups } from '#app/domain/notice_line.ts'
import { defaultMail, linesOf } from '#app/domain/notices.ts'
import type { Happening } from './events.ts'
import type { Trx } from './index.ts'
import { isAwayOn } from './scope.ts'

/** Tells those whom an event concerns, in its transaction and in one statement: a notice in the inbox of
 *  each and of whoever stands in for them, and for those who want it at once a letter in the queue. */
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
          ${defaults.get(group)}::jsonb as usual, ${rank}::int as rank, ${!own.has(audience)}::boolean as passes
        from memberships m where m.ended_at is null and ${members[audience](happening)}`,
    ),
  )
  await sql`
    with told as (${sql.join(told, sql` union all `)}),
    reached as (
      select told.*, null::bigint as for_membership_id from told
      union all
      select told.organization_id, delegations.delegate_membership_id, told.kind, told.notice_group,
        told.usual, told.rank, told.passes, told.membership_id
      from told join delegations on delegations.membership_id = told.membership_id
      where told.passes and ${isAwayOn(dayIn(event.at))}
    ),
    made as (
      insert into notices
        (organization_id, membership_id, for_membership_id, event_id, kind, at, mail)
      select reached.organization_id, reached.membership_id, reached.for_membership_id,
        ${event.id}::bigint, reached.kind, ${event.at}::timestamptz,
        coalesce(settings.mail, reached.usual ->> m.role)
      from reached
      join memberships m on m.id = reached.membership_id and m.ended_at is null
      join people on people.id = m.person_id
      left join notice_settings settings on settings.membership_id = reached.membership_id
        and settings.notice_group = reached.notice_group
      where people.disabled_at is null
        and people.id is distinct from ${actor.kind === 'system' ? null : actor.personId}::bigint
      order by reached.for_membership_id is not null, reached.rank
      on conflict (membership_id, event_id) do nothing
      returning id, mail
    )
    select enqueue('send_notice', json_build_object('noticeId', id), 'notice ' || id)
    from made where mail = 'instant'
  `.execute(trx)
}

/** Whom an event names in person: what they are told is not passed on. */
const own = new Set<Audience>(['asked', 'stand_in', 'absent'])

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
  stand_in: ({ after }) => sql`m.id = ${Number(after?.['delegateMembershipId'] ?? 0)}::bigint`,
  absent: ({ after }) => sql`m.id = ${Number(after?.['membershipId'] ?? 0)}::bigint`,
  drafter: ({ after }) => sql`m.id = ${Number(after?.['membershipId'] ?? 0)}::bigint`,
  study_team: ({ studyId }) => sql`m.id in (
    select membership_id from study_team
    where study_id = ${studyId ?? null}::bigint and ended_at is null)`,
  study_leads: ({ studyId }) => sql`m.role = 'lead' and m.id in (
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
  site_certifiers: ({ studyId }) => sql`m.role = 'certifier' and m.organization_id in (
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
