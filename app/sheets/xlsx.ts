import type { Cell, Sheet } from '#app/domain/report/sheet_reading.ts'
import { sheetLimits } from './limits.ts'
import { Unreadable } from './unreadable.ts'
import { walkXml } from './xml.ts'
import { type Archive, damaged, openArchive } from './zip.ts'

/** The name of the sheet that is read when a workbook has several. */
export const sheetName = 'Figures'

/** The rows of a workbook's sheet of figures; formulas, dates and computed errors stay told apart from
 *  what was typed. */
export async function readXlsx(bytes: Buffer, wanted = sheetName): Promise<Sheet> {
  const archive = await openArchive(bytes)
  refuseContents(archive)
  const part = await findSheet(archive, wanted)
  const strings = await readStrings(archive)
  const dates = await readDateStyles(archive)
  const sheet = await archive.read(part)
  if (!sheet) throw damaged()
  return readRows(sheet, strings, dates)
}

/** What a workbook of figures never holds, though a spreadsheet program would open it. */
const forbidden: [RegExp, string][] = [
  [
    /vbaproject|macrosheets\/|\/dialogsheets\//,
    'This workbook holds macros. Save it as “Excel Workbook (.xlsx)”, which has none.',
  ],
  [
    /externallinks\//,
    'This workbook takes values from other files. Paste its figures as values into the template.',
  ],
  [
    /embeddings\/|activex\/|ctrlprops\/|oleobject/,
    'This workbook holds other files or controls. Paste its figures as values into the template.',
  ],
  [
    /\.(?:zip|xls[xmb]?|docx?|pptx?|jar|exe|dll|js|vbs|html?)$/,
    'This workbook holds other files. Paste its figures as values into the template.',
  ],
  [
    /connections\.xml$|querytables\//,
    'This workbook fetches data from elsewhere. Paste its figures as values into the template.',
  ],
]

function refuseContents({ names }: Archive): void {
  if (!names.includes('[content_types].xml') || !names.includes('xl/workbook.xml')) {
    throw new Unreadable(
      'This archive is no Excel workbook. Save the sheet as “Excel Workbook (.xlsx)”.',
    )
  }
  for (const [pattern, sentence] of forbidden) {
    if (names.some((name) => pattern.test(name))) throw new Unreadable(sentence)
  }
}

async function findSheet(archive: Archive, wanted: string): Promise<string> {
  const types = await archive.read('[content_types].xml')
  if (types) {
    walkXml(types, {
      open: (_name, { ContentType = '' }) => {
        if (/macroEnabled|vbaProject/i.test(ContentType)) {
          throw new Unreadable(
            'This workbook holds macros. Save it as “Excel Workbook (.xlsx)”, which has none.',
          )
        }
      },
    })
  }
  const sheets: { name: string; id: string; isHidden: boolean }[] = []
  const workbook = await archive.read('xl/workbook.xml')
  if (!workbook) throw damaged()
  walkXml(workbook, {
    open: (tag, { name = '', id = '', state = 'visible' }) => {
      if (tag === 'sheet') sheets.push({ name, id, isHidden: state !== 'visible' })
    },
  })
  const chosen = chooseSheet(sheets, wanted)
  return targetOf(archive, chosen.id)
}

function chooseSheet(
  sheets: readonly { name: string; id: string; isHidden: boolean }[],
  wanted: string,
) {
  const visible = sheets.filter(({ isHidden }) => !isHidden)
  const named = sheets.find(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase())
  if (named?.isHidden) {
    throw new Unreadable(
      `The sheet “${wanted}” is hidden. Show it, look it over, and save the workbook.`,
    )
  }
  const only = visible.length === 1 ? visible[0] : undefined
  const chosen = named ?? only
  if (chosen) return chosen
  if (visible.length === 0) throw damaged()
  throw new Unreadable(
    `This workbook has ${visible.length} sheets. Name the one with the figures “${wanted}”, or delete the others.`,
  )
}

