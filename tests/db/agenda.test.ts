import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addMonths } from '#app/domain/dates.ts'
import { holeScore } from '#app/domain/evidence/solicitation.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import * as paths from '#app/paths.ts'
import {
  answerOutcome,
  claimOutcome,
  countOutcomes,
  findAwardOutcomes,
} from '#db/awards/outcomes.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { linkStudy, listHoles, setPriority } from '#db/evidence/agenda.ts'
import { listBodyRatings, rateBody } from '#db/evidence/raters.ts'
import type { Db } from '#db/index.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, luis, marcus, newKey } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const ruth: CastEmail = 'ruth.lindqvist@evaluation.example.org'
const samuel: CastEmail = 'samuel.adeyemi@evaluation.example.org'
const helen: CastEmail = 'helen.marsh@seti.example.org'
const victor: CastEmail = 'victor.chu@seti.example.org'
const trial = 'southern-colorado-health-careers-trial'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const read = async (email: CastEmail) => listBodyRatings(await castActor(email, 'body_rating.read'))
const rate = async (email: CastEmail, version: number, key = newKey()) =>
  rateBody(await castActor(email, 'body_rating.rate'), key, version, {
    level: 'some',
    reason: 'Seven experiments, two of them rated high.',
  })

describe('a rating of the strategy', () => {
  test('is given by two people who do not read each other, and settled by one of them', async () => {
    expect((await read(ruth)).words.map(({ part }) => part)).toEqual(['final', 'second', 'first'])
    const key = newKey()
    expect(await rate(ruth, 3, key)).toBe(2)
    expect(await rate(ruth, 3, key)).toBe(2)
    expect((await read(samuel)).words).toHaveLength(3)
    expect((await read(samuel)).next).toEqual({ may: 'rate', round: 2, part: 'second' })
    expect((await read(helen)).words).toHaveLength(4)
    const again = rate(ruth, 4)
    await expect(again).rejects.toThrow('Somebody else gives the second')
    await expect(again).rejects.toMatchObject({ who: 'Ruth Lindqvist' })
    await rate(samuel, 4)
    expect((await read(samuel)).words).toHaveLength(5)
    await expect(rate(ruth, 4)).rejects.toThrow(Conflict)
    await rate(samuel, 5)
    const told = await owner
      .selectFrom('notices')
      .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
      .innerJoin('people', 'people.id', 'memberships.personId')
      .innerJoin('events', 'events.id', 'notices.eventId')
      .where('notices.kind', 'in', ['rating_first', 'rating_second', 'rating_final'])
      .where('people.email', 'in', [ruth, samuel, helen])
      .orderBy('notices.id', 'desc')
      .limit(4)
      .select(['notices.kind', 'people.email', 'events.reason'])
      .execute()
    expect(told.map(({ kind, email }) => `${kind} ${email}`).sort()).toEqual([
      `rating_final ${helen}`,
      `rating_final ${ruth}`,
      `rating_first ${samuel}`,
      `rating_second ${ruth}`,
    ])
    expect(told.find(({ kind }) => kind === 'rating_first')?.reason).toBeNull()
  })

  test('is kept with what the rules gave that day, and is nothing to the public', async () => {
    const [word] = (await read(helen)).words
    expect(word).toMatchObject({ part: 'final', workedLevel: 'some', ruleSet: 1 })
    const page = await answerTo(await requestAs(helen, paths.countyHealth()))
    expect(page.body).toContain('Seven experiments, two of them rated high.')
    const open = await answerTo(new Request(`http://localhost${paths.countyHealth()}`))
    expect(open.body).not.toContain('Seven experiments, two of them rated high.')
    expect(open.body).toContain('worked out from')
  })
})

