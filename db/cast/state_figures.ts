import type { Answered } from './report_words.ts'

/** Invented figures of a state's formula funds, quarter by quarter; no state reported them. */
export const stateFigures: [Answered, Answered, Answered] = [
  {
    ...served(1840, 610),
    ...afterExit({ q2: [402, 571], q4: [388, 560], earners: 397, median: '8420.00' }),
    ...skills([214, 318], [533, 902], [241, 402]),
    N_PROGRESS: 'All six local boards serve adults under the plan; two opened Saturday hours.',
    N_SECTORS: 'Healthcare partnerships in Kearney and Scottsbluff; manufacturing in Columbus.',
  },
  {
    ...served(1912, 634),
    ...afterExit({ q2: [421, 588], q4: [402, 571], earners: 415, median: '8515.00' }),
    ...skills([226, 331], [571, 934], [252, 421]),
    N_PROGRESS: 'Wage records of the neighboring state arrive by agreement now.',
    N_SECTORS: 'A third healthcare partnership began in Norfolk.',
  },
  {
    ...served(1968, 655),
    ...afterExit({ q2: [437, 602], q4: [421, 588], earners: 431, median: '8610.00' }),
    ...skills([239, 345], [604, 961], [263, 437]),
    N_PROGRESS: 'Exits rose with the summer cohorts; follow-up calls begin a month earlier.',
    N_SECTORS: 'Manufacturing partners in Columbus pay for half of the welding course.',
    N_CHALLENGES: 'Two rural centers share one adviser until the vacancy is filled.',
  },
]

/** The financial report of the same funds, in totals since the start. */
export const financialLines: [Answered, Answered, Answered] = [
  financial({
    receipts: '520000.00',
    disbursements: '498315.42',
    expenditures: '541207.18',
    admin: '38112.50',
    unliquidated: '312400.00',
  }),
  financial({
    receipts: '1105000.00',
    disbursements: '1071880.07',
    expenditures: '1098442.63',
    admin: '79204.11',
    unliquidated: '487150.25',
  }),
  {
    ...financial({
      receipts: '1835000.00',
      disbursements: '1648730.55',
      expenditures: '1672915.90',
      admin: '121866.38',
      unliquidated: '530275.00',
    }),
    'why_FIN-20':
      'A draw of 190,000 dollars for the fall tuition arrived two days before the quarter ended and was paid out the week after.',
    N_FIN_REMARKS:
      'Cash on hand is the fall tuition, paid out on the fifth day of the next quarter.',
  },
]

function served(participants: number, exiters: number): Answered {
  return { WIOA_PARTICIPANTS: String(participants), WIOA_EXITERS: String(exiters) }
}

type Part = readonly [of: number, all: number]

function afterExit(told: { q2: Part; q4: Part; earners: number; median: string }): Answered {
  const { q2, q4, earners, median } = told
  return {
    WIOA_EMPLOYED_Q2: String(q2[0]),
    WIOA_COHORT_Q2: String(q2[1]),
    WIOA_EMPLOYED_Q4: String(q4[0]),
    WIOA_COHORT_Q4: String(q4[1]),
    WIOA_EARNERS_Q2: String(earners),
    WIOA_MEDIAN_EARNINGS_Q2: median,
  }
}

function skills(credential: Part, gain: Part, sameEmployer: Part): Answered {
  return {
    WIOA_CREDENTIAL_EARNED: String(credential[0]),
    WIOA_CREDENTIAL_COHORT: String(credential[1]),
    WIOA_MSG_ACHIEVED: String(gain[0]),
    WIOA_MSG_COHORT: String(gain[1]),
    WIOA_SAME_EMPLOYER: String(sameEmployer[0]),
    WIOA_ESE_COHORT: String(sameEmployer[1]),
  }
}

function financial(lines: {
  receipts: string
  disbursements: string
  expenditures: string
  admin: string
  unliquidated: string
}): Answered {
  return {
    FIN_RECEIPTS: lines.receipts,
    FIN_DISBURSEMENTS: lines.disbursements,
    FIN_AUTHORIZED: '6250000.00',
    FIN_EXPENDITURES: lines.expenditures,
    FIN_ADMIN_EXPENDITURES: lines.admin,
    FIN_UNLIQUIDATED: lines.unliquidated,
    FIN_RECIPIENT_SHARE_REQUIRED: '0.00',
    FIN_RECIPIENT_SHARE: '0.00',
    FIN_PROGRAM_INCOME_EARNED: '4310.00',
    FIN_PROGRAM_INCOME_EXPENDED: '2985.75',
  }
}
