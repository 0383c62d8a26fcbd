import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countyHealthRating,
  essaTier,
  pathwaysRating,
  pathwaysWindow,
  type CountyHealthInputs,
  type EssaInputs,
} from '#app/domain/evidence/body_ratings.ts'
import {
  type BodyFinding,
  bestSupport,
  byStudy,
  countyHealthBody,
  pathwaysSupport,
} from '#app/domain/evidence/body.ts'
import {
  clearRating,
  ratedDesigns,
  wwcRating,
  type CausalInputs,
} from '#app/domain/evidence/causal_ratings.ts'
import { ratingReasons, ratingSystems } from '#app/domain/evidence/ratings.ts'
import { balanceCategories } from '#app/domain/study/balance.ts'

/** A randomized trial carried out as planned. */
const trial: CausalInputs = {
  design: 'rct',
  hasConfound: false,
  isOutcomeValid: true,
  isAssignmentCompromised: false,
  isProbabilityChangeIgnored: false,
  attrition: 'low',
  hasRequiredControls: false,
  baseline: null,
  isAdjusted: false,
  isOutcomeMeasuredBefore: true,
  isSwitchRepeated: false,
}

describe('CLEAR', () => {
  test.each<[string, Partial<CausalInputs>, string, string[]]>([
    ['WRTP 2010, earnings', {}, 'high', ['sound_trial']],
    ['WorkAdvance Per Scholas 2017 and 2020', {}, 'high', ['sound_trial']],
    [
      'Per Scholas 2010',
      { attrition: 'high' },
      'low',
      ['high_attrition', 'baseline_not_shown', 'controls_missing'],
    ],
    [
      'JVS-Boston 2010',
      { attrition: 'high', baseline: 'satisfied_with_adjustment' },
      'low',
      ['high_attrition', 'baseline_not_adjusted', 'controls_missing'],
    ],
    [
      'Year Up 2011',
      { attrition: 'high', baseline: null },
      'low',
      ['high_attrition', 'baseline_not_shown', 'controls_missing'],
    ],
    [
      'WorkAdvance Per Scholas 2016, records of wages',
      { isProbabilityChangeIgnored: true, hasRequiredControls: true },
      'moderate',
      ['probability_change', 'controls_present'],
    ],
  ])('rates %s as its profile does', (_, changes, level, reasons) => {
    expect(clearRating({ ...trial, ...changes })).toEqual({ level, reasons })
  })

  test('rates outcomes of one trial apart, by the attrition of each', () => {
    const year = { ...trial, hasRequiredControls: true }
    expect(clearRating(year).level).toBe('high')
    expect(clearRating({ ...year, attrition: 'high' }).level).toBe('moderate')
    expect(clearRating({ ...trial, attrition: 'high' }).level).toBe('low')
  })

  test('takes attrition that nobody reported for high', () => {
    expect(clearRating({ ...trial, attrition: null })).toEqual({
      level: 'low',
      reasons: ['attrition_unknown', 'baseline_not_shown', 'controls_missing'],
    })
  })

  test('takes a comparison group for moderate at best', () => {
    const compared: CausalInputs = {
      ...trial,
      design: 'comparison_group',
      hasRequiredControls: true,
      baseline: 'satisfied',
    }
    expect(clearRating(compared)).toEqual({
      level: 'moderate',
      reasons: ['controls_present', 'baseline_alike'],
    })
    const gaps = { isOutcomeMeasuredBefore: false, hasRequiredControls: false, baseline: null }
    expect(clearRating({ ...compared, ...gaps }).reasons).toEqual([
      'no_pre_outcome',
      'controls_missing',
      'baseline_not_shown',
    ])
  })

  test('takes a time series for high only when the program was switched repeatedly', () => {
    const series: CausalInputs = { ...trial, design: 'interrupted_time_series' }
    expect(clearRating(series).level).toBe('moderate')
    expect(clearRating({ ...series, isSwitchRepeated: true }).level).toBe('high')
    expect(clearRating({ ...series, isOutcomeMeasuredBefore: false }).level).toBe('low')
  })

  test('forgives no confound and does not rate what compares nobody', () => {
    expect(clearRating({ ...trial, hasConfound: true, isOutcomeValid: false })).toEqual({
      level: 'low',
      reasons: ['confound', 'invalid_outcome'],
    })
    expect(clearRating({ ...trial, design: 'descriptive' })).toEqual({
      level: null,
      reasons: ['not_rated'],
    })
  })
})

