import { expect, test } from 'vitest'
import {
  type Comparability,
  type CrosswalkPair,
  offersFor,
  originWords,
} from '#app/domain/report/crosswalk.ts'
import { takeForm } from '#app/domain/report/crosswalk_forms.ts'
import { listItems, listRows } from '../reference.ts'

const pairs: CrosswalkPair[] = listRows('crosswalk.csv').map((row) => ({
  fromIndicator: row.from_indicator ?? '',
  toIndicator: row.to_indicator ?? '',
  comparability: row.comparability as Comparability,
  reason: row.reason ?? '',
}))
const [sseep, wioa] = [listItems('SSEEP-Q'), listItems('WIOA-Q')]
const forms = [listItems('GJC-Q'), sseep, wioa]

const given = (answers: Record<string, string | null>) => ({
  reportNumber: 'R-1',
  versionNo: 2,
  label: 'Q3 2026',
  awardName: 'An award',
  answers,
  labels: { GJC_ENROLLED: 'Participants enrolled' },
})

test('a close figure is offered with what differs, and where it stands', () => {
  expect(offersFor(sseep, pairs, [given({ GJC_ENROLLED: '203' })])).toEqual([
    {
      itemCode: 'H1B_ENROLLED_TRAINING',
      key: 'R-1.2.GJC_ENROLLED',
      value: '203',
      comparability: 'close',
      reason:
        'Both count people who started training; the first per period, the second from the start of the award, incumbent workers included',
      code: 'GJC_ENROLLED',
      codeLabel: 'Participants enrolled',
      from: { reportNumber: 'R-1', versionNo: 2, label: 'Q3 2026', awardName: 'An award' },
    },
  ])
})

test('what was offered one way is offered the other way too', () => {
  const [offer] = offersFor(wioa, pairs, [given({ H1B_COHORT_Q2: '40' })])
  expect(offer).toMatchObject({ itemCode: 'WIOA_COHORT_Q2', comparability: 'same', value: '40' })
})

test('no pair that is not comparable is ever offered, and nothing that is computed', () => {
  const codes = new Set(
    pairs.flatMap(({ fromIndicator, toIndicator }) => [fromIndicator, toIndicator]),
  )
  const everything = given(Object.fromEntries([...codes].map((code) => [code, '1'])))
  const offers = forms.flatMap((items) => offersFor(items, pairs, [everything]))
  expect(offers.length).toBeGreaterThan(20)
  for (const { itemCode, code, comparability } of offers) {
    const pair = pairs.find(
      ({ fromIndicator, toIndicator }) =>
        (fromIndicator === itemCode && toIndicator === code) ||
        (fromIndicator === code && toIndicator === itemCode),
    )
    expect(pair?.comparability).toBe(comparability)
    expect(comparability).not.toBe('not_comparable')
    const item = forms.flat().find((one) => one.itemCode === itemCode)
    expect(item?.entry).toBe('entered')
  }
})

test('what was not answered there is not offered here', () => {
  const none = given({ GJC_ENROLLED: null, GJC_COMPLETED: '' })
  expect(offersFor(sseep, pairs, [none])).toEqual([])
})

test('the form takes a choice for each item, and nothing that it does not list', () => {
  const form = takeForm([{ itemCode: 'A_ONE', key: '' }])
  expect(form.safeParse({ take_A_ONE: 'R-1.2.B', seen: '7' }).data).toEqual({
    seen: 7,
    chosen: [{ itemCode: 'A_ONE', key: 'R-1.2.B' }],
  })
  expect(form.safeParse({ take_A_ONE: '' }).data?.chosen).toEqual([])
  expect(form.safeParse({ take_B: 'R-1.2.B' }).success).toBe(false)
})

test('an origin reads as a sentence', () => {
  const origin = {
    report: 'R-1',
    version: 2,
    code: 'GJC_ENROLLED',
    codeLabel: 'Participants enrolled',
    comparability: 'close',
    reason: 'per period against cumulative',
  } as const
  expect(originWords(origin)).toBe(
    'Taken from version 2 of report R-1, “Participants enrolled”. Close: per period against cumulative.',
  )
})
