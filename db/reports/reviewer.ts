import { sql } from 'kysely'
import { isAwayOn } from '../scope.ts'

/** Whether who picked a report up is away on a day, or no longer looks after its award, in person or for
 *  somebody who is away. False where nobody picked it up. */
export function isReviewerGone(day: string) {
  return sql<boolean>`(reports.reviewer_membership_id is not null and (
    exists (select from delegations
      where delegations.membership_id = reports.reviewer_membership_id and ${isAwayOn(day)})
    or not exists (
      select from caseloads
      join memberships at_work on at_work.id = reports.reviewer_membership_id
        and at_work.ended_at is null
      join people on people.id = at_work.person_id and people.disabled_at is null
      where caseloads.award_id = reports.award_id and caseloads.ended_at is null
        and (caseloads.membership_id = at_work.id or exists (select from delegations
          where delegations.membership_id = caseloads.membership_id
            and delegations.delegate_membership_id = at_work.id and ${isAwayOn(day)}))
    )
  ))`
}
