import type { NoticeLine, Values } from '../notice_line.ts'

/** What is told of the life of an award and of its oversight. */
export const oversightNoticeLines = [
  {
    kind: 'award_suspended',
    on: 'award.suspended',
    to: ['officer', 'preparers', 'certifiers', 'site_leads'],
    group: 'awards',
    subject: 'award',
    says: 'An award is suspended',
    ask: 'Read the reason. Its reports are still due.',
  },
  {
    kind: 'award_resumed',
    on: 'award.resumed',
    to: ['officer', 'preparers', 'certifiers', 'site_leads'],
    group: 'awards',
    subject: 'award',
    says: 'A suspended award goes on',
    ask: 'Nothing more is needed.',
  },
  {
    kind: 'award_ended',
    on: 'award.ended',
    to: ['grants_officers'],
    group: 'awards',
    subject: 'award',
    says: 'The period of an award has ended',
    ask: 'Begin its closeout.',
  },
  {
    kind: 'award_ended_own',
    on: 'award.ended',
    to: ['officer', 'preparers', 'certifiers', 'site_leads'],
    group: 'awards',
    subject: 'award',
    says: 'The period of an award has ended',
    ask: 'See what its closeout asks for, and by when.',
  },
  {
    kind: 'award_terminated',
    on: 'award.terminated',
    to: ['officer', 'preparers', 'certifiers', 'site_leads'],
    group: 'awards',
    subject: 'award',
    says: 'An award is terminated',
    ask: 'Read the reason, and see what its closeout asks for.',
  },
  {
    kind: 'closeout_begun',
    on: 'award.closeout_begun',
    to: ['officer', 'preparers', 'certifiers'],
    group: 'awards',
    subject: 'award',
    says: 'The closeout of an award has begun',
    ask: 'See what it asks for, and by when.',
  },
  {
    kind: 'closeout_settled',
    on: 'closeout.settled',
    to: ['grants_officers'],
    group: 'awards',
    subject: 'award',
    says: 'Every item of a closeout is settled',
    ask: 'Look through the checklist and close the award.',
    when: isLastItem,
  },
  {
    kind: 'award_closed',
    on: 'award.closed',
    to: ['officer', 'preparers', 'certifiers'],
    group: 'awards',
    subject: 'award',
    says: 'An award is closed',
    ask: 'Keep its records as long as its page says.',
  },
  {
    kind: 'risk_rated',
    on: 'risk.rated',
    to: ['supervisor'],
    group: 'awards',
    subject: 'award',
    says: 'An officer rated the risk of an award as high',
    ask: 'Read why, and agree on what follows.',
    when: isHigh,
  },
] as const satisfies readonly NoticeLine[]

/** Nothing of the checklist is open any more. */
function isLastItem({ after }: { after?: Values }): boolean {
  return after?.['itemsStillOpen'] === 0
}

function isHigh({ after }: { after?: Values }): boolean {
  return after?.['tier'] === 'High'
}
