import { type EventEmitter, once } from 'node:events'
import { type PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { columnLetters } from '#app/domain/report/sheet_reading.ts'

/** A cell to be written: text, an exact decimal that stays a number, or nothing. */
export type WrittenCell = string | { number: string } | null

export interface WrittenSheet {
  /** At most 31 characters, without []:*?/\. */
  name: string
  /** Of the columns, in characters. */
  widths: readonly number[]
  /** Head row first; asked for once the sheets before it are written. */
  rows: () => AsyncIterable<readonly WrittenCell[]> | Iterable<readonly WrittenCell[]>
  /** Whether the first row is a head that stays in sight. */
  hasHead: boolean
}

/** A workbook (ECMA-376) written as its rows come, so that a list of any length takes the memory of a few
 *  hundred rows. `order` is how a spreadsheet program lists the sheets, the first one open. */
export function writeWorkbook(sheets: readonly WrittenSheet[], order: readonly string[]): Readable {
  const zip = new ZipFile()
  // Its types say less of it than it is.
  const out = zip.outputStream as PassThrough
  const fail = (error: Error) => void out.destroy(error)
  ;(zip as unknown as EventEmitter).on('error', fail)
  const text = (name: string, parts: readonly string[]) =>
    zip.addBuffer(Buffer.from(parts.join('')), name)
  text('[Content_Types].xml', contentTypes(sheets))
  text('_rels/.rels', packageRelations)
  text('xl/workbook.xml', workbookParts(sheets, order))
  text('xl/_rels/workbook.xml.rels', workbookRelations(sheets))
  text('xl/styles.xml', styles)
  void (async () => {
    for (const [index, sheet] of sheets.entries()) {
      const part = Readable.from(sheetParts(sheet), { objectMode: false, highWaterMark: 1 << 16 })
      zip.addReadStream(part, `xl/worksheets/sheet${index + 1}.xml`)
      // The next sheet may tell of what this one came to.
      await once(part, 'end')
    }
    zip.end()
  })().catch(fail)
  return out
}

/** Rows that go to the zip at a time. */
const rowsAtOnce = 200

async function* sheetParts({ widths, rows, hasHead }: WrittenSheet): AsyncGenerator<Buffer> {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const view = hasHead
    ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    : ''
  let lines = [
    `${head}<worksheet xmlns="${main}">${view}<cols>${columns.join('')}</cols><sheetData>`,
  ]
  let no = 0
  for await (const row of rows()) {
    no += 1
    lines.push(rowXml(row, no, hasHead && no === 1))
    if (lines.length < rowsAtOnce) continue
    yield Buffer.from(lines.join(''))
    lines = []
  }
  yield Buffer.from(`${lines.join('')}</sheetData></worksheet>`)
}

function rowXml(row: readonly WrittenCell[], no: number, isHead: boolean): string {
  const cells = row.map((cell, index) => {
    if (cell === null || cell === '') return ''
    const at = `${columnLetters(index)}${no}`
    if (typeof cell === 'object') return `<c r="${at}" s="2"><v>${cell.number}</v></c>`
    const style = isHead ? ' s="1"' : ''
    return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  })
  return `<row r="${no}">${cells.join('')}</row>`
}

/** Text as XML 1.0 can hold it; `_x0041_` would read as a letter (ECMA-376, 22.9.2.19). */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/(?![\t\n\r])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const inPackage = 'http://schemas.openxmlformats.org/package/2006'
const inSheets = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const contentTypes = (sheets: readonly WrittenSheet[]) => [
  head,
  `<Types xmlns="${inPackage}/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  `<Override PartName="/xl/workbook.xml" ContentType="${inSheets}.sheet.main+xml"/>`,
  `<Override PartName="/xl/styles.xml" ContentType="${inSheets}.styles+xml"/>`,
  ...sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${inSheets}.worksheet+xml"/>`,
  ),
  '</Types>',
]

const packageRelations = [
  head,
  `<Relationships xmlns="${inPackage}/relationships">`,
  `<Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/>`,
  '</Relationships>',
]

function workbookParts(sheets: readonly WrittenSheet[], order: readonly string[]) {
  const listed = order.map((name) => {
    const no = sheets.findIndex((sheet) => sheet.name === name) + 1
    return `<sheet name="${escaped(name).replace(/"/g, '&quot;')}" sheetId="${no}" r:id="rId${no}"/>`
  })
  return [
    head,
    `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets>`,
    ...listed,
    '</sheets></workbook>',
  ]
}

const workbookRelations = (sheets: readonly WrittenSheet[]) => [
  head,
  `<Relationships xmlns="${inPackage}/relationships">`,
  ...sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  ),
  `<Relationship Id="rId${sheets.length + 1}" Type="${relation}/styles" Target="styles.xml"/>`,
  '</Relationships>',
]

/** 0 plain, 1 a head, 2 a number as it is written. */
const styles = [
  head,
  `<styleSheet xmlns="${main}">`,
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>',
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDFE1E2"/></patternFill></fill></fills>',
  '<borders count="1"><border/></borders>',
  '<cellStyleXfs count="1"><xf/></cellStyleXfs>',
  '<cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs>',
  '</styleSheet>',
]
