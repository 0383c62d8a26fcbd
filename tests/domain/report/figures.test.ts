import { expect, test } from 'vitest'
import { combineFigures } from '#app/domain/report/figures.ts'
import { listItems } from '../reference.ts'

const gjc = listItems('GJC-Q')
const sseep = listItems('SSEEP-Q')
const fin = listItems('FIN-Q')

function combined(items: typeof gjc, code: string, ...answers: Record<string, string | null>[]) {
  const ends = ['2026-03-31', '2026-06-30', '2026-09-30']
  const periods = answers.map((one, index) => ({ periodEnd: ends[index] ?? '', answers: one }))
  return combineFigures(items, periods.reverse()).find((figure) => figure.code === code)
}

test('counts of a period are summed over the periods that have them', () => {
  const figure = combined(gjc, 'GJC_ENROLLED', { GJC_ENROLLED: '40' }, {}, { GJC_ENROLLED: '2' })
  expect(figure).toMatchObject({ value: '42', from: ['2026-03-31', '2026-09-30'] })
})

test('running totals are the latest, never added', () => {
  const figure = combined(
    sseep,
    'H1B_PARTICIPANTS',
    { H1B_PARTICIPANTS: '40' },
    { H1B_PARTICIPANTS: '55' },
  )
  expect(figure).toMatchObject({ value: '55', from: ['2026-06-30'] })
})

test('balances are the latest, with what they are computed from', () => {
  const cash = (FIN_RECEIPTS: string, FIN_DISBURSEMENTS: string) => ({
    FIN_RECEIPTS,
    FIN_DISBURSEMENTS,
  })
  expect(
    combined(fin, 'FIN_CASH_ON_HAND', cash('10.00', '4.00'), cash('20.50', '20.00'))?.value,
  ).toBe('0.50')
})

test('medians are never combined but shown with their period and the people behind them', () => {
  const pay = (GJC_MEDIAN_HOURLY_WAGE: string, GJC_WAGE_REPORTED: string) => ({
    GJC_MEDIAN_HOURLY_WAGE,
    GJC_WAGE_REPORTED,
  })
  expect(combined(gjc, 'GJC_MEDIAN_HOURLY_WAGE', pay('20.00', '100'), pay('30.00', '5'))).toEqual({
    code: 'GJC_MEDIAN_HOURLY_WAGE',
    value: '30.00',
    share: null,
    n: '5',
    from: ['2026-06-30'],
  })
})

test('a rate is made anew from all periods, not averaged', () => {
  const ended = (GJC_COMPLETED: string, GJC_NOT_COMPLETED: string) => ({
    GJC_COMPLETED,
    GJC_NOT_COMPLETED,
  })
  expect(combined(gjc, 'GJC_COMPLETION_RATE', ended('90', '10'), ended('0', '20'))?.share).toEqual({
    numerator: '90',
    denominator: '120',
    value: '0.750000',
  })
})

test('a rate uses only the periods that have both its figures', () => {
  const figure = combined(
    gjc,
    'GJC_COMPLETION_RATE',
    { GJC_COMPLETED: '90', GJC_NOT_COMPLETED: '10' },
    { GJC_COMPLETED: '50' },
  )
  expect(figure).toMatchObject({
    share: { numerator: '90', denominator: '100' },
    from: ['2026-03-31'],
  })
})

test('a rate of running totals is the latest', () => {
  const totals = (H1B_COMPLETED_TRAINING: string, H1B_ENROLLED_TRAINING: string) => ({
    H1B_COMPLETED_TRAINING,
    H1B_ENROLLED_TRAINING,
  })
  expect(combined(sseep, 'H1B_COMPLETION_RATE', totals('1', '10'), totals('6', '12'))?.value).toBe(
    '0.500000',
  )
})

test('what no period answered is absent, and no rate is made of zero', () => {
  expect(combineFigures(gjc, [])).toEqual([])
  expect(
    combined(gjc, 'GJC_COMPLETION_RATE', { GJC_COMPLETED: '0', GJC_NOT_COMPLETED: '0' }),
  ).toBeUndefined()
})
