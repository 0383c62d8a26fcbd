import type { NoticeLine, Values } from '../notice_line.ts'

const goesTo =
  (owner: string) =>
  ({ after }: { after?: Values }) =>
    after?.['owner'] === owner

const ask = 'Explain it with a reason, or hand it to whoever can.'

/** Who hears that the counts of a study and an accepted report of its site lie too far apart. */
export const reconciliationNoticeLines = [
  {
    kind: 'difference_opened',
    on: 'reconciliation.opened',
    to: ['study_team'],
    group: 'studies',
    subject: 'reconciliation',
    says: 'The counts of your study and an accepted report differ',
    ask,
  },
  ...(
    [
      ['team', 'study_team'],
      ['grantee', 'preparers'],
      ['officer', 'officer'],
    ] as const
  ).flatMap(([owner, audience]) => [
    {
      kind: `difference_reopened_${owner}` as const,
      on: 'reconciliation.reopened',
      to: [audience],
      group: 'studies' as const,
      subject: 'reconciliation' as const,
      says: 'A difference in enrolment is open again: a figure changed',
      ask,
      when: goesTo(owner),
    },
    {
      kind: `difference_handed_${owner}` as const,
      on: 'reconciliation.handed_over',
      to: [audience],
      group: 'studies' as const,
      subject: 'reconciliation' as const,
      says: 'A difference between a study’s count and an accepted report waits for you',
      ask,
      when: goesTo(owner),
    },
  ]),
  {
    kind: 'difference_explained',
    on: 'reconciliation.explained',
    to: ['study_team'],
    group: 'studies',
    subject: 'reconciliation',
    says: 'A difference in enrolment was explained',
    ask: 'Read the reason. It opens again if a figure changes.',
  },
] as const satisfies readonly NoticeLine[]
