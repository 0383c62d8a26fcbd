import { sql } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import type { PetitionKind } from '#app/domain/report/petitions.ts'

/** The day a report is worked towards, for its order in a list. */
export const dueOn = sql<string>`coalesce(reports.extended_due_on, reports.working_due_on)`

/** The last day in time of a report. */
export const lastDay = sql<string>`greatest(reports.working_due_on, reports.statutory_due_on, reports.extended_due_on)`

/** What is asked about a report's due date and not decided yet. */
export const petitionKind = sql<PetitionKind | null>`(
  select kind from report_petitions
  where report_petitions.report_id = reports.id and outcome is null
)`

/** The officer whom another officer stands in for at an award; null at an own award and for other roles. */
export function standsInFor(actor: Actor) {
  return sql<string | null>`case when ${actor.role} = 'officer' then (
    select people.name from caseloads
    join memberships on memberships.id = caseloads.membership_id
    join people on people.id = memberships.person_id
    where caseloads.award_id = awards.id and caseloads.ended_at is null
      and caseloads.membership_id <> ${actor.membershipId}) end`
}
