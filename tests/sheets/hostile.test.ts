import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { kindOfSheet } from '#app/sheets/kinds.ts'
import { readSheet } from '#app/sheets/read.server.ts'
import { type SheetRead, readBytes } from '#app/sheets/reading.ts'
import { Unreadable } from '#app/sheets/unreadable.ts'
import { archive, sheetXml, workbook, workbookParts } from '../setup/archive.ts'

/** What the thread does, without the thread. */
async function readHere(name: string, bytes: Buffer): Promise<SheetRead> {
  try {
    return await readBytes({ kind: kindOfSheet(name, bytes), bytes })
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, say: error.message }
    throw error
  }
}

const sheet1 = 'xl/worksheets/sheet1.xml'
const sound = workbook()
const withSheet = (rows: string, more?: string) => workbook({ [sheet1]: sheetXml(rows, more) })
const cell = (inner: string) => withSheet(`<row r="1">${inner}</row>`)
const doctype = (declared: string, rest = '') =>
  `<?xml version="1.0"?><!DOCTYPE x [${declared}]><worksheet>${rest}</worksheet>`
const part = (name: string, data: string | Buffer = 'x') => workbook({}, [{ name, data }])
const withEntry = (name: string, lie: object) =>
  archive(workbookParts().map((entry) => (entry.name === name ? { ...entry, ...lie } : entry)))
const utf16 = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const patched = (change: (bytes: Buffer) => void) => {
  const bytes = Buffer.from(sound)
  change(bytes)
  return bytes
}
const end = (bytes: Buffer) => bytes.length - 22
const workbookXml = (sheets: string) =>
  workbook({ 'xl/workbook.xml': `<workbook><sheets>${sheets}</sheets></workbook>` })
const relation = (more: string) =>
  workbook({
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" ${more}/></Relationships>`,
  })
