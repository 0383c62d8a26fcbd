import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type FidelityRating,
  type FidelityWord,
  fidelityWords,
} from '#app/domain/evidence/fidelity.ts'
import { type Component, components } from '#app/domain/evidence/library.ts'
import {
  quartersOf,
  standingAt,
  summaryOf,
  testedAt,
  testedCounts,
  testedStandings,
  testedWindow,
} from '#app/domain/evidence/tested.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'

const window = { from: '2026-02-01', to: '2026-05-31', basis: 'enrolled' } as const
const [spring, summer, autumn] = ['2026-03-31', '2026-06-30', '2026-09-30'] as const
const unknown = {
  firstMonth: null,
  lastMonth: null,
  opensOn: null,
  closesOn: null,
  firstJoinedOn: null,
}

let no = 0
const said = (
  component: Component,
  word: FidelityWord,
  side: FidelityRating['side'] = 'officer',
  periodEnd: string = spring,
): FidelityRating => ({ side, component, periodEnd, word, no: (no += 1) })
const all = (word: FidelityWord, but: Partial<Record<Component, FidelityWord>> = {}) =>
  components.map((component) => said(component, but[component] ?? word))
const tested = (...sites: FidelityRating[][]) =>
  testedAt(
    sites.map((ratings, place) => ({ number: `A-${place}`, name: `Site ${place}`, ratings })),
    window,
    '2026-11-01',
  )
const words = (...sites: FidelityRating[][]) => summaryOf(tested(...sites)).words

describe('the window of a study', () => {
  test('is the months in which people were assigned, else what is planned, else since a site joined', () => {
    const months = { ...unknown, firstMonth: '2026-02-01', lastMonth: '2026-05-01' }
    const plan = { opensOn: '2026-01-15', closesOn: '2026-12-31' }
    const joined = { firstJoinedOn: '2025-10-01' }
    const day = '2026-08-14'
    expect(testedWindow({ ...months, ...plan, ...joined }, day)).toEqual(window)
    expect(testedWindow({ ...unknown, ...plan, ...joined }, day)).toEqual({
      from: '2026-01-15',
      to: day,
      basis: 'planned',
    })
    expect(testedWindow({ ...unknown, ...joined }, day)).toMatchObject({ to: day, basis: 'sites' })
    expect(testedWindow(unknown, day)).toBeNull()
  })

  test('never reaches beyond the day, and is none while all of it is to come', () => {
    const months = { ...unknown, firstMonth: '2026-02-01', lastMonth: '2026-05-01' }
    expect(testedWindow(months, '2026-05-10')?.to).toBe('2026-05-10')
    const later = { ...unknown, opensOn: '2027-01-01', closesOn: '2027-06-30' }
    expect(testedWindow(later, '2026-05-10')).toBeNull()
  })

  test('leaves a quarter that is not over to later', () => {
    const open = testedAt([], window, '2026-05-31')
    expect(open.quarters).toEqual([spring])
  })

  test('holds each quarter that shares a day with it', () => {
    expect(quartersOf(window)).toEqual([spring, summer])
    expect(quartersOf({ from: spring, to: '2026-04-01' })).toEqual([spring, summer])
    expect(quartersOf({ from: '2026-04-01', to: summer })).toEqual([summer])
  })
})

describe('what was tested', () => {
  test('is said with what was missing first, and at how many sites', () => {
    expect(
      words(
        all('in_place', { employer_ties: 'absent' }),
        all('in_place', { employer_ties: 'absent', wraparound: 'partly' }),
        all('in_place'),
        all('in_place'),
      ),
    ).toBe(
      'Tested without employer ties at 2 of 4 sites and with wraparound support only partly in place at 1 of 4 sites. ' +
        'In place at all 4 sites: upfront screening, occupational training to a recognized credential, and career readiness.',
    )
    expect(words(all('in_place'))).toBe('Tested with all five components in place.')
  })

  test('is not known where nobody said anything, and says which components nobody rated', () => {
    expect(words([], [])).toContain('is not known')
    expect(words([said('screening', 'in_place')], all('in_place'))).toContain(
      'Nobody rated occupational training to a recognized credential at 1 of 2 sites',
    )
    expect(words()).toContain('names no site')
  })

  test('leaves out what was said of quarters outside the window', () => {
    const [site] = tested([said('screening', 'absent', 'officer', autumn)]).sites
    expect(site && standingAt(site, 'screening')).toBe('unrated')
  })

  test('is in part what came or went between quarters, by the last word on each', () => {
    const [site] = tested([
      said('screening', 'absent'),
      said('screening', 'in_place'),
      said('screening', 'in_place', 'officer', summer),
      said('wraparound', 'absent'),
      said('wraparound', 'in_place', 'officer', summer),
    ]).sites
    expect(site?.components.screening.officer).toEqual({ word: 'in_place', quarters: 2 })
    expect(site?.components.wraparound.officer).toEqual({ word: 'partly', quarters: 2 })
  })

  test('differs where both sides spoke and disagree, and one side alone stands', () => {
    const [site] = tested([
      said('screening', 'absent'),
      said('screening', 'in_place', 'grantee'),
      said('wraparound', 'absent', 'grantee'),
    ]).sites
    expect(site && standingAt(site, 'screening')).toBe('differ')
    expect(site && standingAt(site, 'wraparound')).toBe('absent')
    expect(
      words([said('screening', 'absent'), said('screening', 'in_place', 'grantee')]),
    ).toContain('Officer and grantee differ on upfront screening.')
  })

  test('counts each site once for each component, whatever was said, and can be sealed', () => {
    const rating = fc.record({
      side: fc.constantFrom('officer' as const, 'grantee' as const),
      component: fc.constantFrom(...components),
      periodEnd: fc.constantFrom(spring, summer, autumn),
      word: fc.constantFrom(...fidelityWords),
      no: fc.nat(50),
    })
    fc.assert(
      fc.property(fc.array(fc.array(rating, { maxLength: 12 }), { maxLength: 5 }), (sites) => {
        const made = tested(...sites)
        for (const component of components) {
          const counts = testedCounts(made.sites)[component]
          const sum = testedStandings.reduce((total, one) => total + counts[one], 0)
          expect(sum).toBe(sites.length)
        }
        expect(JSON.parse(canonicalJson(made))).toEqual(made)
      }),
    )
  })
})
