import type { NoticeLine } from './notice_line.ts'

/** What is told of the director's decisions. */
export const decisionNoticeLines = [
  {
    kind: 'decision_published',
    on: 'decision.published',
    to: ['officer', 'evaluation_officers'],
    group: 'awards',
    subject: 'decision',
    says: 'A decision is published',
    ask: 'Read it with what was known that day, and comment where it is about yours.',
  },
  {
    kind: 'decision_shared',
    on: 'decision.shared',
    to: ['certifiers'],
    group: 'awards',
    subject: 'decision',
    says: 'A decision about your award is shared with you',
    ask: 'Read what was decided, and what was known that day.',
  },
] as const satisfies readonly NoticeLine[]
