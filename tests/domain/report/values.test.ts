import { describe, expect, test } from 'vitest'
import { type ValueRevision, valueHistory } from '#app/domain/report/values.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute))

const revision = (
  minute: number,
  versionNo: number,
  before: string | null,
  after: string | null,
  more: Partial<ValueRevision> = {},
): ValueRevision => ({
  part: 'value',
  before,
  after,
  versionNo,
  who: 'Luis',
  at: at(minute),
  file: null,
  ...more,
})

const told = {
  revisions: [
    revision(1, 1, null, '40'),
    revision(2, 1, '40', '41', { who: 'Mei', file: 'figures.xlsx' }),
    revision(3, 1, null, 'Counted twice', { part: 'explanation' }),
    revision(20, 2, '41', '45'),
  ],
  versions: [
    { no: 1, value: '41', note: 'Counted twice', signer: 'Joan', at: at(10) },
    { no: 2, value: '45', note: 'Counted twice', signer: 'Joan', at: at(30) },
    { no: 3, value: '45', note: null, signer: 'Joan', at: at(50) },
  ],
  moves: [
    { kind: 'returned' as const, versionNo: 1, who: 'Dana', at: at(15), words: 'Too few?' },
    { kind: 'accepted' as const, versionNo: 3, who: 'Dana', at: at(60), words: null },
  ],
}

describe('the life of an answer', () => {
  test('is told to its own organization change by change, newest first', () => {
    const history = valueHistory(told, true)
    expect(history.map(({ kind }) => kind)).toEqual([
      'accepted',
      'sealed',
      'sealed',
      'written',
      'returned',
      'sealed',
      'written',
      'written',
      'written',
    ])
  })

  test('is told to others as what was signed, never what was tried before', () => {
    const history = valueHistory(told, false)
    expect(history.map(({ kind }) => kind)).toEqual([
      'accepted',
      'sealed',
      'sealed',
      'returned',
      'sealed',
    ])
    expect(JSON.stringify(history)).not.toContain('"40"')
  })

  test('says of each version what it changed and who wrote what it says', () => {
    const sealed = valueHistory(told, false).filter((entry) => entry.kind === 'sealed')
    expect(sealed).toMatchObject([
      { no: 3, value: { before: '45', after: '45' }, note: { after: null } },
      { no: 2, value: { before: '41', after: '45' }, written: { who: 'Luis', file: null } },
      { no: 1, value: { before: null, after: '41' }, written: { who: 'Mei' } },
    ])
    expect(sealed[2]?.written?.file).toBe('figures.xlsx')
  })

  test('keeps who wrote a value that later versions repeat', () => {
    const [third] = valueHistory(told, false).filter((entry) => entry.kind === 'sealed')
    expect(third?.written).toEqual({ who: 'Luis', at: at(20), file: null })
  })
})
