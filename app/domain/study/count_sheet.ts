import { monthNames } from '../calendar.ts'
import {
  type Cell,
  type Sheet,
  type SheetProblem,
  asHeading,
  columnLetters,
  shortened,
  shownOf,
} from '../report/sheet_reading.ts'
import {
  type CountField,
  type MonthlyCounts,
  countFields,
  countLabels,
  countProblems,
  noCounts,
  wholeSite,
} from './monthly_counts.ts'

/** The most rows a file of counts may have: two hundred sites and five months. */
export const mostCountRows = 1000

type CountColumn = 'site' | 'month' | 'block' | CountField | 'reason'

/** The columns of a file of counts, in the order of its template. */
export const countSheetColumns: readonly { key: CountColumn; heading: string }[] = [
  { key: 'site', heading: 'Site (award number)' },
  { key: 'month', heading: 'Month (YYYY-MM)' },
  { key: 'block', heading: 'Block' },
  ...countFields.map((key) => ({ key, heading: countLabels[key] })),
  { key: 'reason', heading: 'Reason for the correction' },
]

const optional: readonly CountColumn[] = ['block', 'reason']

/** A month of a site and block, as a file gives it. */
export interface CountRow {
  awardId: number
  /** Its first day. */
  month: string
  block: string
  counts: MonthlyCounts
  reason: string | null
}

/** What a file is read against. `standing` holds by `placeOf` what is counted. */
export interface CountSubject {
  sites: readonly { awardId: number; number: string }[]
  openedOn: string
  day: string
  isLocked: boolean
  standing: ReadonlyMap<string, { no: number; counts: MonthlyCounts }>
  /** Why nobody can be counted at a site in a month, as a sentence. */
  stopped: (awardId: number, month: string, counts: MonthlyCounts) => string | null
}

export const placeOf = ({ awardId, month, block }: Pick<CountRow, 'awardId' | 'month' | 'block'>) =>
  `${awardId} ${month} ${block}`

export const isSameCounts = (one: MonthlyCounts, other: MonthlyCounts) =>
  countFields.every((field) => one[field] === other[field])

/** What is wrong with a row, by the column where it is put right; the identities of the participant flow among
 *  it. The same for a file, for its confirmation and for a form. */
export function countRowProblems(
  { awardId, month, counts, reason, ...row }: CountRow,
  { sites, openedOn, day, isLocked, standing, stopped }: CountSubject,
): Partial<Record<CountColumn, string>> {
  const site = sites.find((one) => one.awardId === awardId)
  const stop = stopped(awardId, month, counts)
  const before = standing.get(placeOf({ awardId, month, ...row }))
  const isChange = !before || !isSameCounts(before.counts, counts)
  return {
    ...(site ? {} : { site: 'Choose a site of this study.' }),
    ...(month > day ? { month: 'Choose a month that has begun.' } : {}),
    ...(month < `${openedOn.slice(0, 7)}-01`
      ? { month: 'Choose a month from the opening of enrolment on.' }
      : {}),
    ...countProblems(counts),
    ...(isChange && stop !== null ? { month: stop } : {}),
    ...(isChange && reason === null && (before || isLocked)
      ? {
          reason: before
            ? 'Enter the reason for the correction; both versions are kept.'
            : 'Enter the reason: the database is locked, and both versions are kept.',
        }
      : {}),
  }
}

/** What is wrong between rows: a month counted twice, or both whole and by block. By the place in `rows`. */
export function countClashes(rows: readonly CountRow[]): Map<number, string> {
  const clashes = new Map<number, string>()
  const places = new Map<string, number>()
  const kinds = new Map<string, boolean>()
  rows.forEach((row, at) => {
    const first = places.get(placeOf(row))
    if (first !== undefined) {
      clashes.set(at, 'Keep one row for this site, month and block.')
    } else {
      places.set(placeOf(row), at)
    }
    const month = `${row.awardId} ${row.month}`
    const isWhole = row.block === wholeSite
    const other = kinds.get(month)
    if (other !== undefined && other !== isWhole) {
      clashes.set(
        at,
        'Count this month either for the whole site or by block, so that nobody counts twice.',
      )
    }
    if (other === undefined) kinds.set(month, isWhole)
  })
  return clashes
}

export type CountSheetReading =
  { ok: true; rows: CountRow[] } | { ok: false; problems: SheetProblem[] }

