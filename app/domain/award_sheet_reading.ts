import {
  type AwardSheetColumn,
  type AwardSheetKind,
  awardSheetColumns,
  type enteredStatuses,
} from './award_sheet.ts'
import {
  type Read,
  listOf,
  oddSays,
  readAddress,
  readAmount,
  readDay,
  readFain,
  readNumber,
  readStatus,
  readUei,
  textOf,
  words,
} from './award_sheet_cells.ts'
import {
  type Cell,
  type Sheet,
  type SheetProblem,
  asHeading,
  columnLetters,
  shortened,
  shownOf,
} from './report/sheet_reading.ts'

/** What a sheet of awards is read against. */
export interface AwardSheetLists {
  /** The importer's own agency, and whatever names of it and of its department a file may use. */
  agency: { code: string; names: readonly string[] }
  programs: readonly { code: string; agencyCode: string; listing: string | null }[]
  listings: readonly { aln: string; bureau: string; bureauName: string }[]
  sectors: readonly { code: string; name: string }[]
  states: readonly { usps: string; name: string }[]
  /** Chosen for new awards whose listing holds several programs. */
  program: string | null
}

/** A row as read; null is an empty cell, which says nothing. */
export interface SheetAward {
  row: number
  number: string
  fain: string | null
  organization: string | null
  uei: string | null
  /** The programs of the own agency that its cells leave possible; empty where they say nothing. */
  programs: readonly string[]
  name: string | null
  status: (typeof enteredStatuses)[number] | null
  announcedOn: string | null
  amount: string | null
  matchAmount: string | null
  periodStart: string | null
  periodEnd: string | null
  city: string | null
  state: string | null
  states: string[] | null
  sectors: string[] | null
  serviceArea: string | null
  sourceUrl: string | null
}

export interface AwardSheetReading {
  kind: AwardSheetKind
  places: ColumnPlaces
  awards: SheetAward[]
  problems: SheetProblem[]
}

export type ColumnPlaces = Partial<Record<AwardSheetColumn, { at: number; heading: string }>>

/** Reads every row, or says of every cell what is wrong with it. Nothing here knows what the record holds. */
export function readAwardSheet(sheet: Sheet, lists: AwardSheetLists): AwardSheetReading {
  const { kind, places, problems } = findColumns(sheet[0] ?? [])
  if (problems.length > 0) return { kind, places, awards: [], problems }
  const reader = new AwardReader(lists, places)
  sheet.forEach((cells, index) => {
    if (index > 0) reader.read(cells, index + 1)
  })
  return { kind, places, awards: reader.awards, problems: reader.problems }
}

/** A problem of a row that only the record can tell, at the cell that it is about. */
export function problemAt(
  places: ColumnPlaces,
  award: Pick<SheetAward, 'row' | 'number'>,
  { column, found, say }: { column: AwardSheetColumn; found: string | null; say: string },
): SheetProblem {
  const place = places[column] ?? places.number ?? places.fain ?? { at: 0, heading: '' }
  return {
    row: award.row,
    column: columnLetters(place.at),
    heading: place.heading,
    field: award.number,
    found: shortened(found ?? ''),
    say,
  }
}

