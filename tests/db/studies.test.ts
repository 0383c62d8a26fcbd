import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { foldMilestone, type MilestoneMoveEvent } from '#app/domain/study/milestones.ts'
import { awardMilestone } from '#app/domain/study/plan.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { decideEvidence, startMilestone, submitEvidence } from '#db/studies/evidence.ts'
import { findStudy } from '#db/studies/find.ts'
import { moveForecast, previewForecast } from '#db/studies/forecasts.ts'
import { decideGate, findGate, listGateDecisions, proposeGate } from '#db/studies/gates.ts'
import { listStudies } from '#db/studies/list.ts'
import { findMilestone, listMilestones } from '#db/studies/milestones.ts'
import { listSites } from '#db/studies/sites.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import {
  comparison,
  forecastsOf,
  ladders,
  nursing,
  pilot,
  scan,
  sseep,
  stageVersion,
  trial,
  versionsOf,
} from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const samuel = 'samuel.adeyemi@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const joan = 'joan.keller@bluemesa.example.org'
const ingrid = 'ingrid.solberg@prairieline.example.org'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const reader = (email: CastEmail) => castActor(email, 'study.read')

async function idOf(slug: string): Promise<number> {
  const study = await findStudy(await reader(ruth), slug)
  return study?.id ?? 0
}

describe('who sees which study', () => {
  test.each([
    ['dana.whitfield@eda.example.org', [ladders, sseep, nursing, comparison, scan, trial, pilot]],
    [ruth, [ladders, sseep, nursing, comparison, scan, trial, pilot]],
    [helen, [ladders, sseep, nursing, comparison, scan, trial, pilot]],
    ['naomi.brandt@oig.example.org', [ladders, sseep, nursing, comparison, scan, trial, pilot]],
    [amara, [ladders, nursing, comparison, scan, trial, pilot]],
    [joan, [trial]],
    ['grace.whitman@tidewater.example.org', [nursing]],
    [ingrid, []],
  ] as const)('%s', async (email, slugs) => {
    const { studies } = await listStudies(await reader(email))
    expect(studies.map(({ slug }) => slug)).toEqual(slugs)
  })

  test('a stranger finds neither the study nor anything of it', async () => {
    const stranger = await reader(ingrid)
    const id = await idOf(trial)
    expect(await findStudy(stranger, trial)).toBeNull()
    expect(await listMilestones(stranger, id)).toEqual([])
    expect(await listSites(stranger, id)).toEqual([])
    expect(await findMilestone(stranger, { slug: trial, code: 'DFIN' })).toBeNull()
  })

  test('a grantee sees its own obligations, its own site and no words of evidence', async () => {
    const site = await reader(joan)
    const milestones = await listMilestones(site, await idOf(trial))
    expect(milestones.map(({ code }) => code)).toEqual(['BASE', 'ENRH', 'ENRT', 'EMBG'])
    expect(await findMilestone(site, { slug: trial, code: 'DFIN' })).toBeNull()
    const base = await findMilestone(site, { slug: trial, code: 'BASE' })
    expect(base).toMatchObject({ waitsFor: [], evidence: [], moves: [] })
    expect(base?.holdsUp).toEqual([])
    const sites = await listSites(site, await idOf(trial))
    expect(sites.map(({ number }) => number)).toEqual(['SAMPLE-GJC-01'])
  })

  test('an evaluator sees the accepted figures of a site, and the sum is what was accepted', async () => {
    const [site] = await listSites(await reader(amara), await idOf(trial))
    const enrolled = site?.targets.find(({ code }) => code === 'GJC_ENROLLED')
    const accepted = await owner
      .selectFrom('acceptedFigures')
      .innerJoin('awards', 'awards.id', 'acceptedFigures.awardId')
      .where('awards.number', '=', 'SAMPLE-GJC-01')
      .where('acceptedFigures.indicatorCode', '=', 'GJC_ENROLLED')
      .select(['acceptedFigures.periodEnd', 'acceptedFigures.value'])
      .orderBy('acceptedFigures.periodEnd')
      .execute()
    expect(accepted.length).toBeGreaterThan(0)
    expect(enrolled?.figures).toEqual(accepted)
  })
})

