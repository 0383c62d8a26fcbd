import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { StudyRecord } from '#app/domain/study/record.ts'
import { castActor } from '#db/cast.ts'
import { db } from '#db/index.ts'
import { listNotices } from '#db/inbox.ts'
import { appointLead, enterStudy, findLed, listLeads } from '#db/studies/enter.ts'
import { exemptMilestone } from '#db/studies/evidence.ts'
import { findStudy } from '#db/studies/find.ts'
import { askGate, listGateRequests, listGateRequestsOnDesk } from '#db/studies/gate_requests.ts'
import { proposeGate } from '#db/studies/gates.ts'
import { findMilestone, listMilestones } from '#db/studies/milestones.ts'
import {
  findStudyHead,
  listRecords,
  listRegistrations,
  saveRecord,
  saveRegistration,
} from '#db/studies/record.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { stageVersion, trial, versionsOf } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const samuel = 'samuel.adeyemi@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const joan = 'joan.keller@bluemesa.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)

const form = {
  title: 'Welding Offers Trial',
  summary: 'Whether an offer of welding training raises earnings.',
  questions: 'Does the offer raise earnings in the second year?',
  design: 'individual_random',
  stages: ['pilot_rct', 'rct'],
  programCode: 'GJC-ARPA',
  membershipId: 0,
  awardedOn: '',
} as const

const record: StudyRecord = {
  questions: form.questions,
  design: 'individual_random',
  programArm: 'A place in the academy',
  controlArm: 'What the county offers to everybody',
  contrast: null,
  programPlaces: 2,
  controlPlaces: 1,
  blockSize: 6,
  sampleTarget: 600,
  opensOn: '2027-01-01',
  closesOn: '2028-12-31',
  needsClearance: true,
  cost: '1250000.00',
  outcomes: [{ rank: 'primary', name: 'Yearly earnings', source: 'wage_records', months: 24 }],
}

let slug = ''
let leadId = 0
let studyId = 0

beforeAll(async () => {
  await testDatabase('played')
  const officer = await castActor(ruth, 'study.create')
  const lead = (await listLeads(officer)).find(({ name }) => name === 'Amara Diallo')
  leadId = lead?.id ?? 0
  const sent = key()
  const entry = { ...form, membershipId: leadId, awardedOn: today() }
  slug = (await enterStudy(officer, sent, entry)).slug
  expect((await enterStudy(officer, sent, entry)).slug).toBe(slug)
  studyId = (await findStudyHead(await castActor(ruth, 'plan.read'), slug))?.id ?? 0
})

describe('a study that is entered', () => {
  test('stands with its plan, its first record and its lead, once for one key', async () => {
    const study = await findStudy(await castActor(amara, 'study.read'), slug)
    expect(study).toMatchObject({ title: form.title, sample: true })
    expect(study?.team.map(({ name }) => name)).toEqual(['Amara Diallo'])
    const milestones = await listMilestones(await castActor(amara, 'study.read'), studyId)
    expect(milestones.find(({ code }) => code === 'FREL')?.baselineOn).toBeTruthy()
    const [first, ...more] = await listRecords(await castActor(amara, 'plan.read'), studyId)
    expect(first).toMatchObject({ no: 1, design: 'individual_random', programArm: null })
    expect(more).toEqual([])
  })

  test('tells its lead, and is nobody else’s at a site or another firm', async () => {
    const notices = await listNotices(await castActor(amara, 'session.use'), {
      unread: true,
      after: null,
    })
    expect(JSON.stringify(notices)).toContain('lead_appointed')
    expect(await findStudy(await castActor(joan, 'study.read'), slug)).toBeNull()
  })

  test('of the same title gets an address of its own', async () => {
    const officer = await castActor(ruth, 'study.create')
    const entry = { ...form, membershipId: leadId, awardedOn: today() }
    expect((await enterStudy(officer, key(), entry)).slug).toBe(`${slug}-2`)
  })

  test.each([
    ['a lead nobody knows', { membershipId: 999_999 }, 'membershipId'],
    ['a program nobody knows', { programCode: 'NONE' }, 'programCode'],
    ['an award to come', { awardedOn: '2190-01-01' }, 'awardedOn.day'],
  ])('is refused with %s', async (_what, wrong, field) => {
    const officer = await castActor(ruth, 'study.create')
    const entry = { ...form, membershipId: leadId, awardedOn: today(), ...wrong }
    const refusal = await enterStudy(officer, key(), entry).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(Object.keys((refusal as Refusal).errors)).toEqual([field])
  })

  test('keeps its lead until somebody else of the firm is appointed', async () => {
    const officer = await castActor(ruth, 'study.create')
    const led = await findLed(officer, slug)
    const again = appointLead(officer, key(), slug, led?.version ?? 0, { membershipId: leadId })
    await expect(again).rejects.toBeInstanceOf(Refusal)
    const stale = appointLead(officer, key(), slug, 0, { membershipId: leadId })
    await expect(stale).rejects.toBeInstanceOf(Conflict)
  })
})

