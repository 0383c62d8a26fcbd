/** Answers by item code, and `why_…` for the words that go with one or that explain a warning. */
export type Answered = Record<string, string>

/** The narratives of a sample program's report for its first, second or third period. */
export function wordsOf(program: keyof typeof standing, period: 0 | 1 | 2): Answered {
  const { progress, challenges } = periods[program][period] ?? { progress: '', challenges: '' }
  return { ...standing[program], N_PROGRESS: progress, N_CHALLENGES: challenges }
}

const standing = {
  health: {
    N_SCREENING:
      'Applicants take a reading and numeracy check and meet a coach for half an hour. About two of three who apply are admitted; those who miss the cut are sent to the bridge class and may apply again.',
    N_TRAINING:
      'Courses ran for medical assistants (CCMA), pharmacy technicians (CPhT) and health IT support (CompTIA A+). Nine of ten who sat an exam passed it at the first try.',
    N_READINESS:
      'Two workshop days on interviews, shift work and patient contact, required of everyone before the placement interviews.',
    N_WRAPAROUND:
      'Bus passes for all, child-care vouchers for parents of children under five, and an emergency fund of up to 300 dollars a person. Evening child care stays hard to find in Huerfano County.',
    N_EMPLOYER:
      'The Valley Docs group interviewed 34 completers and hired 21. After two exit interviews they moved the evening shift to start at 3 p.m., when child care is still open.',
  },
  prairie: {
    N_SCREENING:
      'A shop tour, a measuring test and a talk with the instructor. Of 74 people who came, 51 were admitted.',
    N_TRAINING: 'CNC operation and welding at the Minot shop; NIMS and AWS credentials.',
    N_READINESS: 'Every Friday: safety culture, time sheets, interviews with two member firms.',
    N_WRAPAROUND: 'Fuel cards for trainees from more than 40 miles away, and loaned work boots.',
    N_EMPLOYER:
      'Dakota Machining Association firms took 18 completers; two firms lent a machine for the second shift.',
  },
  solar: {
    N_SCREENING:
      'Math placement, a ladder and heights check, and a site visit. About two of three applicants are admitted.',
    N_TRAINING:
      'Solar installation (NABCEP associate), electrical pre-apprenticeship and weatherization; all cohorts ran as planned.',
    N_READINESS: 'OSHA 10, driving record review and mock interviews with crew leads.',
    N_WRAPAROUND:
      'Tool grants, mileage and bilingual coaching. Lodging near the Raton site remains an unmet need.',
    N_EMPLOYER:
      'Sangre Solar Cooperative guaranteed interviews and changed the lab to the racking system it installs.',
  },
  nursing: {
    N_SCREENING:
      'Registered nurses with two years at the bedside apply with a letter from their unit; a panel of three interviews each.',
    N_TRAINING:
      'Clinical instructor certificate and the educator track of the master’s degree; an evening cohort began in the spring.',
    N_READINESS: 'Teaching practice under observation, and a workshop on giving feedback.',
    N_WRAPAROUND: 'Paid release time of four hours a week, tuition, and a peer mentor.',
    N_EMPLOYER:
      'Chesapeake Regional Clinics and two hospitals hired 46 completers as clinical instructors and shortened their orientation by a week.',
  },
  port: {
    N_SCREENING:
      'Aptitude test, drug screen and a day at the terminal; three of five are admitted.',
    N_TRAINING: 'Fiber splicing (FOA CFOT), crane signals and commercial driving.',
    N_READINESS: 'Union orientation, résumé clinic and interviews with four contractors.',
    N_WRAPAROUND: 'Stipends of 200 dollars a week and help with a commercial license fee.',
    N_EMPLOYER:
      'Casco Fiber Builders hired from each cohort and asked for more night splicing, which was added.',
  },
  care: {
    N_SCREENING:
      'Supervisors name candidates; a coach meets each of them before the course begins.',
    N_TRAINING:
      'Medication aide and certified nursing assistant II; the state exam follows each course.',
    N_READINESS: 'Two evenings on leading a shift and talking with families.',
    N_WRAPAROUND: 'Paid hours for class, mileage for the western county, and a tutor for the exam.',
    N_EMPLOYER:
      'Platte River Care Homes raised the wage of those who passed and keeps their shifts free on class days.',
  },
} satisfies Record<string, Answered>

