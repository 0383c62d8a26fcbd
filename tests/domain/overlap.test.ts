import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isDecided,
  openOverlapMoves,
  overlapMoveNames,
  overlapMoves,
  overlapStates,
  stateAfterJudging,
} from '#app/domain/overlap/life.ts'
import { overlapMoveForm, reachForm } from '#app/domain/overlap/forms.ts'
import { overlapQuery, readOverlapFilters } from '#app/domain/overlap/list.ts'
import { populations, reachRefusal, services } from '#app/domain/overlap/reach.ts'
import { type JudgedAward, judgePair, overlapLevels, readOf } from '#app/domain/overlap/rule.ts'
import { listRows } from './reference.ts'

const base: JudgedAward = {
  id: 1,
  agency: 'EDA',
  sectors: ['healthcare'],
  states: ['MA'],
  nationwide: false,
  statewide: [],
  counties: [],
  populations: ['unemployed', 'low_income'],
  services: ['recruitment', 'classroom_training', 'placement'],
  start: '2024-01-01',
  end: '2024-12-31',
  under: [],
}
const award = (change: Partial<JudgedAward>): JudgedAward => ({ ...base, ...change })
const eta = (change: Partial<JudgedAward> = {}) => award({ id: 2, agency: 'ETA', ...change })
const silent = { populations: [], services: [], start: null, end: null }

describe('the rule', () => {
  test('finds duplication where service, people, place and time are the same, with its score', () => {
    const whole = { statewide: ['MA'] }
    expect(judgePair(award(whole), eta(whole))).toMatchObject({
      level: 'duplication',
      score: 100,
      days: 366,
      dataIncomplete: false,
    })
    const short = { ...whole, end: '2026-12-31', start: '2024-07-10' }
    // 175 of 366 days are less than half of the shorter period.
    expect(judgePair(award(whole), eta(short))).toMatchObject({ level: 'overlap', days: 175 })
  })

  test('takes the same county for the same place, and a whole state on one side for less', () => {
    const suffolk = { counties: ['25025'] }
    expect(judgePair(award(suffolk), eta(suffolk))).toMatchObject({
      place: 1,
      sharedCounties: ['25025'],
    })
    expect(judgePair(award({ statewide: ['MA'] }), eta())).toMatchObject({ place: 0.6 })
    expect(judgePair(award({ nationwide: true, states: [] }), eta())).toMatchObject({
      place: 0.6,
      sharedStates: ['MA'],
    })
    const fragment = judgePair(base, eta({ services: ['instructor_training'] }))
    expect(fragment).toMatchObject({ level: 'fragmentation', place: 0.3, serviceShare: 0 })
    expect(judgePair(base, award({ id: 2 }))).toBeNull()
  })

  test('finds nothing without a place, a sector or ninety days in common', () => {
    expect(judgePair(base, eta({ states: ['RI'] }))).toBeNull()
    expect(judgePair(base, eta({ sectors: ['manufacturing'] }))).toBeNull()
    expect(judgePair(base, eta({ start: '2024-10-04' }))).toBeNull()
    expect(judgePair(base, eta({ start: '2024-10-03' }))).toMatchObject({ days: 90 })
    expect(judgePair(base, eta({ under: [1] }))).toBeNull()
  })

  test('lets the general public match all at a half', () => {
    const found = judgePair(award({ populations: ['general_public'] }), eta())
    expect(found).toMatchObject({ populationShare: 0.5, sharedPopulations: [] })
  })

  test('goes no further than fragmentation or possible overlap where data are missing', () => {
    const whole = { statewide: ['MA'] }
    expect(judgePair(award(whole), eta({ ...whole, ...silent }))).toMatchObject({
      level: 'fragmentation',
      score: null,
      dataIncomplete: true,
    })
    expect(judgePair(award(whole), award({ id: 2, ...silent }))).toMatchObject({
      level: 'possible_overlap',
      place: 0.6,
    })
  })

  const list = <Word>(words: readonly Word[]) =>
    fc.uniqueArray(fc.constantFrom(...words), { maxLength: 4 })
  const anyAward = fc.record({
    agency: fc.constantFrom('EDA', 'ETA'),
    sectors: list(['healthcare', 'manufacturing', 'construction']),
    states: list(['MA', 'RI', 'CT']),
    nationwide: fc.boolean(),
    statewide: list(['MA', 'RI', 'CT']),
    counties: list(['25025', '44007', '09001']),
    populations: list(populations.slice(-5)),
    services: list(services.slice(0, 5)),
    start: fc.constantFrom('2024-01-01', '2024-06-01', null),
    end: fc.constantFrom('2024-12-31', '2025-12-31', null),
  })

  test('is symmetric, deterministic and blind to the order of lists', () => {
    fc.assert(
      fc.property(anyAward, anyAward, (first, second) => {
        const one = award({ ...first, id: 1 })
        const other = award({ ...second, id: 2 })
        const turned = award({
          ...one,
          sectors: one.sectors.toReversed(),
          states: one.states.toReversed(),
          populations: one.populations.toReversed(),
          services: one.services.toReversed(),
        })
        const found = judgePair(one, other)
        expect(judgePair(other, turned)).toEqual(found)
        expect(readOf(turned)).toBe(readOf(one))
        if (found?.score != null) expect(found.score).toBeLessThanOrEqual(100)
      }),
      { numRuns: 200 },
    )
  })
})

