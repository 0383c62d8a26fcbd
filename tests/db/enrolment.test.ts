import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { enrolmentSummary } from '#app/domain/study/enrolment_summary.ts'
import { noCounts, wholeSite } from '#app/domain/study/monthly_counts.ts'
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
} from '#db/studies/enrolment.ts'
import { listAgreementDates } from '#db/calendar.ts'
import { addAgreementFile, openAgreementFile } from '#db/studies/agreement_files.ts'
import { saveAttrition } from '#db/studies/balance.ts'
import { saveCountFile } from '#db/studies/count_files.ts'
import { listLapses } from '#db/studies/lapses.ts'
import { listPowerMemos, savePowerMemo } from '#db/studies/power_memos.ts'
import { findStudyHead, listRecords } from '#db/studies/record.ts'
import { writeKey } from '#db/write.ts'
import { action as countFileAction } from '#app/routes/studies/count_file.tsx'
import * as paths from '#app/paths.ts'
import { countSheetColumns } from '#app/domain/study/count_sheet.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { checkAssignments, listAssignmentChecks } from '#db/studies/assignment_checks.ts'
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

  test('goes red at a site where assignments were overridden, each look kept', async () => {
    const analyst = await castActor(ben, 'study.write')
    const look = {
      awardId,
      lookedAt: 12,
      overrides: 1,
      orderViolations: 0,
      duplicates: 0,
      embargoMonths: null,
      embargoCrossovers: null,
      words: null,
    }
    const tooMany = checkAssignments(analyst, key(), ladders, 1, { ...look, lookedAt: 9999 })
    await expect(tooMany).rejects.toMatchObject({
      errors: { lookedAt: expect.stringMatching(/^Enter at most \d+/) as string },
    })
    const more = checkAssignments(analyst, key(), ladders, 1, { ...look, overrides: 13 })
    await expect(more).rejects.toMatchObject({
      errors: { overrides: expect.stringContaining('than the 12') as string },
    })
    const sent = key()
    expect(await checkAssignments(analyst, sent, ladders, 1, look)).toEqual({ no: 2 })
    expect(await checkAssignments(analyst, sent, ladders, 1, look)).toEqual({ no: 2 })
    const late = checkAssignments(analyst, key(), ladders, 1, look)
    await expect(late).rejects.toMatchObject({ who: 'Ben Kowalski' })
    const [record] = await listRecords(await plan(ruth), studyId)
    const checks = await listAssignmentChecks(await plan(ruth), studyId)
    expect(checks[0]).not.toHaveProperty('embargoCrossovers')
    const counts = await listCounts(await plan(ruth), studyId)
    const { sites } = enrolmentSummary(record ?? null, counts, today(), checks)
    expect(sites.find(({ number }) => number === checks[0]?.number)).toMatchObject({
      flag: 'red',
      reasons: ['Assignments were overridden.'],
    })
    await checkAssignments(analyst, key(), ladders, 2, { ...look, overrides: 0 })
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

describe('a file of counts', () => {
  const row = {
    awardId: 0,
    month: thisMonth,
    block: 'from a file',
    counts: { ...noCounts, reached: 9, assessed: 4, program: 2, control: 2 },
    reason: null,
    no: 0,
  }

  test('is stored whole, once for its key, and the same file again changes nothing', async () => {
    const analyst = await castActor(ben, 'study.write')
    const rows = [{ ...row, awardId }]
    const sent = key()
    const file = { name: 'counts.csv', rows }
    expect(await saveCountFile(analyst, sent, ladders, file)).toEqual({ counted: 1, corrected: 0 })
    expect(await saveCountFile(analyst, sent, ladders, file)).toEqual({ counted: 1, corrected: 0 })
    await expect(saveCountFile(analyst, key(), ladders, file)).rejects.toBeInstanceOf(Conflict)
    const again = { ...file, rows: rows.map((one) => ({ ...one, no: 1 })) }
    await expect(saveCountFile(analyst, key(), ladders, again)).rejects.toThrow('changes nothing')
  })

  test('with one row that cannot be stored is not stored at all', async () => {
    const analyst = await castActor(ben, 'study.write')
    const good = { ...row, awardId, block: 'another' }
    const bad = { ...good, block: 'worse', counts: { ...row.counts, assessed: 5 } }
    const file = { name: 'counts.csv', rows: [good, bad] }
    await expect(saveCountFile(analyst, key(), ladders, file)).rejects.toBeInstanceOf(Refusal)
    const twice = { name: 'counts.csv', rows: [good, good] }
    await expect(saveCountFile(analyst, key(), ladders, twice)).rejects.toBeInstanceOf(Refusal)
    const blocks = (await listCounts(await plan(amara), studyId)).map(({ block }) => block)
    expect(blocks).not.toContain('another')
  })

  test('is read and shown by the page before anything is stored', async () => {
    const text = [
      countSheetColumns.map(({ heading }) => heading).join(','),
      `SAMPLE-CSJQ-01,${thisMonth.slice(0, 7)},morning,8,4,0,0,0,0,2,2,0,0,0,0,`,
    ].join('\n')
    const params = { slug: ladders }
    const post = async (content: string) => {
      const file = new File([content], 'counts.csv', { type: 'text/csv' })
      const request = await requestAs(ben, paths.countFile(ladders), { file })
      return (await countFileAction({ request, params, context: {} })) as {
        preview?: { changes: unknown[]; rows: string }
      }
    }
    const shown = await post(text)
    expect(shown.preview?.changes).toMatchObject([{ block: 'morning', assigned: 4, changed: null }])
    const form = { name: 'counts.csv', rows: shown.preview?.rows ?? '' }
    const request = await requestAs(ben, paths.countFile(ladders), { form })
    const done = await thrownBy(() => countFileAction({ request, params, context: {} }))
    expect(done.location).toContain('done=file')
    expect((await post(text)).preview?.changes).toEqual([])
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

  test('that lapsed stops what rests on it until it is renewed, and is told on the way', async () => {
    const analyst = await castActor(ben, 'study.write')
    const form = { ...month, awardId, block: 'after the lapse' }
    await db
      .updateTable('studyAgreements')
      .set({ endedOn: addDays(thisMonth, -40), expiresOn: null })
      .where('studyId', '=', studyId)
      .where('kind', '=', 'irb')
      .execute()
    const refused = await saveCounts(analyst, key(), ladders, 0, form).catch((one: unknown) => one)
    expect((refused as Refusal).errors).toMatchObject({ month: /^IRB approval: none was in force/ })
    const file = { ...form, counts: { ...noCounts, ...form }, no: 0 }
    const { awardId: at, month: when, block, counts, reason, no } = file
    const rows = [{ awardId: at, month: when, block, counts, reason, no }]
    const sent = { name: 'counts.csv', rows }
    await expect(saveCountFile(analyst, key(), ladders, sent)).rejects.toBeInstanceOf(Refusal)
    const attrition = saveAttrition(analyst, key(), ladders, 0, {
      outcome: 'Yearly earnings',
      source: 'wage_records',
      bound: 'optimistic',
      program: 1,
      control: 1,
      reason: null,
    })
    await expect(attrition).rejects.toThrow('identifiable data rest')
    const lapses = async () => listLapses(await plan(dana), studyId, today())
    expect(await lapses()).toMatchObject([{ kind: 'irb', lastDay: addDays(thisMonth, -41) }])
    const irb = { ...agreement, kind: 'irb', party: 'The board', effectiveOn: thisMonth } as const
    await enterAgreement(analyst, key(), ladders, null, {
      ...irb,
      expiresOn: addDays(today(), 90),
    })
    expect(await lapses()).toEqual([])
    expect(await saveCounts(analyst, key(), ladders, 0, form)).toEqual({ no: 1 })
    const calendar = await listAgreementDates(await castActor(amara, 'session.use'))
    expect(calendar.map(({ party }) => party)).toContain('The board')
    expect(await listAgreementDates(await castActor(dana, 'session.use'))).toEqual([])
  })

  test('has its documents, each once, and a look of the agency is an event', async () => {
    const analyst = await castActor(ben, 'study.write')
    const [first] = await listAgreements(await plan(amara), studyId)
    const at = { slug: ladders, id: first?.id ?? 0 }
    const sha256 = 'a'.repeat(64)
    const file = { name: 'signed.pdf', kind: 'pdf', size: 12, sha256 } as const
    const sent = key()
    expect(await addAgreementFile(analyst, sent, at, file)).toEqual({ no: 1 })
    expect(await addAgreementFile(analyst, sent, at, file)).toEqual({ no: 1 })
    await expect(addAgreementFile(analyst, key(), at, file)).rejects.toBeInstanceOf(Refusal)
    expect(await addAgreementFile(analyst, key(), { ...at, id: 999_999 }, file)).toBeNull()
    const looks = async () =>
      db
        .selectFrom('events')
        .where('kind', '=', 'agreement.file_downloaded')
        .select('personId')
        .execute()
    expect(await openAgreementFile(await plan(ben), { ...at, sha256 })).toMatchObject(file)
    expect(await looks()).toEqual([])
    expect(await openAgreementFile(await plan(dana), { ...at, sha256 })).toMatchObject(file)
    expect(await looks()).toHaveLength(1)
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
