import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { once } from 'node:events'
import * as fontkit from 'fontkit'
import PDFDocument from 'pdfkit'

const margin = 54
const ink = '#1b1b1b'
const rule = '#71767a'
const shade = '#f0f0f0'

const looks = {
  plain: { font: 'regular', size: 10.5 },
  strong: { font: 'bold', size: 11 },
  small: { font: 'regular', size: 9 },
} as const
type Look = keyof typeof looks

export interface Table {
  heads: readonly string[]
  /** The first cell of a row names it. */
  rows: readonly (readonly string[])[]
  /** Relative widths, one a column. */
  widths: readonly number[]
  /** Whether all columns but the first are set flush right. */
  numeric: boolean
}

/** Letter pages written from top to bottom, every mark on them either in the structure tree or an
 *  artifact. Streams are left uncompressed: a compressor's bytes change with its version. */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument
  readonly #root: PDFKit.PDFStructureElement
  readonly #chunks: Buffer[] = []
  #part: PDFKit.PDFStructureElement
  #lacks = false

  constructor(about: { title: string; author: string; subject: string; at: Date }) {
    const { at } = about
    this.#pdf = new PDFDocument({
      size: 'LETTER',
      margins: { top: margin + 18, bottom: margin + 12, left: margin, right: margin },
      pdfVersion: '1.7',
      lang: 'en-US',
      // The published types know only the archival subsets.
      subset: 'PDF/UA' as string as PDFKit.Mixins.PDFSubsets,
      tagged: true,
      displayTitle: true,
      compress: false,
      bufferPages: true,
      info: {
        Title: about.title,
        Author: about.author,
        Subject: about.subject,
        Creator: 'SETI Tracker',
        Producer: 'SETI Tracker',
        CreationDate: at,
        ModDate: at,
      },
    })
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    for (const [name, face] of Object.entries(faces())) this.#pdf.registerFont(name, face.bytes)
    this.#root = this.#pdf.struct('Document')
    this.#pdf.addStructure(this.#root)
    this.#part = this.#root
  }

  /** Whether some character found no shape so far. */
  get lacks(): boolean {
    return this.#lacks
  }

  title(text: string): void {
    this.#write('H1', text, 'bold', 20, 6)
  }

  heading(text: string): void {
    this.#room(90)
    this.#part = this.#pdf.struct('Sect', { title: text })
    this.#root.add(this.#part)
    this.#pdf.outline.addItem(text)
    this.#pdf.y += 10
    this.#write('H2', text, 'bold', 14, 4)
  }

  subheading(text: string): void {
    this.#room(60)
    this.#pdf.y += 4
    this.#write('H3', text, 'bold', 11, 2)
  }

  paragraph(text: string, look: Look = 'plain'): void {
    const { font, size } = looks[look]
    for (const part of text.split(/\r\n|[\r\n\u2028\u2029]/)) {
      if (part.trim() !== '') this.#write('P', part, font, size, 4)
    }
  }

  /** Names and values in two columns, each name the header of its row. */
  facts(facts: readonly { label: string; value: string }[]): void {
    this.#grid({
      heads: null,
      rows: facts.map(({ label, value }) => [label, value]),
      widths: [0.32, 1],
      numeric: false,
    })
  }

  table(table: Table): void {
    this.#grid(table)
  }

  /** Numbers the pages and gives the bytes. */
  async end({ head }: { head: string }): Promise<Buffer> {
    const { start, count } = this.#pdf.bufferedPageRange()
    for (let page = start; page < start + count; page += 1) {
      this.#pdf.switchToPage(page)
      // Outside the margins text would call for a new page.
      this.#pdf.page.margins = { top: 0, bottom: 0, left: margin, right: margin }
      this.#artifact('Pagination', () => {
        this.#line(head, margin - 10, 'left')
        this.#line(`Page ${page + 1} of ${count}`, this.#pdf.page.height - margin, 'right')
      })
    }
    this.#root.end()
    const ended = once(this.#pdf, 'end')
    this.#pdf.end()
    await ended
    return Buffer.concat(this.#chunks)
  }

  #write(tag: string, text: string, font: 'regular' | 'bold', size: number, after: number): void {
    const shaped = this.#shape(text, font)
    this.#part.add(
      this.#pdf.struct(tag, {}, () => {
        this.#set(shaped.face, size)
        this.#pdf.text(shaped.text, margin, this.#pdf.y, { width: this.#width, lineGap: 1.5 })
      }),
    )
    this.#pdf.y += after
  }

  #grid({ heads, rows, widths, numeric }: Omit<Table, 'heads'> & { heads: Table['heads'] | null }) {
    const total = widths.reduce((sum, width) => sum + width, 0)
    const columns = widths.map((width) => (width / total) * this.#width)
    const table = this.#pdf.struct('Table')
    this.#part.add(table)
    if (heads) {
      this.#room(rowHeight * 3)
      const group = this.#pdf.struct('THead')
      table.add(group)
      this.#row(group, heads, columns, numeric, 'Column')
    }
    const body = this.#pdf.struct('TBody')
    table.add(body)
    for (const cells of rows) {
      const height = this.#heightOf(cells, columns, 'Row')
      if (!this.#fits(height)) {
        this.#pdf.addPage()
        if (heads) this.#artifact('Layout', () => this.#cells(heads, columns, numeric, 'Column'))
      }
      this.#row(body, cells, columns, numeric, 'Row')
    }
    this.#pdf.x = margin
    this.#pdf.y += 6
  }

  #row(
    parent: PDFKit.PDFStructureElement,
    cells: readonly string[],
    columns: readonly number[],
    numeric: boolean,
    scope: Scope,
  ): void {
    const row = this.#pdf.struct('TR')
    parent.add(row)
    this.#cells(cells, columns, numeric, scope, (isHead, draw) =>
      row.add(this.#pdf.struct(isHead ? 'TH' : 'TD', isHead ? { scope } : {}, draw)),
    )
  }

  #cells(
    cells: readonly string[],
    columns: readonly number[],
    numeric: boolean,
    scope: Scope,
    place: (isHead: boolean, draw: () => void) => unknown = (_isHead, draw) => draw(),
  ): void {
    const top = this.#pdf.y
    const height = this.#heightOf(cells, columns, scope)
    if (scope === 'Column') {
      this.#mark(() => this.#pdf.rect(margin, top, this.#width, height).fill(shade))
    }
    let x = margin
    cells.forEach((cell, index) => {
      const width = columns[index] ?? 0
      const isHead = scope === 'Column' || index === 0
      place(isHead, () => {
        const shaped = this.#shape(cell, isHead ? 'bold' : 'regular')
        this.#set(shaped.face, cellSize)
        this.#pdf.text(shaped.text, x + padding, top + padding, {
          width: width - 2 * padding,
          align: numeric && index > 0 ? 'right' : 'left',
        })
      })
      x += width
    })
    this.#mark(() =>
      this.#pdf
        .moveTo(margin, top + height)
        .lineTo(margin + this.#width, top + height)
        .lineWidth(0.5)
        .stroke(rule),
    )
    this.#pdf.y = top + height
  }

  #heightOf(cells: readonly string[], columns: readonly number[], scope: Scope): number {
    const heights = cells.map((cell, index) => {
      const shaped = this.#shape(cell, scope === 'Column' || index === 0 ? 'bold' : 'regular')
      this.#set(shaped.face, cellSize)
      return this.#pdf.heightOfString(shaped.text, { width: (columns[index] ?? 0) - 2 * padding })
    })
    return Math.max(rowHeight - 2 * padding, ...heights) + 2 * padding
  }

  #line(text: string, y: number, align: 'left' | 'right'): void {
    const shaped = this.#shape(text, 'regular')
    this.#set(shaped.face, 8.5)
    this.#pdf.text(shaped.text, margin, y, { width: this.#width, align, lineBreak: false })
  }

  /** What is drawn for the eye alone. Inside the structure, where nothing is open, or by itself. */
  #mark(draw: () => void): void {
    if (this.#isInArtifact) draw()
    else this.#artifact('Layout', draw)
  }

  #isInArtifact = false

  #artifact(type: 'Pagination' | 'Layout', draw: () => void): void {
    this.#pdf.markContent('Artifact', { type })
    this.#isInArtifact = true
    draw()
    this.#isInArtifact = false
    this.#pdf.endMarkedContent()
  }

  get #width(): number {
    return this.#pdf.page.width - 2 * margin
  }

  #fits(height: number): boolean {
    return this.#pdf.y + height <= this.#pdf.page.maxY()
  }

  /** Starts a page where what follows would stand alone at the foot of this one. */
  #room(height: number): void {
    if (!this.#fits(height)) this.#pdf.addPage()
  }

  #set(face: FaceName, size: number): void {
    this.#pdf.font(face).fontSize(size).fillColor(ink)
  }

  /** The text in a face that has all its characters; what no face has becomes an empty box. */
  #shape(text: string, wanted: 'regular' | 'bold'): { text: string; face: FaceName } {
    const plain = text
      .replaceAll('\t', '    ')
      .replaceAll(/\p{Cc}/gu, ' ')
      // A break that takes no room: the time to fit a word into lines grows with the square of its length.
      .replaceAll(/\S{80}/gu, '$&\u200b')
    if (covers(wanted, plain)) return { text: plain, face: wanted }
    const face = wanted === 'bold' ? 'wideBold' : 'wide'
    if (covers(face, plain)) return { text: plain, face }
    this.#lacks = true
    const boxed = [...plain].map((one) => (covers(face, one) ? one : '□')).join('')
    return { text: boxed, face }
  }
}

type Scope = 'Row' | 'Column'

const cellSize = 9.5
const padding = 4
const rowHeight = 20

const faceFiles = {
  regular: 'source-sans/TTF/SourceSans3-Regular.ttf',
  bold: 'source-sans/TTF/SourceSans3-Semibold.ttf',
  wide: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  wideBold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const
type FaceName = keyof typeof faceFiles

interface Face {
  bytes: Buffer
  font: fontkit.Font
}

let loaded: Record<FaceName, Face> | undefined

/** Read once; they are the files of two packages. */
function faces(): Record<FaceName, Face> {
  const { resolve } = createRequire(import.meta.url)
  const load = (name: FaceName): Face => {
    const bytes = readFileSync(resolve(faceFiles[name]))
    return { bytes, font: fontkit.create(bytes) }
  }
  loaded ??= {
    regular: load('regular'),
    bold: load('bold'),
    wide: load('wide'),
    wideBold: load('wideBold'),
  }
  return loaded
}

const covers = (name: FaceName, text: string) => {
  const { font } = faces()[name]
  for (const one of text) if (!font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)) return false
  return true
}