describe('the What Works Clearinghouse', () => {
  test.each<[string, Partial<CausalInputs>, string | null, string[]]>([
    ['a sound trial', {}, 'meets_without_reservations', ['sound_trial']],
    ['a confound', { hasConfound: true }, 'does_not_meet', ['confound']],
    [
      'high attrition and groups alike',
      { attrition: 'high', baseline: 'satisfied' },
      'meets_with_reservations',
      ['high_attrition', 'baseline_alike'],
    ],
    [
      'a compromised assignment, nearly alike and adjusted',
      {
        isAssignmentCompromised: true,
        baseline: 'satisfied_with_adjustment',
        isAdjusted: true,
      },
      'meets_with_reservations',
      ['compromised_assignment', 'baseline_adjusted'],
    ],
    [
      'a comparison group nearly alike and not adjusted',
      { design: 'comparison_group', baseline: 'satisfied_with_adjustment' },
      'does_not_meet',
      ['baseline_not_adjusted'],
    ],
    [
      'a comparison group too different, adjusted or not',
      { design: 'comparison_group', baseline: 'not_satisfied', isAdjusted: true },
      'does_not_meet',
      ['baseline_different'],
    ],
    ['a time series', { design: 'interrupted_time_series' }, null, ['not_rated']],
  ])('rates %s', (_, changes, level, reasons) => {
    expect(wwcRating({ ...trial, ...changes })).toEqual({ level, reasons })
  })
})

describe('a better study', () => {
  const inputs: fc.Arbitrary<CausalInputs> = fc.record({
    design: fc.constantFrom(...ratedDesigns),
    hasConfound: fc.boolean(),
    isOutcomeValid: fc.boolean(),
    isAssignmentCompromised: fc.boolean(),
    isProbabilityChangeIgnored: fc.boolean(),
    attrition: fc.constantFrom('low', 'high', null),
    hasRequiredControls: fc.boolean(),
    baseline: fc.constantFrom(...balanceCategories, null),
    isAdjusted: fc.boolean(),
    isOutcomeMeasuredBefore: fc.boolean(),
    isSwitchRepeated: fc.boolean(),
  })
  const best: Partial<CausalInputs>[] = [
    { hasConfound: false },
    { isOutcomeValid: true },
    { isAssignmentCompromised: false },
    { isProbabilityChangeIgnored: false },
    { attrition: 'low' },
    { hasRequiredControls: true },
    { baseline: 'satisfied' },
    { isAdjusted: true },
    { isOutcomeMeasuredBefore: true },
    { isSwitchRepeated: true },
  ]

  test('is never rated lower, and always with a reason', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...best), (drawn, improved) => {
        const [clear, wwc] = [clearRating(drawn), wwcRating(drawn)]
        const [better, betterWwc] = [drawn, drawn].map((one) => ({ ...one, ...improved }))
        if (!better || !betterWwc) throw new Error('There are two.')
        expect(ordinal('clear', clearRating(better).level)).toBeGreaterThanOrEqual(
          ordinal('clear', clear.level),
        )
        expect(ordinal('wwc', wwcRating(betterWwc).level)).toBeGreaterThanOrEqual(
          ordinal('wwc', wwc.level),
        )
        for (const reason of [...clear.reasons, ...wwc.reasons]) {
          expect(ratingReasons[reason]).toBeTruthy()
        }
        expect(clear.reasons.length * wwc.reasons.length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })
})

function ordinal(system: 'clear' | 'wwc', level: string | null): number {
  const levels: Record<string, { ordinal: number }> = ratingSystems[system].levels
  return level === null ? -1 : (levels[level]?.ordinal ?? Number.NaN)
}

