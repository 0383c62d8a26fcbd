import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type SheetSubject,
  changesBy,
  figuresOf,
  sheetColumns,
  sheetHeadings,
  sheetLines,
} from '#app/domain/report/sheet.ts'
import {
  type Cell,
  type Sheet,
  columnLetters,
  readFigures,
} from '#app/domain/report/sheet_reading.ts'
import { listItems } from '../reference.ts'

const items = listItems('GJC-Q')

const subject: SheetSubject = {
  number: 'SAMPLE-GJC-01-2026-09-30',
  label: 'Q3 2026',
  template: { code: 'GJC-Q', version: 1 },
  items,
  answers: { GJC_ENROLLED: '40', GJC_COMPLETED: '12' },
  explanations: { GJC_ENROLLED: 'Two cohorts.' },
  targets: { GJC_ENROLLED: '400' },
  last: { label: 'Q2 2026', answers: { GJC_ENROLLED: '38' } },
  editable: 'all',
}

/** The template as a spreadsheet would hold it. */
function templateOf(given: SheetSubject = subject): Cell[][] {
  const headings = sheetHeadings(given)
  return [
    sheetColumns.map((column) => headings[column]),
    ...sheetLines(given).map((line) => sheetColumns.map((column) => line[column] || null)),
  ]
}

const at = { code: 0, value: sheetColumns.indexOf('value'), note: sheetColumns.indexOf('note') }

function filled(code: string, cell: Cell, column: keyof typeof at = 'value'): Sheet {
  return templateOf().map((row) => (row[at.code] === code ? row.with(at[column], cell) : row))
}

function problemsOf(sheet: Sheet, given: SheetSubject = subject) {
  const reading = readFigures(sheet, given)
  return reading.ok ? [] : reading.problems
}

const rowOf = (code: string) => templateOf().findIndex((row) => row[at.code] === code) + 1

test('the template as it was downloaded changes nothing', () => {
  const reading = readFigures(templateOf(), subject)
  expect(reading).toMatchObject({ ok: true, figures: 2 })
  expect(changesBy(reading.ok ? reading.entries : [], subject)).toEqual([])
})

test('it has one row for each figure that people enter, and for nothing that is computed', () => {
  const codes = sheetLines(subject).map(({ code }) => code)
  expect(codes).toEqual(figuresOf(items).map(({ itemCode }) => itemCode))
  expect(codes).toContain('GJC_WAGE_REPORTED')
  expect(codes).not.toContain('GJC_COMPLETION_RATE')
  expect(codes).not.toContain('N_PROGRESS')
})

test('what is filled in comes out as a page would store it', () => {
  const sheet = filled('GJC_ENROLLED', '1,204').map((row) =>
    row[at.code] === 'GJC_MEDIAN_HOURLY_WAGE' ? row.with(at.value, 22.5) : row,
  )
  const reading = readFigures(sheet, subject)
  const changes = changesBy(reading.ok ? reading.entries : [], subject)
  expect(changes.map(({ itemCode, before, after }) => [itemCode, before, after])).toEqual([
    ['GJC_ENROLLED', '40', '1,204'],
    ['GJC_MEDIAN_HOURLY_WAGE', null, '$22.50'],
  ])
})

test('any whole number reads the same as text, with separators and as a stored number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (count) => {
      for (const cell of [String(count), count.toLocaleString('en-US'), count]) {
        const reading = readFigures(filled('GJC_ENROLLED', cell), subject)
        const entry =
          reading.ok && reading.entries.find(({ itemCode }) => itemCode === 'GJC_ENROLLED')
        expect(entry).toMatchObject({ value: String(count) })
      }
    }),
  )
})

test('any amount of cents reads the same as text and as a stored number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (cents) => {
      const amount = (cents / 100).toFixed(2)
      for (const cell of [amount, `$${amount}`, cents / 100]) {
        const reading = readFigures(filled('GJC_MEDIAN_HOURLY_WAGE', cell), subject)
        const entry =
          reading.ok &&
          reading.entries.find(({ itemCode }) => itemCode === 'GJC_MEDIAN_HOURLY_WAGE')
        expect(entry).toMatchObject({ value: amount })
      }
    }),
  )
})

test('no sheet whatever is answered with anything but entries or problems', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.double(),
    fc.constantFrom('Code', 'Q3 2026', 'Note', 'GJC_ENROLLED', '5', '__proto__', 'constructor'),
    fc.record({ odd: fc.constantFrom('formula', 'date', 'error', 'boolean'), shown: fc.string() }),
  )
  const headings = fc.constant(['Code', 'Q3 2026', 'Note'])
  fc.assert(
    fc.property(
      fc.tuple(fc.oneof(fc.array(cell), headings), fc.array(fc.array(cell))),
      ([first, rest]) => {
        const reading = readFigures([first, ...rest] as Sheet, subject)
        if (reading.ok) return
        expect(reading.problems.length).toBeGreaterThan(0)
        for (const { row, column, say } of reading.problems) {
          expect(row).toBeLessThanOrEqual(rest.length + 1)
          expect(column).toMatch(/^[A-Z]+$/)
          expect(say).toMatch(/\.$/)
        }
      },
    ),
  )
})

