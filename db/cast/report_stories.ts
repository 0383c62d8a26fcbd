import { addDays, daysBetween, quarterEnd } from '#app/domain/dates.ts'
import type { Opinion } from '#app/domain/report/opinions.ts'
import type { ReturnReason } from '#app/domain/report/returns.ts'
import type { CastEmail } from './people.ts'
import { type PetitionAct, askedFor, excused, extended } from './petitions.ts'
import {
  careFigures,
  goodJobsFigures,
  nursingFigures,
  portFigures,
  prairieFigures,
  solarFigures,
} from './report_figures.ts'
import { financialLines, stateFigures } from './state_figures.ts'
import { type Answered, exitSurvey, wordsOf } from './report_words.ts'

export type Person = readonly [email: CastEmail, organization: string]

export interface Story {
  award: string
  preparer: Person
  certifier: Person
  title: string
  officer: CastEmail
  acts: Act[]
}

/** A period of the award, from its first. */
export type Turn = 0 | 1 | 2 | 3

/** What was done to the report of a period, on a day. */
export type Act = { period: Turn; on: string; form?: 'financial' } & (
  | PetitionAct
  | { act: 'fill'; answers: Answered; upTo?: number }
  | { act: 'hand_over' | 'sign' | 'nothing' | 'pick_up' }
  | { act: 'attach'; file: { name: string; text: string } }
  | { act: 'take'; section: number; items: string[] }
  | { act: 'tick'; codes: string[] }
  | {
      act: 'second_look'
      colleague: CastEmail
      question: string
      opinion: Opinion
      words: string
    }
  | { act: 'accept'; note?: string }
  | { act: 'decline'; words: string }
  | { act: 'ask' | 'answer'; item: string; words: string }
  | { act: 'reopen'; by: CastEmail; sections: number[]; words: string }
  | { act: 'return'; sections: [section: number, reason: ReturnReason, words: string][] }
)

