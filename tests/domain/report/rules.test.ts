import { describe, expect, test } from 'vitest'
import { parseExpression, parseSide } from '#app/domain/report/expression.ts'
import { checkRules, type ReportRule, type RuleContext } from '#app/domain/report/rules.ts'
import { listItems, listRules } from '../reference.ts'

const gjc = listItems('GJC-Q')
const sseep = listItems('SSEEP-Q')
const fin = listItems('FIN-Q')

const context = (more: Partial<RuleContext> = {}): RuleContext => ({
  items: gjc,
  answers: {},
  previous: [],
  award: { obligated: null, periodStart: null, periodEnd: null, targets: {} },
  periodEnd: '2026-06-30',
  ...more,
})

/** The codes of the rules of a template that find something, besides the required items. */
function found(template: string, more: Partial<RuleContext>) {
  const rules = listRules(template).filter(({ op }) => op !== 'present')
  return checkRules(rules, context(more)).map(({ code }) => code)
}

function holds(
  leftSide: string,
  op: ReportRule['op'],
  rightSide: string | null,
  more: Partial<RuleContext>,
) {
  const rule: ReportRule = { code: 'T', severity: 'error', leftSide, op, rightSide, message: 'no' }
  return checkRules([rule], context(more)).length === 0
}

test('every rule of the list reads, and runs on a full and on an empty report', () => {
  for (const template of ['GJC-Q', 'SSEEP-Q', 'WIOA-Q', 'FIN-Q']) {
    const items = listItems(template)
    const ones = Object.fromEntries(items.map(({ itemCode }) => [itemCode, '1']))
    const rules = listRules(template)
    for (const { leftSide, rightSide } of rules) {
      expect(() => parseSide(leftSide)).not.toThrow()
      for (const side of rightSide?.split(';') ?? [])
        expect(() => parseExpression(side)).not.toThrow()
    }
    expect(() =>
      checkRules(rules, context({ items, answers: ones, previous: [ones, ones] })),
    ).not.toThrow()
    expect(found(template, { items })).toEqual([])
  }
})

test('what is no expression is refused', () => {
  for (const text of [
    '',
    'A+',
    '+A',
    'A B',
    'life()',
    'life(A',
    'sum(A)',
    'A/B',
    '2;3',
    'award(spent)',
    'life(3)',
    'elapsed(A)',
    '(A)',
  ]) {
    expect(() => parseExpression(text), text).toThrow(RangeError)
  }
})

describe('operators', () => {
  const answers = { GJC_ENROLLED: '10' }
  test.each([
    ['<=', '10', true],
    ['<=', '9.99', false],
    ['>=', '10', true],
    ['>=', '10.01', false],
    ['=', '10.00', true],
    ['=', '10.01', false],
    ['between', '10;12', true],
    ['between', '8;10', true],
    ['between', '10.01;12', false],
    ['between', '8;9', false],
  ] as const)('10 %s %s is %s', (op, right, expected) => {
    expect(holds('GJC_ENROLLED', op, right, { answers })).toBe(expected)
  })

  test('present asks for an answer, and zero is one', () => {
    expect(holds('GJC_ENROLLED', 'present', null, { answers: { GJC_ENROLLED: '0' } })).toBe(true)
    expect(holds('GJC_ENROLLED', 'present', null, { answers: { GJC_ENROLLED: null } })).toBe(false)
    expect(holds('N_PROGRESS', 'present', null, { answers: { N_PROGRESS: 'On time' } })).toBe(true)
  })

  test('sums, differences and products are exact', () => {
    const money = { FIN_RECEIPTS: '0.30', FIN_DISBURSEMENTS: '0.10', FIN_EXPENDITURES: '0.20' }
    const more = { items: fin, answers: money }
    expect(holds('FIN_DISBURSEMENTS+FIN_EXPENDITURES', '=', 'FIN_RECEIPTS', more)).toBe(true)
    expect(holds('FIN_RECEIPTS-FIN_DISBURSEMENTS-FIN_EXPENDITURES', '=', '0', more)).toBe(true)
    expect(holds('3*FIN_DISBURSEMENTS', '=', 'FIN_RECEIPTS', more)).toBe(true)
    expect(holds('FIN_RECEIPTS', '=', 'FIN_EXPENDITURES*2-FIN_DISBURSEMENTS', more)).toBe(true)
  })

  test('a rule with a missing operand is not run', () => {
    expect(holds('GJC_ENROLLED', '<=', 'GJC_ADMITTED', { answers })).toBe(true)
    expect(holds('GJC_ADMITTED', '<=', 'GJC_ENROLLED', { answers })).toBe(true)
  })
})

