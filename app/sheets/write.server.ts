import writeExcelFile, { type Cell } from 'write-excel-file/node'
import { type CsvColumn, toCsv } from '#app/domain/csv.ts'
import {
  type SheetColumn,
  type SheetLine,
  type SheetSubject,
  sheetColumns,
  sheetHeadings,
  sheetLines,
} from '#app/domain/report/sheet.ts'
import { sheetName } from './xlsx.ts'

const numbers: readonly SheetColumn[] = ['target', 'last', 'value']

/** The mark by which a spreadsheet program knows UTF-8. */
const byteOrderMark = '\ufeff'

/** A report's sheet of figures as comma-separated values. */
export function writeCsvTemplate(subject: SheetSubject): string {
  const headings = sheetHeadings(subject)
  const columns = sheetColumns.map((column): CsvColumn<SheetLine> => ({
    header: headings[column],
    kind: numbers.includes(column) ? 'number' : 'text',
    value: (line) => line[column],
  }))
  return byteOrderMark + toCsv(columns, sheetLines(subject))
}

/** The same sheet as a workbook, with what to fill in set off from what is there to read. */
export async function writeXlsxTemplate(subject: SheetSubject): Promise<Buffer> {
  const headings = sheetHeadings(subject)
  const rows = sheetLines(subject).map((line) => sheetColumns.map((column) => cellOf(line, column)))
  const first = sheetColumns.map((column): Cell => {
    const align = numbers.includes(column) ? 'right' : 'left'
    return { value: headings[column], fontWeight: 'bold', backgroundColor: '#DFE1E2', align }
  })
  return writeExcelFile([first, ...rows], {
    sheet: sheetName,
    columns: sheetColumns.map((column) => ({ width: widths[column] })),
    stickyRowsCount: 1,
  }).toBuffer()
}

const widths: Record<SheetColumn, number> = {
  code: 32,
  section: 24,
  figure: 44,
  unit: 16,
  target: 14,
  last: 18,
  value: 16,
  note: 40,
  asks: 70,
  report: 28,
  form: 18,
}

/** Cells to fill in are pale yellow; text stays text, so that no program runs it as a formula. */
function cellOf(line: SheetLine, column: SheetColumn): Cell {
  const toFill = column === 'value' || column === 'note' ? { backgroundColor: '#FFFADB' } : {}
  const text = line[column]
  if (numbers.includes(column) && line.isNumber) {
    const format = line.isMoney ? '#,##0.00' : '#,##0'
    const value = text === '' ? {} : { value: Number(text), type: Number, format }
    return { ...value, align: 'right', ...toFill }
  }
  return {
    ...(text === '' ? {} : { value: text, type: String }),
    wrap: column === 'asks',
    ...toFill,
  }
}
