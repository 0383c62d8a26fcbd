import type { NoticeLine } from '../notice_line.ts'

/** Who hears that an agreement of a study comes to its end. */
export const agreementNoticeLines = [
  {
    kind: 'agreement_renewal_due',
    on: 'agreement.renewal_due',
    to: ['study_leads'],
    group: 'studies',
    subject: 'study',
    says: 'An agreement of a study is to be renewed',
    ask: 'Its agreements say which, and until when it holds.',
  },
  {
    kind: 'agreement_lapsed',
    on: 'agreement.lapsed',
    to: ['study_leads', 'evaluation_officers'],
    group: 'studies',
    subject: 'study',
    says: 'An agreement of a study has lapsed',
    ask: 'Its agreements say what stops until it is renewed.',
  },
] as const satisfies readonly NoticeLine[]