/** What happened to each sample award's reports, on days that count back from this one. */
export function storiesOn(day: string): Story[] {
  const third = quarterEnd(addDays(quarterEnd(day), -93))
  const second = quarterEnd(addDays(third, -93))
  const first = quarterEnd(addDays(second, -93))
  const before = quarterEnd(addDays(first, -93))
  const since = daysBetween(third, day)
  /** A day some days ago, but after the third period ended. */
  const ago = (days: number) => addDays(day, -Math.min(days, Math.max(since - 1, 0)))
  const luis = ['luis.herrera@bluemesa.example.org', 'blue-mesa-workforce-alliance'] as const
  const joan = ['joan.keller@bluemesa.example.org', 'blue-mesa-workforce-alliance'] as const
  const ingrid = ['ingrid.solberg@prairieline.example.org', 'prairie-line-training-center'] as const
  const omar = 'omar.haddad@tidewater.example.org' as const
  return [
    {
      award: 'SAMPLE-GJC-01',
      preparer: luis,
      certifier: joan,
      title: 'Executive Director',
      officer: 'dana.whitfield@eda.example.org',
      acts: [
        ...accepted(0, addDays(first, 17), { ...goodJobsFigures[0], ...wordsOf('health', 0) }),
        {
          period: 1,
          on: addDays(second, 15),
          act: 'fill',
          answers: { ...goodJobsFigures[1], ...wordsOf('health', 1) },
        },
        {
          period: 1,
          on: addDays(second, 15),
          act: 'attach',
          file: exitSurvey,
        },
        { period: 1, on: addDays(second, 16), act: 'hand_over' },
        {
          period: 1,
          on: addDays(second, 18),
          act: 'decline',
          words:
            'The employer section names a clinic by the nickname we use in house. Use its name, please, and I will sign.',
        },
        {
          period: 1,
          on: addDays(second, 19),
          act: 'fill',
          answers: {
            N_EMPLOYER:
              'Arkansas Valley Clinics interviewed 34 completers and hired 21. After two exit interviews they moved the evening shift to start at 3 p.m., when child care is still open.',
          },
        },
        { period: 1, on: addDays(second, 19), act: 'hand_over' },
        { period: 1, on: addDays(second, 21), act: 'sign' },
        { period: 1, on: addDays(second, 26), act: 'pick_up' },
        {
          period: 1,
          on: addDays(second, 27),
          act: 'second_look',
          colleague: 'marcus.bell@eda.example.org',
          question:
            'Completion fell, and the narrative lays it on child care after 6 p.m. Do you see the same at your award in Pueblo?',
          opinion: 'accept',
          words:
            'Yes: four of the twelve who left there named it too. The reasons are told person by person here, so I would accept it.',
        },
        {
          period: 1,
          on: addDays(second, 28),
          act: 'accept',
          note: 'Thank you for the reasons behind the withdrawals: they explain the completion rate.',
        },
        {
          period: 2,
          on: ago(2),
          act: 'fill',
          upTo: 4,
          answers: { ...goodJobsFigures[2], N_PROGRESS: wordsOf('health', 2)['N_PROGRESS'] ?? '' },
        },
        askedFor(ago(1), addDays(day, 23)),
      ],
    },
    {
      award: 'SAMPLE-GJC-02',
      preparer: ingrid,
      certifier: ingrid,
      title: 'Director',
      officer: 'dana.whitfield@eda.example.org',
      acts: [
        { period: 0, on: addDays(first, 12), act: 'nothing' },
        // The latest period is overdue; where its own due date is still ahead, the one before is.
        ...(since > 31
          ? accepted(1, addDays(second, 20), { ...prairieFigures, ...wordsOf('prairie', 1) })
          : []),
      ],
    },
    {
      award: 'SAMPLE-GJC-03',
      preparer: luis,
      certifier: joan,
      title: 'Executive Director',
      officer: 'marcus.bell@eda.example.org',
      acts: [
        ...accepted(0, addDays(first, 14), { ...solarFigures[0], ...wordsOf('solar', 0) }),
        ...accepted(1, addDays(second, 14), { ...solarFigures[1], ...wordsOf('solar', 1) }),
        ...submitted(2, ago(26), { ...solarFigures[2], ...wordsOf('solar', 2) }),
        { period: 2, on: ago(6), act: 'pick_up' },
        { period: 2, on: ago(5), act: 'tick', codes: ['AGREE', 'TARGETS', 'SIGNER'] },
        {
          period: 2,
          on: ago(5),
          act: 'ask',
          item: 'GJC_WAGE_REPORTED',
          words:
            'You heard from 24 of 51 people about their pay, after 30 of 38 in the quarter before. When does the second round of calls end, and shall we read the average as it stands until then?',
        },
        {
          period: 2,
          on: ago(3),
          act: 'answer',
          item: 'GJC_WAGE_REPORTED',
          words:
            'The calls end in three weeks. Please read the average with care until then: the people we reached first work for two employers who pay above the rest.',
        },
        {
          period: 2,
          on: ago(3),
          act: 'ask',
          item: 'N_CHALLENGES',
          words: 'Who makes the calls from now on, and what changed in how they reach people?',
        },
      ],
    },
    {
      award: 'SAMPLE-NEG-01',
      preparer: [omar, 'tidewater-nursing-partnership'],
      certifier: ['grace.whitman@tidewater.example.org', 'tidewater-nursing-partnership'],
      title: 'Vice President for Workforce',
      officer: 'elena.ortiz@eta.example.org',
      acts: [
        ...accepted(0, addDays(first, 22), { ...nursingFigures[0], ...wordsOf('nursing', 0) }),
        ...accepted(1, addDays(second, 24), { ...nursingFigures[1], ...wordsOf('nursing', 1) }),
        ...submitted(2, ago(16), { ...nursingFigures[2], ...wordsOf('nursing', 2) }),
        { period: 2, on: ago(5), act: 'pick_up' },
        {
          period: 2,
          on: ago(3),
          act: 'return',
          sections: [
            [
              2,
              'figure_disagrees',
              'You report 58 completers who found a job, but the narrative says that 46 were hired. Which is right? If the other 12 found work elsewhere, say so in Employer ties.',
            ],
            [
              5,
              'answer_incomplete',
              'Say which credential the evening cohort earned, and how many sat the licensing exam.',
            ],
          ],
        },
      ],
    },
    {
      award: 'SAMPLE-BPIJG-01',
      preparer: [omar, 'harbor-trades-collaborative'],
      certifier: ['walt.pruitt@harbortrades.example.org', 'harbor-trades-collaborative'],
      title: 'President',
      officer: 'elena.ortiz@eta.example.org',
      acts: [
        ...excused(before),
        ...accepted(1, addDays(first, 30), { ...portFigures[0], ...wordsOf('port', 0) }),
        ...extended(second),
        ...accepted(2, addDays(second, 52), { ...portFigures[1], ...wordsOf('port', 1) }),
        ...submitted(3, ago(9), { ...portFigures[2], ...wordsOf('port', 2) }),
        // It has lain with its grantee ever since, long enough for the supervisor to be told.
        {
          period: 1,
          on: addDays(third, -40),
          act: 'reopen',
          by: 'tom.okafor@eta.example.org',
          sections: [2],
          words:
            'The training fund found people counted in two quarters. Correct the figures of this one.',
        },
      ],
    },
    ...sandhills([first, second], ago),
  ]
}

