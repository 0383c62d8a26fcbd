import { describe, expect, test } from 'vitest'
import { warningWeight, warningsOf } from '#app/domain/oversight/early_warning.ts'
import { type RiskFacts, judgeRisk, spendGap } from '#app/domain/oversight/risk.ts'

const calm: RiskFacts = {
  reports: 6,
  delinquent: 0,
  late: 0,
  returns: 0,
  vacancies: 0,
  findings: 0,
  elapsed: 0.5,
  spent: 0.45,
  figuresTo: '2026-03-31',
  target: 0.95,
  targetName: 'Participants enrolled',
  enrolled: 0.5,
  completed: 100,
  placed: 70,
}

describe('the tier of an award', () => {
  test.each([
    ['low', {}],
    ['high', { findings: 1 }],
    ['high', { delinquent: 1 }],
    ['high', { elapsed: 0.8, spent: 0.549 }],
    ['medium', { elapsed: 0.8, spent: 0.55 }],
    ['medium', { elapsed: 0.5, spent: 0.4 }],
    ['low', { elapsed: 0.5, spent: 0.401 }],
    ['low', { elapsed: 0.2, spent: 0.9 }],
    ['medium', { late: 1 }],
    ['medium', { target: 0.699 }],
    ['low', { target: 0.7 }],
    ['medium', { vacancies: 1 }],
    ['high', { vacancies: 1, late: 2, delinquent: 1 }],
  ] as const)('is %s with %o', (tier, changed) => {
    expect(judgeRisk({ ...calm, ...changed }).tier).toBe(tier)
  })

  test('is none while no report is due, unless something is known', () => {
    const empty = { ...calm, reports: 0, elapsed: null, spent: null, target: null }
    expect(judgeRisk(empty).tier).toBeNull()
    expect(judgeRisk({ ...empty, vacancies: 1 }).tier).toBe('medium')
  })

  test('says of each fact what would clear it, and nothing where nothing has to', () => {
    const { facts } = judgeRisk({ ...calm, delinquent: 2, spent: null })
    for (const { tier, clears, code } of facts) expect(clears !== null, code).toBe(tier !== null)
    expect(facts.find(({ code }) => code === 'spending')?.value).toBeNull()
  })

  test('counts spending behind time in points', () => {
    expect(spendGap({ elapsed: 0.6234, spent: 0.5 })).toBeCloseTo(12.3)
    expect(spendGap({ elapsed: null, spent: 0.5 })).toBeNull()
  })
})

describe('an early warning', () => {
  test('is not given where nothing stands out', () => {
    expect(warningsOf(calm)).toEqual([])
    expect(warningWeight({ ...calm, completed: 19, placed: 0, returns: 1 })).toBe(0)
  })

  test('names each of the five reasons', () => {
    const facts = {
      ...calm,
      late: 2,
      spent: 0.8,
      enrolled: 0.4,
      placed: 30,
      returns: 3,
      vacancies: 1,
    }
    expect(warningsOf(facts).map(({ says }) => says)).toEqual([
      '2 reports were late within a year.',
      '80% of the money is spent and 40% of the people are enrolled.',
      '30 of 100 who completed are placed.',
      'Reports came back 3 times within a year.',
      'A key person is leaving.',
    ])
    expect(warningWeight({ ...facts, delinquent: 1 })).toBeGreaterThan(warningWeight(facts))
  })
})
