import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAwardForm } from '#app/domain/award_address.ts'
import { awardStatuses } from '#app/domain/award.ts'
import { type AwardFilters, noFilters, origins } from '#app/domain/award_list.ts'
import { longestQuery, parseAwardQuery, printAwardQuery } from '#app/domain/award_query.ts'
import { riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { searchText } from '#app/domain/search.ts'

const reader = {
  programs: [
    { code: 'NEG', name: 'Nursing Expansion', streamCode: 'SSEEP', stream: 'Sectoral Strategies' },
    { code: 'GJC-FY24', name: 'Good Jobs, 2024', streamCode: 'GJC', stream: 'Good Jobs Challenge' },
    { code: 'GJC-ARPA', name: 'Good Jobs, ARPA', streamCode: 'GJC', stream: 'Good Jobs Challenge' },
  ],
  sectors: [
    { code: 'healthcare', name: 'Healthcare' },
    { code: 'construction', name: 'Construction' },
  ],
  states: [
    { code: 'AL', name: 'Alabama' },
    { code: 'NM', name: 'New Mexico' },
  ],
  hasCaseload: true,
  seesRisk: true,
}

const parse = (text: string) => parseAwardQuery(text, reader)
const says = (text: string) =>
  parse(text)
    .problems.map(({ say }) => say)
    .join(' ')

describe('the box over the awards', () => {
  test('reads codes, names and their one beginning, and searches for the rest', () => {
    expect(
      parse('sector:health risk:high due:<2w officer:@me State:"new mexico" nurses  now'),
    ).toEqual({
      filters: {
        ...noFilters,
        sector: 'healthcare',
        risk: 'high',
        due: '<14d',
        mine: true,
        state: 'NM',
        q: 'nurses now',
      },
      problems: [],
    })
  })

  test('names a word it does not know, and what was meant; the rest still holds', () => {
    const { filters, problems } = parse('secter:healthcare state:AL sector:heatlhcare')
    expect(filters).toEqual({ ...noFilters, state: 'AL' })
    expect(problems).toEqual([
      { word: 'secter:healthcare', say: expect.stringContaining('Did you mean “sector:”?') },
      {
        word: 'sector:heatlhcare',
        say: expect.stringContaining('Did you mean sector:healthcare?'),
      },
    ])
  })

  test.each([
    ['program:gjc', 'could be GJC-FY24 or GJC-ARPA'],
    ['state:AL state:NM', 'Keep one state'],
    ['due:soon', 'due:<14d'],
    ['due:<400d', 'due:<14d'],
    ['sector:', 'Say which after “sector:”'],
    ['officer:@dana', 'officer:@me'],
    ['x'.repeat(longestQuery + 1), `at most ${longestQuery}`],
  ])('refuses %s with words', (text, words) => {
    expect(says(text)).toContain(words)
  })

  test('knows neither caseload nor risk of who has none', () => {
    const viewer = { ...reader, hasCaseload: false, seesRisk: false }
    const { filters, problems } = parseAwardQuery('risk:high officer:@me', viewer)
    expect(filters).toEqual(noFilters)
    expect(problems).toHaveLength(2)
  })

  const code = <Code extends string>(codes: readonly Code[]) => fc.option(fc.constantFrom(...codes))
  const anyText = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => searchText(text) === text)
  const anyFilters: fc.Arbitrary<AwardFilters> = fc.record({
    q: fc.option(anyText),
    stream: code(['GJC', 'SSEEP']),
    program: code(['NEG', 'GJC-FY24']),
    sector: code(['healthcare', 'construction']),
    state: code(['AL', 'NM']),
    status: code(awardStatuses),
    origin: code(origins),
    risk: code(riskTiers),
    officer: fc.option(anyText.filter((text) => !text.startsWith('@'))),
    due: code(['late', '<1d', '<14d', '<365d']),
    mine: fc.boolean(),
  })

  test('reads back every line it prints', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        expect(parse(printAwardQuery(filters))).toEqual({ filters, problems: [] })
      }),
      { numRuns: 300 },
    )
  })

  test('answers whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const { filters } = parse(typed)
        expect(parse(printAwardQuery(filters)).filters).toEqual(filters)
      }),
      { numRuns: 300 },
    )
  })
})

test('of the box and the panel, what was touched is heard', () => {
  const sent = (fields: Record<string, string>) =>
    readAwardForm(new URLSearchParams({ apply: '1', ...fields }), reader).filters
  const was = 'sector=healthcare&q=nurses'
  const untouched = { was, query: 'sector:healthcare nurses', sector: 'healthcare' }
  const filters = { ...noFilters, sector: 'healthcare', q: 'nurses' }
  expect(sent(untouched)).toEqual(filters)
  expect(sent({ ...untouched, state: 'AL' })).toEqual({ ...filters, state: 'AL' })
  expect(sent({ ...untouched, sector: '' })).toEqual({ ...filters, sector: null })
  expect(sent({ ...untouched, query: 'state:NM' })).toEqual({ ...noFilters, state: 'NM' })
  expect(sent({ ...untouched, query: 'sector:construction', state: 'AL' })).toEqual({
    ...noFilters,
    sector: 'construction',
    state: 'AL',
  })
})
