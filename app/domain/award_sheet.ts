/** The columns of a sheet of awards in the order of its template: what each is called, what it asks for, and
 *  which column of USAspending's award download says the same. */
export const awardSheetColumns = [
  {
    key: 'number',
    heading: 'Award number',
    asks: 'The permanent number of the award; left empty, its FAIN serves.',
    usaspending: [],
  },
  {
    key: 'fain',
    heading: 'FAIN',
    asks: 'Federal Award Identification Number, such as ED22HDQ3070099.',
    usaspending: ['award_id_fain'],
  },
  {
    key: 'organization',
    heading: 'Lead organization',
    asks: 'Its name as in SAM.gov.',
    usaspending: ['recipient_name'],
  },
  {
    key: 'uei',
    heading: 'UEI',
    asks: 'Unique Entity ID of the lead organization, twelve characters.',
    usaspending: ['recipient_uei'],
  },
  {
    key: 'agency',
    heading: 'Agency',
    asks: 'Your agency, by code or name; left empty, it is yours.',
    usaspending: ['awarding_sub_agency_name', 'awarding_agency_name'],
  },
  {
    key: 'listing',
    heading: 'Assistance listing',
    asks: 'Number of the assistance listing, such as 11.307.',
    usaspending: ['assistance_listing_number', 'cfda_number'],
  },
  {
    key: 'program',
    heading: 'Program',
    asks: 'Code of the program, such as GJC-FY24; needed where a listing holds several.',
    usaspending: [],
  },
  {
    key: 'name',
    heading: 'Award name',
    asks: 'What the award calls itself, if anything.',
    usaspending: [],
  },
  {
    key: 'status',
    heading: 'Status of a new award',
    asks: 'announced, awarded or active; left empty, awarded. A known award moves on its own page.',
    usaspending: [],
  },
  {
    key: 'announcedOn',
    heading: 'Announced on',
    asks: 'A date such as 2026-09-30.',
    usaspending: [],
  },
  {
    key: 'amount',
    heading: 'Amount',
    asks: 'Federal dollars, to the cent.',
    usaspending: ['total_obligated_amount'],
  },
  {
    key: 'matchAmount',
    heading: 'Match',
    asks: 'Dollars of match, to the cent.',
    usaspending: ['total_non_federal_funding_amount'],
  },
  {
    key: 'periodStart',
    heading: 'Period start',
    asks: 'The first day, such as 2026-10-01.',
    usaspending: ['period_of_performance_start_date'],
  },
  {
    key: 'periodEnd',
    heading: 'Period end',
    asks: 'The last day, such as 2029-09-30.',
    usaspending: ['period_of_performance_current_end_date', 'current_end_date'],
  },
  {
    key: 'city',
    heading: 'City',
    asks: 'Of the lead organization.',
    usaspending: ['recipient_city_name'],
  },
  {
    key: 'state',
    heading: 'State',
    asks: 'Of the lead organization, by postal code or name.',
    usaspending: ['recipient_state_code'],
  },
  {
    key: 'states',
    heading: 'States served',
    asks: 'Postal codes or names with semicolons between: CO; NM.',
    usaspending: [
      'primary_place_of_performance_state_name',
      'primary_place_of_performance_state_code',
    ],
  },
  {
    key: 'sectors',
    heading: 'Sectors',
    asks: 'Codes or names with semicolons between: healthcare; construction.',
    usaspending: [],
  },
  {
    key: 'serviceArea',
    heading: 'Service area',
    asks: 'Where it serves, in words.',
    usaspending: [],
  },
  {
    key: 'sourceUrl',
    heading: 'Source address',
    asks: 'Where anybody can read it, beginning with https://.',
    usaspending: ['usaspending_permalink'],
  },
] as const

export type AwardSheetColumn = (typeof awardSheetColumns)[number]['key']

/** How a file of awards was recognised. */
export const awardSheetKinds = ['template', 'usaspending'] as const
export type AwardSheetKind = (typeof awardSheetKinds)[number]

export const awardSheetKindLabels = {
  template: 'the columns of the template',
  usaspending: 'the columns of USAspending’s award download',
} satisfies Record<AwardSheetKind, string>

/** What an import writes of an award, in the order a page shows it. */
export const importedFields = [
  'fain',
  'organization',
  'uei',
  'programCode',
  'name',
  'status',
  'announcedOn',
  'amount',
  'matchAmount',
  'periodStart',
  'periodEnd',
  'city',
  'state',
  'states',
  'sectors',
  'serviceArea',
  'sourceUrl',
] as const
export type ImportedField = (typeof importedFields)[number]

export const importedFieldLabels = {
  fain: 'FAIN',
  organization: 'Lead organization',
  uei: 'UEI',
  programCode: 'Program',
  name: 'Award name',
  status: 'Status',
  announcedOn: 'Announced on',
  amount: 'Amount',
  matchAmount: 'Match',
  periodStart: 'Period start',
  periodEnd: 'Period end',
  city: 'City',
  state: 'State',
  states: 'States served',
  sectors: 'Sectors',
  serviceArea: 'Service area',
  sourceUrl: 'Source address',
} satisfies Record<ImportedField, string>

/** A field with what stands in the record and what the file says; lists are joined by '; '. */
export interface FieldChange {
  field: ImportedField
  before: string | null
  after: string
}

/** What an import would do with one row. */
export interface PlannedAward {
  /** As the spreadsheet numbers it, from 1. */
  row: number
  number: string
  organization: string
  outcome: 'new' | 'changed' | 'same'
  /** Of the award as it was compared; null for a new one. */
  version: number | null
  changes: FieldChange[]
}

/** The life of an import. Whatever a job has in hand may be left and come back to. */
export const importStates = [
  'waiting',
  'reading',
  'refused',
  'ready',
  'confirmed',
  'storing',
  'stored',
  'overtaken',
] as const
export type ImportState = (typeof importStates)[number]

export const importStateLabels = {
  waiting: 'Waiting to be read',
  reading: 'Being read',
  refused: 'To be fixed',
  ready: 'To be confirmed',
  confirmed: 'Waiting to be stored',
  storing: 'Being stored',
  stored: 'Stored',
  overtaken: 'Overtaken',
} satisfies Record<ImportState, string>

/** Whether a job has it in hand, so that looking again shows more. */
export const isUnderWay = (state: ImportState) =>
  ['waiting', 'reading', 'confirmed', 'storing'].includes(state)

/** What a new award may be when it is entered. */
export const enteredStatuses = ['announced', 'awarded', 'active'] as const
