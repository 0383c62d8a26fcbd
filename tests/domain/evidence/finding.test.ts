import { describe, expect, test } from 'vitest'
import {
  type Check,
  type Held,
  type ModelTree,
  isTheFigure,
  modelsWithin,
  sizeOn,
  standsTo,
} from '#app/domain/evidence/claims.ts'
import { conflictsAmong } from '#app/domain/evidence/conflicts.ts'
import {
  directionOf,
  errorOf,
  followUpMonths,
  formatImpact,
  intervalOf,
  isSignificant,
  kindOfDesign,
  scaleOf,
} from '#app/domain/evidence/finding.ts'
import { readFindingList } from '#app/domain/evidence/finding_address.ts'
import { findingListQuery, noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { provisionalRatings, provisionalTier } from '#app/domain/evidence/rating_inputs.ts'
import { cellLevel, gapScore } from '#app/domain/evidence/questions.ts'
import { modelLevel } from '#app/domain/evidence/model_level.ts'

const finding: Held = {
  kind: 'effect',
  outcomeDomain: 'earnings',
  impact: '3744',
  standardError: '1211.56',
  errorOrigin: 'back_solved',
  pRelation: '=',
  pValue: '0.002',
  notes: null,
  model: 'workadvance_per_scholas',
  scale: 'usd_per_year',
  followUpWindow: 'year2',
  controlMean: '14474',
  sourceDetail: null,
}

describe('the words of a source', () => {
  test.each([
    ['RCT', 'effect'],
    ['RCT + benefit-cost', 'effect'],
    ['cost', 'level'],
    ['pre-post outcomes', 'before_after'],
    ['meta-analysis of RCTs', 'review'],
    ['review of RCTs', 'review'],
  ])('a %s gives an %s', (design, kind) => expect(kindOfDesign(design)).toBe(kind))

  test.each([
    ['USD nominal', 'total earnings', 'months 1-24', 'usd_two_years'],
    ['USD nominal', 'total earnings', 'months 13-24 (year 2)', 'usd_per_year'],
    ['2019 USD', 'average quarterly UI benefit', 'quarter 24', 'usd_per_quarter'],
    ['USD', 'program cost per participant', 'program period', 'usd_per_participant'],
    ['percentage points', 'ever employed in year', 'year 4', 'points_in_year'],
    ['percentage points', 'ever employed', 'months 1-24', 'points_in_two_years'],
    ['percentage points', 'UI receipt in quarter', 'quarter 24', 'points_in_quarter'],
  ])('%s of %s after %s is counted in %s', (unit, measure, followUp, scale) => {
    expect(scaleOf({ unit, measure, followUp })).toBe(scale)
  })

  test('a unit nobody knows is refused', () => {
    expect(() => scaleOf({ unit: 'euros', measure: 'x', followUp: 'y' })).toThrow(RangeError)
  })

  test.each([
    ['year 3', 36],
    ['quarters 6-7', 21],
    ['months 13-24 (year 2)', 24],
    ['about 2.5 years', 30],
    ['years 9-14 average', 168],
    ['quarter 0', 0],
    ['several years', null],
    ['through 2018 data', null],
    ['program year', null],
  ])('%s ends %s months after assignment', (words, months) => {
    expect(followUpMonths(words)).toBe(months)
  })
})

describe('how sure a finding is', () => {
  test('an exact p value implies an error, marked as worked out here; a bound implies none', () => {
    const silent = { ...finding, standardError: null, errorOrigin: null }
    expect(errorOf(silent)?.origin).toBe('worked_out')
    expect(errorOf(silent)?.value).toBeCloseTo(1211.56, 0)
    expect(errorOf({ ...silent, pRelation: '<' })).toBeNull()
    expect(intervalOf({ ...silent, pRelation: '<' })).toBeNull()
  })

  test('a bound decides only when it is low enough', () => {
    const bound = { ...finding, standardError: null, errorOrigin: null, pRelation: '<' }
    expect(isSignificant({ ...bound, pValue: '0.05' })).toBe(true)
    expect(isSignificant({ ...bound, pValue: '0.1' })).toBeNull()
  })

  test('a row without the stars its source uses is not significant; no word at all is null', () => {
    const starred = {
      ...finding,
      standardError: null,
      errorOrigin: null,
      pRelation: null,
      pValue: null,
    }
    expect(isSignificant({ ...starred, notes: 'SE not shown; not starred' })).toBe(false)
    expect(isSignificant(starred)).toBeNull()
  })

  test('less is better in benefits received', () => {
    expect(directionOf(finding)).toBe('favorable')
    expect(directionOf({ ...finding, impact: '-3744' })).toBe('unfavorable')
    expect(directionOf({ ...finding, outcomeDomain: 'public benefits' })).toBe('unfavorable')
  })
})

test('an impact is written with its sign, in the terms of its scale', () => {
  expect(formatImpact('-5338', 'usd_per_year')).toBe('−$5,338')
  expect(formatImpact('3.60', 'points_in_year')).toBe('+3.6 points')
  expect(formatImpact('0', 'percent_of_control')).toBe('0%')
})

describe('a claim', () => {
  const claim = { shortTitle: 'A text', qualifier: null, value: null, valueTo: null }
  const check: Check = {
    outcomeDomain: 'earnings',
    scale: null,
    windows: null,
    models: null,
    expectation: 'increase',
  }
  const stands = (change: Partial<Held>, expectation = check.expectation) =>
    standsTo({ ...finding, ...change }, claim, { ...check, expectation }, null)
  const unsure = { pValue: '0.5', standardError: null, errorOrigin: null }

  test('of a gain is confirmed, refined and contradicted by significance and sign', () => {
    expect(stands({})).toBe('confirms')
    expect(stands(unsure)).toBe('refines')
    expect(stands({ impact: '-3744' })).toBe('contradicts')
  })

  test('of no gain is confirmed by an effect that is not significant', () => {
    expect(stands(unsure, 'no_increase')).toBe('confirms')
    expect(stands({}, 'no_increase')).toBe('contradicts')
  })

  test('is not spoken to by levels, before-and-after figures or other outcomes', () => {
    expect(stands({ kind: 'level' })).toBeNull()
    expect(stands({ kind: 'before_after' })).toBeNull()
    expect(stands({ outcomeDomain: 'employment' })).toBeNull()
  })

  test('is restated, not confirmed, by what was read in its own text', () => {
    expect(stands({ sourceDetail: 'A text: about 3,744' })).toBe('restates')
  })

  test.each([
    [{ qualifier: null, value: '3000', valueTo: null }, 3300, true],
    [{ qualifier: null, value: '3000', valueTo: null }, 3301, false],
    [{ qualifier: 'more than', value: '6000', valueTo: null }, 6255, true],
    [{ qualifier: 'more than', value: '6000', valueTo: null }, 6000, false],
    [{ qualifier: null, value: '12', valueTo: '34' }, 34, true],
  ])('%o takes %d for its figure: %s', (figure, size, is) => {
    expect(isTheFigure(size, { shortTitle: '', ...figure })).toBe(is)
  })

  test('in percent of the control mean meets dollars whose control mean is known', () => {
    expect(sizeOn(finding, 'percent_of_control')).toBeCloseTo(25.87, 2)
    expect(sizeOn({ ...finding, controlMean: null }, 'percent_of_control')).toBeNull()
    expect(sizeOn(finding, 'usd_two_years')).toBeNull()
  })
})

test('a model speaks for its sites, a group for its programs and theirs, a site for itself', () => {
  const tree: ModelTree = new Map([
    ['wa', { kind: 'model', parent: null, related: [] }],
    ['wa_bronx', { kind: 'site', parent: 'wa', related: ['per_scholas'] }],
    ['per_scholas', { kind: 'model', parent: null, related: ['wa_bronx'] }],
    ['review', { kind: 'group', parent: null, related: ['wa', 'per_scholas'] }],
  ])
  expect([...modelsWithin(['wa'], tree)]).toEqual(['wa', 'wa_bronx'])
  expect([...modelsWithin(['per_scholas'], tree)]).toEqual(['per_scholas'])
  expect([...modelsWithin(['review'], tree)].sort()).toEqual([
    'per_scholas',
    'review',
    'wa',
    'wa_bronx',
  ])
})

test('a model’s level is the best rating of a favorable, significant, confirmatory earnings finding', () => {
  const rated = { ...finding, clearLevel: 'high' as const, exploratory: null }
  expect(modelLevel([{ ...rated, clearLevel: 'low' }, rated])).toBe('high')
  expect(modelLevel([{ ...rated, exploratory: true }])).toBe('none')
  expect(modelLevel([{ ...rated, impact: '-3744' }])).toBe('none')
  expect(modelLevel([{ ...rated, outcomeDomain: 'employment' }])).toBe('none')
})

test('two figures of the same people at the same time conflict; years of one site do not', () => {
  const one = {
    code: 'A',
    samples: ['bronx'],
    kind: 'effect',
    outcomeDomain: 'earnings',
    scale: 'usd_per_year',
    followUpMonths: 36,
    impact: '5384',
    priceBasis: 'unknown',
    priceYear: null,
    study: 'x',
  } as const
  const other = { ...one, code: 'B', impact: '4829' }
  expect(conflictsAmong(one, [one, other])).toEqual([other])
  expect(conflictsAmong(one, [{ ...other, followUpMonths: 48 }])).toEqual([])
  expect(conflictsAmong(one, [{ ...other, impact: '5384.0' }])).toEqual([])
})

test('the address of a list asks for the same list again', () => {
  const list = {
    filters: { ...noFindingFilters, q: 'bronx', outcome: 'earnings', rating: 'unrated' },
    sort: 'impact',
    descending: true,
  } as const
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(findingListQuery(list))) {
    if (value) params.set(name, value)
  }
  expect(readFindingList(params)).toEqual(list)
  expect(readFindingList(new URLSearchParams('sort=-nonsense&kind=x&model=%00'))).toEqual({
    filters: noFindingFilters,
    sort: 'code',
    descending: false,
  })
})

