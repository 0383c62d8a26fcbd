import type { Role } from '#app/domain/access.ts'

/** The invented cast. Everyone here is made up, and so is every organization; none is a real one. */
export const castPassword = 'sample-portfolio-tour'

export interface CastOrganization {
  slug: string
  name: string
  agencyCode?: string
  organizationType?: string
  city?: string
  state?: string
}

export const castOrganizations = {
  agency: [
    { slug: 'sample-eda-office', name: 'Sample EDA Office', agencyCode: 'EDA' },
    { slug: 'sample-eta-office', name: 'Sample ETA Office', agencyCode: 'ETA' },
    { slug: 'sample-evaluation-office', name: 'Sample Evaluation Office', agencyCode: 'CEO' },
    { slug: 'sample-seti-office', name: 'Sample SETI Office', agencyCode: 'DOL' },
  ],
  grantee: [
    {
      slug: 'blue-mesa-workforce-alliance',
      name: 'Blue Mesa Workforce Alliance',
      organizationType: 'nonprofit',
      city: 'Pueblo',
      state: 'CO',
    },
    {
      slug: 'tidewater-nursing-partnership',
      name: 'Tidewater Nursing Partnership',
      organizationType: 'community college',
      city: 'Newport News',
      state: 'VA',
    },
    {
      slug: 'prairie-line-training-center',
      name: 'Prairie Line Training Center',
      organizationType: 'nonprofit',
      city: 'Minot',
      state: 'ND',
    },
    {
      slug: 'harbor-trades-collaborative',
      name: 'Harbor Trades Collaborative',
      organizationType: 'workforce board',
      city: 'Portland',
      state: 'ME',
    },
    {
      slug: 'sandhills-employment-department',
      name: 'Sandhills Department of Employment',
      organizationType: 'state agency',
      city: 'Kearney',
      state: 'NE',
    },
  ],
  evaluator: [{ slug: 'northfield-policy-research', name: 'Northfield Policy Research' }],
} as const satisfies Record<string, readonly CastOrganization[]>

export interface CastPerson {
  name: string
  email: string
  memberships: readonly (readonly [slug: string, role: Role])[]
}

/** In the order the sign-in page offers them: the first of each role stands for it. */
export const castPeople = [
  {
    name: 'Dana Whitfield',
    email: 'dana.whitfield@eda.example.org',
    memberships: [['sample-eda-office', 'officer']],
  },
  {
    name: 'Luis Herrera',
    email: 'luis.herrera@bluemesa.example.org',
    memberships: [['blue-mesa-workforce-alliance', 'preparer']],
  },
  {
    name: 'Joan Keller',
    email: 'joan.keller@bluemesa.example.org',
    memberships: [['blue-mesa-workforce-alliance', 'certifier']],
  },
  {
    name: 'Amara Diallo',
    email: 'amara.diallo@northfield.example.org',
    memberships: [['northfield-policy-research', 'lead']],
  },
  {
    name: 'Ruth Lindqvist',
    email: 'ruth.lindqvist@evaluation.example.org',
    memberships: [['sample-evaluation-office', 'evaluation_officer']],
  },
  {
    name: 'Helen Marsh',
    email: 'helen.marsh@seti.example.org',
    memberships: [['sample-seti-office', 'director']],
  },
  {
    name: 'Priya Raman',
    email: 'priya.raman@eda.example.org',
    memberships: [['sample-eda-office', 'grants_officer']],
  },
  {
    name: 'Mei Tan',
    email: 'mei.tan@bluemesa.example.org',
    memberships: [['blue-mesa-workforce-alliance', 'viewer']],
  },
  {
    name: 'Ben Kowalski',
    email: 'ben.kowalski@northfield.example.org',
    memberships: [['northfield-policy-research', 'analyst']],
  },
  {
    name: 'Naomi Brandt',
    email: 'naomi.brandt@oig.example.org',
    memberships: [['sample-seti-office', 'auditor']],
  },
  {
    name: 'Victor Chu',
    email: 'victor.chu@seti.example.org',
    memberships: [['sample-seti-office', 'task_force']],
  },
  {
    name: 'Alex Romero',
    email: 'alex.romero@seti.example.org',
    memberships: [['sample-seti-office', 'admin']],
  },
  {
    name: 'Marcus Bell',
    email: 'marcus.bell@eda.example.org',
    memberships: [['sample-eda-office', 'officer']],
  },
  {
    name: 'Elena Ortiz',
    email: 'elena.ortiz@eta.example.org',
    memberships: [['sample-eta-office', 'officer']],
  },
  {
    name: 'Nadia Karim',
    email: 'nadia.karim@eta.example.org',
    memberships: [['sample-eta-office', 'officer']],
  },
  {
    name: 'Tom Okafor',
    email: 'tom.okafor@eta.example.org',
    memberships: [['sample-eta-office', 'grants_officer']],
  },
  {
    name: 'Samuel Adeyemi',
    email: 'samuel.adeyemi@evaluation.example.org',
    memberships: [['sample-evaluation-office', 'evaluation_officer']],
  },
  {
    name: 'Grace Whitman',
    email: 'grace.whitman@tidewater.example.org',
    memberships: [['tidewater-nursing-partnership', 'certifier']],
  },
  {
    name: 'Omar Haddad',
    email: 'omar.haddad@tidewater.example.org',
    memberships: [
      ['tidewater-nursing-partnership', 'preparer'],
      ['harbor-trades-collaborative', 'preparer'],
    ],
  },
  {
    name: 'Ingrid Solberg',
    email: 'ingrid.solberg@prairieline.example.org',
    memberships: [['prairie-line-training-center', 'certifier']],
  },
  {
    name: 'Walt Pruitt',
    email: 'walt.pruitt@harbortrades.example.org',
    memberships: [['harbor-trades-collaborative', 'certifier']],
  },
  {
    name: 'Carla Nguyen',
    email: 'carla.nguyen@sandhills.example.org',
    memberships: [['sandhills-employment-department', 'preparer']],
  },
  {
    name: 'Peter Osei',
    email: 'peter.osei@sandhills.example.org',
    memberships: [['sandhills-employment-department', 'certifier']],
  },
] as const satisfies readonly CastPerson[]

export type CastEmail = (typeof castPeople)[number]['email']

/** One account per role, as the sign-in page of a demonstration offers them. */
export const demoAccounts = castPeople.filter(
  (person, index) =>
    castPeople.findIndex((one) => one.memberships[0][1] === person.memberships[0][1]) === index,
)
