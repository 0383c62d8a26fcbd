import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import { formulaOf, rateOf, valueOf, withDerived } from '#app/domain/report/derived.ts'
import { isEntered, itemsFor, missingItems, sectionsOf } from '#app/domain/report/template.ts'
import { answersSchema } from '#app/domain/report/answers.ts'
import { listItems } from '../reference.ts'

const gjc = listItems('GJC-Q')
const fin = listItems('FIN-Q')
const wioa = listItems('WIOA-Q')

test('sections and items come in the order of the template', () => {
  expect(sectionsOf(gjc).map(({ order, title }) => `${order} ${title}`)).toEqual([
    '1 Recruitment and enrolment',
    '2 Completion',
    '3 Placement',
    '4 Pay',
    '5 Six months after completion',
    '6 Retention and job quality',
    '7 Program cost to participants',
    '8 Narrative: five components',
    '9 Narrative: period',
    '10 Certification',
  ])
})

test('a program is asked only what applies to it', () => {
  const codes = (program: string) => itemsFor(wioa, program).map(({ itemCode }) => itemCode)
  expect(codes('WIOA-YOUTH')).toContain('WIOA_YOUTH_COHORT_Q2')
  expect(codes('WIOA-YOUTH')).not.toContain('WIOA_COHORT_Q2')
  expect(codes('WIOA-ADULT')).not.toContain('WIOA_YOUTH_COHORT_Q2')
})

test('a section of figures reads what browsers post and lets blanks pass', () => {
  const pay = gjc.filter(({ section }) => section === 'Pay')
  const posted = Object.fromEntries(pay.filter(isEntered).map(({ itemCode }) => [itemCode, '']))
  const saved = z.parse(answersSchema(pay), {
    ...posted,
    GJC_EMPLOYED: ' 1,250 ',
    GJC_MEDIAN_HOURLY_WAGE: '$21.5',
  })
  expect(saved).toMatchObject({
    GJC_EMPLOYED: '1250',
    GJC_MEDIAN_HOURLY_WAGE: '21.50',
    GJC_WAGE_REPORTED: null,
  })
})

test.each([
  ['GJC_ENROLLED', '12.5', 'Enter participants enrolled as a whole number, such as 1,250.'],
  [
    'GJC_ENROLLED',
    '-3',
    'Enter participants enrolled as a whole number from 0 to 1,000,000,000,000.',
  ],
  ['GJC_ENROLLED', '1e309', 'Enter participants enrolled as a whole number, such as 1,250.'],
  [
    'GJC_TUITION',
    '9.999',
    'Enter actual tuition cost of program as an amount with at most two digits after the point.',
  ],
  ['GJC_TUITION', '-1', 'Enter actual tuition cost of program as an amount of zero or more.'],
  [
    'N_PROGRESS',
    'a\0b',
    'Enter progress this period without control characters or broken symbols.',
  ],
])('%s refuses %j', (code, posted, message) => {
  const schema = answersSchema(gjc.filter(({ itemCode }) => itemCode === code))
  expect(z.safeParse(schema, { [code]: posted }).error?.issues[0]?.message).toBe(message)
})

test('an attestation is a tick, and nothing else', () => {
  const schema = answersSchema(gjc.filter(({ itemCode }) => itemCode === 'A_TRUE'))
  expect(z.parse(schema, { A_TRUE: 'on' })).toEqual({ A_TRUE: 'yes' })
  expect(z.parse(schema, {})).toEqual({ A_TRUE: null })
  expect(z.safeParse(schema, { A_TRUE: 'no' }).success).toBe(false)
})

test('a derived figure and an item of another section cannot be posted', () => {
  const placement = gjc.filter(({ section }) => section === 'Placement')
  const schema = answersSchema(placement)
  expect(z.safeParse(schema, { GJC_PLACED: '5' }).success).toBe(false)
  expect(z.safeParse(schema, { GJC_ENROLLED: '5' }).success).toBe(false)
})

test('what required answers lack is listed, and explained items are not', () => {
  const recruitment = gjc.filter(({ sectionOrder }) => sectionOrder === 1)
  const missing = (answers: Record<string, string | null>, explained?: Set<string>) =>
    missingItems(recruitment, answers, explained).map(({ itemCode }) => itemCode)
  expect(missing({})).toEqual(['GJC_ENROLLED'])
  expect(missing({ GJC_ENROLLED: '0' })).toEqual([])
  expect(missing({ GJC_ENROLLED: '' })).toEqual(['GJC_ENROLLED'])
  expect(missing({}, new Set(['GJC_ENROLLED']))).toEqual([])
})

const placed = {
  GJC_PLACED_FULL_TIME: '60',
  GJC_PLACED_PART_TIME: '20',
  GJC_PLACED_SEASONAL: '0',
  GJC_PLACED_EARN_LEARN: '5',
  GJC_PLACED_OTHER: '1',
}

test('a sum needs all its parts, since a blank is not a zero', () => {
  expect(valueOf('GJC_PLACED', gjc, placed)).toBe('86')
  expect(valueOf('GJC_PLACED', gjc, { ...placed, GJC_PLACED_OTHER: null })).toBeNull()
})

test('a rate carries its numerator and denominator, and none is made of zero', () => {
  const rate = gjc.find(({ itemCode }) => itemCode === 'GJC_PLACEMENT_RATE')
  if (!rate) throw new Error('The template has no placement rate')
  expect(rateOf(rate, gjc, { ...placed, GJC_COMPLETED: '120' })).toEqual({
    numerator: '86',
    denominator: '120',
    value: '0.716667',
  })
  expect(rateOf(rate, gjc, { ...placed, GJC_COMPLETED: '0' })?.value).toBeNull()
  expect(rateOf(rate, gjc, placed)).toBeNull()
})

test('the arithmetic of the financial form is exact and chains', () => {
  const figures = withDerived(fin, {
    FIN_RECEIPTS: '100000.10',
    FIN_DISBURSEMENTS: '100000.20',
    FIN_EXPENDITURES: '0.10',
    FIN_UNLIQUIDATED: '0.20',
    FIN_AUTHORIZED: '1.00',
  })
  expect(figures).toMatchObject({
    FIN_CASH_ON_HAND: '-0.10',
    FIN_OBLIGATIONS: '0.30',
    FIN_UNOBLIGATED: '0.70',
    FIN_SPEND_RATE: '0.100000',
    FIN_PROGRAM_INCOME_UNEXPENDED: null,
  })
})

test('every derived row of the real templates is a rate or has a formula that reads', () => {
  for (const item of [...gjc, ...fin, ...wioa, ...listItems('SSEEP-Q')]) {
    if (item.entry !== 'derived' || item.valueType === 'rate') continue
    expect(formulaOf(item).length).toBeGreaterThan(1)
  }
})

test('canonical JSON is the same for the same content in any order', () => {
  expect(canonicalJson({ b: ['2', null, true], a: { d: 'é', c: 'e\u0301' } })).toBe(
    '{"a":{"c":"e\u0301","d":"é"},"b":["2",null,true]}',
  )
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
  for (const value of [1.5, NaN, undefined, { a: undefined }, new Date(0), 1n, '\ud800', () => 1]) {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  }
})
