import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { enrolmentSummary } from '#app/domain/study/enrolment_summary.ts'
import { noCounts } from '#app/domain/study/monthly_counts.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { db } from '#db/index.ts'
import { listEvents } from '#db/history.ts'
import { listOwnReports } from '#db/reports/list.ts'
import {
  endAgreement,
  enterAgreement,
  listAgreements,
  listAgreementsOnDesk,
  listSiteChoices,
} from '#db/studies/agreements.ts'
import {
  findCounts,
  findOpening,
  listCounts,
  openArms,
  openEnrolment,
  saveCounts,
  wholeSite,
} from '#db/studies/enrolment.ts'
import { listPowerMemos, savePowerMemo } from '#db/studies/power_memos.ts'
import { findStudyHead, listRecords } from '#db/studies/record.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders, trial } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const dana = 'dana.whitfield@eda.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const peter = 'peter.osei@sandhills.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const plan = (email: CastEmail) => castActor(email, 'plan.read')

let studyId = 0
let awardId = 0
const thisMonth = `${today().slice(0, 7)}-01`

beforeAll(async () => {
  await testDatabase('played')
  studyId = (await findStudyHead(await plan(amara), ladders))?.id ?? 0
  awardId = (await listSiteChoices(await plan(amara), studyId))[0]?.awardId ?? 0
})

const month = {
  ...noCounts,
  reached: 40,
  assessed: 20,
  ineligible: 8,
  program: 6,
  control: 6,
  programServed: 4,
  month: thisMonth,
  reason: null,
  block: 'evening class',
}

describe('enrolment', () => {
  test('of the sample trial runs at a pace that misses its target', async () => {
    const [record] = await listRecords(await plan(ruth), studyId)
    const counts = await listCounts(await plan(ruth), studyId)
    const summary = enrolmentSummary(record ?? null, counts, today())
    expect(summary.enrolled).toBe(112)
    expect(summary.pace).toBeLessThan(summary.needed ?? 0)
    expect((summary.reachesOn ?? '') > (summary.closesOn ?? '')).toBe(true)
    expect(summary.sites.map(({ flag }) => flag)).toEqual(['none', 'none'])
  })

  test('does not open while anything is missing, and names each', async () => {
    const opening = await findOpening(await plan(amara), trial)
    const missing = opening?.checks.filter((check) => check.missing !== null)
    expect(missing?.map(({ code }) => code)).toEqual(['record', 'irb', 'clearance', 'sites'])
    const lead = await castActor(amara, 'enrolment.open')
    const tried = openEnrolment(lead, key(), trial, opening?.version ?? 0)
    await expect(tried).rejects.toBeInstanceOf(Refusal)
    const again = openEnrolment(lead, key(), ladders, 1)
    await expect(again).rejects.toBeInstanceOf(Conflict)
  })

  test('saves a month once for one key, corrects it with a reason, and keeps both', async () => {
    const analyst = await castActor(ben, 'study.write')
    const sent = key()
    const form = { ...month, awardId }
    expect(await saveCounts(analyst, sent, ladders, 0, form)).toEqual({ no: 1 })
    expect(await saveCounts(analyst, sent, ladders, 0, form)).toEqual({ no: 1 })
    await expect(saveCounts(analyst, key(), ladders, 0, form)).rejects.toMatchObject({
      who: 'Ben Kowalski',
    })
    const more = { ...form, programServed: 5 }
    await expect(saveCounts(analyst, key(), ladders, 1, more)).rejects.toMatchObject({
      errors: { reason: expect.stringContaining('both versions') },
    })
    const said = { ...more, reason: 'One began a week late.' }
    expect(await saveCounts(analyst, key(), ladders, 1, said)).toEqual({ no: 2 })
    const at = { awardId, month: thisMonth, block: 'evening class' }
    const found = await findCounts(await castActor(ben, 'arms.read'), ladders, at)
    expect(found).toMatchObject({ no: 2, programServed: 5 })
    const rows = await listCounts(await plan(amara), studyId)
    expect(rows.filter(({ block }) => block !== wholeSite)).toHaveLength(1)
  })

  test.each([
    ['more left out than were assessed', { ineligible: 9 }, ['assessed']],
    ['more assessed than reached', { reached: 10 }, ['assessed']],
    ['more served than assigned', { programServed: 7 }, ['programServed']],
    ['a month to come', { month: '2190-01-01' }, ['month']],
    ['a month before it opened', { month: '2001-01-01' }, ['month']],
    ['a site of another study', { awardId: 1 }, ['awardId']],
  ])('refuses %s at its field', async (_what, wrong, fields) => {
    const analyst = await castActor(ben, 'study.write')
    const form = { ...month, awardId, block: 'refused', ...wrong }
    const error = await saveCounts(analyst, key(), ladders, 0, form).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(Refusal)
    expect(Object.keys((error as Refusal).errors)).toEqual(fields)
  })
})

