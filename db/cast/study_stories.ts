import { addDays } from '#app/domain/dates.ts'
import type { GateSide } from '#app/domain/study/gates.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import type { CastEmail } from './people.ts'

/** What happens in the two invented studies, as of a day: days count from the award of each contract. */
export function storiesOn(day: string): Story[] {
  return [nursing(addDays(day, -150)), trial(addDays(day, -330))]
}

export const amara = 'amara.diallo@northfield.example.org'
export const ben = 'ben.kowalski@northfield.example.org'
export const ruth = 'ruth.lindqvist@evaluation.example.org'
const samuel = 'samuel.adeyemi@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'

export interface Story {
  slug: string
  title: string
  summary: string
  awardedOn: string
  stages: Stage[]
  programCode: string
  site: string
  acts: Act[]
}

/** What somebody did on a day of the study. */
export type Act = { on: number; by: CastEmail; code: string } & (
  | { act: 'start' }
  | { act: 'submit'; words: string; url?: string }
  | { act: 'accept' }
  | { act: 'send_back'; words: string }
  | { act: 'move'; to: number; words: string }
  | { act: 'propose' | 'decide'; stage: Stage; side: GateSide; words: string }
)

/** Started, done and accepted without a word of complaint. */
function done(
  code: string,
  on: number,
  words: string,
  by: CastEmail = amara,
  after = ruth as CastEmail,
): Act[] {
  return [
    { on: Math.max(on - 14, 1), by, code, act: 'start' },
    { on, by, code, act: 'submit', words },
    { on: on + 3, by: after, code, act: 'accept' },
  ]
}

const nursing = (awardedOn: string): Story => ({
  slug: 'nurse-educator-pathway-formative-study',
  title: 'Nurse Educator Pathway formative study',
  summary:
    'How the partnership recruits and keeps nurse educators, and whether the pathway is stable enough to be studied further.',
  awardedOn,
  stages: ['formative', 'implementation'],
  programCode: 'NEG',
  site: 'SAMPLE-NEG-01',
  acts: [
    ...done('KICK', 14, 'Kickoff held in Newport News with the partnership; minutes agreed.'),
    ...done('COIC', 30, 'Independence statements signed by all four team members.', ben),
    ...done('WKPL', 45, 'Work plan and evidence-building schedule, with comments answered.'),
    ...done('LQMP', 60, 'Two questions of the learning agenda mapped to the study.', ruth, samuel),
    ...done('DMGT', 75, 'Data management and security plan for interview records.', ben),
    ...done('TWGF', 75, 'Five members agreed to serve; disclosure forms are on file.'),
    ...done('LOGM', 104, 'Logic model agreed with the partnership at the workshop.'),
    {
      on: 106,
      by: ruth,
      code: '',
      act: 'propose',
      stage: 'formative',
      side: 'entry',
      words: 'The logic model is agreed and the first cohort is in class.',
    },
    {
      on: 110,
      by: helen,
      code: '',
      act: 'decide',
      stage: 'formative',
      side: 'entry',
      words: 'Both criteria hold. Begin with the educators already hired.',
    },
    ...done('FPLN', 120, 'Formative protocol: eight interviews, two observations per site.'),
    { on: 124, by: ben, code: 'FDAT', act: 'start' },
    { on: 140, by: amara, code: 'TWG1', act: 'start' },
  ],
})