describe('functions', () => {
  const previous = ['5', '7', '30', '8', '6', '4'].map((GJC_ENROLLED) => ({ GJC_ENROLLED }))
  const answers = { GJC_ENROLLED: '10' }

  test('life adds all periods to this one, and needs every one of them', () => {
    expect(holds('life(GJC_ENROLLED)', '=', '70', { answers, previous })).toBe(true)
    expect(holds('life(GJC_ENROLLED)', '=', '0', { answers, previous: [...previous, {}] })).toBe(
      true,
    )
    expect(holds('life(GJC_ENROLLED)', '=', '10', { answers })).toBe(true)
  })

  test('prev is the last period’s value', () => {
    expect(holds('prev(GJC_ENROLLED)', '=', '4', { answers, previous })).toBe(true)
    expect(holds('prev(GJC_ENROLLED)', '=', '99', { answers })).toBe(true)
  })

  test('max4 is the highest of the last four periods', () => {
    expect(holds('max4(GJC_ENROLLED)', '=', '30', { previous })).toBe(true)
    expect(holds('max4(GJC_ENROLLED)', '=', '8', { previous: previous.slice(3) })).toBe(true)
    expect(
      holds('max4(GJC_ENROLLED)', '=', '9', {
        previous: [...previous.slice(2), { GJC_ENROLLED: '9' }],
      }),
    ).toBe(true)
  })

  test('max4step is the highest growth of a running total in the last four periods', () => {
    const totals = ['100', '110', '115', '135', '136', '140'].map((H1B_PARTICIPANTS) => ({
      H1B_PARTICIPANTS,
    }))
    const step = (periods: typeof totals, right: string) =>
      holds('max4step(H1B_PARTICIPANTS)', '=', right, { items: sseep, previous: periods })
    expect(step(totals, '20')).toBe(true)
    expect(step(totals.slice(0, 2), '100')).toBe(true)
    expect(step(totals.slice(0, 2), '10')).toBe(false)
  })

  const award = {
    obligated: '1000.00',
    periodStart: '2026-01-01',
    periodEnd: '2026-12-31',
    targets: { GJC_PLACED: '365' },
  }

  test('elapsed is the share of the award’s days that have passed', () => {
    expect(holds('365*elapsed()', '=', '181', { award })).toBe(true)
    expect(holds('elapsed()', '=', '1', { award, periodEnd: '2027-06-30' })).toBe(true)
    expect(holds('elapsed()', '=', '99', {})).toBe(true)
  })

  test('pace is the target by then, and is missing without a target', () => {
    expect(holds('pace(GJC_PLACED)', '=', '181', { award })).toBe(true)
    expect(holds('pace(GJC_ENROLLED)', '=', '99', { award })).toBe(true)
  })

  test('award(obligated) is the award’s amount', () => {
    expect(holds('award(obligated)', '=', '1000', { award })).toBe(true)
    expect(holds('award(obligated)', '=', '99', {})).toBe(true)
  })

  test('n is the count behind a median', () => {
    expect(
      holds('n(GJC_MEDIAN_HOURLY_WAGE)', '=', '12', { answers: { GJC_WAGE_REPORTED: '12' } }),
    ).toBe(true)
    expect(
      holds('n(GJC_MEDIAN_HOURLY_WAGE)', '=', '13', { answers: { GJC_WAGE_REPORTED: '12' } }),
    ).toBe(false)
  })
})

