import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { practiceProblems } from '#app/domain/evidence/practice.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import {
  findAwardPractice,
  findNote,
  listNotes,
  listPracticeOnDesk,
  listPublicNotes,
} from '#db/evidence/practice.ts'
import { type PracticeForm, decideNote, saveNote, submitNote } from '#db/evidence/practice_moves.ts'
import { answerNote, previewSending, sendNote } from '#db/evidence/practice_sends.ts'
import { type Db, db } from '#db/index.ts'
import { writeKey } from '#db/write.ts'
import * as paths from '#app/paths.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { answerTo } from '../setup/pages.ts'

const amara = 'amara.diallo@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const dana = 'dana.whitfield@eda.example.org'
const marcus = 'marcus.bell@eda.example.org'
const elena = 'elena.ortiz@eta.example.org'
const joan = 'joan.keller@bluemesa.example.org'
const grace = 'grace.whitman@tidewater.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const idsFor = async (email: CastEmail) =>
  (await listNotes(await castActor(email, 'practice.read'), null)).notes.map(({ id }) => id)

const note: PracticeForm = {
  title: 'Begin with the employer',
  done: 'Employers named the skills.',
  forWhom: 'Adults without work.',
  seen: 'More were placed.',
  certainty: 'compared',
  sectors: ['healthcare'],
  components: [],
  model: 'workadvance',
  findings: ['EF002'],
  studyFinding: null,
  report: [],
}

test('a draft is its drafter’s, what waits is who approves it, and what is approved is everyone’s', async () => {
  expect(await idsFor(dana)).toEqual([3, 1])
  expect(await idsFor(marcus)).toEqual([1])
  expect(await idsFor(amara)).toEqual([2, 1])
  expect(await idsFor(ruth)).toEqual([2, 1])
  expect((await listPublicNotes(null, null)).notes).toEqual([])
  const desk = async (email: CastEmail) => listPracticeOnDesk(await castActor(email, 'session.use'))
  expect((await desk(helen)).notes.map(({ id }) => id)).toEqual([2])
  expect((await desk(amara)).notes).toEqual([])
  expect((await desk(grace)).waiting).toMatchObject([{ number: 'SAMPLE-NEG-01' }])
})

test('a note is approved by somebody else, once, and then anybody reads it unless it rests on a sample', async () => {
  const officer = await castActor(dana, 'practice.draft')
  const once = key(note)
  const made = await saveNote(officer, once, { id: null, version: 0 }, note)
  expect(await saveNote(officer, once, { id: null, version: 0 }, note)).toEqual(made)
  const id = made?.id ?? 0
  const other = await castActor(marcus, 'practice.draft')
  expect(await saveNote(other, key(), { id, version: 1 }, note)).toBeNull()
  for (const wrong of [
    { findings: [] },
    { findings: ['EF999999'] },
    { report: ['SAMPLE-NEG-01-1999-03-31'] },
    { sectors: ['no-such-sector'] },
    { model: 'no-such-model' },
    { studyFinding: '999999' },
  ]) {
    await expect(
      saveNote(officer, key(), { id, version: 1 }, { ...note, ...wrong }),
    ).rejects.toThrow(Refusal)
  }
  await submitNote(officer, key(), { id, version: 1 })
  await expect(saveNote(officer, key(), { id, version: 2 }, note)).rejects.toThrow(Conflict)
  const approve = { decision: 'approve', words: 'Agrees.' } as const
  const approver = await castActor(ruth, 'practice.approve')
  const self = { ...approver, personId: officer.personId } as typeof approver
  await expect(decideNote(self, key(), { id, version: 2 }, approve)).rejects.toThrow(Refusal)
  await expect(
    owner
      .updateTable('practiceNotes')
      .set({ state: 'approved', decidedBy: officer.personId, decidedAt: new Date() })
      .where('id', '=', id)
      .execute(),
  ).rejects.toThrow('check constraint')
  await decideNote(approver, key(), { id, version: 2 }, approve)
  await expect(decideNote(approver, key(), { id, version: 3 }, approve)).rejects.toThrow(Conflict)
  expect((await listPublicNotes(null, null)).notes).toMatchObject([
    { id, sample: false, citations: [{ findingCode: 'EF002' }] },
  ])
  expect((await listPublicNotes('no-such-sector', null)).notes).toEqual([])
})