describe('on the award lists', () => {
  const listed = [
    ...listRows('good_jobs_challenge_awards.csv').map((row) => ({ ...row, agency: 'EDA' })),
    ...listRows('sseep_awards.csv').map((row) => ({ ...row, agency: 'ETA' })),
  ].map((row: Record<string, string>, index) => {
    const states = (row['state_list'] ?? '').split(';').filter(Boolean)
    return {
      organization: row['lead_organization'] ?? '',
      judged: award({
        id: index + 1,
        agency: row['agency'] ?? '',
        sectors: (row['sectors'] ?? '').split(';').filter(Boolean),
        states,
        statewide: row['statewide'] === 'yes' ? states : [],
        ...silent,
      }),
    }
  })

  test('finds six fragmentations and two possible overlaps, and says that data are incomplete', () => {
    const found = listed.flatMap((one, index) =>
      listed.slice(index + 1).flatMap((other) => {
        const finding = judgePair(one.judged, other.judged)
        return finding ? [{ ...finding, pair: `${one.organization} / ${other.organization}` }] : []
      }),
    )
    expect(found.every(({ dataIncomplete, score }) => dataIncomplete && score === null)).toBe(true)
    const said = found.map(({ level, place, pair }) => `${level} ${place} ${pair}`)
    expect(said.sort((one, other) => one.localeCompare(other))).toMatchInlineSnapshot(`
      [
        "fragmentation 0.3 City of Birmingham / The University of Alabama",
        "fragmentation 0.3 Economic Development and Industrial Corporation of Boston / Massachusetts General Hospital Institute of Health Professions",
        "fragmentation 0.3 Florida Gulf Coast University Board of Trustees / Broward College",
        "fragmentation 0.6 Alaska Primary Care Association / Alaska Pacific University",
        "fragmentation 0.6 Fresno County Economic Development Corporation / California Workforce Development Board",
        "fragmentation 0.6 Office of Workforce Strategy / The WorkPlace",
        "possible_overlap 0.6 Ohio Manufacturers' Association / Greater Akron Chamber",
        "possible_overlap 0.6 Washington Student Achievement Council / WTIA Workforce Institute",
      ]
    `)
  })

  test('leaves pairs alone that share a sector without a place, or a state without a county', () => {
    const wind = { sectors: ['renewable_energy'], ...silent }
    const northCarolina = eta({ ...wind, states: ['NC'] })
    expect(judgePair(award({ ...wind, states: ['MD'] }), northCarolina)).toBeNull()
    const computing = { sectors: ['information_technology'], ...silent }
    const many = award({ ...computing, id: 2, states: ['WA', 'TX'] })
    expect(judgePair(award({ ...computing, states: ['TX'] }), many)).toBeNull()
    const whole = award({ ...computing, states: ['WA'], statewide: ['WA'] })
    expect(judgePair(whole, many)).toMatchObject({
      level: 'possible_overlap',
      sharedStates: ['WA'],
    })
  })

  test('a national award and a region of one state are fragmented, as of transit in California', () => {
    const fresno = award({ sectors: ['transportation_logistics', 'construction'], states: ['CA'] })
    const transit = eta({
      sectors: ['transportation_logistics'],
      states: [],
      nationwide: true,
      services: ['apprenticeship'],
      populations: ['incumbent'],
    })
    expect(judgePair(fresno, transit)).toMatchObject({ level: 'fragmentation', place: 0.6 })
  })
})