describe('rules of the list', () => {
  test('GJC-03: a median needs the people behind it, or both stay empty', () => {
    expect(found('GJC-Q', { answers: { GJC_WAGE_FULL_TIME: '21.00' } })).toEqual(['GJC-03'])
    expect(
      found('GJC-Q', { answers: { GJC_WAGE_FULL_TIME: '21.00', GJC_WAGE_N_FULL_TIME: '0' } }),
    ).toEqual(['GJC-03'])
    expect(
      found('GJC-Q', { answers: { GJC_WAGE_FULL_TIME: '21.00', GJC_WAGE_N_FULL_TIME: '1' } }),
    ).toEqual([])
  })

  test('GJC-04: each required item is named by its label, unless its absence is explained', () => {
    const rules = listRules('GJC-Q').filter(({ code }) => code === 'GJC-04')
    const findings = checkRules(rules, context())
    expect(findings[0]).toEqual({
      code: 'GJC-04',
      key: 'GJC-04-GJC_ENROLLED',
      severity: 'error',
      items: ['GJC_ENROLLED'],
      message: 'Participants enrolled: answer this, or say why it does not apply.',
    })
    const explained = checkRules(rules, context({ explained: new Set(['GJC_ENROLLED']) }))
    expect(explained).toHaveLength(findings.length - 1)
  })

  test('GJC-07: completers over the life of the award cannot exceed those enrolled', () => {
    const period = (GJC_ENROLLED: string, GJC_COMPLETED: string) => ({
      GJC_ENROLLED,
      GJC_COMPLETED,
    })
    expect(found('GJC-Q', { answers: period('5', '12'), previous: [period('10', '2')] })).toEqual(
      [],
    )
    expect(found('GJC-Q', { answers: period('5', '14'), previous: [period('10', '2')] })).toEqual([
      'GJC-07',
    ])
  })

  test('GJC-09 reads a derived count', () => {
    const placed = {
      GJC_PLACED_FULL_TIME: '6',
      GJC_PLACED_PART_TIME: '2',
      GJC_PLACED_SEASONAL: '0',
      GJC_PLACED_EARN_LEARN: '0',
      GJC_PLACED_OTHER: '0',
    }
    const findings = checkRules(
      listRules('GJC-Q'),
      context({ answers: { ...placed, GJC_COMPLETED: '7' } }),
    )
    expect(findings.find(({ code }) => code === 'GJC-09')?.items).toEqual([
      'GJC_PLACED',
      'GJC_COMPLETED',
    ])
  })

  test('GJC-20: an hourly wage that looks like a yearly one is a warning', () => {
    const wage = (GJC_MEDIAN_HOURLY_WAGE: string) =>
      found('GJC-Q', { answers: { GJC_MEDIAN_HOURLY_WAGE, GJC_WAGE_REPORTED: '9' } })
    expect(wage('7.25')).toEqual([])
    expect(wage('7.24')).toEqual(['GJC-20'])
    expect(wage('43680')).toEqual(['GJC-20'])
  })

  test('GJC-21 and SSEEP-31: a jump against the last four periods is a warning', () => {
    const previous = ['10', '12', '9', '11'].map((GJC_ENROLLED) => ({ GJC_ENROLLED }))
    expect(found('GJC-Q', { answers: { GJC_ENROLLED: '36' }, previous })).toEqual([])
    expect(found('GJC-Q', { answers: { GJC_ENROLLED: '37' }, previous })).toEqual(['GJC-21'])
    const totals = ['10', '20'].map((H1B_PARTICIPANTS) => ({ H1B_PARTICIPANTS }))
    const jump = (H1B_PARTICIPANTS: string) =>
      found('SSEEP-Q', { items: sseep, answers: { H1B_PARTICIPANTS }, previous: totals })
    expect(jump('50')).toEqual([])
    expect(jump('51')).toEqual(['SSEEP-31'])
  })

  test('SSEEP-05: a cumulative count does not fall', () => {
    const previous = [{ H1B_PARTICIPANTS: '20' }]
    expect(
      found('SSEEP-Q', { items: sseep, answers: { H1B_PARTICIPANTS: '19' }, previous }),
    ).toEqual(['SSEEP-05'])
  })

  test('FIN-08 and FIN-09: obligations stay within funds authorized, which equal the award', () => {
    const answers = {
      FIN_AUTHORIZED: '100.00',
      FIN_EXPENDITURES: '80.00',
      FIN_UNLIQUIDATED: '20.01',
    }
    expect(found('FIN-Q', { items: fin, answers })).toEqual(['FIN-08'])
    const award = { obligated: '120.00', periodStart: null, periodEnd: null, targets: {} }
    expect(found('FIN-Q', { items: fin, answers, award })).toEqual(['FIN-08', 'FIN-09'])
  })

  test('FIN-21: spending more than 25 points behind the time elapsed is a warning', () => {
    const award = {
      obligated: null,
      periodStart: '2026-01-01',
      periodEnd: '2026-12-31',
      targets: {},
    }
    const spent = (FIN_EXPENDITURES: string) =>
      found('FIN-Q', { items: fin, answers: { FIN_AUTHORIZED: '365.00', FIN_EXPENDITURES }, award })
    expect(spent('89.75')).toEqual([])
    expect(spent('89.74')).toEqual(['FIN-21'])
  })
})
