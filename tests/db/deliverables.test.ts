import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { handInProblem, reviewStanding } from '#app/domain/study/deliverables.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { keepBytes } from '#db/file_store.ts'
import { listEvents } from '#db/history.ts'
import { type Db } from '#db/index.ts'
import { hashToken } from '#db/sessions.ts'
import {
  addDraft,
  checkDeliverable,
  decideDeliverable,
  planDeliverable,
  releaseDeliverable,
  submitDeliverable,
} from '#db/studies/deliverable_moves.ts'
import { findDeliverable, listDeliverablesOnDesk } from '#db/studies/deliverables.ts'
import { answerComment, inviteReviewer, withdrawReviewer } from '#db/studies/draft_reviewers.ts'
import {
  commentOnDraft,
  findReviewByToken,
  finishReview,
  openReview,
} from '#db/studies/draft_reviews.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { nursing, trial } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const dana = 'dana.whitfield@eda.example.org'
const joan = 'joan.keller@bluemesa.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const reviewer = permitSystem(
  { kind: 'system', name: 'reviewer', requestId: 'test' },
  'draft.review',
)

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const find = async (email: CastEmail, slug: string, no: number) =>
  findDeliverable(await castActor(email, 'deliverable.read'), slug, no)
const versionOf = async (slug: string, no: number) => (await find(ruth, slug, no))?.version ?? 0
const draftOf = async (text: string, words: string | null) => ({
  name: 'draft.txt',
  kind: 'txt' as const,
  size: text.length,
  sha256: await keepBytes(Buffer.from(text)),
  words,
})

test('a draft is for the team and the evaluation officers; an officer reads the plan, a grantee nothing', async () => {
  expect(await find(amara, trial, 1)).toMatchObject({
    state: 'in_review',
    drafts: [{ no: 1 }],
    comments: [{ no: 1, answer: null }, { no: 2 }],
  })
  expect(await find(dana, trial, 1)).toMatchObject({ drafts: [], comments: [], reviews: [] })
  const stranger = { ...(await castActor(joan, 'session.use')) } as never
  expect(await findDeliverable(stranger, trial, 1)).toBeNull()
  const desk = async (email: CastEmail) =>
    (await listDeliverablesOnDesk(await castActor(email, 'session.use'), addDays(today(), 30))).map(
      ({ state }) => state,
    )
  expect((await desk(ruth)).sort()).toEqual(['accepted', 'submitted'])
  expect(await desk(amara)).toEqual(['in_review'])
  expect(await desk(joan)).toEqual([])
})

test('a report goes from its plan to the public: read outside, answered, revised, accepted by somebody else', async () => {
  const plan = { kind: 'final_report', title: 'Final report', dueOn: addDays(today(), 90) } as const
  const planner = await castActor(ruth, 'deliverable.plan')
  const once = key(plan)
  const made = await planDeliverable(planner, once, nursing, plan)
  expect(await planDeliverable(planner, once, nursing, plan)).toEqual(made)
  const no = made?.no ?? 0
  const at = { slug: nursing, no }
  const lead = await castActor(amara, 'draft.answer')
  const analyst = await castActor(ben, 'draft.write')
  const officer = await castActor(ruth, 'deliverable.decide')
  const inviter = await castActor(amara, 'reviewer.invite')
  const handIn = async () =>
    submitDeliverable(lead, key(), { ...at, version: await versionOf(nursing, no) })
  const peer = {
    body: 'peer',
    name: 'A Peer',
    email: 'a.peer@university.example.org',
    words: null,
  } as const

  await expect(inviteReviewer(inviter, key(), at, peer)).rejects.toThrow(Conflict)
  await addDraft(analyst, key(), at, await draftOf('one', null))
  await expect(addDraft(analyst, key(), at, await draftOf('one', 'x'))).rejects.toThrow('draft 1')
  await expect(addDraft(analyst, key(), at, await draftOf('two', null))).rejects.toThrow(Refusal)
  await expect(handIn()).rejects.toThrow('Somebody outside')
  const invited = await inviteReviewer(inviter, key(), at, peer)
  await expect(inviteReviewer(inviter, key(), at, peer)).rejects.toThrow(Refusal)

  const link = hashToken(randomUUID())
  await openReview(invited?.id ?? 0, link)
  const comment = { kind: 'question', place: 'Page 3', words: 'Which cohort?' } as const
  expect(await commentOnDraft(reviewer, link, 'a-form', comment)).toEqual({ no: 1 })
  expect(await commentOnDraft(reviewer, link, 'a-form', comment)).toEqual({ no: 1 })
  await expect(handIn()).rejects.toThrow(Refusal)
  await finishReview(reviewer, link)
  await expect(commentOnDraft(reviewer, link, 'another', comment)).rejects.toThrow(Conflict)
  await expect(handIn()).rejects.toThrow('Answer the comment')
  const answer = { answer: 'agreed', words: 'Both; named now.' } as const
  await answerComment(lead, key(), { ...at, comment: 1 }, answer)
  await expect(answerComment(lead, key(), { ...at, comment: 1 }, answer)).rejects.toThrow(Conflict)
  await expect(handIn()).rejects.toThrow('revised draft')
  await addDraft(analyst, key(), at, await draftOf('two', 'Names both cohorts'))
  expect((await find(amara, nursing, no))?.state).toBe('revised')
  await handIn()

  const version = await versionOf(nursing, no)
  const accept = { decision: 'accept', words: 'Complete.' } as const
  const self = { ...officer, personId: lead.personId } as typeof officer
  await expect(decideDeliverable(self, key(), { ...at, version }, accept)).rejects.toThrow(Refusal)
  await expect(
    decideDeliverable(officer, key(), { ...at, version: version - 1 }, accept),
  ).rejects.toThrow(Conflict)
  await expect(
    owner
      .updateTable('studyDeliverables')
      .set({ state: 'accepted', decidedBy: lead.personId })
      .where('no', '=', no)
      .execute(),
  ).rejects.toThrow('check constraint')
  await decideDeliverable(officer, key(), { ...at, version }, accept)
  await expect(addDraft(analyst, key(), at, await draftOf('three', 'x'))).rejects.toThrow(Conflict)
  await checkDeliverable(officer, key(), { ...at, version: version + 1 }, { words: 'Tagged.' })
  const publicUrl = 'https://evaluation.example.org/final'
  await releaseDeliverable(officer, key(), { ...at, version: version + 2 }, { publicUrl })
  expect(await find(dana, nursing, no)).toMatchObject({ state: 'released', publicUrl })
})

