import { addDays, daysBetween, quarterEnd } from '#app/domain/dates.ts'

export interface CastAward {
  number: string
  grantee: string
  officer: string | null
  agencyCode: string
  programCode: string
  streamCode: string
  name: string
  status: 'active' | 'awarded'
  amount: string
  matchAmount: string | null
  city: string
  state: string
  states: string[]
  statewide: boolean
  serviceArea: string
  sectors: string[]
  partners: string[]
  targets: Record<string, string>
  periodStart: string
  periodEnd: string
  /** Null: it reported before this tracker began, and nothing more is due. */
  firstPeriodEnd: string | null
  reportOffsetDays: number
  reportRollRule: 'none' | 'previous_business_day'
  /** Calendar years unless it says otherwise. */
  reportCalendar?: 'program_year'
  /** From its first period on it owes financial reports too. */
  financialFrom?: string
}

/** The invented awards, with periods around a day, so that on any day one report is due soon. */
export function castAwards(today: string): CastAward[] {
  const lastQuarter = quarterEnd(addDays(quarterEnd(today), -93))
  const firstPeriodEnd = quarterEnd(addDays(lastQuarter, -185))
  const period = {
    periodStart: addDays(quarterEnd(addDays(firstPeriodEnd, -93)), 1),
    periodEnd: quarterEnd(addDays(firstPeriodEnd, 1005)),
    firstPeriodEnd,
  }
  // One began so late in a quarter that its first report is not required.
  const quarterBefore = quarterEnd(addDays(firstPeriodEnd, -93))
  const eda = { agencyCode: 'EDA', streamCode: 'GJC', reportRollRule: 'none' } as const
  const eta = {
    agencyCode: 'ETA',
    streamCode: 'SSEEP',
    reportOffsetDays: 45,
    reportRollRule: 'previous_business_day',
  } as const
  return [
    {
      ...eda,
      ...period,
      number: 'SAMPLE-GJC-01',
      grantee: 'blue-mesa-workforce-alliance',
      officer: 'dana.whitfield@eda.example.org',
      programCode: 'GJC-ARPA',
      name: 'Southern Colorado Health Careers Compact',
      status: 'active',
      amount: '8400000.00',
      matchAmount: null,
      city: 'Pueblo',
      state: 'CO',
      states: ['CO'],
      statewide: false,
      serviceArea: 'Pueblo, Fremont and Huerfano counties',
      sectors: ['healthcare', 'information_technology'],
      partners: ['Arkansas Valley Clinics', 'Mesa Community College', 'Front Range Labor Council'],
      targets: {
        GJC_ENROLLED: '1200.00',
        GJC_COMPLETED: '960.00',
        GJC_PLACED: '840.00',
        GJC_MEDIAN_HOURLY_WAGE: '22.50',
      },
      // The terms leave a few days from today, whatever day it is.
      reportOffsetDays: daysBetween(lastQuarter, today) + 9,
    },
    {
      ...eda,
      ...period,
      number: 'SAMPLE-GJC-02',
      grantee: 'prairie-line-training-center',
      officer: 'dana.whitfield@eda.example.org',
      programCode: 'GJC-FY24',
      name: 'Prairie Line Advanced Manufacturing Academy',
      status: 'active',
      amount: '2900000.00',
      matchAmount: null,
      city: 'Minot',
      state: 'ND',
      states: ['ND'],
      statewide: true,
      serviceArea: 'North Dakota (statewide)',
      sectors: ['manufacturing'],
      partners: ['Dakota Machining Association'],
      targets: { GJC_ENROLLED: '420.00', GJC_COMPLETED: '340.00', GJC_PLACED: '300.00' },
      reportOffsetDays: 30,
    },
    {
      ...eda,
      ...period,
      number: 'SAMPLE-GJC-03',
      grantee: 'blue-mesa-workforce-alliance',
      officer: 'marcus.bell@eda.example.org',
      programCode: 'GJC-FY24',
      name: 'Blue Mesa Clean Energy Trades',
      status: 'active',
      amount: '3250000.00',
      matchAmount: null,
      city: 'Pueblo',
      state: 'CO',
      states: ['CO', 'NM'],
      statewide: false,
      serviceArea: 'Southern Colorado and northern New Mexico',
      sectors: ['renewable_energy', 'construction'],
      partners: ['Sangre Solar Cooperative', 'Raton Trades School'],
      targets: { GJC_ENROLLED: '500.00', GJC_PLACED: '360.00' },
      reportOffsetDays: 30,
    },
    {
      ...eta,
      ...period,
      number: 'SAMPLE-NEG-01',
      grantee: 'tidewater-nursing-partnership',
      officer: 'elena.ortiz@eta.example.org',
      programCode: 'NEG',
      name: 'Tidewater Nurse Educator Pathway',
      status: 'active',
      amount: '3000000.00',
      matchAmount: null,
      city: 'Newport News',
      state: 'VA',
      states: ['VA'],
      statewide: false,
      serviceArea: 'Hampton Roads',
      sectors: ['healthcare'],
      partners: ['Chesapeake Regional Clinics', 'Tidewater Nurses Association'],
      targets: {
        H1B_PARTICIPANTS: '360.00',
        H1B_ENROLLED_TRAINING: '320.00',
        H1B_COMPLETED_TRAINING: '260.00',
        H1B_CREDENTIAL: '230.00',
      },
    },
    {
      ...eta,
      ...period,
      periodStart: addDays(quarterBefore, -40),
      firstPeriodEnd: quarterBefore,
      number: 'SAMPLE-BPIJG-01',
      grantee: 'harbor-trades-collaborative',
      officer: 'elena.ortiz@eta.example.org',
      programCode: 'BPIJG',
      name: 'Gulf of Maine Fiber and Ports Careers',
      status: 'active',
      amount: '4200000.00',
      matchAmount: '630000.00',
      city: 'Portland',
      state: 'ME',
      states: ['ME', 'NH'],
      statewide: false,
      serviceArea: 'Coastal Maine and New Hampshire',
      sectors: ['broadband_infrastructure', 'transportation_logistics'],
      partners: ['Casco Fiber Builders', 'Harbor Pilots Union'],
      targets: { H1B_PARTICIPANTS: '540.00', H1B_COMPLETED_TRAINING: '400.00' },
    },
    {
      ...eta,
      ...period,
      streamCode: 'WIOA',
      reportCalendar: 'program_year',
      financialFrom: period.periodStart,
      number: 'SAMPLE-WIOA-01',
      grantee: 'sandhills-employment-department',
      officer: 'elena.ortiz@eta.example.org',
      programCode: 'WIOA-ADULT',
      name: 'Sandhills Adult Formula Funds',
      status: 'active',
      amount: '6250000.00',
      matchAmount: null,
      city: 'Kearney',
      state: 'NE',
      states: ['NE'],
      statewide: true,
      serviceArea: 'All local areas of the state',
      sectors: ['healthcare', 'manufacturing'],
      partners: ['Platte Valley Workforce Board', 'Panhandle Workforce Board'],
      targets: { WIOA_ER_Q2: '0.72', WIOA_CREDENTIAL: '0.66' },
    },
    {
      ...eta,
      ...period,
      number: 'SAMPLE-CSJQ-01',
      grantee: 'sandhills-employment-department',
      officer: 'elena.ortiz@eta.example.org',
      programCode: 'CSJQ',
      name: 'Sandhills Care Work Ladders',
      status: 'active',
      amount: '1850000.00',
      matchAmount: null,
      city: 'Kearney',
      state: 'NE',
      states: ['NE'],
      statewide: false,
      serviceArea: 'Buffalo and Hall counties',
      sectors: ['healthcare'],
      partners: ['Platte River Care Homes'],
      targets: { H1B_PARTICIPANTS: '240.00', H1B_COMPLETED_TRAINING: '180.00' },
    },
    {
      ...eda,
      number: 'SAMPLE-GJC-04',
      grantee: 'harbor-trades-collaborative',
      officer: 'marcus.bell@eda.example.org',
      programCode: 'GJC-ARPA',
      name: 'Casco Bay Wind Technicians',
      status: 'active',
      periodStart: addDays(today, -805),
      periodEnd: addDays(today, -75),
      firstPeriodEnd: null,
      amount: '2100000.00',
      matchAmount: null,
      city: 'Portland',
      state: 'ME',
      states: ['ME'],
      statewide: false,
      serviceArea: 'Cumberland and York counties',
      sectors: ['renewable_energy'],
      partners: ['Casco Wind Cooperative'],
      targets: { GJC_ENROLLED: '260.00', GJC_PLACED: '190.00' },
      reportOffsetDays: 30,
    },
  ]
}
