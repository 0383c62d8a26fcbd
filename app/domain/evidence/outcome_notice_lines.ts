import type { NoticeLine } from '../notice_line.ts'

/** What is told of outcomes that grantees claim. */
export const outcomeNoticeLines = [
  {
    kind: 'outcome_claimed',
    on: 'outcome.claimed',
    to: ['officer'],
    group: 'awards',
    subject: 'outcome',
    says: 'A grantee claims a business outcome or a change of systems',
    ask: 'Look at what shows it, and confirm it or say what is missing.',
  },
  {
    kind: 'outcome_answered',
    on: 'outcome.answered',
    to: ['preparers', 'certifiers'],
    group: 'awards',
    subject: 'outcome',
    says: 'The program officer answered an outcome you claimed',
    ask: 'Read the answer. What was not confirmed may be claimed again with more to show it.',
  },
] as const satisfies readonly NoticeLine[]