function findColumns(first: readonly Cell[]) {
  const given = first.map((cell) => asHeading(shownOf(cell)))
  const own = awardSheetColumns.filter(({ heading }) => given.includes(asHeading(heading)))
  const theirs = awardSheetColumns.filter((column) =>
    column.usaspending.some((name) => given.includes(name)),
  )
  const kind: AwardSheetKind = theirs.length > own.length ? 'usaspending' : 'template'
  const places: ColumnPlaces = {}
  const problems: SheetProblem[] = []
  for (const { key, heading, usaspending } of awardSheetColumns) {
    // Our own column may be added to their file, for what they do not say.
    const names = [asHeading(heading), ...(kind === 'usaspending' ? usaspending : [])]
    const name = names.find((one) => given.includes(one))
    if (name === undefined) continue
    const at = given.indexOf(name)
    places[key] = { at, heading: shortened(shownOf(first[at] ?? null)) }
    const again = given.indexOf(name, at + 1)
    if (again < 0) continue
    const say = `Keep one column “${shownOf(first[at] ?? null)}”; column ${columnLetters(at)} has it already.`
    problems.push({ ...headed(again, name), found: name, say })
  }
  const lacks = (key: AwardSheetColumn, ...others: AwardSheetColumn[]) =>
    [key, ...others].every((one) => places[one] === undefined)
  const lacking = [
    ...(lacks('number', 'fain') ? ['Award number', 'FAIN'] : []),
    ...(lacks('organization') ? ['Lead organization'] : []),
    ...(lacks('listing', 'program') ? ['Assistance listing', 'Program'] : []),
  ]
  if (lacking.length > 0) {
    const found = shortened(first.map(shownOf).filter(Boolean).slice(0, 8).join(', '))
    const say = `Add ${lacking.map((name) => `“${name}”`).join(' or ')} to the first row, as the template has it, or send USAspending’s award download as it is.`
    problems.push({ ...headed(0, ''), found, say })
  }
  return { kind, places, problems }
}

const headed = (at: number, heading: string) => ({
  row: 1,
  column: columnLetters(at),
  heading,
  field: '',
})

class AwardReader {
  readonly awards: SheetAward[] = []
  readonly problems: SheetProblem[] = []
  private readonly rows = new Map<string, number>()
  /** What the row calls its award, right or wrong. */
  private award = ''

  constructor(
    private readonly lists: AwardSheetLists,
    private readonly places: ColumnPlaces,
  ) {}

  read(cells: readonly Cell[], row: number): void {
    if (cells.every((cell) => shownOf(cell).trim() === '')) return
    const before = this.problems.length
    this.award = this.nameOf(cells)
    const taken = <T>(key: AwardSheetColumn, rule: (text: string) => Read<T>): T | null => {
      const at = this.places[key]?.at
      const cell = at === undefined ? null : (cells[at] ?? null)
      const text = textOf(cell)
      if (text === '') return null
      const read =
        'odd' in Object(cell) && oddSays(cell) ? { say: oddSays(cell) ?? '' } : rule(text)
      if ('value' in read) return read.value
      this.complain(row, key, text, read.say)
      return null
    }
    const fain = taken('fain', readFain)
    const hadProblem = this.problems.length > before
    const number = taken('number', readNumber) ?? fain
    if (number === null && !hadProblem && this.problems.length === before) {
      this.complain(
        row,
        this.places.number ? 'number' : 'fain',
        '',
        'Enter the number of the award, or its FAIN.',
      )
    }
    this.findAgain(row, number, fain)
    taken('agency', (text) => this.readAgency(text))
    const periodStart = taken('periodStart', readDay)
    const periodEnd = taken('periodEnd', readDay)
    if (periodStart !== null && periodEnd !== null && periodEnd < periodStart) {
      this.complain(
        row,
        'periodEnd',
        periodEnd,
        `Enter a day on or after the period’s start, ${periodStart}.`,
      )
    }
    const award = {
      row,
      number: number ?? '',
      fain,
      organization: taken('organization', words(200)),
      uei: taken('uei', readUei),
      programs: this.readPrograms(taken),
      name: taken('name', words(300)),
      status: taken('status', readStatus),
      announcedOn: taken('announcedOn', readDay),
      amount: taken('amount', readAmount),
      matchAmount: taken('matchAmount', readAmount),
      periodStart,
      periodEnd,
      city: taken('city', words(100)),
      state: taken('state', (text) => this.readState(text)),
      states: taken('states', (text) => listOf(text, (one) => this.readState(one))),
      sectors: taken('sectors', (text) => listOf(text, (one) => this.readSector(one))),
      serviceArea: taken('serviceArea', words(500)),
      sourceUrl: taken('sourceUrl', readAddress),
    }
    if (this.problems.length === before) this.awards.push(award)
  }

