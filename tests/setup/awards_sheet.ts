import { awardSheetColumns } from '#app/domain/award_sheet.ts'

/** A file of invented awards: its rows by column key, headings first. */
export type SheetRow = Partial<Record<(typeof awardSheetColumns)[number]['key'], string>>

export const headings = awardSheetColumns.map(({ heading }) => heading)

/** The n-th of many rows without a fault. */
export function goodRow(no: number): SheetRow {
  return {
    number: `IMPORT-${String(no).padStart(5, '0')}`,
    fain: `ED26HDQ${String(no).padStart(7, '0')}`,
    organization: `Imported Training Center ${no % 200}`,
    uei: ueiOf(no % 200),
    listing: '11.307',
    program: no % 2 === 0 ? 'GJC-FY24' : 'GJC-ARPA',
    name: `Imported Academy ${no}`,
    amount: `${1_000_000 + no}.${String(no % 100).padStart(2, '0')}`,
    periodStart: '2026-10-01',
    periodEnd: '2029-09-30',
    city: 'Pueblo',
    state: 'CO',
    states: no % 3 === 0 ? 'CO; NM' : 'CO',
    sectors: 'healthcare; construction',
  }
}

/** Twelve characters by the rule, never nine digits in a row. */
const ueiOf = (no: number) => `SMP${String(no).padStart(4, '0')}KX7Q9`

/** One way to spoil a row, with the column where it shows. */
const faults: [column: keyof SheetRow, spoil: (row: SheetRow, no: number) => SheetRow][] = [
  ['uei', (row) => ({ ...row, uei: 'O00000000001' })],
  ['fain', (row) => ({ ...row, fain: 'NOT-A-FAIN' })],
  ['listing', (row) => ({ ...row, listing: '99.999', program: '' })],
  ['listing', (row) => ({ ...row, listing: '17.268', program: '' })],
  ['program', (row) => ({ ...row, program: 'NO-SUCH' })],
  ['amount', (row) => ({ ...row, amount: '1,23.456' })],
  ['amount', (row) => ({ ...row, amount: '-5' })],
  ['periodStart', (row) => ({ ...row, periodStart: '2026-02-30' })],
  ['periodEnd', (row) => ({ ...row, periodEnd: '2020-01-01' })],
  ['state', (row) => ({ ...row, state: 'Atlantis' })],
  ['sectors', (row) => ({ ...row, sectors: 'healthcare; alchemy' })],
  ['organization', (row) => ({ ...row, organization: '' })],
  ['agency', (row) => ({ ...row, agency: 'National Aeronautics and Space Administration' })],
  ['number', (row) => ({ ...row, number: 'IMPORT-00001', fain: '' })],
]

/** Many rows, of which so many have one fault each; and where each fault stands, as 'C17'. */
export function spoiledSheet(rows: number, spoiled: number) {
  const every = Math.floor(rows / spoiled)
  const places: string[] = []
  const sheet = Array.from({ length: rows }, (_, index) => {
    const no = index + 1
    const turn = no / every
    if (!Number.isInteger(turn) || turn > spoiled || turn < 1) return goodRow(no)
    const fault = faults[turn % faults.length]
    if (!fault) return goodRow(no)
    const [column, spoil] = fault
    places.push(`${column} ${no + 1}`)
    return spoil(goodRow(no), no)
  })
  return { rows: sheet, places }
}

export const cellsOf = (rows: readonly SheetRow[]): (string | null)[][] => [
  headings,
  ...rows.map((row) => awardSheetColumns.map(({ key }) => row[key] ?? null)),
]

export const csvOf = (rows: readonly SheetRow[]) =>
  cellsOf(rows)
    .map((row) => row.map((cell) => `"${cell ?? ''}"`).join(','))
    .join('\r\n')
