import { type BalanceCategory, coxIndex, hedgesG } from './balance.ts'
import { fTail } from './distributions.ts'

/** People compared: everyone assigned, or those left in an analysis, which decides ratings. */
export const balanceSamples = ['randomized', 'analytic'] as const
export type BalanceSample = (typeof balanceSamples)[number]

export const balanceSampleLabels = {
  randomized: 'Everyone assigned',
  analytic: 'Those analyzed',
} satisfies Record<BalanceSample, string>

export const characteristicKinds = ['measured', 'share'] as const
export type CharacteristicKind = (typeof characteristicKinds)[number]

interface OfArm {
  n: number
  /** The mean of what is measured; of a share the people who have it. */
  value: number
  /** Only of what is measured. */
  sd: number | null
}

/** What people were like before the program, arm by arm. */
export interface Characteristic {
  name: string
  kind: CharacteristicKind
  program: OfArm
  control: OfArm
  /** Whether the impact model holds it. */
  adjusted: boolean
}

export interface OmnibusTest {
  f: number
  df1: number
  df2: number
}

/** The columns of a pasted table, in their order. */
export const balanceColumns = [
  'characteristic',
  'kind',
  'program people',
  'program mean or count',
  'program SD',
  'control people',
  'control mean or count',
  'control SD',
  'in the model',
] as const

/** How unlike the arms are in a characteristic: Hedges g of what is measured, the Cox index of a share. */
export function weighCharacteristic({ kind, program, control, adjusted }: Characteristic) {
  const result =
    kind === 'measured'
      ? hedgesG(
          { n: program.n, mean: program.value, sd: program.sd ?? 0 },
          { n: control.n, mean: control.value, sd: control.sd ?? 0 },
        )
      : coxIndex(
          { n: program.n, share: program.value / program.n },
          { n: control.n, share: control.value / control.n },
        )
  if (result.kind === 'undefined')
    return { difference: null, category: null, reason: result.reason, holds: null }
  const difference = 'g' in result ? result.g : result.index
  return {
    difference,
    category: result.category,
    reason: null,
    holds: holds(result.category, adjusted),
  }
}

/** Whether a difference leaves the comparison sound (WWC Handbook 4.1, section II.B). */
function holds(category: BalanceCategory, adjusted: boolean): boolean {
  return category === 'satisfied' || (category === 'satisfied_with_adjustment' && adjusted)
}

/** The chance of so large an F if assignment were blind to the characteristics. */
export function omnibusP({ f, df1, df2 }: OmnibusTest): number {
  return fTail(f, df1, df2)
}

export interface RowProblem {
  /** Of the pasted text, from 1. */
  row: number
  sentence: string
}

/** Rows of a pasted table, or what is wrong with each; a first row of headings is let go by. */
export function readBalanceRows(
  sheet: readonly (readonly string[])[],
): { ok: true; rows: Characteristic[] } | { ok: false; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const rows: Characteristic[] = []
  const seen = new Map<string, number>()
  sheet.forEach((cells, index) => {
    const row = index + 1
    const texts = cells.map((cell) => cell.trim())
    if (texts.every((cell) => cell === '')) return
    if (rows.length === 0 && problems.length === 0 && /^characteristic$/i.test(texts[0] ?? ''))
      return
    const read = readRow(texts)
    if (typeof read === 'string') {
      problems.push({ row, sentence: read })
      return
    }
    const before = seen.get(read.name.toLowerCase())
    if (before !== undefined) {
      problems.push({ row, sentence: `Name “${read.name}” once: row ${before} has it already.` })
    }
    seen.set(read.name.toLowerCase(), row)
    rows.push(read)
  })
  if (problems.length > 0) return { ok: false, problems }
  if (rows.length === 0) {
    return { ok: false, problems: [{ row: 1, sentence: 'Enter at least one characteristic.' }] }
  }
  if (rows.length > mostCharacteristics) {
    return {
      ok: false,
      problems: [{ row: 1, sentence: `Enter at most ${mostCharacteristics} characteristics.` }],
    }
  }
  return { ok: true, rows }
}

const mostCharacteristics = 60

function readRow(cells: readonly string[]): Characteristic | string {
  const [name = '', kindText = '', ...rest] = cells
  if (name === '' || name.length > 120)
    return 'Enter the name of the characteristic, at most 120 characters.'
  const kind = characteristicKinds.find((one) => one === kindText.toLowerCase())
  if (!kind) return `Enter the kind of “${name}” as measured or share.`
  const program = readArm(kind, rest.slice(0, 3))
  if (typeof program === 'string') return `${name}, program arm: ${program}`
  const control = readArm(kind, rest.slice(3, 6))
  if (typeof control === 'string') return `${name}, control arm: ${control}`
  const inModel = (rest[6] ?? '').toLowerCase()
  if (!['yes', 'no', ''].includes(inModel)) {
    return `${name}: enter whether it is in the model as yes or no.`
  }
  return { name, kind, program, control, adjusted: inModel === 'yes' }
}

function readArm(
  kind: CharacteristicKind,
  [people, value, sd = '']: readonly string[],
): OfArm | string {
  const n = wholeOf(people ?? '')
  if (n === null || n < 1) return 'enter its people as a whole number of at least 1.'
  const number = kind === 'share' ? wholeOf(value ?? '') : decimalOf(value ?? '')
  if (number === null) {
    return kind === 'share'
      ? 'enter how many people have it as a whole number.'
      : 'enter the mean as a number.'
  }
  if (kind === 'share') {
    if (number < 0 || number > n) return `no more than its ${n} people can have it.`
    return sd === '' ? { n, value: number, sd: null } : 'leave the SD of a share empty.'
  }
  const spread = decimalOf(sd)
  if (spread === null || spread < 0) return 'enter the SD as a number of 0 or more.'
  return { n, value: number, sd: spread }
}

const plain = (text: string) => text.replaceAll(',', '').replace(/^\$/, '')

function wholeOf(text: string): number | null {
  return /^\d{1,9}$/.test(plain(text)) ? Number(plain(text)) : null
}

function decimalOf(text: string): number | null {
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain(text)) ? Number(plain(text)) : null
}

/** A table as it is pasted, to be corrected and pasted again. */
export function balanceText(rows: readonly Characteristic[]): string {
  const lines = rows.map(({ name, kind, program, control, adjusted }) =>
    [
      name,
      kind,
      program.n,
      program.value,
      program.sd ?? '',
      control.n,
      control.value,
      control.sd ?? '',
      adjusted ? 'yes' : 'no',
    ]
      .map((cell) =>
        /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell,
      )
      .join(', '),
  )
  return [balanceColumns.join(', '), ...lines].join('\n')
}