/** Reads a file of counts whole or not at all: every row, or everything wrong at its cell. */
export function readCountSheet(sheet: Sheet, subject: CountSubject): CountSheetReading {
  const { places, problems } = findColumns(sheet[0] ?? [])
  if (problems.length > 0) return { ok: false, problems }
  const read: { row: CountRow; at: number; cells: readonly Cell[] }[] = []
  sheet.forEach((cells, index) => {
    if (index === 0 || cells.every((cell) => shownOf(cell).trim() === '')) return
    const row = readRow(cells, index + 1)
    if (row) read.push({ row, at: index + 1, cells })
  })
  if (sheet.length - 1 > mostCountRows) {
    problems.push({
      ...heading(0, ''),
      found: String(sheet.length - 1),
      say: `Send at most ${mostCountRows} rows at once.`,
    })
  }
  const clashes = countClashes(read.map(({ row }) => row))
  read.forEach(({ row, at, cells }, index) => {
    const own = countRowProblems(row, subject)
    const clash = clashes.get(index)
    for (const [key, say] of Object.entries({ ...own, ...(clash ? { month: clash } : {}) })) {
      complain(key as CountColumn, cells, at, say)
    }
  })
  if (problems.length > 0) {
    return { ok: false, problems: problems.sort((one, other) => one.row - other.row) }
  }
  return { ok: true, rows: read.map(({ row }) => row) }

  function readRow(cells: readonly Cell[], at: number): CountRow | null {
    const before = problems.length
    const number = textAt(cells, 'site')
    const site = subject.sites.find((one) => one.number.toLowerCase() === number.toLowerCase())
    if (!site) {
      const known = subject.sites.map((one) => one.number).join(', ')
      complain('site', cells, at, `Enter the award number of a site of this study: ${known}.`)
    }
    const month = monthOf(textAt(cells, 'month'))
    if (month === null) complain('month', cells, at, 'Enter the month as 2026-05.')
    const block = textAt(cells, 'block')
    if (block.length > 60) complain('block', cells, at, 'Enter at most 60 characters.')
    const reason = textAt(cells, 'reason')
    if (reason.length > 2000) complain('reason', cells, at, 'Enter at most 2,000 characters.')
    const counts = { ...noCounts }
    for (const field of countFields) {
      const typed = textAt(cells, field)
      const isCount = /^(?:\d{1,3}(?:,\d{3})+|\d{1,6})$/.test(typed)
      const people = isCount ? Number(typed.replaceAll(',', '')) : Number.NaN
      if (people <= 100_000) counts[field] = people
      else {
        complain(
          field,
          cells,
          at,
          typed === ''
            ? 'Enter how many people, 0 where there was nobody.'
            : 'Enter people in whole numbers from 0 to 100,000.',
        )
      }
    }
    if (problems.length > before || !site || month === null) return null
    return {
      awardId: site.awardId,
      month,
      block: block || wholeSite,
      counts,
      reason: reason || null,
    }
  }

  function textAt(cells: readonly Cell[], key: CountColumn): string {
    const place = places.get(key)
    return place === undefined
      ? ''
      : shownOf(cells[place] ?? null)
          .replace(/^'/, '')
          .trim()
  }

  function complain(key: CountColumn, cells: readonly Cell[], at: number, say: string): void {
    const place = places.get(key) ?? places.get('site') ?? 0
    problems.push({
      row: at,
      column: columnLetters(place),
      heading: countSheetColumns.find((one) => one.key === key)?.heading ?? '',
      field: [textAt(cells, 'site'), textAt(cells, 'month'), textAt(cells, 'block')]
        .filter(Boolean)
        .join(', '),
      found: shortened(shownOf(cells[place] ?? null)),
      say,
    })
  }
}

function findColumns(first: readonly Cell[]) {
  const given = first.map((cell) => asHeading(shownOf(cell)))
  const places = new Map<CountColumn, number>()
  const problems: SheetProblem[] = []
  for (const { key, heading: name } of countSheetColumns) {
    const at = given.indexOf(asHeading(name))
    if (at >= 0) places.set(key, at)
    else if (!optional.includes(key)) {
      problems.push({
        ...heading(0, name),
        found: '',
        say: `Add the heading “${name}” to the first row, as the template has it.`,
      })
    }
    const again = at < 0 ? -1 : given.indexOf(asHeading(name), at + 1)
    if (again >= 0) {
      const say = `Keep one column “${name}”; column ${columnLetters(at)} has it already.`
      problems.push({ ...heading(again, name), found: name, say })
    }
  }
  given.forEach((name, at) => {
    if (name === '' || countSheetColumns.some((one) => asHeading(one.heading) === name)) return
    const say = 'Remove this column: nothing of it would be stored.'
    problems.push({ ...heading(at, name), found: shortened(shownOf(first[at] ?? null)), say })
  })
  return { places, problems }
}

const heading = (at: number, name: string) => ({
  row: 1,
  column: columnLetters(at),
  heading: name,
  field: '',
})

/** The first day of a month as people and spreadsheets write it: 2026-05, 2026-05-01, May-26, May 2026. */
function monthOf(typed: string): string | null {
  const iso = /^(20\d\d)-(0?[1-9]|1[0-2])(?:-0?1)?$/.exec(typed)
  if (iso) return `${iso[1]}-${(iso[2] ?? '').padStart(2, '0')}-01`
  const named = /^([A-Za-z]{3,9})[ -](?:20)?(\d\d)$/.exec(typed)
  const name = named?.[1]?.toLowerCase() ?? ''
  const at = monthNames.findIndex(
    (month) => month.toLowerCase() === name || month.slice(0, 3).toLowerCase() === name,
  )
  return named && at >= 0 ? `20${named[2]}-${String(at + 1).padStart(2, '0')}-01` : null
}