const laughs = Array.from(
  { length: 10 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('')
const megabyte = Buffer.alloc(1024 * 1024)

/** Files that no preparer means to send, each with its name and what the answer must speak of. */
const hostile: [what: string, name: string, bytes: () => Buffer, says: RegExp][] = [
  // What a file is
  ['nothing', 'a.xlsx', () => Buffer.alloc(0), /empty/],
  ['one byte past 10 MB', 'a.csv', () => Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), /10 MB/],
  ['a PDF by its name', 'a.pdf', () => Buffer.from('%PDF-1.7'), /\.xlsx or \.csv/],
  ['a PDF named .xlsx', 'a.xlsx', () => Buffer.from('%PDF-1.7\n'), /no Excel workbook/],
  [
    'a web page named .xlsx',
    'a.xlsx',
    () => Buffer.from('<html><table></table></html>'),
    /no Excel/,
  ],
  ['a program named .xlsx', 'a.xlsx', () => Buffer.from('MZ\x90\0\x03'), /no Excel workbook/],
  [
    'an ELF program named .csv',
    'a.csv',
    () => Buffer.from('\x7fELF\x02\x01\0\0', 'latin1'),
    /no text/,
  ],
  ['a picture named .csv', 'a.csv', () => Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1'), /encoding/],
  ['gzip named .csv', 'a.csv', () => gzipSync('Code,Q3 2026'), /encoding|no text/],
  ['a workbook named .csv', 'a.csv', () => sound, /archive/],
  ['a workbook without an ending', 'figures', () => sound, /\.xlsx or \.csv/],
  ['two endings', 'a.xlsx.exe', () => sound, /\.xlsx or \.csv/],
  ['an old .xls', 'a.xls', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /old or a locked/],
  [
    'an encrypted workbook (OLE)',
    'a.xlsx',
    () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    /password/,
  ],
  ['a workbook of macros by its name', 'a.xlsm', () => sound, /\.xlsm/],
  ['a binary workbook', 'a.xlsb', () => sound, /\.xlsb/],
  // The archive
  ['four bytes of an archive', 'a.xlsx', () => sound.subarray(0, 4), /damaged/],
  ['half an archive', 'a.xlsx', () => sound.subarray(0, sound.length / 2), /damaged/],
  ['an archive without its last byte', 'a.xlsx', () => sound.subarray(0, -1), /damaged/],
  [
    'bytes after the archive',
    'a.xlsx',
    () => Buffer.concat([sound, Buffer.from('tail')]),
    /damaged/,
  ],
  [
    'a script after the archive',
    'a.xlsx',
    () => Buffer.concat([sound, Buffer.from('<script>')]),
    /damaged/,
  ],
  [
    'bytes before the archive',
    'a.xlsx',
    () => Buffer.concat([Buffer.from('PKxx'), sound]),
    /damaged/,
  ],
  ['an empty archive', 'a.xlsx', () => archive([]), /damaged|no Excel/],
  [
    'a directory that lies elsewhere',
    'a.xlsx',
    () => patched((bytes) => bytes.writeUInt32LE(9, end(bytes) + 16)),
    /damaged/,
  ],
  [
    'more entries promised than there are',
    'a.xlsx',
    () => archive(workbookParts(), { count: 40 }),
    /damaged/,
  ],
  [
    'a second disk',
    'a.xlsx',
    () => patched((bytes) => bytes.writeUInt16LE(1, end(bytes) + 4)),
    /damaged/,
  ],
  [
    '1,001 entries',
    'a.xlsx',
    () =>
      workbook(
        {},
        Array.from({ length: 996 }, (_, no) => ({ name: `n${no}`, data: '' })),
      ),
    /unpacks/,
  ],
  ['a ratio above 100', 'a.xlsx', () => part('xl/bomb.xml', megabyte), /unpacks/],
  ['200 MB promised', 'a.xlsx', () => withEntry(sheet1, { size: 201 * 1024 * 1024 }), /unpacks/],
  ['4 GB promised', 'a.xlsx', () => withEntry(sheet1, { size: 0xffffffff }), /unpacks|damaged/],
  [
    'a bomb that promises little',
    'a.xlsx',
    () =>
      archive([
        ...workbookParts().filter(({ name }) => name !== sheet1),
        { name: sheet1, data: megabyte, size: 100 },
      ]),
    /damaged/,
  ],
  ['an entry longer than promised', 'a.xlsx', () => withEntry(sheet1, { size: 20 }), /damaged/],
  ['an entry shorter than promised', 'a.xlsx', () => withEntry(sheet1, { size: 2000 }), /damaged/],
  ['a wrong checksum', 'a.xlsx', () => withEntry(sheet1, { crc: 1 }), /damaged/],
  [
    'entries that share their bytes',
    'a.xlsx',
    () => archive([...workbookParts(), { name: 'again.xml', data: 'x', offset: 0 }]),
    /damaged/,
  ],
  [
    'an entry beyond the end',
    'a.xlsx',
    () => archive([...workbookParts(), { name: 'far.xml', data: 'x', offset: 1e9 }]),
    /damaged/,
  ],
  [
    'the same entry twice',
    'a.xlsx',
    () => workbook({}, [{ name: sheet1, data: sheetXml('') }]),
    /damaged/,
  ],
  [
    'the same entry in capitals',
    'a.xlsx',
    () => workbook({}, [{ name: sheet1.toUpperCase(), data: '' }]),
    /damaged/,
  ],
  ['a password', 'a.xlsx', () => withEntry(sheet1, { flags: 0x801 }), /password/],
  ['strong encryption', 'a.xlsx', () => withEntry(sheet1, { flags: 0x841 }), /password|damaged/],
  ['an unknown compression', 'a.xlsx', () => withEntry(sheet1, { method: 14 }), /damaged/],
  [
    'a symbolic link',
    'a.xlsx',
    () => withEntry('xl/styles.xml', { attributes: 0o120777 << 16 }),
    /damaged/,
  ],
  [
    'deflated noise',
    'a.xlsx',
    () => patched((bytes) => randomBytes(20).copy(bytes, bytes.indexOf(sheet1) + sheet1.length)),
    /damaged/,
  ],
  // Names
  ['a name that climbs', 'a.xlsx', () => part('../../etc/passwd'), /damaged/],
  ['a name that climbs from inside', 'a.xlsx', () => part('xl/../../x.xml'), /damaged/],
  ['an absolute name', 'a.xlsx', () => part('/etc/passwd'), /damaged/],
  ['a drive', 'a.xlsx', () => part('C:/windows/x.xml'), /damaged/],
  ['backslashes', 'a.xlsx', () => part('..\\..\\x.xml'), /damaged/],
  // What a workbook may carry
  [
    'an archive that is no workbook',
    'a.xlsx',
    () => archive([{ name: 'a.txt', data: 'a' }]),
    /no Excel/,
  ],
  [
    'a Word document',
    'a.xlsx',
    () =>
      archive([
        { name: '[Content_Types].xml', data: '<Types/>' },
        { name: 'word/document.xml', data: '<w/>' },
      ]),
    /no Excel/,
  ],
  ['macros', 'a.xlsx', () => part('xl/vbaProject.bin'), /macros/],
  [
    'macros by another name',
    'a.xlsx',
    () =>
      workbook({
        '[Content_Types].xml':
          '<Types><Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
      }),
    /macros/,
  ],
  ['Excel 4 macros', 'a.xlsx', () => part('xl/macrosheets/sheet1.xml'), /macros/],
  ['external links', 'a.xlsx', () => part('xl/externalLinks/externalLink1.xml'), /other files/],
  [
    'an outside sheet',
    'a.xlsx',
    () => relation('Target="http://attacker.example.com/s.xml" TargetMode="External"'),
    /other files/,
  ],
  [
    'an embedded object',
    'a.xlsx',
    () => part('xl/embeddings/oleObject1.bin'),
    /other files or controls/,
  ],
  ['ActiveX', 'a.xlsx', () => part('xl/activeX/activeX1.xml'), /controls/],
  ['a nested archive', 'a.xlsx', () => part('xl/media/inner.zip', sound), /other files/],
  ['a nested workbook', 'a.xlsx', () => part('inner.xlsx', sound), /other files/],
  ['a program inside', 'a.xlsx', () => part('xl/media/setup.exe'), /other files/],
  [
    'a data connection',
    'a.xlsx',
    () => part('xl/connections.xml', '<connections/>'),
    /fetches data/,
  ],
  [
    'a sheet that leads out of the archive',
    'a.xlsx',
    () => relation('Target="../../../etc/passwd"'),
    /damaged/,
  ],
  [
    'a sheet that is not there',
    'a.xlsx',
    () => relation('Target="worksheets/none.xml"'),
    /damaged/,
  ],
  [
    'several sheets without the right name',
    'a.xlsx',
    () => workbookXml('<sheet name="A" id="rId1"/><sheet name="B" id="rId2"/>'),
    /2 sheets/,
  ],
  [
    'the sheet hidden',
    'a.xlsx',
    () =>
      workbookXml('<sheet name="Figures" state="hidden" id="rId1"/><sheet name="B" id="rId2"/>'),
    /hidden/,
  ],
  [
    'all sheets very hidden',
    'a.xlsx',
    () => workbookXml('<sheet name="A" state="veryHidden" id="rId1"/>'),
    /damaged/,
  ],
  ['no sheets', 'a.xlsx', () => workbookXml(''), /damaged/],
  // XML
  [
    'an outside entity',
    'a.xlsx',
    () => workbook({ [sheet1]: doctype('<!ENTITY e SYSTEM "file:///etc/passwd">', '&e;') }),
    /damaged/,
  ],
  [
    'an outside DTD',
    'a.xlsx',
    () =>
      workbook({ [sheet1]: '<!DOCTYPE x SYSTEM "http://attacker.example.com/x.dtd"><worksheet/>' }),
    /damaged/,
  ],
  [
    'a parameter entity',
    'a.xlsx',
    () => workbook({ 'xl/workbook.xml': doctype('<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;') }),
    /damaged/,
  ],
  [
    'a billion laughs',
    'a.xlsx',
    () => workbook({ 'xl/sharedStrings.xml': doctype(`<!ENTITY l0 "ha">${laughs}`, '&l10;') }),
    /damaged/,
  ],
  [
    'a DOCTYPE in small letters',
    'a.xlsx',
    () => workbook({ 'xl/styles.xml': '<!doctype x><styleSheet/>' }),
    /damaged/,
  ],
  [
    'XML in UTF-16, where a DOCTYPE would hide',
    'a.xlsx',
    () => workbook({ [sheet1]: utf16(doctype('<!ENTITY e SYSTEM "x">')) }),
    /damaged/,
  ],
  [
    'XML that says UTF-7',
    'a.xlsx',
    () => workbook({ [sheet1]: '<?xml version="1.0" encoding="UTF-7"?><worksheet/>' }),
    /damaged/,
  ],
  ['XML cut off', 'a.xlsx', () => workbook({ [sheet1]: sheetXml('').slice(0, -5) }), /damaged/],
  ['tags that cross', 'a.xlsx', () => withSheet('<row><c></row></c>'), /damaged/],
  ['NUL in XML', 'a.xlsx', () => cell('<c r="A1" t="str"><v>a\0b</v></c>'), /damaged/],
  // Cells
  ['a million columns', 'a.xlsx', () => cell('<c r="XFD1"><v>1</v></c>'), /200 columns/],
  ['a column past the last', 'a.xlsx', () => cell('<c r="ZZZZ1"><v>1</v></c>'), /damaged/],
  [
    'a million rows',
    'a.xlsx',
    () => withSheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    /20,000 rows/,
  ],
  ['row nought', 'a.xlsx', () => withSheet('<row r="0"><c><v>1</v></c></row>'), /rows/],
  ['a text that is not there', 'a.xlsx', () => cell('<c r="A1" t="s"><v>99</v></c>'), /damaged/],
  [
    'a text by the name of a property',
    'a.xlsx',
    () => cell('<c r="A1" t="s"><v>length</v></c>'),
    /damaged/,
  ],
  ['a number past all numbers', 'a.xlsx', () => cell('<c r="A1"><v>1e999</v></c>'), /damaged/],
  ['a number that is none', 'a.xlsx', () => cell('<c r="A1"><v>forty</v></c>'), /damaged/],
  ['an unknown kind of cell', 'a.xlsx', () => cell('<c r="A1" t="odd"><v>1</v></c>'), /damaged/],
  [
    'merged cells',
    'a.xlsx',
    () => withSheet('', '<mergeCells><mergeCell ref="G2:G4"/></mergeCells>'),
    /G2:G4/,
  ],
  // Separated values
  ['NULs in a CSV', 'a.csv', () => Buffer.from('Code,Q3 2026\nA,\0'), /no text/],
  ['a lone quotation mark', 'a.csv', () => Buffer.from('Code,Q3 2026\nA,"5\n'), /quotation mark/],
  [
    'a quotation mark inside',
    'a.csv',
    () => Buffer.from('Code,Q3 2026\nA,5"6\n'),
    /quotation mark/,
  ],
  [
    'words after a quotation',
    'a.csv',
    () => Buffer.from('Code,Q3 2026\nA,"5"6\n'),
    /quotation mark/,
  ],
  ['half a character', 'a.csv', () => Buffer.from('Code,Q3 2026\nA,\xc3', 'latin1'), /encoding/],
  ['an old encoding', 'a.csv', () => Buffer.from('Code,Note\nA,caf\xe9', 'latin1'), /encoding/],
  [
    'half a character of UTF-16',
    'a.csv',
    () => Buffer.concat([utf16('Code'), Buffer.from([0x41])]),
    /encoding/,
  ],
  [
    'a million columns of CSV',
    'a.csv',
    () => Buffer.from(','.repeat(1_000_000)),
    /200 columns|quotation/,
  ],
  ['a million rows of CSV', 'a.csv', () => Buffer.from('A,1\n'.repeat(1_000_000)), /20,000 rows/],
  [
    'a million lines in quotation marks',
    'a.csv',
    () => Buffer.from(`"${'a\n'.repeat(1_000_000)}"`),
    /quotation mark/,
  ],
]

test('at least sixty kinds are tried', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60)
})