test('a link ends with its time or when it is withdrawn, and what was written stays', async () => {
  const at = { slug: trial, no: 1 }
  const inviter = await castActor(ruth, 'reviewer.invite')
  const reader = {
    body: 'peer',
    name: 'Z',
    email: 'z@university.example.org',
    words: null,
  } as const
  const invited = await inviteReviewer(inviter, key(), at, reader)
  const id = invited?.id ?? 0
  const link = hashToken(randomUUID())
  expect(await openReview(id, link)).toEqual({ email: reader.email, name: 'Z' })
  expect(await findReviewByToken(link)).toMatchObject({ title: expect.any(String) as string })
  const offset = now().getTime() - Date.now()
  try {
    setClockOffset(offset + 15 * 86_400_000)
    expect(await findReviewByToken(link)).toBeNull()
    expect(
      await commentOnDraft(reviewer, link, 'late', { kind: 'method', place: '1', words: 'x' }),
    ).toBeNull()
  } finally {
    setClockOffset(offset)
  }
  await commentOnDraft(reviewer, link, 'in-time', { kind: 'method', place: '1', words: 'kept' })
  await withdrawReviewer(inviter, key(), { ...at, id })
  expect(await findReviewByToken(link)).toBeNull()
  expect(await openReview(id, link)).toBeNull()
  await expect(withdrawReviewer(inviter, key(), { ...at, id })).rejects.toThrow(Conflict)
  const row = await find(amara, trial, 1)
  expect(row?.comments.at(-1)).toMatchObject({ words: 'kept' })
  const { id: studyId } = await owner
    .selectFrom('studies')
    .where('slug', '=', trial)
    .select('id')
    .executeTakeFirstOrThrow()
  const kinds = async (email: CastEmail) =>
    (await listEvents(await castActor(email, 'event.read'), { studyId })).events.map(
      ({ kind }) => kind,
    )
  expect(await kinds(amara)).toContain('deliverable.commented')
  expect(await kinds(dana)).not.toContain('deliverable.commented')
  expect(await kinds(dana)).toContain('deliverable.planned')
  expect(await kinds(joan)).not.toContain('deliverable.planned')
})

test('what keeps a draft from being handed in is said, and how an invitation stands', () => {
  const clear = { reviewsDone: 1, unanswered: 0, owed: 0 }
  expect(handInProblem('final_report', clear)).toBeNull()
  expect(handInProblem('final_report', { ...clear, reviewsDone: 0 })).toContain('outside')
  expect(handInProblem('brief', { ...clear, reviewsDone: 0 })).toBeNull()
  expect(handInProblem('brief', { ...clear, unanswered: 2 })).toContain('2 comments')
  expect(handInProblem('brief', { ...clear, owed: 2 })).toContain('revised draft')
  const sent = { expiresAt: new Date(2), openedAt: null, doneAt: null, withdrawnAt: null }
  expect(reviewStanding(sent, new Date(1))).toBe('sent')
  expect(reviewStanding({ ...sent, openedAt: new Date(1) }, new Date(1))).toBe('reading')
  expect(reviewStanding(sent, new Date(2))).toBe('expired')
  expect(reviewStanding({ ...sent, doneAt: new Date(1) }, new Date(9))).toBe('done')
})
