import { describe, expect, test } from 'vitest'
import {
  allocationDrift,
  allocationFlag,
  blockBreaches,
  orderViolations,
  totalsBreach,
} from '#app/domain/study/allocation.ts'
import {
  forecastEnd,
  neededPerMonth,
  powerForecast,
  recentPace,
} from '#app/domain/study/enrolment.ts'
import { flowProblems, type Flow } from '#app/domain/study/flow.ts'
import { usualTarget } from '#app/domain/study/power.ts'

describe('enrolment', () => {
  test('needs each month what is missing over the months left', () => {
    const enrolment = { target: 600, enrolled: 240, asOf: '2026-01-01', closesOn: '2027-01-01' }
    expect(neededPerMonth(enrolment)).toBeCloseTo(30, 1)
    expect(neededPerMonth({ ...enrolment, enrolled: 600 })).toBe(0)
    expect(neededPerMonth({ ...enrolment, asOf: '2027-01-01' })).toBeNull()
  })

  test('has the pace of its last three months', () => {
    expect(recentPace([100, 10, 20, 30])).toBe(20)
    expect(recentPace([8])).toBe(8)
    expect(recentPace([])).toBeNull()
  })

  test('ends on the day its pace reaches the target, or never', () => {
    const enrolment = { target: 600, enrolled: 240, perMonth: 30, asOf: '2026-01-01' }
    expect(forecastEnd(enrolment)).toBe('2027-01-02')
    expect(forecastEnd({ ...enrolment, enrolled: 600 })).toBe('2026-01-01')
    expect(forecastEnd({ ...enrolment, perMonth: 0 })).toBeNull()
    expect(forecastEnd({ ...enrolment, perMonth: 1e-6 })).toBeNull()
  })
})

describe('a power forecast', () => {
  const study = {
    design: (enrolled: number) => ({
      kind: 'individual' as const,
      people: enrolled,
      share: 0.5,
      r2: 0,
      covariates: 0,
    }),
    effect: 0.25,
    target: usualTarget,
    enrolled: 205,
    perMonth: 30,
    asOf: '2026-01-01',
    closesOn: '2026-12-31',
  }

  test('names the day on which the sample is large enough', () => {
    // 505 are needed, 300 more at 30 a month.
    const { now, atClose, targetReached } = powerForecast(study)
    expect(targetReached).toEqual({ kind: 'in_time', on: '2026-11-02', enrolled: 505 })
    expect(now.power).toBeLessThan(0.8)
    expect(atClose).toMatchObject({ enrolled: 563 })
    expect(atClose.power).toBeGreaterThan(0.8)
    expect(atClose.mdes).toBeLessThan(0.25)
  })

  test('says when that day comes after enrolment closes', () => {
    expect(powerForecast({ ...study, perMonth: 10 }).targetReached).toEqual({
      kind: 'too_late',
      on: '2028-07-03',
      enrolled: 505,
    })
  })

  test('says when it has come, and when it never will', () => {
    expect(powerForecast({ ...study, enrolled: 505 }).targetReached).toEqual({ kind: 'reached' })
    expect(powerForecast({ ...study, perMonth: 0 }).targetReached).toMatchObject({ kind: 'never' })
    const sites = powerForecast({
      ...study,
      design: (enrolled) => ({
        kind: 'blocked_random',
        blocks: 4,
        peoplePerBlock: enrolled / 4,
        share: 0.5,
        icc: 0.2,
        effectVariance: 0.5,
        r2: 0,
        r2Effect: 0,
        blockCovariates: 0,
      }),
    })
    expect(sites.targetReached).toMatchObject({ kind: 'never', reason: /More people alone/ })
  })

  test('has no figures before the design is feasible', () => {
    const { now } = powerForecast({ ...study, enrolled: 0 })
    expect(now).toEqual({ enrolled: 0, mdes: null, power: null })
    expect(powerForecast({ ...study, enrolled: 3 }).now.mdes).toBeNull()
  })
})

