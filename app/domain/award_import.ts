import type { AwardStatus } from './award.ts'
import type { FieldChange, ImportedField, PlannedAward } from './award_sheet.ts'
import {
  type AwardSheetLists,
  type ColumnPlaces,
  type SheetAward,
  problemAt,
} from './award_sheet_reading.ts'
import type { AwardSheetColumn } from './award_sheet.ts'
import type { SheetProblem } from './report/sheet_reading.ts'

/** An award as the record holds it, for comparing. */
export interface KnownAward {
  number: string
  version: number
  status: AwardStatus
  sample: boolean
  agencyCode: string
  /** Terms change by modifications once there is one, and periods stay once reports are open. */
  isModified: boolean
  hasReports: boolean
  fields: Record<ImportedField, string | null>
}

/** What is known beside the rows: awards by number and FAIN, organizations by UEI. */
export interface ImportRecord {
  /** Whether the file's awards are invented. */
  sample: boolean
  awards: readonly KnownAward[]
  holders: readonly { uei: string; name: string; isFitting: boolean }[]
}

/** What a row would do to the record, or what is wrong with it there. */
export function judgeAward(
  award: SheetAward,
  record: ImportRecord,
  { lists, places }: { lists: AwardSheetLists; places: ColumnPlaces },
): { planned: PlannedAward } | { problem: SheetProblem } {
  const refuse = (column: AwardSheetColumn, found: string | null, say: string) => ({
    problem: problemAt(places, award, { column, found, say }),
  })
  const byNumber = record.awards.find((one) => one.number === award.number)
  const byFain = award.fain && record.awards.find((one) => one.fields.fain === award.fain)
  if (byNumber && byFain && byNumber !== byFain) {
    return refuse('fain', award.fain, `Check the FAIN: it belongs to award ${byFain.number}.`)
  }
  const known = byNumber ?? (byFain || null)
  const holder = record.holders.find(({ uei }) => uei === award.uei)
  if (holder && !holder.isFitting) {
    return refuse(
      'uei',
      award.uei,
      `Check the UEI: it belongs to ${holder.name}, ${misfit(record)}.`,
    )
  }
  if (!known) return planNew(award, lists, refuse)
  const refusal = refusalOf(award, known, { ...record, agencyCode: lists.agency.code })
  if (refusal) return refuse(...refusal)
  const changes = changesOf(award, known)
  const closed = changes.find(({ field }) => closedFields(known).includes(field))
  if (closed && known.status === 'closed') {
    return refuse(
      columnOf(closed.field),
      closed.after,
      'Remove this row: the award is closed and nothing of it changes any more.',
    )
  }
  if (closed) {
    return refuse(
      columnOf(closed.field),
      closed.after,
      `Put back ${closed.before ?? 'an empty cell'}: ${closedReason(known)}`,
    )
  }
  const { number, version } = known
  return {
    planned: {
      row: award.row,
      number,
      organization: known.fields.organization ?? '',
      outcome: changes.length > 0 ? 'changed' : 'same',
      version,
      changes,
    },
  }
}

type Refuse = (
  column: AwardSheetColumn,
  found: string | null,
  say: string,
) => { problem: SheetProblem }

function planNew(award: SheetAward, lists: AwardSheetLists, refuse: Refuse) {
  if (award.organization === null) {
    return refuse('organization', null, 'Enter the lead organization of this new award.')
  }
  const [only, ...others] = award.programs
  const program = others.length === 0 ? only : award.programs.find((one) => one === lists.program)
  if (program === undefined) {
    return refuse(
      others.length > 0 ? 'listing' : 'program',
      null,
      others.length > 0
        ? `Add a column “Program” with one of ${award.programs.join(', ')}, or choose the program when you send the file.`
        : 'Enter the assistance listing or the program of this new award.',
    )
  }
  const fields = {
    ...textsOf(award),
    programCode: program,
    status: award.status ?? 'awarded',
  }
  const changes = fieldNames(fields).flatMap((field): FieldChange[] => {
    const after = fields[field]
    return after === null ? [] : [{ field, before: null, after }]
  })
  const { row, number, organization } = award
  return {
    planned: { row, number, organization, outcome: 'new', version: null, changes } as const,
  }
}