describe('a rating worked out from a profile', () => {
  const silent = {
    design: null,
    hasConfound: null,
    isOutcomeValid: null,
    isAssignmentCompromised: null,
    isProbabilityChangeIgnored: null,
    attrition: null,
    hasRequiredControls: null,
    baseline: null,
    isAdjusted: null,
    isOutcomeMeasuredBefore: null,
  }
  const trial = {
    ...silent,
    design: 'rct' as const,
    hasConfound: false,
    isOutcomeValid: true,
    isAssignmentCompromised: false,
    isProbabilityChangeIgnored: false,
    attrition: 'low' as const,
  }

  test('is not made where the profile does not say enough', () => {
    expect(provisionalRatings(silent)).toBeNull()
    expect(provisionalRatings({ ...trial, hasConfound: null })).toBeNull()
  })

  test('counts no control that nobody says is there', () => {
    expect(provisionalRatings({ ...trial, attrition: 'high' })?.clear.level).toBe('low')
    expect(provisionalRatings({ ...trial, attrition: null })?.wwc.reasons).toContain(
      'attrition_unknown',
    )
  })

  test('gives a tier only to a favorable finding, and names what is too small', () => {
    const ratings = provisionalRatings(trial)
    if (!ratings) throw new Error('not rated')
    const tier = (direction: 'favorable' | 'neither', sites: number) =>
      provisionalTier(ratings, { direction, people: 690, sites })
    expect(tier('favorable', 1)).toEqual({ level: 'promising', reasons: ['one_site'] })
    expect(tier('favorable', 2).level).toBe('strong')
    expect(tier('neither', 2).level).toBeNull()
  })
})

test.each([
  [0, 1],
  [3, 0.4],
  [5, 0],
  [6, 0.2],
  [null, null],
  [7, null],
])('a question at level %o leaves a gap of %o', (level, gap) => {
  expect(gapScore(cellLevel(level))).toBe(gap)
})