describe('assignment', () => {
  const calm = { overrides: 0, orderViolations: 0, crossover: null }

  test('turns amber and red by chance, size of drift and breaches', () => {
    const flag = (program: number, control: number, found = calm) =>
      allocationFlag({ program, control, plannedShare: 0.5 }, found).flag
    expect(flag(207, 203)).toBe('none')
    expect(flag(107, 93)).toBe('amber')
    expect(flag(62, 40)).toBe('amber')
    expect(flag(560, 440)).toBe('red')
    expect(flag(5, 5, { ...calm, overrides: 1 })).toBe('red')
    expect(flag(5, 5, { ...calm, orderViolations: 1 })).toBe('red')
    const crossed = allocationFlag(
      { program: 5, control: 5, plannedShare: 0.5 },
      { ...calm, crossover: 0.051 },
    )
    expect(crossed).toEqual({
      flag: 'red',
      reasons: ['More than 5 percent of the control group got the program.'],
    })
  })

  test('drifts alike whichever arm is called the program', () => {
    const one = allocationDrift({ program: 70, control: 20, plannedShare: 2 / 3 })
    const other = allocationDrift({ program: 20, control: 70, plannedShare: 1 / 3 })
    expect(one?.pExact).toBeCloseTo(other?.pExact ?? 0, 12)
    expect(one?.z).toBeCloseTo(-(other?.z ?? 0), 12)
    expect(allocationDrift({ program: 0, control: 0, plannedShare: 0.5 })).toBeNull()
    expect(() => allocationDrift({ program: -1, control: 0, plannedShare: 0.5 })).toThrow('whole')
    expect(() => allocationDrift({ program: 1, control: 0, plannedShare: 1 })).toThrow('between')
  })

  test('in blocks breaks its rule wherever a block is not as planned', () => {
    const plan = { size: 6, plannedShare: 2 / 3 }
    const kept = { program: 4, control: 2 }
    expect(blockBreaches([kept, kept, { program: 4, control: 0 }], plan)).toEqual([])
    expect(blockBreaches([{ program: 3, control: 3 }, kept], plan)).toMatchObject([{ position: 1 }])
    expect(blockBreaches([kept, { program: 2, control: 1 }, kept], plan)).toEqual([
      { position: 2, rule: 'The block was left open when the next one began.' },
    ])
    expect(blockBreaches([{ program: 4, control: 3 }], plan).map(({ rule }) => rule)).toEqual([
      'The block holds more than 6 people.',
      'One arm has more than its places: 4 program and 2 control.',
    ])
    expect(() => blockBreaches([], { size: 5, plannedShare: 0.5 })).toThrow(
      'whole number of places',
    )
  })

  test('in blocks shows in its totals when they cannot come from kept blocks', () => {
    const totals = (program: number, control: number) =>
      totalsBreach({ program, control, plannedShare: 0.5 }, 4)
    expect(totals(50, 50)).toBeNull()
    expect(totals(52, 50)).toBeNull()
    expect(totals(53, 49)).toBe(
      'In blocks of 4, the program would have 50 to 52 of 102 people, not 53.',
    )
    expect(totals(51, 49)).toContain('would have 50 of 100 people')
    expect(totals(51, 52)).toBeNull()
    expect(totals(50, 53)).toContain('51 to 52')
  })

  test('follows eligibility, consent and baseline', () => {
    const person = {
      eligibleOn: '2026-01-05',
      consentedOn: '2026-01-05',
      baselineOn: '2026-01-07',
      assignedOn: '2026-01-07',
    }
    expect(orderViolations(person)).toEqual([])
    expect(orderViolations({ ...person, assignedOn: '2026-01-06' })).toEqual([
      'The assignment is dated before the baseline.',
    ])
    expect(orderViolations({ ...person, consentedOn: null, baselineOn: '2026-01-02' })).toEqual([
      'Assigned without consent on record.',
      'The baseline is dated before the eligibility.',
    ])
  })
})

describe('participant flow', () => {
  const flow: Flow = {
    reached: 500,
    assessed: 400,
    excluded: { ineligible: 120, failed_screen: 60, declined_consent: 15, other: 5 },
    randomized: 200,
    arms: ['program', 'control'].map((arm) => ({
      arm,
      randomized: 100,
      withdrawn: 1,
      served: arm === 'program' ? 80 : 3,
      completed: 3,
      credentialed: 2,
      followUps: [
        {
          source: 'month 18 survey',
          responded: 75,
          missing: { not_located: 15, refused: 8, deceased: 1, other: 1 },
          outcomes: [{ outcome: 'earnings', analyzed: 70, excluded: 5 }],
        },
      ],
    })),
  }
  const [program, control] = flow.arms
  if (!program || !control) throw new Error('There are two arms.')
  const [survey] = program.followUps
  if (!survey) throw new Error('There is a survey.')
  const withArm = (changes: object): Flow => ({
    ...flow,
    arms: [{ ...program, ...changes }, control],
  })
  const withSurvey = (changes: object): Flow => withArm({ followUps: [{ ...survey, ...changes }] })

  test('adds up', () => {
    expect(flowProblems(flow)).toEqual([])
  })

  test.each<[string, Flow, string[], string]>([
    ['reached', { ...flow, reached: 399 }, ['assessed'], 'the 399 reached'],
    ['excluded', { ...flow, assessed: 401 }, ['randomized'], '200 excluded and 200 randomized'],
    ['arms', withArm({ randomized: 101, followUps: [] }), ['arms'], 'the arms hold 201'],
    ['withdrawn', withArm({ withdrawn: 101 }), ['program', 'withdrawn'], '100 randomized'],
    ['served', withArm({ served: 101 }), ['program', 'served'], '101 are more than the 100'],
    ['completed', withArm({ completed: 81 }), ['program', 'completed'], 'the 80 served'],
    ['credentialed', withArm({ credentialed: 81 }), ['program', 'credentialed'], '80 served'],
    [
      'responded',
      withSurvey({ responded: 76, outcomes: [] }),
      ['program', 'month 18 survey'],
      'make 101, not the 100',
    ],
    [
      'analyzed',
      withSurvey({ outcomes: [{ outcome: 'earnings', analyzed: 71, excluded: 5 }] }),
      ['program', 'month 18 survey', 'earnings'],
      'make 76, not the 75',
    ],
  ])('does not where %s is wrong', (_, wrong, at, words) => {
    expect(flowProblems(wrong)).toEqual([{ at, rule: expect.stringContaining(words) as string }])
  })

  test('counts whole people', () => {
    expect(flowProblems(withArm({ withdrawn: -1 }))).toMatchObject([
      { at: ['program', 'withdrawn'], rule: 'People are counted in whole numbers from 0.' },
    ])
    expect(flowProblems({ ...flow, reached: 500.5 })).toMatchObject([{ at: ['reached'] }])
  })
})