const trial = (awardedOn: string): Story => ({
  slug: 'southern-colorado-health-careers-trial',
  title: 'Southern Colorado Health Careers trial',
  summary:
    'Whether an offer of training and coaching raises earnings over offers people find by themselves, after an assessment of whether it can be tested at all.',
  awardedOn,
  stages: ['evaluability', 'rct'],
  programCode: 'GJC-ARPA',
  site: 'SAMPLE-GJC-01',
  acts: [
    ...done('KICK', 14, 'Kickoff held with the alliance and its employers.'),
    ...done('COIC', 30, 'Independence statements signed by the team.', ben),
    ...done('WKPL', 45, 'Work plan with the schedule for two stages.'),
    ...done('LQMP', 60, 'Mapped to the question on sector training in rural places.', ruth, samuel),
    ...done('DMGT', 75, 'Data management plan, with the safeguards for wage records.', ben),
    ...done('TWGF', 75, 'Seven members, among them two from the state workforce agency.'),
    { on: 60, by: amara, code: 'LOGM', act: 'start' },
    {
      on: 96,
      by: amara,
      code: 'LOGM',
      act: 'submit',
      words: 'Logic model, version 2.',
      url: 'https://northfield.example.org/colorado/logic-model-2',
    },
    {
      on: 99,
      by: ruth,
      code: 'LOGM',
      act: 'send_back',
      words:
        'The coaching that starts after placement is missing, and the alliance has not signed.',
    },
    {
      on: 104,
      by: amara,
      code: 'LOGM',
      act: 'submit',
      words: 'Logic model, version 3, with coaching after placement; signed by the alliance.',
      url: 'https://northfield.example.org/colorado/logic-model-3',
    },
    { on: 107, by: ruth, code: 'LOGM', act: 'accept' },
    {
      on: 108,
      by: ruth,
      code: '',
      act: 'propose',
      stage: 'evaluability',
      side: 'entry',
      words: 'The screening tool is drafted and one award is named as candidate.',
    },
    {
      on: 112,
      by: helen,
      code: '',
      act: 'decide',
      stage: 'evaluability',
      side: 'entry',
      words: 'Agreed. Report on excess demand first; without it there is no trial.',
    },
    ...done('EVPR', 120, 'Evaluability protocol with eight criteria, scored 0 to 2.'),
    ...done('TWG1', 165, 'Design meeting; six recommendations, all answered in the memo.'),
    ...done('PWRA', 170, 'Power memo with the inputs and the table of detectable effects.', ben),
    ...done('EVCA', 195, 'One site screened by documents and three calls.', ben),
    ...done('DRFT', 214, 'Draft design report, three weeks late after the advice on allocation.'),
    ...done('EVVI', 240, 'Two-day visit to Pueblo; memo with interviews of nine staff.'),
    ...done('INST', 249, 'Consent form and baseline survey, pretested with seven people.', ben),
    { on: 252, by: ben, code: 'SSAB', act: 'start' },
    {
      on: 262,
      by: amara,
      code: 'SSAB',
      act: 'move',
      to: 345,
      words: 'The state workforce agency asked for a second round of pretests in Spanish.',
    },
    ...done('EVRP', 272, 'Evaluability report: 13 of 16 points, no zero on a required criterion.'),
    {
      on: 274,
      by: amara,
      code: 'DFIN',
      act: 'move',
      to: 300,
      words: 'The draft came three weeks late and the reviewers keep their sixty days.',
    },
    { on: 275, by: ruth, code: 'SITE', act: 'start' },
    { on: 276, by: amara, code: 'DFIN', act: 'start' },
    {
      on: 290,
      by: amara,
      code: 'DFIN',
      act: 'submit',
      words: 'Final design report.',
      url: 'https://northfield.example.org/colorado/design-report',
    },
    {
      on: 296,
      by: ruth,
      code: 'DFIN',
      act: 'send_back',
      words: 'Chapter 4 still gives the allocation as two to one; the memo settled on one to one.',
    },
    {
      on: 298,
      by: amara,
      code: 'DFIN',
      act: 'move',
      to: 335,
      words: 'Chapter 4 and the power table are recomputed for one-to-one allocation.',
    },
    {
      on: 318,
      by: amara,
      code: 'DFIN',
      act: 'submit',
      words: 'Final design report, chapter 4 and the power table recomputed for one to one.',
      url: 'https://northfield.example.org/colorado/design-report-2',
    },
    {
      on: 322,
      by: amara,
      code: 'SSAB',
      act: 'move',
      to: 400,
      words:
        'The Spanish pretest found that people read the consent form as a contract; it is rewritten.',
    },
    {
      on: 326,
      by: ruth,
      code: '',
      act: 'propose',
      stage: 'evaluability',
      side: 'exit',
      words: 'The report scores 13 of 16 with no zero on a required criterion.',
    },
  ],
})
