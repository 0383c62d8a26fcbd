import type { NoticeLine } from '../notice_line.ts'

/** What is told of findings of overlap. */
export const overlapNoticeLines = [
  {
    kind: 'overlap_commented',
    on: 'overlap.commented',
    to: ['directors'],
    group: 'awards',
    subject: 'overlap',
    says: 'An officer commented on a finding of overlap',
    ask: 'Read it, and decide when you know enough.',
  },
  {
    kind: 'overlap_confirmed',
    on: 'overlap.confirmed',
    to: ['officer'],
    group: 'awards',
    subject: 'overlap',
    says: 'A finding of overlap is confirmed',
    ask: 'See what it rests on. What is done about it is planned next.',
  },
  {
    kind: 'overlap_planned',
    on: 'overlap.planned',
    to: ['officer'],
    group: 'awards',
    subject: 'overlap',
    says: 'An action on an overlap is planned',
    ask: 'Carry it out with the officer of the other award.',
  },
  {
    kind: 'overlap_reopened',
    on: 'overlap.reopened',
    to: ['officer', 'directors'],
    group: 'awards',
    subject: 'overlap',
    says: 'A finding of overlap is open again',
    ask: 'See what changed, and say what you know.',
  },
  {
    kind: 'overlap_shared',
    on: 'overlap.shared',
    to: ['officer', 'certifiers'],
    group: 'awards',
    subject: 'overlap',
    says: 'A finding of overlap is shared with the grantees',
    ask: 'Read it. Nothing is asked of a grantee by it.',
  },
] as const satisfies readonly NoticeLine[]
