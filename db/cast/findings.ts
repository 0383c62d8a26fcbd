import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import type { StudyRecord } from '#app/domain/study/record.ts'
import { castActor } from '../cast.ts'
import {
  type FindingForm,
  decideFinding,
  saveFinding,
  shareFinding,
  submitFinding,
} from '../studies/finding_moves.ts'
import { saveRecord } from '../studies/record.ts'
import { writeKey } from '../write.ts'
import { amara, ben, ruth } from './study_stories.ts'

const slug = 'nurse-educator-pathway-formative-study'

/** What the formative study found so far: one finding approved, one that waits with its site, one draft. */
export async function playFindings(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  const on = (days: number) =>
    setClockOffset(Date.parse(`${addDays(day, -days)}T15:00:00Z`) - Date.now())
  const at = (no: number, version: number) => ({ slug, no, version })
  try {
    on(60)
    await saveRecord(await castActor(amara, 'study.write'), keyOf('record'), slug, 0, {
      record,
      reason: null,
    })
    const lead = await castActor(amara, 'finding.write')
    const analyst = await castActor(ben, 'finding.write')
    const officer = await castActor(ruth, 'finding.decide')
    on(30)
    await saveFinding(lead, keyOf('one'), { slug, no: null, version: 0 }, stayed)
    await submitFinding(lead, keyOf('one submit'), at(1, 1))
    on(26)
    await decideFinding(officer, keyOf('one decide'), at(1, 2), {
      decision: 'approve',
      words: 'Agrees with the roster of the partnership, and claims no effect.',
    })
    on(12)
    await saveFinding(analyst, keyOf('two'), { slug, no: null, version: 0 }, cost)
    await submitFinding(analyst, keyOf('two submit'), at(2, 1))
    on(10)
    await shareFinding(officer, keyOf('two share'), at(2, 2))
    on(4)
    await saveFinding(
      analyst,
      keyOf('three'),
      { slug, no: null, version: 0 },
      {
        ...stayed,
        outcomeMeasure: 'Educators who teach a second term',
        impact: '71',
        months: 10,
        sampleProgram: 14,
      },
    )
  } finally {
    setClockOffset(offset)
  }
}

const record: StudyRecord = {
  questions: 'How does the partnership recruit and keep nurse educators, and at what cost?',
  design: 'descriptive',
  programArm: null,
  controlArm: null,
  contrast: null,
  programPlaces: null,
  controlPlaces: null,
  blockSize: null,
  sampleTarget: null,
  opensOn: null,
  closesOn: null,
  needsClearance: false,
  cost: '310000.00',
  outcomes: [
    { rank: 'primary', name: 'Educators still teaching', source: 'program_records', months: 6 },
    { rank: 'secondary', name: 'Cost per educator', source: 'program_records', months: 6 },
  ],
}

const stayed: FindingForm = {
  model: null,
  kind: 'level',
  outcomeDomain: 'employment',
  outcomeMeasure: 'Educators still teaching',
  contrast: 'Everyone hired in the first two terms; nobody to compare them with',
  scale: 'points',
  priceYear: null,
  impact: '87.5',
  standardError: null,
  errorOrigin: null,
  pValue: null,
  controlMean: null,
  programMean: null,
  months: 6,
  sampleProgram: 16,
  sampleControl: null,
  exploratory: true,
  hasControls: false,
  sourceDetail: 'Formative memo, table 2',
}

const cost: FindingForm = {
  ...stayed,
  outcomeDomain: 'cost',
  outcomeMeasure: 'Cost per educator',
  contrast: 'Steady state, the second term',
  scale: 'usd_per_participant',
  priceYear: Number(today().slice(0, 4)) - 1,
  impact: '18450',
  sourceDetail: 'Formative memo, table 5',
}

const keyOf = (what: string) => writeKey(`cast-finding-${what.replaceAll(' ', '-')}`, what)