describe('the life of a finding', () => {
  test('enters every state and leaves each, and a decision stands until what it rests on changes', () => {
    const entered = overlapMoveNames.map((move) => overlapMoves[move].to)
    expect(new Set(['detected', ...entered])).toEqual(new Set(overlapStates))
    for (const state of overlapStates) {
      expect(openOverlapMoves(state)).not.toEqual([])
      expect(stateAfterJudging(state, false)).toBe(state)
      expect(stateAfterJudging(state, true)).toBe(isDecided(state) ? 'reopened' : state)
    }
    expect(openOverlapMoves('dismissed')).toEqual(['reopen'])
  })

  test('asks what is planned only of a plan', () => {
    const plan = overlapMoveForm.safeParse({ move: 'plan', action: '', words: 'Both know.' })
    expect(plan.error?.issues[0]).toMatchObject({ path: ['action'] })
    const dismissed = overlapMoveForm.parse({ move: 'dismiss', action: 'merge', words: 'No.' })
    expect(dismissed.action).toBeNull()
  })
})

describe('a reach', () => {
  test('is read from boxes and codes, and refuses what is no county', () => {
    const read = reachForm.parse({
      statewide: 'MA',
      counties: '25025, 25021\n25025',
      services: ['placement', 'nonsense', 'recruitment'],
      ground: 'Narrative.',
    })
    expect(read).toMatchObject({
      nationwide: false,
      statewide: ['MA'],
      counties: ['25021', '25025'],
      services: ['recruitment', 'placement'],
      populations: [],
    })
    expect(reachForm.safeParse({ counties: 'Suffolk', ground: 'x' }).success).toBe(false)
  })

  test('stays within the states that the award names', () => {
    const fips = new Map([
      ['MA', '25'],
      ['RI', '44'],
    ])
    const refusal = (change: Partial<JudgedAward>) => reachRefusal(award(change), ['MA'], fips)
    expect(refusal({ statewide: ['MA'], counties: ['25025'] })).toBeNull()
    expect(refusal({ statewide: ['RI'] })?.field).toBe('statewide')
    expect(refusal({ counties: ['44007'] })?.says).toContain('lies in RI')
    expect(refusal({ counties: ['44007'], nationwide: true })).toBeNull()
    expect(refusal({ counties: ['99001'] })?.says).toContain('no state has a code')
  })

  test('findings are asked for by an address', () => {
    const asked = 'level=overlap&status=dismissed&state=NE&origin=sample&after=2056.50_7'
    const query = overlapQuery(readOverlapFilters(new URLSearchParams(asked)))
    expect(query).toMatchObject({ status: 'dismissed', state: 'NE', after: '2056.50_7' })
    expect(overlapLevels).toContain(query.level)
    expect(readOverlapFilters(new URLSearchParams('after=x&level=y')).after).toBeNull()
  })
})