/** The part that a relationship of the workbook leads to; never out of the archive. */
async function targetOf(archive: Archive, id: string): Promise<string> {
  const relations = await archive.read('xl/_rels/workbook.xml.rels')
  if (!relations) throw damaged()
  let found: string | null = null
  walkXml(relations, {
    open: (_tag, { Id, Target = '', TargetMode = 'Internal' }) => {
      if (TargetMode !== 'Internal') {
        throw new Unreadable(
          'This workbook takes values from other files. Paste its figures as values into the template.',
        )
      }
      if (Id === id) found = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`
    },
  })
  if (found === null) throw damaged()
  return (found as string).toLowerCase()
}

async function readStrings(archive: Archive): Promise<string[]> {
  const bytes = await archive.read('xl/sharedstrings.xml')
  const strings: string[] = []
  if (!bytes) return strings
  let text = ''
  let isText = false
  let isPhonetic = false
  walkXml(bytes, {
    open: (tag) => {
      if (tag === 'si') text = ''
      if (tag === 'rPh') isPhonetic = true
      if (tag === 't') isText = !isPhonetic
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (tag) => {
      if (tag === 't') isText = false
      if (tag === 'rPh') isPhonetic = false
      if (tag === 'si') strings.push(text)
    },
  })
  return strings
}

/** Which of a workbook's cell styles show their number as a date or a time (ECMA-376, 18.8.30). */
async function readDateStyles(archive: Archive): Promise<ReadonlySet<number>> {
  const bytes = await archive.read('xl/styles.xml')
  const dates = new Set<number>()
  if (!bytes) return dates
  const formats = new Map<number, string>()
  let isCell = false
  let index = 0
  walkXml(bytes, {
    open: (tag, { numFmtId = '0', formatCode = '' }) => {
      if (tag === 'numFmt') formats.set(Number(numFmtId), formatCode)
      if (tag === 'cellXfs') isCell = true
      if (tag === 'xf' && isCell) {
        if (isDateFormat(Number(numFmtId), formats.get(Number(numFmtId)))) dates.add(index)
        index += 1
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') isCell = false
    },
  })
  return dates
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*./gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}

interface OpenCell {
  row: number
  column: number
  kind: string
  style: number
  value: string
  isFormula: boolean
}

function readRows(bytes: Buffer, strings: readonly string[], dates: ReadonlySet<number>): Sheet {
  const rows: Cell[][] = []
  let row = 0
  let column = 0
  let cell: OpenCell | null = null
  let isValue = false
  walkXml(bytes, {
    open: (tag, attributes) => {
      if (tag === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r'])
        column = 0
      } else if (tag === 'c') {
        const place = placeOf(attributes['r']) ?? { row, column: column + 1 }
        column = place.column
        const { t: kind = 'n', s: style = '0' } = attributes
        cell = { ...place, kind, style: Number(style), value: '', isFormula: false }
      } else if (tag === 'f' && cell) cell.isFormula = true
      else if (tag === 'v' || tag === 't') isValue = true
      else if (tag === 'mergeCell') {
        throw new Unreadable(
          `Cells ${attributes['ref'] ?? ''} are merged, so it is not clear which figure they hold. Unmerge them.`,
        )
      }
    },
    text: (piece) => {
      if (isValue && cell) cell.value += piece
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') isValue = false
      if (tag !== 'c' || !cell) return
      const read = cellOf(cell, strings, dates)
      if (read !== null) place(rows, cell, read)
      cell = null
    },
  })
  return Array.from({ length: rows.length }, (_, index) => rows[index] ?? [])
}

function placeOf(reference: string | undefined): { row: number; column: number } | null {
  if (reference === undefined) return null
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference) ?? []
  if (letters === undefined) throw damaged()
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { row: Number(digits), column }
}

function place(rows: Cell[][], { row, column }: OpenCell, read: Cell): void {
  if (!(row >= 1 && row <= sheetLimits.rows)) throw new Unreadable(sheetLimits.tooManyRows)
  if (column > sheetLimits.columns) throw new Unreadable(sheetLimits.tooManyColumns)
  const cells = (rows[row - 1] ??= [])
  while (cells.length < column - 1) cells.push(null)
  cells[column - 1] = read
}

function cellOf(
  { kind, style, value, isFormula }: OpenCell,
  strings: readonly string[],
  dates: ReadonlySet<number>,
): Cell {
  if (isFormula)
    return { odd: 'formula', shown: value === '' ? 'a formula' : `a formula giving ${value}` }
  if (value === '') return null
  switch (kind) {
    case 's': {
      const text = strings[Number(value)]
      if (text === undefined) throw damaged()
      return text === '' ? null : text
    }
    case 'str':
    case 'inlineStr':
      return value
    case 'b':
      return { odd: 'boolean', shown: value === '1' ? 'true' : 'false' }
    case 'e':
      return { odd: 'error', shown: value }
    case 'd':
      return { odd: 'date', shown: value }
    case 'n': {
      const number = Number(value)
      if (!Number.isFinite(number)) throw damaged()
      return dates.has(style) ? { odd: 'date', shown: dayOf(number) } : number
    }
    default:
      throw damaged()
  }
}

/** The day that a stored number stands for, counted as spreadsheets do from the end of 1899. */
function dayOf(days: number): string {
  const date = new Date(Date.UTC(1899, 11, 30) + days * 86_400_000)
  return Number.isNaN(date.getTime()) ? String(days) : date.toISOString().slice(0, 10)
}
