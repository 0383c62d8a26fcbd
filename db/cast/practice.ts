import { castActor } from '../cast.ts'
import { type PracticeForm, decideNote, saveNote, submitNote } from '../evidence/practice_moves.ts'
import { sendNote } from '../evidence/practice_sends.ts'
import { db } from '../index.ts'
import { writeKey } from '../write.ts'
import { ago } from './ago.ts'
import { amara, ruth } from './study_stories.ts'

const elena = 'elena.ortiz@eta.example.org'
const dana = 'dana.whitfield@eda.example.org'

/** A lesson that was approved and sent, one that waits, and one that its officer still drafts. */
export async function playPractice(): Promise<void> {
  const { number } = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', 'SAMPLE-GJC-01')
    .where('reports.agencyState', '=', 'accepted')
    .select('reports.number')
    .orderBy('reports.periodEnd', 'desc')
    .executeTakeFirstOrThrow()
  const finding = await db
    .selectFrom('studyFindings')
    .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
    .where('studies.slug', '=', 'nurse-educator-pathway-formative-study')
    .where('studyFindings.state', '=', 'approved')
    .select('studyFindings.id')
    .executeTakeFirstOrThrow()
  await ago(20, async () => {
    const officer = await castActor(dana, 'practice.draft')
    await saveNote(
      officer,
      keyOf('one'),
      { id: null, version: 0 },
      { ...evening, report: [number] },
    )
    await submitNote(officer, keyOf('one submit'), { id: 1, version: 1 })
  })
  await ago(17, async () => {
    const approver = await castActor(ruth, 'practice.approve')
    const at = { id: 1, version: 2 }
    await decideNote(approver, keyOf('one decide'), at, {
      decision: 'approve',
      words: 'Agrees with the accepted report, and claims no more than was seen.',
    })
  })
  await ago(8, async () => {
    const sender = await castActor(elena, 'practice.send')
    await sendNote(sender, keyOf('send'), 1, ['SAMPLE-NEG-01', 'SAMPLE-WIOA-01'])
  })
  await ago(5, async () => {
    const lead = await castActor(amara, 'practice.draft')
    const form = { ...mentors, studyFinding: String(finding.id) }
    await saveNote(lead, keyOf('two'), { id: null, version: 0 }, form)
    await submitNote(lead, keyOf('two submit'), { id: 2, version: 1 })
  })
  await ago(2, async () => {
    const officer = await castActor(dana, 'practice.draft')
    const form = { ...evening, title: 'Pay for the first week of travel', report: [number] }
    await saveNote(officer, keyOf('three'), { id: null, version: 0 }, form)
  })
}

const evening: PracticeForm = {
  title: 'Hold the interview at the employer, before the training begins',
  done: 'Each applicant met the supervisor of the ward at the hospital, for twenty minutes, before a place was offered. Whoever had no ride was driven.',
  forWhom: 'Applicants to certified nursing assistant training, most of them working evenings.',
  seen: 'Fewer people left in the first two weeks than in the quarter before; employers hired from the list they had met.',
  certainty: 'seen_once',
  sectors: ['healthcare'],
  components: ['screening', 'employer_ties'],
  model: null,
  findings: [],
  studyFinding: null,
  report: [],
}

const mentors: PracticeForm = {
  ...evening,
  title: 'Give each new nurse educator a mentor for two terms',
  done: 'Every educator hired had a named mentor for two terms, with one hour a week kept free in both timetables.',
  forWhom: 'Nurses who begin to teach, at colleges with few senior educators.',
  seen: 'Seven in eight still taught after six months. Nobody was there to compare them with.',
  components: ['wraparound'],
}

const keyOf = (what: string) => writeKey(`cast-practice-${what.replaceAll(' ', '-')}`, what)