/** The cells of a row as the text that is stored and compared. */
function textsOf(award: SheetAward): Record<ImportedField, string | null> {
  const { states, sectors, ...own } = award
  return {
    fain: own.fain,
    organization: own.organization,
    uei: own.uei,
    programCode: null,
    name: own.name,
    status: null,
    announcedOn: own.announcedOn,
    amount: own.amount,
    matchAmount: own.matchAmount,
    periodStart: own.periodStart,
    periodEnd: own.periodEnd,
    city: own.city,
    state: own.state,
    states: states && states.join('; '),
    sectors: sectors && sectors.join('; '),
    serviceArea: own.serviceArea,
    sourceUrl: own.sourceUrl,
  }
}

const fieldNames = (fields: Record<ImportedField, string | null>) =>
  Object.keys(fields) as ImportedField[]

/** Only what the file says and the record does not say alike; the organization is the same by its UEI. */
function changesOf(award: SheetAward, known: KnownAward): FieldChange[] {
  const texts = textsOf(award)
  return fieldNames(texts).flatMap((field): FieldChange[] => {
    const after = texts[field]
    const before = known.fields[field]
    const isSame = after === null || after === before || field === 'organization'
    return isSame ? [] : [{ field, before, after }]
  })
}

function refusalOf(
  award: SheetAward,
  known: KnownAward,
  { sample, holders, agencyCode }: ImportRecord & { agencyCode: string },
): Parameters<Refuse> | null {
  const { fields } = known
  if (known.agencyCode !== agencyCode) {
    return [
      'number',
      award.number,
      'Remove this row: the award is of another agency, whose own grants officer imports it.',
    ]
  }
  if (known.sample !== sample) {
    const is = known.sample ? 'invented for the sample' : 'from sources'
    return ['number', award.number, `Remove this row: the award is ${is}, unlike this file.`]
  }
  if (award.fain && fields.fain && award.fain !== fields.fain) {
    return ['fain', award.fain, `Check the FAIN: award ${known.number} has ${fields.fain}.`]
  }
  if (award.uei && fields.uei && award.uei !== fields.uei) {
    return [
      'uei',
      award.uei,
      `Check the UEI: ${fields.organization} holds this award and has ${fields.uei}. An award does not change hands by a file.`,
    ]
  }
  const namesake = holders.find(({ uei }) => uei === award.uei)
  if (namesake && !fields.uei) {
    return [
      'uei',
      award.uei,
      `Check the UEI: it belongs to ${namesake.name}, and ${fields.organization} holds this award.`,
    ]
  }
  const isSameHolder =
    award.organization === null ||
    award.uei === fields.uei ||
    sameName(award.organization, fields.organization ?? '')
  if (!isSameHolder) {
    return [
      'organization',
      award.organization,
      `Check the lead organization: ${fields.organization} holds this award, which does not change hands by a file.`,
    ]
  }
  if (award.programs.length > 0 && !award.programs.includes(fields.programCode ?? '')) {
    return [
      award.programs.length > 1 ? 'listing' : 'program',
      award.programs.join(', '),
      `Check the program: this award is one of ${fields.programCode}.`,
    ]
  }
  const start = award.periodStart ?? fields.periodStart
  const end = award.periodEnd ?? fields.periodEnd
  if (start !== null && end !== null && end < start) {
    const column = award.periodEnd === null ? 'periodStart' : 'periodEnd'
    return [column, award[column], `The period would end on ${end}, before it starts on ${start}.`]
  }
  return null
}

/** Capitals, points and commas do not make another organization. */
function sameName(first: string, second: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
  return plain(first) === plain(second)
}

/** What a file may no longer change of an award. */
function closedFields(known: KnownAward): readonly ImportedField[] {
  if (known.status === 'closed') return Object.keys(known.fields) as ImportedField[]
  if (known.isModified) return ['amount', 'periodStart', 'periodEnd']
  return known.hasReports ? ['periodStart', 'periodEnd'] : []
}

function closedReason({ isModified }: KnownAward): string {
  return isModified
    ? 'the terms of this award have been modified and change by a modification alone.'
    : 'reports of this award are open, so its period changes by a modification.'
}

function misfit({ sample }: ImportRecord): string {
  return sample ? 'which is not of the sample' : 'which is of the sample, or holds no awards'
}

function columnOf(field: ImportedField): AwardSheetColumn {
  return field === 'programCode' ? 'program' : field
}