describe('an ESSA tier', () => {
  const study: EssaInputs = {
    wwc: 'meets_without_reservations',
    direction: 'favorable',
    isOverridden: false,
    people: 690,
    sites: 4,
    hasSelectionControls: false,
    hasRationale: false,
  }

  test.each<[Partial<EssaInputs>, string | null, string[]]>([
    [{}, 'strong', ['at_scale']],
    [{ isOverridden: true }, 'moderate', ['at_scale', 'overridden']],
    [{ wwc: 'meets_with_reservations' }, 'moderate', ['at_scale']],
    [{ people: 349 }, 'promising', ['few_people']],
    [{ sites: null }, 'promising', ['one_site']],
    [{ wwc: 'does_not_meet', hasSelectionControls: true }, 'promising', ['rests_on_controls']],
    [{ direction: 'neither', hasRationale: true }, 'rationale', ['not_favorable', 'rationale']],
    [{ direction: null }, null, ['not_favorable']],
    [{ wwc: null }, null, ['no_standard']],
  ])('with %j is %s', (changes, level, reasons) => {
    expect(essaTier({ ...study, ...changes })).toEqual({ level, reasons })
  })
})

describe('Pathways', () => {
  type Finding = Parameters<typeof pathwaysRating>[0][number]
  const one: Finding = {
    study: 'A',
    quality: 'high',
    direction: 'favorable',
    isExploratory: false,
  }
  const other: Finding = { ...one, study: 'B', quality: 'moderate' }

  test.each<[string, Finding[]]>([
    ['no_evidence', []],
    ['no_evidence', [{ ...one, quality: 'low' }]],
    ['no_evidence', [{ ...one, isExploratory: true }]],
    ['insufficient', [{ ...one, direction: null }]],
    ['not_supported', [{ ...one, direction: 'neither' }]],
    ['mixed', [one, { ...other, direction: 'unfavorable' }]],
    ['supported', [one]],
    ['supported', [one, { ...one }]],
    ['supported', [one, other, { ...one, study: 'C', direction: 'neither' }]],
    ['well_supported', [one, other]],
    ['well_supported', [one, other, { ...one, direction: 'neither' }]],
  ])('says %s of its findings', (level, findings) => {
    expect(pathwaysRating(findings).level).toBe(level)
  })

  test('shows quarter 6, year 5 and year 7 in its three windows', () => {
    expect([18, 18.5, 60, 61].map(pathwaysWindow)).toEqual(['short', 'long', 'long', 'very_long'])
    expect(() => pathwaysWindow(-1)).toThrow('not negative')
  })
})

describe('County Health Rankings', () => {
  const none: CountyHealthInputs = {
    systematicReviews: 0,
    experiments: 0,
    matchedComparisons: 0,
    otherStudies: 0,
    lean: 'favorable',
    isStrong: false,
    isRecommended: false,
  }

  test.each<[string, Partial<CountyHealthInputs>]>([
    ['scientific', { experiments: 3, isStrong: true }],
    ['scientific', { systematicReviews: 1, isStrong: true }],
    ['some', { systematicReviews: 1 }],
    ['some', { experiments: 2, isStrong: true }],
    ['some', { otherStudies: 3 }],
    ['mixed', { matchedComparisons: 2, lean: 'inconsistent' }],
    ['ineffective', { experiments: 4, lean: 'unfavorable' }],
    ['expert_opinion', { experiments: 1, isRecommended: true }],
    ['insufficient', { otherStudies: 2, lean: 'unfavorable' }],
  ])('says %s of %j', (level, inputs) => {
    expect(countyHealthRating({ ...none, ...inputs }).level).toBe(level)
  })
})