test('it goes to awards alike of the own caseload, once, and each grantee answers for itself', async () => {
  const sender = await castActor(elena, 'practice.send')
  const before = await previewSending(sender, 1)
  expect(before.map(({ number }) => number)).not.toContain('SAMPLE-GJC-01')
  expect(before.every(({ sample }) => sample)).toBe(true)
  expect(before.find(({ number }) => number === 'SAMPLE-NEG-01')?.alike).toContain('sector')
  await expect(sendNote(sender, key(), 1, ['SAMPLE-GJC-01'])).rejects.toThrow(Refusal)
  expect(await sendNote(sender, key(), 1, ['SAMPLE-NEG-01'])).toEqual({ sent: 0 })
  await expect(
    sendNote(await castActor(dana, 'practice.send'), key(), 3, ['SAMPLE-NEG-01']),
  ).rejects.toThrow(Conflict)
  const seen = await findAwardPractice(
    await castActor(grace, 'sent_practice.read'),
    'SAMPLE-NEG-01',
  )
  const sendId = seen?.sends[0]?.sendId ?? 0
  const at = { number: 'SAMPLE-NEG-01', sendId }
  const answer = { answer: 'of_use', words: 'We try it in spring.' } as const
  const stranger = await castActor(joan, 'practice.answer')
  expect(await answerNote(stranger, key(), at, answer)).toBeNull()
  const certifier = await castActor(grace, 'practice.answer')
  await answerNote(certifier, key(), at, answer)
  await expect(answerNote(certifier, key(), at, answer)).rejects.toThrow(Conflict)
  expect(await findNote(await castActor(marcus, 'practice.read'), 3)).toBeNull()
})

test('who drafted it, who got it, and a site whose finding is shared are told', async () => {
  const told = async (email: CastEmail) =>
    (
      await db
        .selectFrom('notices')
        .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
        .innerJoin('people', 'people.id', 'memberships.personId')
        .where('people.email', '=', email)
        .select('notices.kind')
        .execute()
    ).map(({ kind }) => kind)
  expect(await told(dana)).toContain('practice_decided')
  expect(await told(elena)).toContain('practice_answered')
  expect(await told(grace)).toEqual(expect.arrayContaining(['practice_sent', 'finding_shared']))
  expect(await told(helen)).toContain('practice_submitted')
})

test('a note claims a comparison only where a finding it rests on is one', () => {
  const cited = { findings: 1, effects: 0, reports: 0 }
  expect(practiceProblems('seen_once', cited)).toEqual({})
  expect(Object.keys(practiceProblems('compared', cited))).toEqual(['certainty'])
  expect(practiceProblems('compared', { ...cited, effects: 1 })).toEqual({})
  expect(Object.keys(practiceProblems('seen_once', { ...cited, findings: 0 }))).toEqual(['report'])
})

test('an accepted report leads its officer to a note that rests on it, and no other report or reader does', async () => {
  const reports = await owner
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', 'SAMPLE-GJC-01')
    .where('reports.agencyState', '<>', 'none')
    .select(['reports.number', 'reports.acceptedVersionNo'])
    .execute()
  const accepted = reports.find((one) => one.acceptedVersionNo !== null)?.number ?? ''
  const shown = async (email: CastEmail, number: string) =>
    (await answerTo(await requestAs(email, paths.report(number)))).body
  const way = paths.newPracticeNote({ report: accepted })
  expect(await shown(dana, accepted)).toContain(`href="${way}"`)
  expect(await shown(joan, accepted)).not.toContain(paths.newPracticeNote())
  const form = await answerTo(await requestAs(dana, way))
  expect(form.body).toContain(`value="${accepted}"`)
})
