import type { Answered } from './report_words.ts'

const reasons = {
  FAMILY: 'GJC_NC_FAMILY',
  HEALTH: 'GJC_NC_PHYSICAL_HEALTH',
  TRANSPORT: 'GJC_NC_TRANSPORT',
  CHILDCARE: 'GJC_NC_CHILDCARE',
  FINANCES: 'GJC_NC_FINANCES',
  STARTED_JOB: 'GJC_NC_STARTED_JOB',
}

/** Invented figures of the sample awards, quarter by quarter; they obey the rules of their forms. */
export const goodJobsFigures: Answered[] = [
  {
    ...enrolled(312, 204, 168),
    ...completed(64, 52, 6, { FAMILY: 3, TRANSPORT: 4, CHILDCARE: 4, FINANCES: 2, STARTED_JOB: 3 }),
    ...placed(22, 6, 0, 4, 1),
    ...paid(33, 27, '20.75', '21.40', 18),
    ...sixMonths(0, 0, 0, 0, 0),
    GJC_TUITION: '2450.00',
    'why_GJC-22':
      'The first two cohorts finished in the last three weeks of the quarter; most interviews fall in the next one.',
  },
  {
    ...enrolled(338, 236, 191),
    ...completed(118, 97, 9, {
      FAMILY: 4,
      TRANSPORT: 6,
      CHILDCARE: 5,
      HEALTH: 0,
      FINANCES: 3,
      STARTED_JOB: 5,
    }),
    ...placed(58, 14, 2, 11, 3),
    ...paid(88, 71, '21.60', '22.35', 49),
    ...sixMonths(0, 0, 0, 0, 0),
    GJC_JOB_HEALTH_INSURANCE: '61',
    GJC_TUITION: '2450.00',
  },
  {
    ...enrolled(351, 248, 203),
    ...completed(139, 112, 11, {
      FAMILY: 3,
      TRANSPORT: 5,
      CHILDCARE: 7,
      FINANCES: 2,
      STARTED_JOB: 6,
    }),
    ...placed(76, 15, 3, 17, 2),
    GJC_EMPLOYED: '113',
    GJC_WAGE_REPORTED: '89',
  },
]

export const prairieFigures: Answered = {
  ...enrolled(74, 51, 42),
  ...completed(21, 18, 2, { TRANSPORT: 2, STARTED_JOB: 1 }),
  ...placed(14, 1, 0, 3, 0),
  ...paid(18, 15, '23.10', '23.80', 12),
  ...sixMonths(0, 0, 0, 0, 0),
  GJC_TUITION: '3100.00',
  'why_GJC-22':
    'The shop opened six weeks late. The second shift doubles the places from next quarter on.',
}

export const solarFigures: Answered[] = [
  {
    ...enrolled(128, 86, 70),
    ...completed(22, 19, 2, { FAMILY: 1, TRANSPORT: 2, FINANCES: 1 }),
    ...placed(12, 2, 1, 3, 0),
    ...paid(18, 14, '22.90', '23.50', 9),
    ...sixMonths(0, 0, 0, 0, 0),
    GJC_TUITION: '1900.00',
  },
  {
    ...enrolled(141, 97, 82),
    ...completed(47, 41, 3, { FAMILY: 2, TRANSPORT: 3, CHILDCARE: 1, STARTED_JOB: 2 }),
    ...placed(24, 3, 4, 6, 1),
    ...paid(38, 30, '23.40', '24.10', 19),
    ...sixMonths(0, 0, 0, 0, 0),
    GJC_TUITION: '1900.00',
  },
  {
    ...enrolled(133, 92, 79),
    ...completed(58, 49, 5, { FAMILY: 2, TRANSPORT: 4, CHILDCARE: 2, STARTED_JOB: 4 }),
    ...placed(31, 4, 6, 9, 1),
    ...paid(51, 24, '24.60', '25.20', 15),
    ...sixMonths(8, 5, 3, 2, 4),
    GJC_TUITION: '1950.00',
    why_GJC_WAGE_REPORTED:
      'The follow-up calls moved to a new contractor in the middle of the quarter. A second round is under way.',
    'why_GJC-19':
      'A new contractor makes the follow-up calls and reached fewer people; a second round is under way.',
  },
]

