import { describe, expect, test } from 'vitest'
import {
  type AimedPeriod,
  assistanceRefusal,
  movementOf,
  movementWords,
} from '#app/domain/oversight/assistance.ts'
import { assistanceAnswerForm } from '#app/domain/oversight/assistance_forms.ts'

const quarters = [
  ['Q1 2026', '2026-01-01', '2026-03-31', '2026-04-30'],
  ['Q2 2026', '2026-04-01', '2026-06-30', '2026-07-30'],
  ['Q3 2026', '2026-07-01', '2026-09-30', '2026-10-30'],
  ['Q4 2026', '2026-10-01', '2026-12-31', '2027-01-29'],
] as const

/** The four quarters of 2026 with their accepted figures; undefined: not accepted yet. */
const year = (...values: (string | null | undefined)[]): AimedPeriod[] =>
  quarters.map(([label, start, end, dueOn], at) => ({
    label,
    start,
    end,
    dueOn,
    isAccepted: values[at] !== undefined,
    value: values[at] ?? null,
  }))
const higher = { direction: 'higher', valueType: 'count', cumulation: 'period' } as const
const added = { ...higher, cumulation: 'cumulative' } as const
const inMay = { from: '2026-05-04', to: '2026-05-05' }
const readings = (...given: Parameters<typeof movementOf>) => {
  const { before, after } = movementOf(...given)
  return [before, ...after].map((one) => {
    if (!one) return null
    const { reading } = one
    return reading.kind === 'known' ? `${reading.value} ${reading.moved ?? 'start'}` : reading.kind
  })
}

describe('whether an indicator moved after help', () => {
  test('sets the last period before beside the first two that end after', () => {
    expect(readings(higher, inMay, year('40', '52', '40', '99'))).toEqual([
      '40 start',
      '52 right',
      '40 unmoved',
    ])
    const { after } = movementOf(higher, inMay, year('40', '52', '40', '99'))
    expect(after.map(({ holdsHelp }) => holdsHelp)).toEqual([true, false])
    const atTheEnd = { from: '2026-06-30', to: '2026-06-30' }
    expect(readings(higher, atTheEnd, year('40', '52', '40', '99'))).toEqual([
      '40 start',
      '40 unmoved',
      '99 right',
    ])
  })

  test('goes by the direction that is good for the indicator', () => {
    const lower = { ...higher, direction: 'lower' } as const
    expect(readings(lower, inMay, year('40', '52', '31'))).toEqual([
      '40 start',
      '52 wrong',
      '31 right',
    ])
  })

  test('compares what each period added where counts run from the start', () => {
    expect(readings(added, inMay, year('40', '75', '125'))).toEqual([
      '40 start',
      '35 wrong',
      '50 right',
    ])
    const inAugust = { from: '2026-08-03', to: '2026-08-03' }
    expect(readings(added, inAugust, year('40', '75', undefined, '130'))).toEqual([
      '35 start',
      'waits',
      'no_start',
    ])
    const rate = { ...added, valueType: 'rate' } as const
    expect(readings(rate, inMay, year('0.5', '0.45'))).toEqual(['0.5 start', '0.45 wrong', 'waits'])
  })

  test('is not known before the reports are accepted, and says when it can be', () => {
    const words = (...values: (string | null | undefined)[]) =>
      movementWords(movementOf(higher, inMay, year(...values)))
    expect(words('40', '52', '60')).toBe(
      'In Q2 2026 it moved the right way. In Q3 2026 it moved the right way.',
    )
    expect(words('40', '52')).toBe(
      'In Q2 2026 it moved the right way. More can be known once the report of Q3 2026 is accepted, due Friday, October 30, 2026.',
    )
    expect(words('40')).toMatch(/^Not known yet\. It can be known once the report of Q2 2026 is/)
    expect(words()).toBe('Not known yet: the report of Q1 2026, before the help, is not accepted.')
    expect(words(null, '52', '60')).toMatch(/^It cannot be told: there is no accepted figure/)
    expect(words('40', null, null)).toBe(
      'It cannot be told from the accepted figures after the help.',
    )
    const early = { from: '2026-02-02', to: '2026-02-02' }
    expect(readings(higher, early, year('40', '52'))).toEqual([null, '40 start', '52 start'])
    const late = { from: '2026-11-02', to: '2027-01-04' }
    expect(movementWords(movementOf(higher, late, year('40', '52', '60', '70')))).toMatch(
      /no period of the award ends after/,
    )
  })
})

describe('an answer to a request for help', () => {
  const given = { by: 'Dana', from: '2026-05-04', to: null, hours: '6' }
  const nothing = { by: null, from: null, to: null, hours: null }

  test('names who gave what on which days, or none of it', () => {
    expect(assistanceRefusal('give', given, '2026-05-04')).toBeNull()
    expect(assistanceRefusal('decline', nothing, '2026-05-04')).toBeNull()
    const refused = (...of: Parameters<typeof assistanceRefusal>) =>
      Object.keys(assistanceRefusal(...of) ?? {})
    expect(refused('give', nothing, '2026-05-04')).toEqual(['by', 'from.month', 'hours'])
    expect(refused('give', given, '2026-05-03')).toEqual(['from.month'])
    expect(refused('give', { ...given, to: '2026-05-03' }, '2026-05-04')).toEqual(['to.month'])
    expect(refused('decline', given, '2026-05-04')).toEqual(['by', 'from.month', 'hours'])
  })

  test('is read from what a browser posts', () => {
    const posted = { answer: 'give', by: ' Dana ', hours: '1.5', words: 'Two calls.' }
    expect(
      assistanceAnswerForm.parse({
        ...posted,
        'from.month': '5',
        'from.day': '4',
        'from.year': '2026',
      }),
    ).toEqual({
      answer: 'give',
      by: 'Dana',
      from: '2026-05-04',
      to: null,
      hours: '1.5',
      words: 'Two calls.',
    })
    expect(assistanceAnswerForm.safeParse({ ...posted, hours: '1.555' }).success).toBe(false)
  })
})