describe('moving a forecast', () => {
  const at = { slug: trial, code: 'EVPR' }

  test('moves exactly what was previewed, once, however often the form is sent', async () => {
    const lead = await castActor(amara, 'milestone.forecast')
    const site = { slug: trial, code: 'SITE' }
    const to = addDays(today(), 120)
    const before = await forecastsOf(trial)
    const preview = await previewForecast(lead, site, to)
    expect(await forecastsOf(trial)).toEqual(before)
    const change = { forecastOn: to, reason: 'The second site wants its board to vote.' }
    const once = key(change)
    const moved = await moveForecast(lead, once, site, preview?.version ?? 0, change)
    expect(moved?.shifts).toEqual(
      preview?.shifts.map(({ code, from, to: then }) => ({ code, from, to: then })),
    )
    expect(moved?.shifts.length).toBeGreaterThan(5)
    expect(await forecastsOf(trial)).toEqual({
      ...before,
      SITE: to,
      ...Object.fromEntries(preview?.shifts.map(({ code, to: then }) => [code, then]) ?? []),
    })
    const again = await moveForecast(lead, once, site, preview?.version ?? 0, change)
    expect(again).toEqual(moved)
    const events = await owner
      .selectFrom('events')
      .where('kind', '=', 'milestone.forecast_moved')
      .where('milestoneCode', '=', 'SITE')
      .select('reason')
      .execute()
    expect(events).toEqual([{ reason: change.reason }])
    await expect(
      moveForecast(lead, { ...once, requestHash: 'other' }, site, 0, change),
    ).rejects.toThrow(Refusal)
  })

  test('from an older plan is a conflict that names who changed it', async () => {
    const lead = await castActor(amara, 'milestone.forecast')
    const analyst = await castActor(ben, 'milestone.forecast')
    const { plan } = await versionsOf(trial, 'RASY')
    const change = { forecastOn: addDays(today(), 200), reason: 'The vendor changed.' }
    await moveForecast(analyst, key(), { slug: trial, code: 'RASY' }, plan, change)
    const conflict = await moveForecast(
      lead,
      key(),
      { slug: trial, code: 'RASY' },
      plan,
      change,
    ).catch((error: unknown) => error)
    expect(conflict).toBeInstanceOf(Conflict)
    expect(conflict).toMatchObject({ who: 'Ben Kowalski' })
  })

  test('is refused for a settled milestone, for a past day and for the day it has', async () => {
    const lead = await castActor(amara, 'milestone.forecast')
    await expect(previewForecast(lead, at, addDays(today(), 9))).rejects.toThrow(/settled/)
    const ssab = { slug: trial, code: 'SSAB' }
    await expect(previewForecast(lead, ssab, addDays(today(), -1))).rejects.toThrow(/not past/)
    const { SSAB } = await forecastsOf(trial)
    await expect(previewForecast(lead, ssab, SSAB ?? '')).rejects.toThrow(/already/)
  })
})

describe('evidence', () => {
  const done = {
    description: 'The note of the interviews.',
    url: null,
    completedOn: addDays(today(), -1),
  }

  test('who submitted does not accept, in the software and in the database', async () => {
    const at = { slug: trial, code: 'SITE' }
    const officer = await castActor(ruth, 'milestone.submit')
    const { milestone } = await versionsOf(trial, 'SITE')
    await submitEvidence(officer, key(), at, milestone, done)
    const own = await castActor(ruth, 'milestone.accept')
    await expect(
      decideEvidence(own, key(), at, milestone + 1, { decision: 'accepted', words: null }),
    ).rejects.toThrow('You submitted this evidence')
    await expect(
      owner
        .updateTable('milestoneEvidence')
        .set((eb) => ({
          decision: 'accepted',
          decidedBy: eb.ref('submittedBy'),
          decidedAt: new Date(),
        }))
        .where('decision', 'is', null)
        .execute(),
    ).rejects.toThrow(/check constraint/)
    const other = await castActor(samuel, 'milestone.accept')
    const accepted = await decideEvidence(other, key(), at, milestone + 1, {
      decision: 'accepted',
      words: null,
    })
    expect(accepted?.state).toBe('accepted')
    expect((await forecastsOf(trial))['SITE']).toBe(done.completedOn)
  })

  test('goes back with words and comes again; each move needs the version it saw', async () => {
    const at = { slug: nursing, code: 'FDAT' }
    const analyst = await castActor(ben, 'milestone.submit')
    const officer = await castActor(ruth, 'milestone.accept')
    const { milestone } = await versionsOf(nursing, 'FDAT')
    const once = key(done)
    await submitEvidence(analyst, once, at, milestone, done)
    expect(await submitEvidence(analyst, once, at, milestone, done)).toEqual({
      state: 'evidence_submitted',
    })
    await expect(submitEvidence(analyst, key(), at, milestone, done)).rejects.toThrow(Conflict)
    await decideEvidence(officer, key(), at, milestone + 1, {
      decision: 'sent_back',
      words: 'The log lacks two interviews.',
    })
    const found = await findMilestone(await reader(ben), at)
    expect(found?.state).toBe('in_progress')
    expect(found?.evidence.map(({ decisionWords }) => decisionWords)).toEqual([
      'The log lacks two interviews.',
    ])
    await submitEvidence(analyst, key(), at, milestone + 2, done)
  })

  test('cannot be of tomorrow, and waits for the milestones it rests on', async () => {
    const at = { slug: nursing, code: 'TWG1' }
    const lead = await castActor(amara, 'milestone.submit')
    const { milestone } = await versionsOf(nursing, 'TWG1')
    const tomorrow = { ...done, completedOn: addDays(today(), 2) }
    await expect(submitEvidence(lead, key(), at, milestone, tomorrow)).rejects.toThrow(/or before/)
    const frpt = { slug: nursing, code: 'FRPT' }
    const { milestone: version } = await versionsOf(nursing, 'FRPT')
    await startMilestone(lead, key(), frpt, version)
    await submitEvidence(lead, key(), frpt, version + 1, done)
    const officer = await castActor(ruth, 'milestone.accept')
    await expect(
      decideEvidence(officer, key(), frpt, version + 2, { decision: 'accepted', words: null }),
    ).rejects.toThrow(/FDAT first/)
  })

  test('the evaluators do not record what the agency records', async () => {
    const lead = await castActor(amara, 'milestone.submit')
    const { milestone } = await versionsOf(trial, 'PRIV')
    await expect(
      startMilestone(lead, key(), { slug: trial, code: 'PRIV' }, milestone),
    ).rejects.toThrow('An evaluation officer records this milestone.')
  })
})