/** Totals since the start of the award, as its form asks. */
export const nursingFigures: Answered[] = [
  trained(62, 54, 16, 14, 10, 8, 6, 3),
  trained(128, 112, 57, 52, 34, 29, 23, 15),
  trained(196, 173, 104, 96, 66, 58, 38, 27),
]

export const portFigures: Answered[] = [
  trained(96, 88, 31, 29, 22, 17, 9, 5),
  trained(181, 166, 84, 79, 58, 47, 26, 17),
  trained(264, 243, 148, 139, 101, 84, 47, 33),
]

/** Of care workers who move up where they work, in totals since the start as well. */
export const careFigures: [Answered, Answered, Answered] = [
  trained(34, 30, 11, 9, 7, 5, 4, 2),
  trained(71, 64, 32, 28, 20, 15, 12, 7),
  trained(108, 97, 58, 51, 36, 28, 22, 14),
]

function enrolled(recruited: number, admitted: number, started: number): Answered {
  return {
    GJC_RECRUITED: String(recruited),
    GJC_ADMITTED: String(admitted),
    GJC_ENROLLED: String(started),
  }
}

function completed(
  all: number,
  onTime: number,
  afterBreak: number,
  left: Partial<Record<keyof typeof reasons, number>>,
): Answered {
  const counts = Object.entries(reasons).map(
    ([reason, code]) => [code, left[reason as keyof typeof reasons] ?? 0] as const,
  )
  return {
    GJC_COMPLETED: String(all),
    GJC_COMPLETED_ON_TIME: String(onTime),
    GJC_COMPLETED_NONCONTINUOUS: String(afterBreak),
    GJC_NOT_COMPLETED: String(counts.reduce((sum, [, count]) => sum + count, 0)),
    ...Object.fromEntries(counts.map(([code, count]) => [code, String(count)])),
  }
}

function placed(
  fullTime: number,
  partTime: number,
  seasonal: number,
  earnLearn: number,
  other: number,
): Answered {
  return {
    GJC_PLACED_FULL_TIME: String(fullTime),
    GJC_PLACED_PART_TIME: String(partTime),
    GJC_PLACED_SEASONAL: String(seasonal),
    GJC_PLACED_EARN_LEARN: String(earnLearn),
    GJC_PLACED_OTHER: String(other),
  }
}

function paid(
  asked: number,
  answered: number,
  median: string,
  fullTimeMedian: string,
  fullTime: number,
): Answered {
  return {
    GJC_EMPLOYED: String(asked),
    GJC_WAGE_REPORTED: String(answered),
    GJC_MEDIAN_HOURLY_WAGE: median,
    GJC_WAGE_FULL_TIME: fullTimeMedian,
    GJC_WAGE_N_FULL_TIME: String(fullTime),
  }
}

function sixMonths(
  partner: number,
  other: number,
  seeking: number,
  notSeeking: number,
  unreached: number,
): Answered {
  return {
    GJC_6M_IN_FIELD_PARTNER: String(partner),
    GJC_6M_IN_FIELD_OTHER: String(other),
    GJC_6M_SEEKING: String(seeking),
    GJC_6M_NOT_SEEKING: String(notSeeking),
    GJC_6M_UNREACHED: String(unreached),
  }
}

function trained(
  served: number,
  inTraining: number,
  completers: number,
  credentials: number,
  unemployed: number,
  hired: number,
  incumbent: number,
  advanced: number,
): Answered {
  return {
    H1B_PARTICIPANTS: String(served),
    H1B_ENROLLED_TRAINING: String(inTraining),
    H1B_COMPLETED_TRAINING: String(completers),
    H1B_CREDENTIAL: String(credentials),
    H1B_COMPLETED_UNEMPLOYED: String(unemployed),
    H1B_ENTERED_EMPLOYMENT: String(hired),
    H1B_COMPLETED_INCUMBENT: String(incumbent),
    H1B_INCUMBENT_ADVANCED: String(advanced),
  }
}