describe('the next solicitation', () => {
  const holes = async (email: CastEmail, origin: 'sources' | 'sample' = 'sample') =>
    listHoles(await castActor(email, 'agenda.read'), origin)

  test('is ranked by priority and gap, and halved by a study that reports soon', () => {
    const day = '2026-11-22'
    const planned = [{ part: 'primary' as const, reportsOn: addMonths(day, 24) }]
    const score = (hole: Parameters<typeof holeScore>[0]) => holeScore(hole, day)?.score ?? null
    expect(score({ level: 0, priority: 2, planned: [] })).toBe(2)
    expect(score({ level: 0, priority: 2, planned })).toBe(1)
    expect(score({ level: 6, priority: 1, planned: [] })).toBe(0.2)
    expect(score({ level: null, priority: 3, planned: [] })).toBeNull()
    const late = planned.map((one) => ({ ...one, reportsOn: addMonths(day, 25) }))
    const exploratory = planned.map((one) => ({ ...one, part: 'exploratory' as const }))
    const never = planned.map((one) => ({ ...one, reportsOn: null }))
    for (const studies of [late, exploratory, never]) {
      expect(score({ level: 0, priority: 2, planned: studies })).toBe(2)
    }
  })

  test('begins with what the evaluation office puts first, and says who did', async () => {
    const [first, second] = await holes(helen)
    expect(first).toMatchObject({ score: 3, said: { priority: 3, setBy: 'Ruth Lindqvist' } })
    expect([first?.question.code, second?.question.code]).toEqual(['RQ01', 'RQ02'])
    const health = (await holes(helen)).find(({ cell }) => cell.code === 'RQ06 healthcare')
    expect(health?.studies).toMatchObject([{ slug: trial, part: 'primary' }])
  })

  test('halves a gap by the trial’s own forecast, and keeps its name from who reads no study', async () => {
    const gap = async (email: CastEmail) =>
      (await holes(email)).find(({ cell }) => cell.code === 'RQ06 healthcare')
    await owner
      .updateTable('milestones')
      .set({ forecastOn: addMonths(today(), 12) })
      .where('code', '=', 'IREL')
      .where('studyId', '=', (eb) =>
        eb.selectFrom('studies').where('slug', '=', trial).select('id'),
      )
      .execute()
    expect(await gap(helen)).toMatchObject({ isHalved: true, score: 0.1 })
    expect((await gap(victor))?.studies).toMatchObject([{ slug: null, title: null }])
    expect((await holes(helen, 'sources')).some(({ isHalved }) => isHalved)).toBe(false)
    const ask = await castActor(ruth, 'agenda.set')
    const word = { study: trial, sector: 'healthcare', part: 'none' as const }
    await linkStudy(ask, newKey(), { question: 'RQ06', version: 1 }, word)
    expect(await gap(helen)).toMatchObject({ isHalved: false, studies: [] })
  })

  test('takes one word at a time on a question, and none on what is not there', async () => {
    const actor = await castActor(samuel, 'agenda.set')
    const given = { priority: '0', reason: 'Another office asks it already.' }
    const key = newKey()
    const at = { question: 'RQ17', version: 0 }
    await setPriority(actor, key, at, given)
    await setPriority(actor, key, at, given)
    const late = setPriority(actor, newKey(), at, given)
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Samuel Adeyemi' })
    expect((await holes(helen)).map(({ question }) => question.code)).not.toContain('RQ17')
    const missing = { question: 'RQ99', version: 0 }
    expect(await setPriority(actor, newKey(), missing, given)).toBeNull()
    const lost = { study: 'no-such-study', sector: null, part: 'primary' as const }
    await expect(linkStudy(actor, newKey(), at, lost)).rejects.toThrow(Refusal)
  })

  test('names awards to who may read them, and none to the task force', async () => {
    const ask = paths.solicitation({ origin: 'sample' })
    const page = await answerTo(await requestAs(helen, ask))
    expect(page.body).toContain('Awards that could fill them')
    expect(page.body).toMatch(/SAMPLE-[A-Z]+-\d/)
    const aggregate = await answerTo(await requestAs(victor, ask))
    expect(aggregate.status).toBe(200)
    expect(aggregate.body).not.toMatch(/SAMPLE-[A-Z]+-\d/)
    const file = await answerTo(await requestAs(helen, paths.solicitationCsv({ origin: 'sample' })))
    expect(file.body.split('\r\n')[1]).toContain('1,RQ01,')
  })
})

describe('an outcome of an award', () => {
  const compact = 'SAMPLE-GJC-01'
  const claim = {
    kind: 'accidents' as const,
    changed: 'Needle injuries fell from nine to four in half a year.',
    partnership: null,
    since: today(),
    evidence: 'Log of the clinic.',
  }
  const readBy = async (email: CastEmail) =>
    findAwardOutcomes(await castActor(email, 'award.read'), compact)

  test('is claimed by the grantee once, and answered by the officer of the caseload alone', async () => {
    const preparer = await castActor(luis, 'outcome.claim')
    const at = { number: compact, version: 2 }
    const key = newKey()
    expect(await claimOutcome(preparer, key, at, claim)).toEqual({ number: compact, no: 3 })
    expect(await claimOutcome(preparer, key, at, claim)).toEqual({ number: compact, no: 3 })
    const late = claimOutcome(preparer, newKey(), at, claim)
    await expect(late).rejects.toMatchObject({ who: 'Luis Herrera' })
    const early = { ...claim, since: addMonths(today(), 1) }
    const next = { number: compact, version: 3 }
    await expect(claimOutcome(preparer, newKey(), next, early)).rejects.toThrow(Refusal)
    const strange = { ...claim, partnership: '999999' }
    await expect(claimOutcome(preparer, newKey(), next, strange)).rejects.toThrow(Refusal)

    const answer = { answer: 'not_confirmed' as const, words: 'The log covers one ward only.' }
    const which = { number: compact, no: 3 }
    const stranger = await castActor(marcus, 'outcome.answer')
    expect(await answerOutcome(stranger, newKey(), which, answer)).toBeNull()
    const officer = await castActor(dana, 'outcome.answer')
    expect(await answerOutcome(officer, newKey(), which, answer)).toBe(compact)
    await expect(answerOutcome(officer, newKey(), which, answer)).rejects.toMatchObject({
      who: 'Dana Whitfield',
    })
    expect((await readBy(luis))?.outcomes[0]).toMatchObject({
      state: 'not_confirmed',
      words: 'The log covers one ward only.',
    })
    expect((await readBy(luis))?.answers).toBe(false)
  })

  test('counts once in all and once in each sector, and nothing of a sample among the sourced', async () => {
    const actor = await castActor(victor, 'portfolio.read')
    const counts = await countOutcomes(actor, { origin: 'sample' })
    const of = (kind: string) => counts.filter((one) => one.kind === kind)
    expect(of('vacancy_turnover_cost').find(({ sector }) => sector === null)).toMatchObject({
      confirmed: 1,
      claimed: 0,
      awards: 1,
    })
    expect(of('vacancy_turnover_cost').length).toBeGreaterThan(1)
    expect(of('education_training').find(({ sector }) => sector === null)?.claimed).toBe(1)
    expect(await countOutcomes(actor, { origin: 'sources' })).toEqual([])
    const page = await answerTo(await requestAs(victor, paths.outcomes({ origin: 'sample' })))
    expect(page.body).not.toContain(compact)
    const drilled = await answerTo(
      await requestAs(helen, paths.outcomes({ origin: 'sample', kind: 'education_training' })),
    )
    expect(drilled.body).toContain('Mesa Community College gives college credit')
    expect(drilled.body).not.toContain('Clinics fill an assistant’s place')
  })
})