describe('a cell that cannot be stored is told at its row and column', () => {
  test.each<[string, Cell, RegExp]>([
    ['words', 'forty', /as a whole number/],
    ['a negative count', -5, /from 0 to/],
    ['half a person', 12.5, /as a whole number/],
    ['a percentage as text', '85%', /as a whole number/],
    ['a percentage as Excel stores it', 0.85, /as a whole number/],
    ['dollars for a count', '$40', /as a whole number/],
    ['European separators', '1.204,00', /as a whole number/],
    ['a number in words of science', '1e3', /as a whole number/],
    ['more than there is', '1e309', /as a whole number/],
    ['a formula', { odd: 'formula', shown: 'a formula giving 40' }, /Paste the value/],
    ['a date', { odd: 'date', shown: '2026-03-01' }, /holds a date/],
    ['a computed error', { odd: 'error', shown: '#REF!' }, /could not compute/],
    ['a tick', { odd: 'boolean', shown: 'true' }, /true or false/],
    ['a formula as text', '=1+1', /as a whole number/],
  ])('%s', (_name, cell, sentence) => {
    const problems = problemsOf(filled('GJC_ENROLLED', cell))
    expect(problems).toMatchObject([
      {
        row: rowOf('GJC_ENROLLED'),
        column: 'G',
        heading: 'Q3 2026',
        field: 'Participants enrolled',
      },
    ])
    expect(problems[0]?.say).toMatch(sentence)
  })

  test('money with three decimals', () => {
    expect(problemsOf(filled('GJC_MEDIAN_HOURLY_WAGE', 22.456))).toHaveLength(1)
  })

  test('a note of 1,001 characters, and one of two lines', () => {
    for (const note of ['x'.repeat(1001), 'one\ntwo']) {
      expect(problemsOf(filled('GJC_ENROLLED', note, 'note'))).toMatchObject([
        { column: 'H', heading: 'Note' },
      ])
    }
  })
})

describe('a row that cannot be placed is told', () => {
  const row = (...cells: Cell[]): Cell[] => cells
  const sheet = (...rows: Cell[][]): Sheet => [row('Code', 'Q3 2026', 'Report', 'Form'), ...rows]

  test.each<[string, Cell[], RegExp]>([
    ['a code that does not exist', row('GJC_NOPE', '5'), /a code that this form has/],
    ['a figure that is computed', row('GJC_COMPLETION_RATE', '0.8'), /computes this figure/],
    ['an answer in words', row('N_PROGRESS', 'Good'), /it is not a figure/],
    ['no code', row(null, '5'), /Enter the code/],
    ['a name every object has', row('constructor', '5'), /a code that this form has/],
  ])('%s', (_name, cells, sentence) => {
    expect(problemsOf(sheet(cells))).toMatchObject([{ row: 2, column: 'A' }])
    expect(problemsOf(sheet(cells))[0]?.say).toMatch(sentence)
  })

  test('the same figure twice', () => {
    const problems = problemsOf(sheet(row('GJC_ENROLLED', '5'), row(), row('GJC_ENROLLED', '5')))
    expect(problems).toMatchObject([{ row: 4, column: 'A', found: 'GJC_ENROLLED' }])
    expect(problems[0]?.say).toContain('row 2')
  })

  test('a file of another report, once and not in each row', () => {
    const other = 'SAMPLE-GJC-02-2026-09-30'
    const problems = problemsOf(
      sheet(row('GJC_ENROLLED', '5', other), row('GJC_COMPLETED', '5', other)),
    )
    expect(problems).toMatchObject([{ row: 2, column: 'C', found: other }])
  })

  test('a template of another version', () => {
    const cells = row('GJC_ENROLLED', '5', subject.number, 'GJC-Q version 2')
    expect(problemsOf(sheet(cells))).toMatchObject([{ row: 2, column: 'D' }])
  })

  test('a file of another period, whose column is missing', () => {
    expect(problemsOf([row('Code', 'Q2 2026'), row('GJC_ENROLLED', '5')])).toMatchObject([
      { row: 1, heading: 'Q3 2026', found: 'Code, Q2 2026' },
    ])
  })

  test('two columns of the same name', () => {
    expect(problemsOf([row('Code', 'Q3 2026', 'q3  2026')])).toMatchObject([
      { row: 1, column: 'C' },
    ])
  })
})

test('columns may stand in any order, and rows may be empty or left out', () => {
  const sheet: Sheet = [['Q3 2026', 'Mine', 'Code'], [], ['7', 'x', 'GJC_COMPLETED'], [null, ' ']]
  expect(readFigures(sheet, subject)).toEqual({
    ok: true,
    figures: 1,
    entries: [{ itemCode: 'GJC_COMPLETED', part: 'value', value: '7' }],
  })
})

describe('of a returned report', () => {
  const returned: SheetSubject = { ...subject, editable: [2] }

  test('sealed figures may stand in the file as they are', () => {
    expect(problemsOf(templateOf(returned), returned)).toEqual([])
  })

  test('a changed one is refused with what it has to be', () => {
    const problems = problemsOf(filled('GJC_ENROLLED', '41'), returned)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.say).toContain('put back 40')
  })

  test('figures of the returned section change', () => {
    const reading = readFigures(filled('GJC_COMPLETED', '13'), returned)
    expect(changesBy(reading.ok ? reading.entries : [], returned)).toMatchObject([
      { itemCode: 'GJC_COMPLETED', before: '12', after: '13' },
    ])
  })
})

test('columns are lettered as spreadsheets letter them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ])
})
