import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive, with whatever of its headers is to be a lie. */
export interface Entry {
  name: string
  data: string | Buffer
  flags?: number
  method?: number
  /** What the directory says of the size, if not the truth. */
  size?: number
  crc?: number
  attributes?: number
  /** Where the directory says the entry begins, if not where it does. */
  offset?: number
}

/** An archive exactly as described, sound or not. */
export function archive(entries: readonly Entry[], ending: { count?: number } = {}): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { flags = 0x800, method = 8, attributes = 0 } = entry
    const name = Buffer.from(entry.name)
    const data = Buffer.from(entry.data)
    const packed = method === 8 ? deflateRawSync(data) : data
    const fields = Buffer.alloc(22)
    fields.writeUInt16LE(flags, 0)
    fields.writeUInt16LE(method, 2)
    fields.writeUInt32LE(entry.crc ?? crc32(data), 8)
    fields.writeUInt32LE(packed.length, 12)
    fields.writeUInt32LE(entry.size ?? data.length, 16)
    fields.writeUInt16LE(name.length, 20)
    const local = Buffer.concat([signed(0x04034b50), u16(20), fields, u16(0), name, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(attributes >>> 0, 6)
    tail.writeUInt32LE(entry.offset ?? offset, 10)
    directory.push(
      Buffer.concat([signed(0x02014b50), u16(0x0314), u16(20), fields, u16(0), tail, name]),
    )
    bodies.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(ending.count ?? entries.length, 4)
  end.writeUInt16LE(ending.count ?? entries.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, list, signed(0x06054b50), end])
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return bytes
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The parts of a small sound workbook, by name; give other texts to some, or more parts. */
export function workbookParts(changed: Record<string, string | Buffer> = {}): Entry[] {
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="r"><sheets><sheet name="Figures" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${declaration}<sst xmlns="${main}"><si><t>Code</t></si><si><r><t>Q3 </t></r><r><t>2026</t></r><rPh><t>no</t></rPh></si></sst>`,
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="mmm\\ yyyy"/><numFmt numFmtId="165" formatCode="&quot;days&quot;\\ 0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheetXml(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>GJC_ENROLLED</t></is></c><c r="B2"><v>40</v></c></row>',
    ),
    ...changed,
  }
  return Object.entries(parts).map(([name, data]) => ({ name, data }))
}

/** A sheet of a workbook around its rows; `more` stands after them. */
export function sheetXml(rows: string, more = ''): string {
  return `${declaration}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${more}</worksheet>`
}

export const workbook = (changed?: Record<string, string | Buffer>, added: Entry[] = []) =>
  archive([...workbookParts(changed), ...added])
