import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import {
  type OwnFinding,
  ownFindingProblems,
  ownRatings,
} from '#app/domain/evidence/own_finding.ts'
import { type Tested, summaryOf } from '#app/domain/evidence/tested.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import * as paths from '#app/paths.ts'
import { today } from '#app/domain/clock.ts'
import { verifyAudit } from '#db/audit.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listAllFindings } from '#db/evidence/findings.ts'
import { findOwnFinding } from '#db/evidence/own.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { listEvents } from '#db/history.ts'
import { type Db, db } from '#db/index.ts'
import {
  decideFinding,
  respondToFinding,
  saveFinding,
  shareFinding,
  submitFinding,
} from '#db/studies/finding_moves.ts'
import { createStudy } from '#db/studies/create.ts'
import { findStudyFinding, listFindingsOnDesk, listStudyFindings } from '#db/studies/findings.ts'
import { findTested } from '#db/studies/tested.ts'
import { horizonOf } from '#app/domain/study/horizon.ts'
import { writeKey } from '#db/write.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { answerTo } from '../setup/pages.ts'
import { nursing, pilot } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const naomi = 'naomi.brandt@oig.example.org'
const dana = 'dana.whitfield@eda.example.org'
const grace = 'grace.whitman@tidewater.example.org'
const omar = 'omar.haddad@tidewater.example.org'
const walt = 'walt.pruitt@harbortrades.example.org'
const joan = 'joan.keller@bluemesa.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)

let owner: Db
let studyId = 0

beforeAll(async () => {
  owner = await testDatabase('played')
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', nursing)
    .select('id')
    .executeTakeFirstOrThrow()
  studyId = study.id
})

const seenBy = async (email: CastEmail) =>
  (await listStudyFindings(await castActor(email, 'finding.read'), studyId)).map(({ no }) => no)
const at = (no: number, version: number) => ({ slug: nursing, no, version })

const level = {
  model: 'jvs_boston',
  kind: 'level',
  outcomeDomain: 'employment',
  outcomeMeasure: 'Hired within a month',
  contrast: 'Everyone who finished; nobody to compare them with',
  scale: 'points',
  priceYear: null,
  impact: '64',
  standardError: null,
  errorOrigin: null,
  pValue: null,
  controlMean: null,
  programMean: null,
  months: 1,
  sampleProgram: 25,
  sampleControl: null,
  exploratory: true,
  hasControls: false,
  sourceDetail: 'Memo, table 9',
} as const

test('each reads what is his: the team all, who approves what was handed over, sites what is shared', async () => {
  expect(await seenBy(amara)).toEqual([3, 2, 1])
  expect(await seenBy(ruth)).toEqual([2, 1])
  expect(await seenBy(naomi)).toEqual([2, 1])
  expect(await seenBy(grace)).toEqual([2, 1])
  for (const email of [helen, dana, omar] as const) expect(await seenBy(email)).toEqual([1])
  expect(await seenBy(joan)).toEqual([])
  const desk = async (email: CastEmail) =>
    (await listFindingsOnDesk(await castActor(email, 'session.use'))).map(({ no }) => no)
  expect(await desk(ruth)).toEqual([2])
  expect(await desk(grace)).toEqual([2])
  expect(await desk(helen)).toEqual([])
})

test('a finding goes from its drafter to somebody else, once a key, and never back once approved', async () => {
  const analyst = await castActor(ben, 'finding.write')
  const officer = await castActor(ruth, 'finding.decide')
  const once = key(level)
  const first = await saveFinding(analyst, once, { slug: nursing, no: null, version: 0 }, level)
  expect(await saveFinding(analyst, once, { slug: nursing, no: null, version: 0 }, level)).toEqual(
    first,
  )
  const no = first?.no ?? 0
  await expect(
    decideFinding(officer, key(), at(no, 1), { decision: 'approve', words: 'x' }),
  ).resolves.toBeNull()
  await submitFinding(analyst, key(), at(no, 1))
  await expect(saveFinding(analyst, key(), at(no, 2), level)).rejects.toThrow(Conflict)
  await decideFinding(officer, key(), at(no, 2), { decision: 'return', words: 'Name the table.' })
  await saveFinding(analyst, key(), at(no, 3), { ...level, sourceDetail: 'Memo, table 10' })
  await submitFinding(analyst, key(), at(no, 4))
  const both = await castActor(ruth, 'finding.decide')
  await expect(
    owner
      .updateTable('studyFindings')
      .set({ kind: 'effect', sampleControl: 9 })
      .where('no', '=', no)
      .where('studyId', '=', studyId)
      .execute(),
  ).rejects.toThrow('no effect')
  const self = { ...both, personId: analyst.personId } as typeof both
  await expect(
    decideFinding(self, key(), at(no, 5), { decision: 'approve', words: 'x' }),
  ).rejects.toThrow(Refusal)
  const done = await decideFinding(officer, key(), at(no, 5), {
    decision: 'approve',
    words: 'Agrees.',
  })
  expect(done).toEqual({ no, libraryCode: null })
  await expect(
    decideFinding(officer, key(), at(no, 6), { decision: 'return', words: 'x' }),
  ).rejects.toThrow(Conflict)
  await expect(
    owner.updateTable('studyFindings').set({ impact: '1' }).where('no', '=', no).execute(),
  ).rejects.toThrow('does not change')
})