describe('a hostile file is refused with a sentence', () => {
  test.each(hostile)('%s', async (_what, name, bytes, says) => {
    const read = await readHere(name, bytes())
    expect(read).toMatchObject({ ok: false, say: expect.stringMatching(says) as string })
    expect(read.ok ? '' : read.say).toMatch(/\.$/)
  })
})

test('a thread answers as its reading does', async () => {
  expect(await readSheet('a.xlsx', sound)).toMatchObject({
    ok: true,
    sheet: [
      ['Code', 'Q3 2026'],
      ['GJC_ENROLLED', 40],
    ],
  })
  expect(await readSheet('a.xlsx', part('xl/vbaProject.bin'))).toMatchObject({ ok: false })
})

test('a thread that runs out of memory or time takes nobody with it', async () => {
  const cells = '<c t="inlineStr"><is><t>some text</t></is></c>'.repeat(100)
  const noise = { name: 'xl/media/image1.png', data: randomBytes(300_000), method: 0 }
  const padded = archive([
    ...workbookParts({ [sheet1]: sheetXml(`<row>${cells}</row>`.repeat(4000)) }),
    noise,
  ])
  const tooHeavy = { ok: false, say: expect.stringMatching(/too much time or memory/) as string }
  expect(await readSheet('a.xlsx', padded, { seconds: 20, megabytes: 24 })).toEqual(tooHeavy)
  expect(await readSheet('a.xlsx', sound, { seconds: 0.01, megabytes: 256 })).toEqual(tooHeavy)
})

