import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '../cast.ts'
import { keepBytes } from '../file_store.ts'
import { hashToken } from '../sessions.ts'
import {
  addDraft,
  decideDeliverable,
  planDeliverable,
  submitDeliverable,
} from '../studies/deliverable_moves.ts'
import { inviteReviewer } from '../studies/draft_reviewers.ts'
import { commentOnDraft, finishReview, openReview } from '../studies/draft_reviews.ts'
import { writeKey } from '../write.ts'
import { ago } from './ago.ts'
import { amara, ben, ruth } from './study_stories.ts'

const trial = 'southern-colorado-health-careers-trial'
const ladders = 'care-work-ladders-trial'
const nursing = 'nurse-educator-pathway-formative-study'

/** A design report that two people outside read, of whom one is done; a brief that waits to be accepted, and
 *  a memo that was. */
export async function playDeliverables(): Promise<void> {
  const report = { slug: trial, no: 1 }
  let peerId = 0
  const inTwoWeeks = addDays(today(), 14)
  await ago(40, async () => {
    const actor = await castActor(ruth, 'deliverable.plan')
    await planDeliverable(actor, keyOf('report'), trial, {
      kind: 'design_report',
      title: 'Evaluation design report: Southern Colorado Health Careers',
      dueOn: inTwoWeeks,
    })
  })
  await ago(13, () => draft(report, 'design-report-draft.txt', designReport))
  await ago(12, async () => {
    const actor = await castActor(amara, 'reviewer.invite')
    const peer = await inviteReviewer(actor, keyOf('peer'), report, {
      body: 'peer',
      name: 'Noor Haddad-Price',
      email: 'noor.haddadprice@university.example.org',
      words: 'Chapter 4 above all: is one to one right, and is the power honest?',
    })
    await inviteReviewer(actor, keyOf('group'), report, {
      body: 'working_group',
      name: 'Walter Ames',
      email: 'walter.ames@workforce.example.org',
      words: null,
    })
    peerId = peer?.id ?? 0
  })
  await ago(6, () => readAsPeer(peerId))
  await ago(9, () =>
    handIn(ladders, 'Who applies to a care-work ladder: the first six months', brief),
  )
  await ago(16, () => handIn(nursing, 'Formative memo: the first two terms', memo))
  await ago(11, async () => {
    const officer = await castActor(ruth, 'deliverable.decide')
    const at = { slug: nursing, no: 1, version: 3 }
    await decideDeliverable(officer, keyOf('accept'), at, {
      decision: 'accept',
      words: 'Answers the two questions of the work plan, and claims no effect.',
    })
  })
}

/** A brief, which needs no review. */
async function handIn(slug: string, title: string, text: string): Promise<void> {
  const lead = await castActor(amara, 'deliverable.plan')
  const dueOn = addDays(today(), 12)
  await planDeliverable(lead, keyOf(`brief ${slug}`), slug, { kind: 'brief', title, dueOn })
  await draft({ slug, no: 1 }, `brief-${slug}.txt`, text)
  const at = { slug, no: 1, version: 2 }
  await submitDeliverable(await castActor(amara, 'draft.answer'), keyOf(`submit ${slug}`), at)
}

async function draft(at: { slug: string; no: number }, name: string, text: string) {
  const bytes = Buffer.from(text)
  const sha256 = await keepBytes(bytes)
  await addDraft(await castActor(ben, 'draft.write'), keyOf(name), at, {
    name,
    kind: 'txt',
    size: bytes.length,
    sha256,
    words: null,
  })
}

/** By a link of the cast's own, which the next one sent would replace. */
async function readAsPeer(id: number): Promise<void> {
  const reviewer = permitSystem(
    { kind: 'system', name: 'reviewer', requestId: 'cast' },
    'draft.review',
  )
  const link = hashToken('read by the cast alone')
  await openReview(id, link)
  await commentOnDraft(reviewer, link, 'cast-one', {
    kind: 'method',
    place: 'Section 4.2, page 31',
    words:
      'The minimum detectable effect assumes that nine in ten answer the follow-up survey. Earlier trials of this kind reached eight in ten. Show both.',
  })
  await commentOnDraft(reviewer, link, 'cast-two', {
    kind: 'correction',
    place: 'Table 6',
    words: 'The rows add up to 642 and the text says 624.',
  })
  await finishReview(reviewer, link)
}

const designReport = `Sample. Evaluation design report, draft
Southern Colorado Health Careers trial

1. What the trial asks
2. The program and what others offer
3. Who takes part and how they are assigned
4. How large an effect could be seen
5. What is measured, from what, and when
6. How the analysis is done
`

const brief = `Sample. Brief
Who applies to a care-work ladder: the first six months
`

const memo = `Sample. Brief
Formative memo: the first two terms
`

const keyOf = (what: string) => writeKey(`cast-deliverable-${what.replaceAll(/[ .]/g, '-')}`, what)