test('a sample finding never joins the library; one of a real study does, with where it comes from', async () => {
  const library = () =>
    listAllFindings({ filters: noFindingFilters, sort: 'code', descending: false })
  const before = (await library()).length
  expect((await library()).some(({ code }) => code.startsWith('SF'))).toBe(false)
  const { slug, team } = await enterRealStudy()
  const lead = await castActor(amara, 'finding.write', team)
  const made = await saveFinding(lead, key(), { slug, no: null, version: 0 }, level)
  const no = made?.no ?? 0
  await submitFinding(lead, key(), { slug, no, version: 1 })
  const officer = await castActor(ruth, 'finding.decide')
  const decision = { decision: 'approve', words: 'Agrees with the table.' } as const
  const done = await decideFinding(officer, key(), { slug, no, version: 2 }, decision)
  const code = done?.libraryCode ?? ''
  const after = await library()
  expect(after).toHaveLength(before + 1)
  expect(after.find((one) => one.code === code)).toMatchObject({
    kind: 'level',
    exploratory: true,
    clearLevel: null,
    priceBasis: 'none',
    sampleTotal: 25,
  })
  expect(await findOwnFinding(code)).toMatchObject({ design: 'descriptive', awards: [] })
  const page = await answerTo(new Request(`http://localhost:3000${paths.finding(code)}`))
  expect(page.body).toContain('The study names no site')
})

/** A study of a firm that is no sample, led by somebody of the cast in a second membership. */
async function enterRealStudy(): Promise<{ slug: string; team: string }> {
  const team = 'field-study-partners'
  const firm = await owner
    .insertInto('organizations')
    .values({ slug: team, name: 'Field Study Partners', kind: 'evaluator', sample: false })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { personId } = await castActor(amara, 'session.use')
  const member = await owner
    .insertInto('memberships')
    .values({
      organizationId: firm.id,
      organizationKind: 'evaluator',
      personId,
      role: 'lead',
      startedAt: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const slug = 'a-study-of-record'
  await createStudy(await castActor(ruth, 'study.create'), key(), {
    slug,
    title: 'A study of record',
    summary: 'Of no sample.',
    sample: false,
    sponsorCode: 'CEO',
    awardedOn: today(),
    leadFirmId: firm.id,
    programCodes: ['NEG'],
    stages: ['formative'],
    sites: [],
    team: [{ membershipId: member.id, organizationId: firm.id }],
    record: { ...bareRecord, design: 'descriptive' },
  })
  return { slug, team }
}

const bareRecord = {
  questions: 'Who is hired?',
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
  cost: null,
  outcomes: [],
}

test('what was actually tested is sealed as it stood that day, and later words do not change it', async () => {
  const reader = await castActor(ruth, 'finding.read')
  const finding = await findStudyFinding(reader, pilot, 1)
  const sealed = finding?.tested ?? ''
  expect(createHash('sha256').update(sealed).digest('hex')).toBe(finding?.testedSha256)
  const { words } = summaryOf(JSON.parse(sealed) as Tested)
  expect(words).toContain('Tested without employer ties.')
  expect(words).toContain('Officer and grantee differ on wraparound support')
  expect(words).toContain('Nobody rated career readiness')
  const follows = await castActor(ruth, 'fidelity.read')
  const before = await findTested(follows, finding?.studyId ?? 0)
  await owner
    .updateTable('fidelityRatings')
    .from('awards')
    .whereRef('awards.id', '=', 'fidelityRatings.awardId')
    .where('awards.number', '=', 'SAMPLE-GJC-04')
    .set({ word: 'in_place' })
    .execute()
  const after = await findTested(follows, finding?.studyId ?? 0)
  expect(before && summaryOf(before).words).toBe(words)
  expect(after && summaryOf(after).words).not.toBe(words)
  expect((await findStudyFinding(reader, pilot, 1))?.tested).toBe(sealed)
  const page = await answerTo(await requestAs(ruth, paths.studyFinding(pilot, 1)))
  expect(page.body).toContain('Tested without employer ties.')
  expect((await verifyAudit(db, [])).broken).toBeNull()
  await owner.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`update study_findings set tested = replace(tested, 'absent', 'partly')
      where tested is not null`.execute(trx)
  })
  expect((await verifyAudit(db, [])).broken).toMatch(/^what finding \d+ tested is not/)
})