interface PeriodWords {
  progress: string
  challenges: string
}

const periods: Record<keyof typeof standing, PeriodWords[]> = {
  health: [
    {
      progress:
        'Planned: three cohorts and a coaching team. All three began, and 168 people enrolled against 150 planned. Next: the first placement fair.',
      challenges:
        'Two instructors left in the second month. Partner staff covered until the end of the quarter.',
    },
    {
      progress:
        'Five cohorts ran. The placement fair brought eleven employers, and 88 people were placed. Next: a cohort in Fremont County.',
      challenges:
        'Child care after 6 p.m. cost us five trainees. The new shift times and vouchers should help from next quarter.',
    },
    {
      progress:
        'Six cohorts ran, one of them in Fremont County for the first time; 203 people enrolled and 113 were placed.',
      challenges:
        'Pharmacy externships are scarce; two hospitals have promised places for the spring.',
    },
  ],
  prairie: [
    { progress: '', challenges: '' },
    {
      progress:
        'The shop opened in April and two cohorts ran, 42 people in all. Next: an evening shift.',
      challenges:
        'One welding instructor for both shifts; the second is hired and starts in the fall.',
    },
  ],
  solar: [
    {
      progress:
        'Two cohorts in Pueblo and one in Raton; 70 people enrolled. Next: the first crews on site.',
      challenges: 'The Raton lab opened three weeks late because of a permit.',
    },
    {
      progress:
        'Four cohorts; 38 placements, most with the cooperative. Next: a cohort for incumbent roofers.',
      challenges: 'Tool theft from one trailer; storage is now indoors.',
    },
    {
      progress: 'Four cohorts; 51 placements, of them nine in registered apprenticeships.',
      challenges:
        'Follow-up on pay fell behind when the calling contractor changed. The rate was 77 percent last quarter and is 47 now.',
    },
  ],
  nursing: [
    {
      progress:
        'The first cohort of 54 began, and 16 finished the certificate. Next: the evening cohort.',
      challenges: 'Release time is hard to fill on small units; a float pool is being tried.',
    },
    {
      progress: 'Two cohorts ran, one in the evening; 57 people have finished so far.',
      challenges: 'Clinical sites are full in the fall; one more has signed.',
    },
    {
      progress:
        'Three cohorts ran; 104 people have finished and 96 hold a credential. Next: a cohort on the Peninsula.',
      challenges: 'Two mentors left. Recruiting new ones takes about a month each.',
    },
  ],
  care: [
    {
      progress:
        'Two courses began at three homes; 34 people were served. Next: a course in Hall County.',
      challenges: 'Night staff could not attend; a second time slot is planned.',
    },
    {
      progress: 'Four courses; 32 people have finished and 28 hold a credential.',
      challenges: 'The testing center moved its dates twice.',
    },
  ],
  port: [
    {
      progress: 'Four classes began at two sites; 88 people started training.',
      challenges: 'The simulator arrived late and the crane class started in week five.',
    },
    {
      progress: 'Seven classes; 84 people have finished and 47 of them found work in the field.',
      challenges: 'Winter storms closed the terminal for nine training days.',
    },
    {
      progress:
        'Nine classes, among them the first night splicing class; 148 people have finished so far. Next: the New Hampshire site.',
      challenges:
        'Waiting times for commercial driving tests reach six weeks in Cumberland County.',
    },
  ],
}

/** What backs the reasons for leaving: counts alone, as a supporting file should have. */
export const exitSurvey = {
  name: 'exit survey, reasons for leaving.csv',
  text: [
    'Reason,People',
    'Child care,6',
    'Transportation,5',
    'Started another job,4',
    'Health,2',
    'Did not answer,3',
  ].join('\r\n'),
}
