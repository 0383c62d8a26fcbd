import { explanationMax, answer } from './answers.ts'
import { text } from '../text.ts'
import { formatValue } from './display.ts'
import { figuresOf, formName, sheetHeadings, type SheetColumn, type SheetSubject } from './sheet.ts'
import { isAnswered, type TemplateItem } from './template.ts'

/** What a cell of a workbook can hold that is neither text nor a plain number. */
const oddities = ['formula', 'date', 'error', 'boolean'] as const
export type Oddity = (typeof oddities)[number]

/** A cell as its file gives it: text as typed, a number as stored, or what is neither. */
export type Cell = string | number | { odd: Oddity; shown: string } | null

/** The rows of a sheet from its first on; a row ends with its last filled cell. */
export type Sheet = readonly (readonly Cell[])[]

/** One thing wrong with a file, at the place where a person finds it. */
export interface SheetProblem {
  /** As the spreadsheet numbers it, from 1. */
  row: number
  /** 'G' */
  column: string
  heading: string
  /** The figure's label, or its code where the form has no such figure; empty for a whole row or file. */
  field: string
  found: string
  say: string
}

/** An answer read from a file, as it would be stored. An empty cell says nothing. */
export interface SheetEntry {
  itemCode: string
  part: 'value' | 'explanation'
  value: string
}

type Reading =
  { ok: true; entries: SheetEntry[]; figures: number } | { ok: false; problems: SheetProblem[] }

/** Reads a sheet of figures for a report, whole or not at all: every entry, or everything wrong. */
export function readFigures(sheet: Sheet, subject: SheetSubject): Reading {
  const headings = sheetHeadings(subject)
  const columns = findColumns(sheet[0] ?? [], headings)
  if ('problems' in columns) return { ok: false, problems: columns.problems }
  const reader = new FigureReader(subject, columns.found, headings)
  sheet.forEach((cells, index) => {
    if (index > 0) reader.read(cells, index + 1)
  })
  const { entries, problems } = reader
  if (problems.length > 0) return { ok: false, problems }
  const figures = entries.filter(({ part }) => part === 'value').length
  return { ok: true, entries, figures }
}

type Places = Partial<Record<SheetColumn, number>> & { code: number; value: number }

/** Where the columns that are read stand; others may stand between them, in any order. */
function findColumns(
  first: readonly Cell[],
  headings: Record<SheetColumn, string>,
): { found: Places } | { problems: SheetProblem[] } {
  const given = first.map((cell) => asHeading(shownOf(cell)))
  const places: Partial<Record<SheetColumn, number>> = {}
  const problems: SheetProblem[] = []
  for (const column of ['code', 'value', 'note', 'report', 'form'] as const) {
    const heading = headings[column]
    const at = given.indexOf(asHeading(heading))
    if (at >= 0) places[column] = at
    const again = given.indexOf(asHeading(heading), at + 1)
    if (at >= 0 && again >= 0) {
      problems.push({
        ...headingAt(again, heading),
        say: `Keep one column “${heading}”; column ${columnLetters(at)} has it already.`,
      })
    }
  }
  const { code, value } = places
  if (problems.length === 0 && code !== undefined && value !== undefined) {
    return { found: { ...places, code, value } }
  }
  const lacking = (['code', 'value'] as const).filter((column) => places[column] === undefined)
  const found = first.map(shownOf).filter(Boolean).slice(0, 12).join(', ')
  return {
    problems: [
      ...problems,
      ...lacking.map((column) => ({
        ...headingAt(0, headings[column]),
        found: shortened(found),
        say: `Add the heading “${headings[column]}” to the first row, as the template of this report has it.`,
      })),
    ],
  }
}

function headingAt(column: number, heading: string) {
  return { row: 1, column: columnLetters(column), heading, field: '', found: heading }
}

class FigureReader {
  readonly entries: SheetEntry[] = []
  readonly problems: SheetProblem[] = []
  private readonly figures: Map<string, TemplateItem>
  private readonly known: Map<string, TemplateItem>
  private readonly rows = new Map<string, number>()
  /** A file of another report says so in every row; once is enough. */
  private readonly told = new Set<SheetColumn>()
  private readonly schemas = new Map<string, ReturnType<typeof answer>>()

  constructor(
    private readonly subject: SheetSubject,
    private readonly places: Places,
    private readonly headings: Record<SheetColumn, string>,
  ) {
    this.figures = new Map(figuresOf(subject.items).map((item) => [item.itemCode, item]))
    this.known = new Map(subject.items.map((item) => [item.itemCode, item]))
  }

  read(cells: readonly Cell[], row: number): void {
    if (cells.every((cell) => shownOf(cell).trim() === '')) return
    this.matchReport(cells, row)
    const item = this.itemOf(cells, row)
    if (!item) return
    this.readPart(item, 'value', cells, row)
    if (this.places.note !== undefined) this.readPart(item, 'explanation', cells, row)
  }

