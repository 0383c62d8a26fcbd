import { describe, expect, test } from 'vitest'
import {
  type FidelityRating,
  disagreements,
  fidelityTrend,
  quartersToRate,
  standingWord,
} from '#app/domain/evidence/fidelity.ts'
import { fidelityForm } from '#app/domain/evidence/fidelity_forms.ts'
import {
  heldAgainst,
  needsOf,
  populationLikeness,
  readReplicationFilters,
  replicationQuery,
  scaleLikeness,
  scaleReason,
} from '#app/domain/evidence/replication.ts'

const [spring, summer] = ['2026-03-31', '2026-06-30'] as const
let no = 0
const said = (
  side: FidelityRating['side'],
  component: FidelityRating['component'],
  periodEnd: string,
  word: FidelityRating['word'],
): FidelityRating => ({ side, component, periodEnd, word, no: (no += 1) })

const ratings = [
  said('officer', 'wraparound', spring, 'absent'),
  said('officer', 'screening', spring, 'in_place'),
  said('officer', 'wraparound', summer, 'absent'),
  said('officer', 'wraparound', summer, 'partly'),
  said('officer', 'screening', summer, 'partly'),
  said('officer', 'employer_ties', summer, 'in_place'),
  said('grantee', 'wraparound', summer, 'in_place'),
  said('grantee', 'screening', summer, 'partly'),
]

describe('the quarters that can be rated', () => {
  test('are over, eight at most, and share a day with the period of the award', () => {
    const all = quartersToRate({ periodStart: null, periodEnd: null }, '2026-08-14')
    expect(all).toHaveLength(8)
    expect(all[0]).toBe('2026-06-30')
    expect(all.at(-1)).toBe('2024-09-30')
    const known = { periodStart: '2026-01-15', periodEnd: '2026-03-31' }
    expect(quartersToRate(known, '2026-08-14')).toEqual([spring])
    expect(quartersToRate(known, spring)).toEqual([spring])
    expect(quartersToRate(known, '2026-03-30')).toEqual([])
  })
})

describe('the words of both sides', () => {
  test('stand as they were last said, whatever their order in the list', () => {
    expect(standingWord(ratings.toReversed(), 'officer', 'wraparound', summer)).toBe('partly')
    expect(standingWord(ratings, 'grantee', 'wraparound', spring)).toBeNull()
  })

  test('differ only where both spoke', () => {
    expect(disagreements(ratings, summer)).toEqual(['wraparound'])
    expect(disagreements(ratings, spring)).toEqual([])
  })

  test('make a trend of what was rated in both quarters', () => {
    expect(fidelityTrend(ratings, 'officer')).toMatch(
      /^The program officer sees 1 of the 5 .* better on wraparound support and worse on upfront screening\.$/,
    )
    expect(fidelityTrend(ratings, 'grantee')).toMatch(/, the first that was rated\.$/)
    expect(fidelityTrend([], 'grantee')).toBe('The grantee has rated no quarter yet.')
  })
})

describe('the form', () => {
  const refusals = (posted: Record<string, string>) =>
    fidelityForm
      .safeParse({ quarter: summer, ...posted })
      .error?.issues.map(({ path }) => path.join('.'))

  test('wants a rating with its evidence, and neither alone', () => {
    expect(refusals({})).toEqual(['screening'])
    expect(refusals({ wraparound: 'partly' })).toEqual(['wraparound_evidence'])
    expect(refusals({ wraparound_evidence: 'Bus passes' })).toEqual(['wraparound'])
    expect(refusals({ wraparound: 'partly', wraparound_evidence: 'Bus passes' })).toBeUndefined()
  })
})

describe('what an award is held against', () => {
  const needs = needsOf({
    screening: 'yes',
    occupationalTraining: 'partly',
    careerReadiness: 'no',
    wraparound: null,
    employerTies: 'yes',
  })

  test('is what the model has, and what nobody rated is not short of it', () => {
    const word = (component: FidelityRating['component'], of: FidelityRating['word']) => ({
      component,
      word: of,
      periodEnd: summer,
      ratedBy: 'Dana Whitfield',
    })
    const held = heldAgainst(
      [word('screening', 'partly'), word('occupational_training', 'partly')],
      needs,
    )
    expect(held.map(({ component, isShort }) => `${component} ${isShort}`)).toEqual([
      'screening true',
      'occupational_training false',
      'employer_ties false',
    ])
    expect(held.map(({ said }) => said?.word ?? null)).toEqual(['partly', 'partly', null])
  })

  test('falls back to all awards from sources where an address means nothing', () => {
    const filters = readReplicationFilters(
      new URLSearchParams('list=all&from=a+lot&to=2,000,000&state=CO'),
    )
    expect(filters).toMatchObject({ list: 'short', origin: 'sources', from: null, state: 'CO' })
    expect(filters.to).toBe('2000000.00')
  })
})

describe('an award beside a model', () => {
  const tried = {
    populations: ['low_income', 'youth'],
    people: { least: 400, most: 1000 },
  } as const
  const silent = { populations: [], people: null }

  test('serves alike people where it names one of them, and what is not said is unknown', () => {
    expect(populationLikeness(['veterans', 'youth'], tried)).toBe('alike')
    expect(populationLikeness(['veterans'], tried)).toBe('unlike')
    expect(populationLikeness([], tried)).toBe('unknown')
    expect(populationLikeness(['veterans'], silent)).toBe('unknown')
  })

  test('is of its scale from half the fewest to twice the most, both ends included', () => {
    expect(scaleLikeness('200.00', tried)).toBe('alike')
    expect(scaleLikeness('199.99', tried)).toBe('unlike')
    expect(scaleLikeness('2000.00', tried)).toBe('alike')
    expect(scaleLikeness('2001', tried)).toBe('unlike')
    expect(scaleLikeness(null, tried)).toBe('unknown')
    expect(scaleLikeness('200', silent)).toBe('unknown')
    expect(scaleReason('1200.00', tried)).toBe(
      'plans for 1,200 people; the model was tested with 400 to 1,000',
    )
  })

  test('is asked for by an address that keeps only what differs from the usual', () => {
    const filters = readReplicationFilters(new URLSearchParams('population=alike&scale=nonsense'))
    expect(filters).toMatchObject({ population: 'alike', scale: 'fits' })
    expect(replicationQuery(filters)).toMatchObject({ population: 'alike' })
    expect(replicationQuery(filters)).not.toHaveProperty('scale')
  })
})
