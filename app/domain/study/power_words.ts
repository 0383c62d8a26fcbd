import { formatDate } from '../calendar.ts'
import { formatCount } from '../count.ts'
import type { TargetReached } from './enrolment.ts'

/** When the power asked for is reached, as a sentence. */
export function reachedWords({ targetReached }: { targetReached: TargetReached }): string {
  switch (targetReached.kind) {
    case 'reached':
      return 'The power asked for is reached with the people enrolled today.'
    case 'in_time':
      return `The power asked for is reached on ${formatDate(targetReached.on)}, with ${formatCount(targetReached.enrolled)} people.`
    case 'too_late':
      return `The power asked for would be reached on ${formatDate(targetReached.on)}, with ${formatCount(targetReached.enrolled)} people: after enrolment closes.`
    case 'never':
      return `The power asked for is never reached. ${targetReached.reason}`
  }
}