/** A state with formula funds, which also reports its finances, and a care award of its own. */
function sandhills([first, second]: readonly [string, string], ago: (days: number) => string) {
  const carla = ['carla.nguyen@sandhills.example.org', 'sandhills-employment-department'] as const
  const peter = ['peter.osei@sandhills.example.org', 'sandhills-employment-department'] as const
  const shared = {
    preparer: carla,
    certifier: peter,
    title: 'Deputy Commissioner',
    officer: 'elena.ortiz@eta.example.org',
  } as const
  return [
    {
      ...shared,
      award: 'SAMPLE-WIOA-01',
      acts: [
        ...accepted(0, addDays(first, 30), stateFigures[0]),
        ...accepted(1, addDays(second, 30), stateFigures[1]),
        ...submitted(2, ago(8), stateFigures[2]),
        ...ofFinances(accepted(0, addDays(first, 31), financialLines[0])),
        ...ofFinances(accepted(1, addDays(second, 31), financialLines[1])),
        ...ofFinances(submitted(2, ago(7), financialLines[2])),
      ],
    },
    {
      ...shared,
      award: 'SAMPLE-CSJQ-01',
      acts: [
        ...accepted(0, addDays(first, 33), { ...careFigures[0], ...wordsOf('care', 0) }),
        {
          period: 1,
          on: addDays(second, 33),
          act: 'fill',
          answers: { ...careFigures[1], ...wordsOf('care', 1) },
        },
        {
          period: 1,
          on: addDays(second, 33),
          act: 'take',
          section: 3,
          items: ['H1B_EMPLOYED_Q2', 'H1B_COHORT_Q2'],
        },
        ...signed(1, addDays(second, 33)),
        ...reviewed(1, addDays(second, 33)),
        { period: 2, on: ago(4), act: 'fill', answers: careFigures[2] },
      ],
    },
  ] satisfies Story[]
}

const ofFinances = (acts: Act[]): Act[] => acts.map((act) => ({ ...act, form: 'financial' }))

function submitted(period: Turn, on: string, answers: Answered): Act[] {
  return [{ period, on, act: 'fill', answers }, ...signed(period, on)]
}

const signed = (period: Turn, on: string): Act[] => [
  { period, on, act: 'hand_over' },
  { period, on, act: 'sign' },
]

function accepted(period: Turn, on: string, answers: Answered): Act[] {
  return [...submitted(period, on, answers), ...reviewed(period, on)]
}

const reviewed = (period: Turn, on: string): Act[] => [
  { period, on: addDays(on, 4), act: 'pick_up' },
  { period, on: addDays(on, 6), act: 'accept' },
]
