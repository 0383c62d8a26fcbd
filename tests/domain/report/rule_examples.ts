import type { RuleContext } from '#app/domain/report/rules.ts'
import type { Answers } from '#app/domain/report/template.ts'

/** What makes a rule find something, and what just does not. */
interface Example {
  fails: Partial<RuleContext>
  passes: Partial<RuleContext>
}

const answered = (fails: Answers, passes: Answers): Example => ({
  fails: { answers: fails },
  passes: { answers: passes },
})

/** One more than what it may not exceed, and as much. */
const notMore = (part: string, whole: string, ...others: string[]) => {
  const rest = Object.fromEntries(others.map((code) => [code, '0']))
  return answered({ [part]: '8', [whole]: '7', ...rest }, { [part]: '7', [whole]: '7', ...rest })
}

/** A running total that is one lower than last period, and one that stayed. */
const notFalling = (code: string): Example => ({
  fails: { answers: { [code]: '19' }, previous: [{ [code]: '20' }] },
  passes: { answers: { [code]: '20' }, previous: [{ [code]: '20' }] },
})

/** As `notMore`, counting all periods to this one. */
const notMoreOverLife = (part: string, whole: string, before: Answers, more: Answers = {}) => ({
  fails: { answers: { ...more, [part]: '4', [whole]: '2' }, previous: [before] },
  passes: { answers: { ...more, [part]: '3', [whole]: '2' }, previous: [before] },
})

const year = { periodStart: '2026-01-01', periodEnd: '2026-12-31', obligated: null, targets: {} }
const halfWay = '2026-07-01'

const placed = (count: string): Answers => ({
  GJC_PLACED_FULL_TIME: count,
  GJC_PLACED_PART_TIME: '0',
  GJC_PLACED_SEASONAL: '0',
  GJC_PLACED_EARN_LEARN: '0',
  GJC_PLACED_OTHER: '0',
})

const reasons = [
  'TECHNICAL',
  'FAMILY',
  'PHYSICAL_HEALTH',
  'MENTAL_HEALTH',
  'TRANSPORT',
  'CHILDCARE',
  'FINANCES',
  'BEHAVIOR',
  'ATTENDANCE',
  'STARTED_JOB',
  'OTHER',
].map((reason) => `GJC_NC_${reason}`)

const left = (each: string): Answers => Object.fromEntries(reasons.map((code) => [code, each]))

const paidBy = (fullTime: string): Answers => ({
  GJC_WAGE_N_FULL_TIME: fullTime,
  GJC_WAGE_N_PART_TIME: '1',
  GJC_WAGE_N_SEASONAL: '1',
  GJC_WAGE_N_EARN_LEARN: '1',
  GJC_WAGE_N_OTHER: '1',
  GJC_WAGE_REPORTED: '10',
})

const known = (seeking: string): Answers => ({
  GJC_6M_IN_FIELD_PARTNER: '1',
  GJC_6M_IN_FIELD_OTHER: '1',
  GJC_6M_SEEKING: seeking,
  GJC_6M_NOT_SEEKING: '1',
  GJC_6M_UNREACHED: '1',
  GJC_COMPLETED: '6',
})

const general = (prefix: string, count: string, money: string, median: string, n: string) => ({
  [`${prefix}-01`]: answered({ [count]: '-1' }, { [count]: '0' }),
  [`${prefix}-02`]: answered({ [money]: '-0.01' }, { [money]: '0.00' }),
  [`${prefix}-03`]: answered({ [median]: '21.00' }, { [median]: '21.00', [n]: '1' }),
})

