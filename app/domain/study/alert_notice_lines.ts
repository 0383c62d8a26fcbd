import type { NoticeLine } from '../notice_line.ts'

/** Who hears of what may reach the people of a study from beside it. */
export const alertNoticeLines = [
  {
    kind: 'contamination_raised',
    on: 'alert.raised',
    to: ['study_leads', 'evaluation_officers'],
    group: 'studies',
    subject: 'alert',
    says: 'Another award may reach the people of a study',
    ask: 'The lead says what it means for the study. Decisions about it wait ten working days for that.',
  },
  {
    kind: 'contamination_answered',
    on: 'alert.commented',
    to: ['evaluation_officers', 'directors'],
    group: 'studies',
    subject: 'alert',
    says: 'A lead said what an overlap means for a study',
    ask: 'Read it before the overlap is decided.',
  },
] as const satisfies readonly NoticeLine[]
