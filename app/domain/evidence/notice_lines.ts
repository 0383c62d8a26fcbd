import type { NoticeLine, Values } from '../notice_line.ts'
import { type RaterPart, raterPartLabels } from './raters.ts'

const after = (part: RaterPart) => (told: { after?: Values }) =>
  told.after?.['part'] === raterPartLabels[part]

/** What is told of how the office rates a strategy. */
export const ratingNoticeLines = [
  {
    kind: 'rating_first',
    on: 'body.rated',
    to: ['evaluation_officers'],
    group: 'studies',
    subject: 'rating',
    says: 'A rating of the evidence waits for its second rater',
    ask: 'Rate it yourself; what the first rater said is shown once you have.',
    when: after('first'),
  },
  {
    kind: 'rating_second',
    on: 'body.rated',
    to: ['evaluation_officers'],
    group: 'studies',
    subject: 'rating',
    says: 'The evidence has been rated by two people',
    ask: 'Read both, and say together what stands.',
    when: after('second'),
  },
  {
    kind: 'rating_final',
    on: 'body.rated',
    to: ['evaluation_officers', 'directors'],
    group: 'studies',
    subject: 'rating',
    says: 'The evaluation office has rated the evidence',
    ask: 'Read the class with its reason, and what both raters said.',
    when: after('final'),
  },
] as const satisfies readonly NoticeLine[]
