import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAwardList, readPlace } from '#app/domain/award_address.ts'
import {
  awardColumns,
  awardListQuery,
  defaultColumns,
  noFilters,
  origins,
} from '#app/domain/award_list.ts'
import { awardStatuses } from '#app/domain/award.ts'
import { riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { searchText } from '#app/domain/search.ts'
import * as paths from '#app/paths.ts'

const read = (query: string) => readAwardList(new URLSearchParams(query))

describe('the list an address asks for', () => {
  test('is the whole portfolio in order of number when nothing is asked', () => {
    expect(read('')).toEqual({
      filters: noFilters,
      sort: 'number',
      descending: false,
      columns: defaultColumns,
      isCompact: false,
    })
  })

  test.each([
    'status=lost&origin=moon&mine=yes',
    'stream=%00&program=a%20b&sector=%27%3B--',
    'sort=password_hash&columns=secret',
    'sort=--amount&columns=',
  ])('falls back to the default for what it does not understand: %s', (query) => {
    expect(read(query)).toEqual(read(''))
  })

  test('keeps the columns in their own order, the award itself always among them', () => {
    expect(read('columns=amount&columns=name').columns).toEqual(['number', 'name', 'amount'])
  })

  test('reads back from its own address', () => {
    const code = fc.option(fc.stringMatching(/^[\w-]{1,20}$/))
    const lists = fc.record({
      filters: fc.record({
        q: fc.option(
          fc
            .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
            .filter((q) => searchText(q) === q),
        ),
        stream: code,
        program: code,
        sector: code,
        state: code,
        status: fc.option(fc.constantFrom(...awardStatuses)),
        origin: fc.option(fc.constantFrom(...origins)),
        risk: fc.option(fc.constantFrom(...riskTiers)),
        officer: fc.option(fc.constantFrom('none', 'Dana Whitfield')),
        due: fc.option(fc.constantFrom('late', '<14d', '<365d')),
        mine: fc.boolean(),
      }),
      sort: fc.constantFrom(...awardColumns),
      descending: fc.boolean(),
      columns: fc
        .subarray([...awardColumns.slice(1)], { minLength: 1 })
        .map((columns) => ['number' as const, ...columns]),
      isCompact: fc.boolean(),
    })
    fc.assert(
      fc.property(lists, (list) => {
        const query = new URL(paths.awards(awardListQuery(list)), 'http://x').searchParams
        expect(readAwardList(query)).toEqual(list)
      }),
      { numRuns: 200 },
    )
  })
})

test('a page begins after or before an award; a place that is no number is none', () => {
  expect(readPlace(new URLSearchParams('after=NEG-1'))).toEqual({
    direction: 'after',
    number: 'NEG-1',
  })
  expect(readPlace(new URLSearchParams('before=&after='))).toBeNull()
})
