import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCells,
  cellNote,
  cellWords,
  coverageLines,
  coverageMeaning,
  coverageQuery,
  emptyCell,
  readCoverageFilters,
} from '#app/domain/coverage.ts'
import { drawMap, mapFrame, shortWords, stepsOf, tiles } from '#app/domain/coverage_map.ts'
import { listRows } from './reference.ts'

const cell = (awards: number, amount: string | null, people: number | null = null) => ({
  awards,
  withAmount: amount === null ? 0 : awards,
  amount,
  withPeople: people === null ? 0 : awards,
  people,
})
const streams = [
  { code: 'GJC', name: 'Good Jobs Challenge' },
  { code: 'SSEEP', name: 'SSEEP' },
]
const filters = readCoverageFilters(new URLSearchParams('view=states'))

describe('coverage', () => {
  test('is asked for by an address, and an address that means nothing asks for the default', () => {
    const asked = 'view=states&measure=people&stream=GJC&sector=healthcare&origin=sample'
    const read = readCoverageFilters(new URLSearchParams(asked))
    const query = Object.entries(coverageQuery(read)).filter(([, value]) => value !== null)
    expect(new URLSearchParams(query as [string, string][]).toString()).toBe(
      'view=states&stream=GJC&sector=healthcare&measure=people&origin=sample',
    )
    const none = readCoverageFilters(new URLSearchParams('view=x&measure=&state=%27--&origin=y'))
    expect(Object.values(coverageQuery(none)).filter((value) => value !== null)).toEqual([])
  })

  test('has a line for each place, the empty ones too, and one for what names none', () => {
    const rows = [
      { code: 'AL', stream: 'GJC', ...cell(1, '10.50') },
      { code: 'AL', stream: 'SSEEP', ...cell(2, '5.00') },
      { code: '-', stream: 'GJC', ...cell(1, null) },
      { code: '*', stream: 'GJC', ...cell(2, '10.50') },
    ]
    const places = [
      { code: 'AL', name: 'Alabama' },
      { code: 'AK', name: 'Alaska' },
    ]
    const { lines, all } = coverageLines(rows, places, streams)
    expect(lines.map(({ code, all: sum }) => [code, sum.awards, sum.amount])).toEqual([
      ['AL', 3, '15.50'],
      ['AK', 0, null],
      ['-', 1, null],
    ])
    expect(all.cells.map(({ awards }) => awards)).toEqual([2, 0])
    expect(coverageMeaning(lines, all, filters)).toBe(
      'Awards from sources that fit: 2, $10.50 in all. They reach 1 of 2 states and territories; 1 has none. Most dollars are in Alabama: $15.50. 1 award names none.',
    )
    expect(coverageMeaning(lines.slice(0, 1), all, filters)).toBe(
      'Awards from sources that fit: 2, $10.50 in all.',
    )
  })

  test('says none, not in the sources and no accepted figure of what is none of them', () => {
    expect(cellWords(emptyCell, 'amount')).toBe('none')
    expect(cellWords(cell(1, null), 'amount')).toBe('not in the sources')
    expect(cellWords(cell(1, '3.00'), 'people')).toBe('no accepted figure')
    const part = addCells([cell(1, '3.00', 40), cell(2, null)])
    expect(cellNote(part, 'amount')).toBe('2 without an amount')
    expect(cellNote(part, 'people')).toBe('of 1 in 3 awards')
  })
})

describe('the map', () => {
  test('has a tile of its own for each state of the reference list, within its frame', () => {
    const listed = listRows('states.csv').map(({ usps = '' }) => usps)
    expect(Object.keys(tiles).sort()).toEqual(listed.toSorted())
    const places = Object.values(tiles)
    expect(new Set(places.map(String)).size).toBe(places.length)
    for (const [column, row] of places) {
      expect(column).toBeLessThan(mapFrame.columns)
      expect(row).toBeLessThan(mapFrame.rows)
    }
  })

  test('draws more never paler than less, and equal alike', () => {
    const sizes = fc.array(fc.option(fc.integer({ min: 1, max: 1000 })), { maxLength: 40 })
    fc.assert(
      fc.property(sizes, (given) => {
        const steps = stepsOf(given)
        const known = given.filter((size) => size !== null).toSorted((a, b) => a - b)
        const drawn = known.map((size) => steps.of(size))
        expect(drawn).toEqual(drawn.toSorted((a, b) => a - b))
        expect(drawn.every((step) => step >= 1 && step <= 4)).toBe(true)
        expect(drawn.at(-1) ?? 4).toBe(4)
        expect(steps.of(null)).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  test('says in its tiles what the table says in full', () => {
    expect(shortWords(10_800_000, 'amount')).toBe('$10.8M')
    expect(shortWords(1234, 'people')).toBe('1.23K')
    const line = { code: 'AL', name: 'Alabama', cells: [], all: cell(1, '10800000.00') }
    const [tile] = drawMap([line], 'amount').tiles
    expect(tile).toMatchObject({ step: 4, words: '$10.8M', meaning: 'Alabama: $10,800,000' })
  })
})
