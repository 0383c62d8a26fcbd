import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { fileName, toCsv } from '#app/domain/csv.ts'

const columns = [
  { header: 'Name', kind: 'text', value: (row: Row) => row.name },
  { header: 'Amount', kind: 'number', value: (row: Row) => row.amount },
] as const
interface Row {
  name: string | null
  amount: string | null
}

function cells(row: Row) {
  const lines: string[][] = parse(toCsv(columns, [row]))
  return lines[1]
}

describe('comma-separated values', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@sum',
    '\t1',
    ' =1+1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '\u00a0=1',
    '\r=1',
    '\u200b=1',
  ])('text that would run as a formula is quoted: %j', (name) => {
    expect(cells({ name, amount: null })).toEqual([`'${name}`, ''])
  })

  test('numbers stay numbers, negative ones too', () => {
    expect(cells({ name: 'a', amount: '-5.00' })).toEqual(['a', '-5.00'])
  })

  test('what claims to be a number and is none is guarded like text', () => {
    expect(cells({ name: 'a', amount: '-1+cmd' })).toEqual(['a', "'-1+cmd"])
  })

  test('commas, quotes and line ends survive the way back', () => {
    const name = 'A "b", c\nd'
    expect(cells({ name, amount: '1' })).toEqual([name, '1'])
  })

  test('nothing stands before the header or after the rows', () => {
    expect(toCsv(columns, [{ name: 'a', amount: '1' }])).toBe('Name,Amount\r\na,1\r\n')
  })
})

test('a file name keeps to letters, digits, points and hyphens', () => {
  expect(fileName('awards', 'a/b "c"; é', '', '47 rows.csv')).toBe('awards_a-b-c_47-rows.csv')
})