  private matchReport(cells: readonly Cell[], row: number): void {
    const { number, template } = this.subject
    const expected = { report: number, form: formName(template) }
    for (const column of ['report', 'form'] as const) {
      const given = shownOf(this.cell(cells, column)).trim()
      if (given === '' || given === expected[column] || this.told.has(column)) continue
      this.told.add(column)
      this.complain(column, cells, row, '', say[column](expected[column]))
    }
  }

  private itemOf(cells: readonly Cell[], row: number): TemplateItem | null {
    const code = shownOf(this.cell(cells, 'code')).trim()
    const refuse = (sentence: string) => {
      this.complain('code', cells, row, code, sentence)
      return null
    }
    if (code === '')
      return refuse('Enter the code of the figure as the template has it, or empty this row.')
    const item = this.figures.get(code)
    const known = this.known.get(code)
    if (!item && known?.entry === 'derived') {
      return refuse('Remove this row: the tracker computes this figure from the others.')
    }
    if (!item && known) return refuse('Remove this row: it is not a figure. Answer it on its page.')
    if (!item) return refuse('Enter a code that this form has; the template lists them all.')
    const before = this.rows.get(code)
    if (before !== undefined)
      return refuse(`Keep one row for this figure; row ${before} has it already.`)
    this.rows.set(code, row)
    return item
  }

  private readPart(
    item: TemplateItem,
    part: SheetEntry['part'],
    cells: readonly Cell[],
    row: number,
  ): void {
    const column = part === 'value' ? 'value' : 'note'
    const read = readCell(this.cell(cells, column), this.schemaOf(item, part))
    if (read === null) return
    if ('error' in read) return this.complain(column, cells, row, item.label, read.error)
    const { editable, answers, explanations } = this.subject
    const stored = (part === 'value' ? answers : explanations)[item.itemCode] ?? null
    if (editable !== 'all' && !editable.includes(item.sectionOrder) && stored !== read.value) {
      return this.complain(column, cells, row, item.label, sealedSentence(item, part, stored))
    }
    this.entries.push({ itemCode: item.itemCode, part, value: read.value })
  }

  private schemaOf(item: TemplateItem, part: SheetEntry['part']) {
    const name = `${part} ${item.itemCode}`
    const known = this.schemas.get(name)
    if (known) return known
    const made = part === 'value' ? answer(item) : noteSchema
    this.schemas.set(name, made)
    return made
  }

  private cell(cells: readonly Cell[], column: SheetColumn): Cell {
    const at = this.places[column]
    return at === undefined ? null : (cells[at] ?? null)
  }

  private complain(
    column: SheetColumn,
    cells: readonly Cell[],
    row: number,
    field: string,
    sentence: string,
  ): void {
    this.problems.push({
      row,
      column: columnLetters(this.places[column] ?? 0),
      heading: this.headings[column],
      field: shortened(field),
      found: shortened(shownOf(this.cell(cells, column))),
      say: sentence,
    })
  }
}

const noteSchema = text({ label: 'a note', max: explanationMax })

const say = {
  report: (expected: string) =>
    `Use the file of this report: its rows say ${expected}. This one was made for another report.`,
  form: (expected: string) => `Download the template anew: this report is asked by ${expected}.`,
}

function sealedSentence(item: TemplateItem, part: SheetEntry['part'], stored: string | null) {
  const was = isAnswered(stored)
    ? `put back ${part === 'value' ? formatValue(item.valueType, stored) : 'the words that were sealed'}`
    : 'leave it empty'
  return `Empty this cell or ${was}: the section “${item.section}” was not returned, so it stays as it was submitted.`
}

/** Null: an empty cell. Text and numbers go through the same reading as a field on a page. */
function readCell(
  cell: Cell,
  schema: ReturnType<typeof answer>,
): { value: string } | { error: string } | null {
  if (cell === null) return null
  if (typeof cell === 'object') return { error: oddSentences[cell.odd] }
  const parsed = schema.safeParse(typeof cell === 'number' ? numberText(cell) : cell)
  if (!parsed.success) return { error: parsed.error.issues[0]?.message ?? 'Enter something else.' }
  return parsed.data === null ? null : { value: parsed.data }
}

const oddSentences: Record<Oddity, string> = {
  formula: 'Paste the value instead of the formula (Paste Special, Values).',
  date: 'Enter a number: this cell holds a date. Set its format to Number first.',
  error: 'Enter a number: the spreadsheet could not compute this cell.',
  boolean: 'Enter a number: this cell holds true or false.',
}

/** A stored number to the fifteen digits that a spreadsheet shows: 0.1 + 0.2 is 0.3. */
function numberText(number: number): string {
  return String(Number(number.toPrecision(15)))
}

export function shownOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return numberText(cell)
  return typeof cell === 'string' ? cell : cell.shown
}

/** A heading as it is compared: case and runs of blanks do not matter. */
export const asHeading = (heading: string) =>
  heading.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

/** What was found, short enough for a table and without what cannot be shown. */
export function shortened(found: string): string {
  const clean = found.replace(/[\p{Cc}\p{Surrogate}]/gu, '�')
  return [...clean].length > 80 ? `${[...clean].slice(0, 79).join('')}…` : clean
}

/** 0 → 'A', 26 → 'AA' */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}