/** Every rule of the list but those that ask for an answer at all, each with an example either way. */
export const ruleExamples: Record<string, Example> = {
  ...general('GJC', 'GJC_ENROLLED', 'GJC_TUITION', 'GJC_MEDIAN_HOURLY_WAGE', 'GJC_WAGE_REPORTED'),
  'GJC-05': notMoreOverLife('GJC_ADMITTED', 'GJC_RECRUITED', {
    GJC_ADMITTED: '9',
    GJC_RECRUITED: '10',
  }),
  'GJC-06': notMoreOverLife('GJC_ENROLLED', 'GJC_ADMITTED', {
    GJC_ENROLLED: '9',
    GJC_ADMITTED: '10',
  }),
  'GJC-07': notMoreOverLife('GJC_COMPLETED', 'GJC_ENROLLED', {
    GJC_COMPLETED: '9',
    GJC_ENROLLED: '10',
  }),
  'GJC-08': notMoreOverLife(
    'GJC_COMPLETED',
    'GJC_ENROLLED',
    { GJC_COMPLETED: '5', GJC_NOT_COMPLETED: '4', GJC_ENROLLED: '10' },
    { GJC_NOT_COMPLETED: '0' },
  ),
  'GJC-09': {
    fails: { answers: { ...placed('5'), GJC_COMPLETED: '3' }, previous: [] },
    passes: {
      answers: { ...placed('5'), GJC_COMPLETED: '3' },
      previous: [{ ...placed('2'), GJC_COMPLETED: '4' }],
    },
  },
  'GJC-10': notMore('GJC_COMPLETED_ON_TIME', 'GJC_COMPLETED'),
  'GJC-11': notMore('GJC_COMPLETED_NONCONTINUOUS', 'GJC_COMPLETED'),
  'GJC-12': answered(
    { ...left('2'), GJC_NOT_COMPLETED: '21' },
    { ...left('2'), GJC_NOT_COMPLETED: '22' },
  ),
  'GJC-13': notMore('GJC_WAGE_REPORTED', 'GJC_EMPLOYED'),
  'GJC-14': answered(paidBy('7'), paidBy('6')),
  'GJC-15': answered(known('3'), known('2')),
  'GJC-16': notMore('GJC_RETAINED_6M', 'GJC_RETENTION_BASE_6M'),
  'GJC-17': answered(
    { ...placed('7'), GJC_JOB_HEALTH_INSURANCE: '8' },
    { ...placed('7'), GJC_JOB_HEALTH_INSURANCE: '7' },
  ),
  'GJC-18': answered(
    { ...placed('7'), GJC_JOB_LIVING_WAGE: '8' },
    { ...placed('7'), GJC_JOB_LIVING_WAGE: '7' },
  ),
  'GJC-19': answered(
    { GJC_WAGE_REPORTED: '4', GJC_EMPLOYED: '9' },
    { GJC_WAGE_REPORTED: '5', GJC_EMPLOYED: '10' },
  ),
  'GJC-20': answered(
    { GJC_MEDIAN_HOURLY_WAGE: '150.01' },
    { GJC_MEDIAN_HOURLY_WAGE: '150.00', GJC_WAGE_REPORTED: '9' },
  ),
  'GJC-21': {
    fails: { answers: { GJC_ENROLLED: '31' }, previous: [{ GJC_ENROLLED: '10' }] },
    passes: { answers: { GJC_ENROLLED: '30' }, previous: [{ GJC_ENROLLED: '10' }] },
  },
  'GJC-22': {
    fails: {
      answers: placed('44'),
      award: { ...year, targets: { GJC_PLACED: '182.5' } },
      periodEnd: halfWay,
    },
    passes: {
      answers: placed('46'),
      award: { ...year, targets: { GJC_PLACED: '182.5' } },
      periodEnd: halfWay,
    },
  },

  ...general('SSEEP', 'H1B_PARTICIPANTS', '', 'H1B_MEDIAN_EARNINGS', 'H1B_EARNERS_Q2'),
  'SSEEP-02': answered(
    { H1B_MEDIAN_EARNINGS: '-0.01' },
    { H1B_MEDIAN_EARNINGS: '0.00', H1B_EARNERS_Q2: '1' },
  ),
  ...Object.fromEntries(
    [
      'H1B_PARTICIPANTS',
      'H1B_ENROLLED_TRAINING',
      'H1B_COMPLETED_TRAINING',
      'H1B_CREDENTIAL',
      'H1B_COMPLETED_UNEMPLOYED',
      'H1B_ENTERED_EMPLOYMENT',
      'H1B_COMPLETED_INCUMBENT',
      'H1B_INCUMBENT_ADVANCED',
      'H1B_RETENTION_BASE_6M',
      'H1B_RETAINED_6M',
      'H1B_JOB_HEALTH_INSURANCE',
      'H1B_JOB_LIVING_WAGE',
    ].map((code, index) => [`SSEEP-${String(index + 5).padStart(2, '0')}`, notFalling(code)]),
  ),
  'SSEEP-17': notMore('H1B_ENROLLED_TRAINING', 'H1B_PARTICIPANTS'),
  'SSEEP-18': notMore('H1B_COMPLETED_TRAINING', 'H1B_ENROLLED_TRAINING'),
  'SSEEP-19': notMore('H1B_CREDENTIAL', 'H1B_COMPLETED_TRAINING'),
  'SSEEP-20': notMore('H1B_ENTERED_EMPLOYMENT', 'H1B_COMPLETED_UNEMPLOYED'),
  'SSEEP-21': notMore('H1B_INCUMBENT_ADVANCED', 'H1B_COMPLETED_INCUMBENT'),
  'SSEEP-22': notMore('H1B_EMPLOYED_Q2', 'H1B_COHORT_Q2'),
  'SSEEP-23': notMore('H1B_EMPLOYED_Q4', 'H1B_COHORT_Q4'),
  'SSEEP-24': notMore('H1B_CREDENTIAL_EARNED', 'H1B_CREDENTIAL_COHORT'),
  'SSEEP-25': notMore('H1B_MSG_ACHIEVED', 'H1B_MSG_COHORT'),
  'SSEEP-26': notMore('H1B_RETAINED_6M', 'H1B_RETENTION_BASE_6M'),
  'SSEEP-27': notMore('H1B_JOB_HEALTH_INSURANCE', 'H1B_ENTERED_EMPLOYMENT'),
  'SSEEP-28': notMore('H1B_JOB_LIVING_WAGE', 'H1B_ENTERED_EMPLOYMENT'),
  'SSEEP-29': notMore(
    'H1B_COMPLETED_UNEMPLOYED',
    'H1B_COMPLETED_TRAINING',
    'H1B_COMPLETED_INCUMBENT',
  ),
  'SSEEP-30': {
    fails: {
      answers: { H1B_PARTICIPANTS: '45' },
      award: { ...year, targets: { H1B_PARTICIPANTS: '182.5' } },
      periodEnd: halfWay,
    },
    passes: {
      answers: { H1B_PARTICIPANTS: '46' },
      award: { ...year, targets: { H1B_PARTICIPANTS: '182.5' } },
      periodEnd: halfWay,
    },
  },
  'SSEEP-31': {
    fails: {
      answers: { H1B_PARTICIPANTS: '51' },
      previous: [{ H1B_PARTICIPANTS: '10' }, { H1B_PARTICIPANTS: '20' }],
    },
    passes: {
      answers: { H1B_PARTICIPANTS: '50' },
      previous: [{ H1B_PARTICIPANTS: '10' }, { H1B_PARTICIPANTS: '20' }],
    },
  },
  'SSEEP-32': answered(
    { H1B_MEDIAN_EARNINGS: '999.99' },
    { H1B_MEDIAN_EARNINGS: '1000.00', H1B_EARNERS_Q2: '1' },
  ),

  ...general('WIOA', 'WIOA_PARTICIPANTS', '', 'WIOA_MEDIAN_EARNINGS_Q2', 'WIOA_EARNERS_Q2'),
  'WIOA-02': answered(
    { WIOA_MEDIAN_EARNINGS_Q2: '-0.01' },
    { WIOA_MEDIAN_EARNINGS_Q2: '0.00', WIOA_EARNERS_Q2: '1' },
  ),
  'WIOA-05': notMore('WIOA_EMPLOYED_Q2', 'WIOA_COHORT_Q2'),
  'WIOA-06': notMore('WIOA_EMPLOYED_Q4', 'WIOA_COHORT_Q4'),
  'WIOA-07': notMore('WIOA_YOUTH_POSITIVE_Q2', 'WIOA_YOUTH_COHORT_Q2'),
  'WIOA-08': notMore('WIOA_YOUTH_POSITIVE_Q4', 'WIOA_YOUTH_COHORT_Q4'),
  'WIOA-09': notMore('WIOA_CREDENTIAL_EARNED', 'WIOA_CREDENTIAL_COHORT'),
  'WIOA-10': notMore('WIOA_MSG_ACHIEVED', 'WIOA_MSG_COHORT'),
  'WIOA-11': notMore('WIOA_SAME_EMPLOYER', 'WIOA_ESE_COHORT'),
  'WIOA-12': notMore('WIOA_EARNERS_Q2', 'WIOA_COHORT_Q2'),
  'WIOA-13': answered(
    { WIOA_MEDIAN_EARNINGS_Q2: '60000.01' },
    { WIOA_MEDIAN_EARNINGS_Q2: '60000.00', WIOA_EARNERS_Q2: '1' },
  ),
  'WIOA-14': notMore('WIOA_EXITERS', 'WIOA_PARTICIPANTS'),
  'WIOA-15': {
    fails: {
      answers: { WIOA_PARTICIPANTS: '3001' },
      previous: [{ WIOA_PARTICIPANTS: '1000' }, { WIOA_PARTICIPANTS: '900' }],
    },
    passes: {
      answers: { WIOA_PARTICIPANTS: '3000' },
      previous: [{ WIOA_PARTICIPANTS: '1000' }, { WIOA_PARTICIPANTS: '900' }],
    },
  },

  'FIN-01': answered({ FIN_RECEIPTS: '-0.01' }, { FIN_RECEIPTS: '0.00' }),
  'FIN-08': answered(
    { FIN_AUTHORIZED: '100.00', FIN_EXPENDITURES: '80.00', FIN_UNLIQUIDATED: '20.01' },
    { FIN_AUTHORIZED: '100.00', FIN_EXPENDITURES: '80.00', FIN_UNLIQUIDATED: '20.00' },
  ),
  'FIN-09': {
    fails: { answers: { FIN_AUTHORIZED: '99.99' }, award: { ...year, obligated: '100.00' } },
    passes: { answers: { FIN_AUTHORIZED: '100.00' }, award: { ...year, obligated: '100.00' } },
  },
  'FIN-10': notMore('FIN_PROGRAM_INCOME_EXPENDED', 'FIN_PROGRAM_INCOME_EARNED'),
  'FIN-11': notMore('FIN_ADMIN_EXPENDITURES', 'FIN_EXPENDITURES'),
  ...Object.fromEntries(
    [
      'FIN_RECEIPTS',
      'FIN_DISBURSEMENTS',
      'FIN_EXPENDITURES',
      'FIN_ADMIN_EXPENDITURES',
      'FIN_RECIPIENT_SHARE',
      'FIN_PROGRAM_INCOME_EARNED',
      'FIN_PROGRAM_INCOME_EXPENDED',
    ].map((code, index) => [`FIN-${index + 12}`, notFalling(code)]),
  ),
  'FIN-19': answered(
    { FIN_RECEIPTS: '10.00', FIN_DISBURSEMENTS: '10.01' },
    { FIN_RECEIPTS: '10.00', FIN_DISBURSEMENTS: '10.00' },
  ),
  'FIN-20': answered(
    { FIN_RECEIPTS: '100.00', FIN_DISBURSEMENTS: '89.99' },
    { FIN_RECEIPTS: '100.00', FIN_DISBURSEMENTS: '90.00' },
  ),
  'FIN-21': {
    fails: {
      answers: { FIN_AUTHORIZED: '365.00', FIN_EXPENDITURES: '90.74' },
      award: year,
      periodEnd: halfWay,
    },
    passes: {
      answers: { FIN_AUTHORIZED: '365.00', FIN_EXPENDITURES: '90.75' },
      award: year,
      periodEnd: halfWay,
    },
  },
}

/** The arithmetic of the financial form. The tracker computes these lines itself, so a report cannot break
 *  it; the rules are shown to hold by lines that come as they are. */
export const arithmetic: Record<string, [line: string, Answers]> = {
  'FIN-03': ['FIN_CASH_ON_HAND', { FIN_RECEIPTS: '10.10', FIN_DISBURSEMENTS: '10.00' }],
  'FIN-04': ['FIN_OBLIGATIONS', { FIN_EXPENDITURES: '0.04', FIN_UNLIQUIDATED: '0.06' }],
  'FIN-05': ['FIN_UNOBLIGATED', { FIN_AUTHORIZED: '1.10', FIN_OBLIGATIONS: '1.00' }],
  'FIN-06': [
    'FIN_RECIPIENT_SHARE_REMAINING',
    { FIN_RECIPIENT_SHARE_REQUIRED: '0.10', FIN_RECIPIENT_SHARE: '0.00' },
  ],
  'FIN-07': [
    'FIN_PROGRAM_INCOME_UNEXPENDED',
    { FIN_PROGRAM_INCOME_EARNED: '7.35', FIN_PROGRAM_INCOME_EXPENDED: '7.25' },
  ],
}