  private nameOf(cells: readonly Cell[]): string {
    const names = [this.places.number, this.places.fain, this.places.organization]
    const texts = names.map((place) => (place ? textOf(cells[place.at] ?? null) : ''))
    return shortened(texts.find(Boolean) ?? '')
  }

  /** Two rows must not speak of one award. */
  private findAgain(row: number, number: string | null, fain: string | null): void {
    for (const [key, id] of [
      ['number', number],
      ['fain', fain],
    ] as const) {
      if (id === null || (key === 'fain' && fain === number && this.places.number === undefined)) {
        continue
      }
      const name = `${key} ${id.toLowerCase()}`
      const first = this.rows.get(name)
      if (first === undefined) {
        this.rows.set(name, row)
        continue
      }
      const column = this.places[key] ? key : key === 'number' ? 'fain' : 'number'
      this.complain(row, column, id, `Keep one row for this award; row ${first} has it already.`)
      return
    }
  }

  private readAgency(text: string): Read<string> {
    const { code, names } = this.lists.agency
    const isOwn = [code, ...names].some((name) => asHeading(name) === asHeading(text))
    if (isOwn) return { value: code }
    return { say: `Remove this row: only a grants officer of ${text} imports its awards.` }
  }

  private readPrograms(
    taken: <T>(key: AwardSheetColumn, rule: (text: string) => Read<T>) => T | null,
  ): readonly string[] {
    const own = this.lists.programs.filter(
      ({ agencyCode }) => agencyCode === this.lists.agency.code,
    )
    const ofListing = taken('listing', (text) => this.readListing(text, own))
    const named = taken('program', (text): Read<string[]> => {
      const program = own.find(({ code }) => asHeading(code) === asHeading(text))
      if (!program) return { say: `Enter a program of your agency: ${codes(own)}.` }
      if (ofListing && !ofListing.includes(program.code)) {
        return { say: `Enter a program of this row’s assistance listing: ${ofListing.join(', ')}.` }
      }
      return { value: [program.code] }
    })
    return named ?? ofListing ?? []
  }

  private readListing(
    text: string,
    own: readonly { code: string; listing: string | null }[],
  ): Read<string[]> {
    // A spreadsheet drops the last zero of 17.280.
    const aln = /^\d{2}\.\d{1,2}$/.test(text) ? text.padEnd(6, '0') : text.toUpperCase()
    const listing = this.lists.listings.find((one) => one.aln === aln)
    if (!listing) {
      return { say: 'Enter an assistance listing that the tracker knows, such as 11.307.' }
    }
    const programs = own.filter((program) => program.listing === aln).map(({ code }) => code)
    if (programs.length > 0) return { value: programs }
    if (listing.bureau === this.lists.agency.code) {
      return { say: `Remove this row: no program here is paid from ${aln}.` }
    }
    return {
      say: `Remove this row: ${aln} is a listing of ${listing.bureauName}, whose own grants officer imports it.`,
    }
  }

  private readState(text: string): Read<string> {
    const state = this.lists.states.find(
      ({ usps, name }) => usps === text.toUpperCase() || asHeading(name) === asHeading(text),
    )
    return state ? { value: state.usps } : { say: 'Enter a state by its postal code, such as AL.' }
  }

  private readSector(text: string): Read<string> {
    const sector = this.lists.sectors.find(({ code, name }) =>
      [code, name].some((one) => asHeading(one) === asHeading(text)),
    )
    return sector
      ? { value: sector.code }
      : { say: `Enter sectors of the list, such as healthcare; “${shortened(text)}” is none.` }
  }

  private complain(row: number, column: AwardSheetColumn, found: string, sentence: string): void {
    const number = this.places.number ?? this.places.fain
    const place = this.places[column] ?? number ?? { at: 0, heading: '' }
    this.problems.push({
      row,
      column: columnLetters(place.at),
      heading: place.heading,
      field: this.award,
      found: shortened(found),
      say: sentence,
    })
  }
}

const codes = (programs: readonly { code: string }[]) =>
  programs.map(({ code }) => code).join(', ') || 'it has none here'