test('who reads a finding reads how many sites, and site by site only what one follows', async () => {
  const shown = async (email: CastEmail) =>
    (await answerTo(await requestAs(email, paths.studyFinding(pilot, 1)))).body
  for (const email of [amara, ruth, walt] as const) {
    expect(await shown(email), email).toContain('What was actually tested')
  }
  expect(await shown(walt)).toContain('id="tested-sites"')
  expect(await shown(amara)).not.toContain('id="tested-sites"')
  const other = await castActor(grace, 'fidelity.read')
  expect(await findTested(other, studyId)).not.toBeNull()
  const { studyId: trial = 0 } =
    (await findStudyFinding(await castActor(ruth, 'finding.read'), pilot, 1)) ?? {}
  expect(await findTested(other, trial)).toBeNull()
})

test('a site answers once what is shared with it, and before approval only those who may read it hear of it', async () => {
  const certifier = await castActor(grace, 'finding.respond')
  const words = { words: 'Two of the educators were on leave.' }
  await respondToFinding(certifier, key(), { slug: nursing, no: 2 }, words)
  await expect(respondToFinding(certifier, key(), { slug: nursing, no: 2 }, words)).rejects.toThrow(
    Conflict,
  )
  const stranger = await castActor(joan, 'finding.respond')
  expect(await respondToFinding(stranger, key(), { slug: nursing, no: 2 }, words)).toBeNull()
  const read = await findStudyFinding(await castActor(ruth, 'finding.read'), nursing, 2)
  expect(read?.responses).toMatchObject([words])
  await expect(
    shareFinding(await castActor(ruth, 'finding.decide'), key(), at(2, 9)),
  ).rejects.toThrow(Conflict)
  const kinds = async (email: CastEmail) =>
    new Set(
      (await listEvents(await castActor(email, 'event.read'), { studyId })).events.map(
        ({ kind }) => kind,
      ),
    )
  expect(await kinds(ruth)).toContain('finding.responded')
  expect(await kinds(dana)).not.toContain('finding.responded')
})

test('what a study cannot find is refused at its field', () => {
  const effect: OwnFinding = {
    ...level,
    kind: 'effect',
    scale: 'usd_per_year',
    priceYear: 2024,
    impact: '1900',
    standardError: '700',
    errorOrigin: 'reported',
    sampleControl: 200,
  }
  const ground = {
    design: 'individual_random',
    primary: ['Yearly earnings'],
    isLocked: true,
    year: 2026,
  } as const
  expect(ownFindingProblems(effect, ground)).toEqual({})
  const fields = (finding: Partial<OwnFinding>, changed: object = {}) =>
    Object.keys(ownFindingProblems({ ...effect, ...finding }, { ...ground, ...changed }))
  expect(fields({}, { design: 'pre_post' })).toEqual(['kind'])
  expect(fields({}, { design: 'descriptive' })).toEqual(['kind'])
  expect(fields({}, { isLocked: false })).toEqual(['kind'])
  expect(fields({ standardError: '0' })).toEqual(['standardError'])
  expect(fields({ errorOrigin: null })).toEqual(['errorOrigin'])
  expect(fields({ priceYear: null })).toEqual(['priceYear'])
  expect(fields({ priceYear: 2027 })).toEqual(['priceYear'])
  expect(fields({ scale: 'points', impact: '101' })).toEqual(['priceYear', 'impact'])
  expect(fields({ sampleControl: null })).toEqual(['sampleControl'])
  expect(fields({ exploratory: false })).toEqual(['exploratory'])
  expect(fields({ exploratory: false, outcomeMeasure: 'Yearly earnings' })).toEqual([])
  const sound = { attrition: 'low', baseline: null, hasControls: true, isAdjusted: true } as const
  expect(ownRatings({ ...sound, design: 'individual_random' }).clear.level).toBe('high')
  expect(ownRatings({ ...sound, design: 'pre_post' }).clear.level).toBeNull()
})

test('an outcome of wage records waits for its quarter, the last cohort and the records', () => {
  const wages = { rank: 'primary', name: 'Earnings', source: 'wage_records', months: 24 } as const
  expect(horizonOf(wages, '2026-08-31')).toBe('2029-05-31')
  expect(horizonOf({ ...wages, source: 'survey', months: 18 }, '2026-08-31')).toBe('2028-02-29')
})