describe('the walls', () => {
  test('what happened arm by arm opens to the study’s team alone, and every look is an event', async () => {
    const looks = async () =>
      db
        .selectFrom('events')
        .where('kind', '=', 'arms.viewed')
        .where('studyId', '=', studyId)
        .select('personId')
        .execute()
    const before = await looks()
    const seen = await openArms(await castActor(ben, 'arms.read'), ladders)
    expect(seen?.sites).toHaveLength(2)
    for (const email of [dana, ruth, peter] as const) {
      const held = (await castActor(email, 'session.use')) as never
      expect(await openArms(held, ladders)).toBeNull()
      expect(await findCounts(held, ladders, { awardId, month: thisMonth, block: wholeSite })).toBe(
        null,
      )
    }
    expect(await looks()).toHaveLength(before.length + 1)
    const at = { awardId, month: thisMonth, block: 'evening class' }
    expect(await findCounts(await castActor(ben, 'arms.read'), ladders, at)).not.toBeNull()
    expect(await looks()).toHaveLength(before.length + 2)
  })

  test('what the agency lists of enrolment says nothing of what came after assignment', async () => {
    const [row] = await listCounts(await plan(dana), studyId)
    expect(Object.keys(row ?? {}).filter((name) => /served|withdrawn/i.test(name))).toEqual([])
  })

  test('a site learns neither arms nor counts from the study’s history', async () => {
    const { events } = await listEvents(await castActor(peter, 'event.read'), { studyId })
    const kinds = new Set(events.map(({ kind }) => kind.split('.')[0]))
    expect([...kinds].filter((kind) => kind !== 'study' && kind !== 'milestone')).toEqual([])
    const agency = await listEvents(await castActor(ruth, 'event.read'), { studyId })
    const told = agency.events.filter(({ kind }) => kind.startsWith('enrolment.'))
    expect(JSON.stringify(told)).not.toMatch(/"(program|control)/i)
  })

  test('an evaluator never sees a site’s drafts', async () => {
    const evaluator = (await castActor(amara, 'session.use')) as never
    expect(await listOwnReports(evaluator)).toEqual([])
  })
})

describe('an agreement', () => {
  const agreement = {
    kind: 'dua',
    awardId: null,
    party: 'State workforce agency',
    identifier: null,
    url: null,
    effectiveOn: addDays(today(), -300),
    expiresOn: addDays(today(), 20),
  } as const

  test('comes up on the team’s desk before it expires, until it is renewed', async () => {
    const analyst = await castActor(ben, 'study.write')
    const entered = await enterAgreement(analyst, key(), ladders, null, agreement)
    const onDesk = async () =>
      (await listAgreementsOnDesk(await castActor(amara, 'session.use'), addDays(today(), 60)))
        .filter(({ kind }) => kind === 'dua')
        .map(({ id }) => id)
    expect(await onDesk()).toEqual([entered?.id])
    const next = { ...agreement, effectiveOn: today(), expiresOn: addDays(today(), 400) }
    await enterAgreement(analyst, key(), ladders, entered?.id ?? 0, next)
    expect(await onDesk()).toEqual([])
    const twice = enterAgreement(analyst, key(), ladders, entered?.id ?? 0, next)
    await expect(twice).rejects.toBeInstanceOf(Refusal)
  })

  test('ends with a reason, once', async () => {
    const analyst = await castActor(ben, 'study.write')
    const rows = await listAgreements(await plan(amara), studyId)
    const irb = rows.find(({ kind }) => kind === 'irb')?.id ?? 0
    const end = { endedOn: today(), reason: 'The board suspended the protocol.' }
    await endAgreement(analyst, key(), ladders, irb, end)
    await expect(endAgreement(analyst, key(), ladders, irb, end)).rejects.toBeInstanceOf(Conflict)
    const opening = await findOpening(await plan(amara), ladders)
    expect(opening?.checks.find(({ code }) => code === 'irb')?.missing).toBeTruthy()
  })

  test.each([
    ['an OMB clearance without a number', { kind: 'pra' }, ['identifier']],
    ['a participation without its site', { kind: 'participation' }, ['awardId']],
    ['an end before its beginning', { expiresOn: '2001-01-01' }, ['expiresOn.day']],
  ] as const)('is refused as %s', async (_what, wrong, fields) => {
    const analyst = await castActor(ben, 'study.write')
    const form = { ...agreement, ...wrong }
    const error = await enterAgreement(analyst, key(), ladders, null, form).catch(
      (one: unknown) => one,
    )
    expect(Object.keys((error as Refusal).errors)).toEqual(fields)
  })

  test('of a site names a site of the study', async () => {
    const sites = await listSiteChoices(await plan(amara), studyId)
    expect(sites.map(({ number }) => number)).toEqual(['SAMPLE-CSJQ-01', 'SAMPLE-WIOA-01'])
  })
})

describe('a power memo', () => {
  test('is kept once for one key with its inputs, numbered, and told of', async () => {
    const analyst = await castActor(ben, 'study.write')
    const sent = key()
    const memo = {
      inputs: { design: 'individual', numbers: { effect: 0.2 } },
      results: { now: { mdes: 0.4 } },
      enrolled: 112,
      asOf: today(),
      reached: 'Too late.',
      words: 'Two more sites are needed.',
    }
    expect(await savePowerMemo(analyst, sent, ladders, memo)).toEqual({ no: 1 })
    expect(await savePowerMemo(analyst, sent, ladders, memo)).toEqual({ no: 1 })
    expect(await savePowerMemo(analyst, key(), ladders, memo)).toEqual({ no: 2 })
    const kept = await listPowerMemos(await plan(dana), studyId)
    expect(kept.map(({ no, savedBy }) => [no, savedBy])).toEqual([
      [2, 'Ben Kowalski'],
      [1, 'Ben Kowalski'],
    ])
    expect(JSON.parse(kept[0]?.inputs ?? '')).toEqual(memo.inputs)
    const told = await db
      .selectFrom('events')
      .where('kind', '=', 'power.memo_saved')
      .select('reason')
      .execute()
    expect(told).toEqual([{ reason: memo.words }, { reason: memo.words }])
  })
})