describe('the record of a study', () => {
  test('is saved in versions; a page that is older than the last one is told so', async () => {
    const lead = await castActor(amara, 'study.write')
    expect(await saveRecord(lead, key(), slug, 1, { record, reason: null })).toEqual({ no: 2 })
    const late = saveRecord(lead, key(), slug, 1, { record, reason: null })
    await expect(late).rejects.toMatchObject({ who: 'Amara Diallo' })
    const same = saveRecord(lead, key(), slug, 2, { record, reason: null })
    await expect(same).rejects.toBeInstanceOf(Refusal)
    const [latest] = await listRecords(await castActor(ruth, 'plan.read'), studyId)
    expect(latest).toMatchObject(record)
  })

  test('changes what a registry holds only with a reason, and both versions stay', async () => {
    const lead = await castActor(amara, 'study.write')
    const registration = {
      registry: 'aea',
      identifier: 'AEARCTR-SAMPLE',
      url: null,
      registeredOn: today(),
      reason: null,
    } as const
    await saveRegistration(lead, key(), slug, 2, registration)
    const cheaper = { ...record, cost: '1100000.00' }
    expect(await saveRecord(lead, key(), slug, 2, { record: cheaper, reason: null })).toEqual({
      no: 3,
    })
    const smaller = { ...cheaper, sampleTarget: 480 }
    const silent = saveRecord(lead, key(), slug, 3, { record: smaller, reason: null })
    await expect(silent).rejects.toMatchObject({
      errors: { reason: expect.stringContaining('people to enrol') },
    })
    const said = { record: smaller, reason: 'One site left before enrolment.' }
    expect(await saveRecord(lead, key(), slug, 3, said)).toEqual({ no: 4 })
    const unsaid = saveRegistration(lead, key(), slug, 4, registration)
    await expect(unsaid).rejects.toMatchObject({ errors: { reason: expect.anything() } })
    await saveRegistration(lead, key(), slug, 4, { ...registration, reason: 'Smaller sample.' })
    const held = await listRegistrations(await castActor(helen, 'plan.read'), studyId)
    expect(held.map(({ no, designNo }) => [no, designNo])).toEqual([
      [2, 4],
      [1, 2],
    ])
    const versions = await listRecords(await castActor(helen, 'plan.read'), studyId)
    expect(versions.map(({ sampleTarget }) => sampleTarget)).toEqual([480, 600, 600, null])
  })

  test('is the team’s alone to write', async () => {
    const other = await castActor('ben.kowalski@northfield.example.org', 'study.write')
    expect(await saveRecord(other, key(), slug, 4, { record, reason: 'x' })).toBeNull()
  })
})

describe('a milestone taken out of the plan', () => {
  test('moves what rests on it, is kept with its reason, and is settled', async () => {
    const officer = await castActor(ruth, 'milestone.accept')
    const at = { slug: trial, code: 'SSAB' }
    const { milestone } = await versionsOf(trial, 'SSAB')
    const sent = key()
    const move = {
      move: 'waive',
      reason: 'Nine people are asked, so no clearance is needed.',
    } as const
    const done = await exemptMilestone(officer, sent, at, milestone, move)
    expect(done).toMatchObject({ state: 'waived' })
    expect(await exemptMilestone(officer, sent, at, milestone, move)).toEqual(done)
    const again = exemptMilestone(officer, key(), at, milestone + 1, move)
    await expect(again).rejects.toBeInstanceOf(Conflict)
    const seen = await findMilestone(await castActor(amara, 'study.read'), at)
    expect(seen?.state).toBe('waived')
    const event = await db
      .selectFrom('events')
      .where('kind', '=', 'milestone.waived')
      .select('reason')
      .executeTakeFirstOrThrow()
    expect(event.reason).toBe(move.reason)
  })

  test('is an evaluation officer’s to decide, not the director’s', async () => {
    const director = await castActor(helen, 'milestone.accept')
    const { milestone } = await versionsOf(trial, 'SITE')
    const move = { move: 'supersede', reason: 'x' } as const
    const tried = exemptMilestone(director, key(), { slug: trial, code: 'SITE' }, milestone, move)
    await expect(tried).rejects.toBeInstanceOf(Refusal)
  })
})

describe('a gate that a lead asks for', () => {
  const at = { slug: trial, stage: 'rct', side: 'entry' } as const

  test('waits on the desk of the evaluation officers until one proposes', async () => {
    const lead = await castActor(amara, 'gate.ask')
    const version = await stageVersion(trial, 'rct')
    const words = { words: 'All six starred criteria are met.' }
    await askGate(lead, key(), at, version, words)
    await expect(askGate(lead, key(), at, version, words)).rejects.toBeInstanceOf(Refusal)
    const desk = await listGateRequestsOnDesk(await castActor(samuel, 'session.use'))
    expect(desk).toMatchObject([{ slug: trial, stage: 'rct', asker: 'Amara Diallo' }])
    expect(await listGateRequestsOnDesk(await castActor(helen, 'session.use'))).toEqual([])
    const proposal = { proposal: 'go', reason: 'Agreed.' } as const
    await proposeGate(await castActor(ruth, 'gate.propose'), key(), at, version, proposal)
    expect(await listGateRequests(await castActor(amara, 'gate.read'), at)).toEqual([])
  })
})