describe('a body of findings', () => {
  const effect: BodyFinding = {
    code: 'A',
    study: 'First report',
    samples: ['site'],
    design: 'RCT',
    kind: 'effect',
    outcomeDomain: 'earnings',
    impact: '1000',
    standardError: null,
    errorOrigin: null,
    pRelation: '=',
    pValue: '0.01',
    notes: null,
    exploratory: false,
    followUpMonths: 24,
    followUpWindow: 'year2',
    clearLevel: 'high',
  }
  const elsewhere = { study: 'Other report', samples: ['other site'] }

  test('counts as one study what shares a report or people, however far apart', () => {
    const groups = byStudy([
      effect,
      { ...effect, code: 'B', ...elsewhere },
      { ...effect, code: 'C', study: 'Third report', samples: ['third site'] },
      { ...effect, code: 'D', study: 'Other report', samples: ['third site'] },
    ])
    expect(groups.map((group) => group.map(({ code }) => code))).toEqual([['A'], ['B', 'C', 'D']])
  })

  test('supports a model by what is confirmatory and rated, and says what it sets aside', () => {
    const cells = pathwaysSupport([
      effect,
      { ...effect, code: 'B', study: 'Second report' },
      { ...effect, code: 'C', ...elsewhere, exploratory: true },
      { ...effect, code: 'D', ...elsewhere, clearLevel: null },
      { ...effect, code: 'E', ...elsewhere, followUpMonths: 18 },
      { ...effect, code: 'F', outcomeDomain: 'cost' },
    ])
    expect(cells).toMatchObject([
      { window: 'short', rating: { level: 'supported' }, counted: ['E'] },
      {
        window: 'long',
        rating: { level: 'supported', reasons: ['one_favorable'] },
        counted: ['A', 'B'],
        aside: [
          { code: 'C', why: 'exploratory' },
          { code: 'D', why: 'unrated' },
        ],
      },
    ])
  })

  test('gives no level where nobody has rated the quality, and the worst where it is low', () => {
    const levelOf = (finding: BodyFinding) => pathwaysSupport([finding])[0]?.rating
    expect(levelOf({ ...effect, clearLevel: null })).toEqual({
      level: null,
      reasons: ['quality_unknown'],
    })
    expect(levelOf({ ...effect, clearLevel: 'low' })?.level).toBe('no_evidence')
  })

  test('counts education at the longest follow-up, and shows the best window of the others', () => {
    const degree = { ...effect, outcomeDomain: 'credential' }
    const cells = pathwaysSupport([
      { ...degree, code: 'A', followUpMonths: 12 },
      { ...degree, code: 'B', followUpMonths: 60, pValue: '0.4' },
      { ...effect, code: 'C', followUpMonths: 6, pValue: '0.4' },
      { ...effect, code: 'D', followUpMonths: 72 },
    ])
    expect(bestSupport(cells, 'education')).toMatchObject({
      rating: { level: 'not_supported' },
      counted: ['B'],
      aside: [{ code: 'A', why: 'shorter' }],
    })
    expect(bestSupport(cells, 'earnings')).toMatchObject({ window: 'very_long', counted: ['D'] })
    expect(bestSupport(cells, 'benefits')).toBeNull()
  })

  test('has a class by its studies, each by its latest findings that are known', () => {
    const model = 'a_model'
    const trials = ['1', '2', '3'].map((no) => ({
      ...effect,
      model,
      code: no,
      study: no,
      samples: [no],
    }))
    expect(countyHealthBody(trials).rating.level).toBe('scientific')
    const faded = trials.flatMap((one) => [
      one,
      { ...one, code: `${one.code} later`, followUpMonths: 60, pValue: '0.4' },
    ])
    expect(countyHealthBody(faded)).toMatchObject({
      rating: { level: 'ineffective' },
      studies: [{ judgedBy: ['1 later'], direction: 'neither' }, {}, {}],
    })
    const unrated = trials.map((one) => ({ ...one, clearLevel: null }))
    expect(countyHealthBody(unrated).rating.level).toBe('some')
    const benchmark = trials.map((one) => ({ ...one, model: 'training_mean' }))
    expect(countyHealthBody(benchmark)).toEqual({
      rating: { level: null, reasons: ['no_direction'] },
      inputs: null,
      studies: [],
    })
  })
})
