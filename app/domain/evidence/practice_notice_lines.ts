import type { NoticeLine } from '../notice_line.ts'

/** Who hears of what worked elsewhere. */
export const practiceNoticeLines = [
  {
    kind: 'practice_submitted',
    on: 'practice.submitted',
    to: ['evaluation_officers', 'directors'],
    group: 'studies',
    subject: 'practice',
    says: 'A practice note waits for approval',
    ask: 'Read it beside what it rests on. Approve it, or return it with words.',
  },
  {
    kind: 'practice_decided',
    on: 'practice.approved',
    to: ['drafter'],
    group: 'awards',
    subject: 'practice',
    says: 'Your practice note is approved',
    ask: 'Officers can send it to awards alike from now on.',
  },
  {
    kind: 'practice_returned',
    on: 'practice.returned',
    to: ['drafter'],
    group: 'awards',
    subject: 'practice',
    says: 'Your practice note was returned',
    ask: 'Read why, change it, and hand it over again.',
  },
  {
    kind: 'practice_sent',
    on: 'practice.sent',
    to: ['certifiers', 'preparers'],
    group: 'awards',
    subject: 'practice_sent',
    says: 'Your program officer sent you a practice note',
    ask: 'Read what worked at an award like yours, and say whether it is of use.',
  },
  {
    kind: 'practice_answered',
    on: 'practice.answered',
    to: ['officer'],
    group: 'awards',
    subject: 'practice_sent',
    says: 'A grantee answered a practice note',
    ask: 'See whether it was of use.',
  },
] as const satisfies readonly NoticeLine[]
