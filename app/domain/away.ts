import { type Right, type Role, rights, roles } from './access.ts'
import { formatDate } from './calendar.ts'
import { addDays } from './dates.ts'
import type { FieldErrors } from './outcome.ts'

/** Roles for whom something waits; the others have nothing to hand over. */
export const rolesWithDesk: readonly Role[] = [
  'officer',
  'grants_officer',
  'evaluation_officer',
  'director',
  'certifier',
  'preparer',
  'lead',
  'analyst',
]

/** Whether somebody in one role may do all that another role may. Whoever stands in acts by the rights of
 *  the own role, so that nobody gains a right by it. */
export function mayStandInFor(standIn: Role, absent: Role): boolean {
  return (Object.keys(rights) as Right[]).every((right) => {
    const held: readonly Role[] = rights[right]
    return !held.includes(absent) || held.includes(standIn)
  })
}

/** The roles of colleagues who may stand in for a role; none for one without a desk. */
export function standInRoles(absent: Role): Role[] {
  return rolesWithDesk.includes(absent) ? roles.filter((role) => mayStandInFor(role, absent)) : []
}

/** From the first day away to the last, both included. */
export interface Span {
  beginsOn: string
  endsOn: string
}

/** Days of one span at most; a longer absence is a hand-over of awards. */
const longestAway = 366

/** Why nobody can be away for such a span, at the field; null when they can. */
export function spanRefusal({ beginsOn, endsOn }: Span, day: string): FieldErrors | null {
  if (beginsOn < day) {
    return { 'beginsOn.month': `Enter a first day that is not over: ${formatDate(day)} or later.` }
  }
  if (endsOn < beginsOn) {
    return { 'endsOn.month': 'Enter a last day that is not before the first.' }
  }
  const farthest = addDays(beginsOn, longestAway - 1)
  return endsOn <= farthest
    ? null
    : { 'endsOn.month': `Enter a last day up to ${formatDate(farthest)}, one year away.` }
}