describe('gates', () => {
  const exit = { slug: trial, stage: 'evaluability', side: 'exit' } as const

  test('what an evaluation officer proposed the director decides, and go closes the stage', async () => {
    const director = await castActor(helen, 'gate.decide')
    const version = await stageVersion(trial, 'evaluability')
    const decided = await decideGate(director, key(), exit, version, {
      decision: 'go',
      reason: 'The report carries it.',
    })
    expect(decided).toEqual({ decision: 'go', stageState: 'closed' })
    const study = await findStudy(await reader(amara), trial)
    expect(study?.stages[0]).toMatchObject({ state: 'closed', closedOn: today() })
    await expect(
      decideGate(director, key(), exit, version, { decision: 'no_go', reason: 'No.' }),
    ).rejects.toThrow(Conflict)
  })

  test('a redesign leaves the stage as it is, and the gate can be proposed again', async () => {
    const entry = { slug: trial, stage: 'rct', side: 'entry' } as const
    const officer = await castActor(ruth, 'gate.propose')
    const director = await castActor(helen, 'gate.decide')
    const version = await stageVersion(trial, 'rct')
    const proposal = { proposal: 'go', reason: 'Ready.' } as const
    await proposeGate(officer, key(), entry, version, proposal)
    await expect(proposeGate(officer, key(), entry, version + 1, proposal)).rejects.toThrow(
      /waits for the director/,
    )
    await decideGate(director, key(), entry, version + 1, {
      decision: 'redesign',
      reason: 'No control number yet.',
    })
    const gate = await findGate(await castActor(amara, 'gate.read'), entry)
    expect(gate).toMatchObject({ stageState: 'planned', isProposed: false })
    await proposeGate(officer, key(), entry, version + 2, proposal)
  })

  test('whoever proposed a gate cannot be its decider in the database either', async () => {
    await expect(
      owner
        .updateTable('gateDecisions')
        .set((eb) => ({
          decision: 'go',
          decisionReason: 'mine',
          decidedBy: eb.ref('proposedBy'),
          decidedAt: new Date(),
        }))
        .where('decision', 'is', null)
        .execute(),
    ).rejects.toThrow(/check constraint/)
  })

  test('no gate of a study from public sources is decided here', async () => {
    const officer = await castActor(ruth, 'gate.propose')
    await expect(
      proposeGate(officer, key(), { slug: sseep, stage: 'formative', side: 'exit' }, 1, {
        proposal: 'go',
        reason: 'Done.',
      }),
    ).rejects.toThrow(/public sources/)
  })

  test('a stranger finds no gate', async () => {
    const lead = await castActor(amara, 'gate.read')
    expect(await findGate(lead, { slug: sseep, stage: 'formative', side: 'exit' })).toBeNull()
    expect(await listGateDecisions(lead, sseep)).toEqual([])
  })
})

test('the real evaluation holds only what its sources say', async () => {
  const study = await findStudy(await reader(ruth), sseep)
  expect(study).toMatchObject({ sample: false, awardedOn: null, team: [] })
  expect(study?.firms.map(({ name }) => name)).toEqual([
    'Abt Global',
    'MDRC',
    'Social Policy Research Associates',
    'Trewon Technologies',
  ])
  expect(study?.programs.map(({ officialAwards }) => officialAwards)).toEqual([34, 12, 25])
  expect(await listMilestones(await reader(ruth), study?.id ?? 0)).toEqual([])
})

test('the state of every milestone is what its events add up to', async () => {
  const milestones = await db
    .selectFrom('milestones')
    .select(['studyId', 'code', 'state'])
    .where('code', '<>', awardMilestone)
    .execute()
  const moves = await owner
    .selectFrom('events')
    .where('kind', 'like', 'milestone.%')
    .where('kind', '<>', 'milestone.forecast_moved')
    .select(['studyId', 'milestoneCode', 'kind'])
    .orderBy('id')
    .execute()
  const rebuilt = milestones.map(({ studyId, code }) => {
    const own = moves.filter((one) => one.studyId === studyId && one.milestoneCode === code)
    return foldMilestone(own.map(({ kind }) => kind as MilestoneMoveEvent))
  })
  expect(rebuilt).toEqual(milestones.map(({ state }) => state))
})