describe('a plain file is read', () => {
  const read = async (name: string, bytes: Buffer) => {
    const outcome = await readHere(name, bytes)
    return outcome.ok ? outcome.sheet : outcome.say
  }

  test('a workbook, its texts shared, inline and in pieces', async () => {
    expect(await read('a.xlsx', sound)).toEqual([
      ['Code', 'Q3 2026'],
      ['GJC_ENROLLED', 40],
    ])
  })

  test('formulas, dates, errors and ticks stay told apart', async () => {
    const cells =
      '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" s="1"><v>46082</v></c><c r="C1" s="2"><v>46082</v></c>' +
      '<c r="D1" s="3"><v>46082</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="b"><v>1</v></c><c r="H1" t="str"><v>x</v></c>'
    expect(await read('a.xlsx', cell(cells))).toEqual([
      [
        { odd: 'formula', shown: 'a formula giving 2' },
        { odd: 'date', shown: '2026-03-01' },
        { odd: 'date', shown: '2026-03-01' },
        46082,
        { odd: 'error', shown: '#REF!' },
        { odd: 'boolean', shown: 'true' },
        null,
        'x',
      ],
    ])
  })

  test.each([
    ['commas', Buffer.from('Code,Q3 2026\r\nA,5\r\n')],
    ['a mark of UTF-8', Buffer.from('\ufeffCode,Q3 2026\nA,5\n')],
    ['UTF-16 with its mark', utf16('Code,Q3 2026\nA,5\n')],
    ['semicolons', Buffer.from('Code;Q3 2026\nA;5\n')],
    ['tabs', Buffer.from('Code\tQ3 2026\nA\t5\n')],
  ])('a CSV with %s', async (_what, bytes) => {
    expect(await read('a.csv', bytes)).toEqual([
      ['Code', 'Q3 2026'],
      ['A', '5'],
    ])
  })

  test('a CSV keeps lines within a cell, and counts rows as a spreadsheet does', async () => {
    const sheet = await read('A.CSV', Buffer.from('Code,Q3 2026,Note\r\n\r\nA,5,"one\r\ntwo"\r\n'))
    expect(sheet).toEqual([['Code', 'Q3 2026', 'Note'], [null], ['A', '5', 'one\r\ntwo']])
  })

  test('text that looks like a formula stays text, without the apostrophe our files add', async () => {
    expect(await read('a.csv', Buffer.from(`Code,Note\nA,'=1+1\nB,=1+1\nC,'tis\n`))).toEqual([
      ['Code', 'Note'],
      ['A', '=1+1'],
      ['B', '=1+1'],
      ['C', "'tis"],
    ])
  })
})
