import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { readBoardFilters, siteAskOf } from '#app/domain/study/board.ts'
import { type Scores, scoresOf, standingOfSite } from '#app/domain/study/evaluability.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { findBoardStudy, listCandidates, listNamedCandidates } from '#db/studies/board.ts'
import { commentOnCandidate, findJudgements, saveScores } from '#db/studies/evaluability.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders, trial } from '../setup/studies.ts'

const ruth = 'ruth.lindqvist@evaluation.example.org'
const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const dana = 'dana.whitfield@eda.example.org'
const grace = 'grace.whitman@tidewater.example.org'

beforeAll(async () => {
  await testDatabase('played')
})

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const filters = readBoardFilters(new URLSearchParams())
const neg = { slug: ladders, number: 'SAMPLE-NEG-01' }

async function boardOf(email: CastEmail, slug: string | null, search = '') {
  const actor = await castActor(email, 'board.read')
  const wanted = readBoardFilters(new URLSearchParams(search))
  const study = slug === null ? null : await findBoardStudy(actor, slug)
  const ask = siteAskOf(study, wanted, today())
  const origin = 'sample' as const
  return { ask, ...(await listCandidates(actor, { study, origin, ask }, wanted)) }
}

test('the board ranks in SQL as the domain scores, for a study and without one', async () => {
  for (const slug of [ladders, trial, null]) {
    for (const search of ['', 'effect=0.6&sites=1', 'effect=0.4&sites=50']) {
      const { candidates, ask } = await boardOf(ruth, slug, search)
      expect(candidates.length).toBeGreaterThan(3)
      const ranks = candidates.map((one) => standingOfSite(scoresOf(one, one.judged, ask)).rank)
      expect(candidates.map(({ rank }) => rank)).toEqual(ranks)
      expect([...ranks].sort((a, b) => a - b)).toEqual(ranks)
    }
  }
})

test('a starred zero rules an award out, and a study shows only awards of its own kind', async () => {
  const { candidates, ask } = await boardOf(ruth, ladders)
  expect(candidates.every(({ sample }) => sample)).toBe(true)
  const out = candidates.find(({ number }) => number === 'SAMPLE-BPIJG-01')
  if (!out) throw new Error('Scored by the cast')
  expect(standingOfSite(scoresOf(out, out.judged, ask))).toMatchObject({
    verdict: 'blocked',
    blockers: expect.arrayContaining(['EV13']),
  })
  expect(candidates.at(-1)?.rank).toBeGreaterThanOrEqual(1000)
})

test('filters narrow the board, and pages follow one another without a gap', async () => {
  const { candidates } = await boardOf(ruth, ladders, 'sector=healthcare&stream=SSEEP')
  expect(candidates.map(({ stream }) => stream)).toEqual(
    candidates.map(() => candidates[0]?.stream),
  )
  const all = (await boardOf(ruth, ladders)).candidates.map(({ number }) => number)
  const after = (await boardOf(ruth, ladders, `after=${all[1]}`)).candidates
  expect(after.map(({ number }) => number)).toEqual(all.slice(2))
})

test('a lead reads the sites of the own studies and nobody else’s; an analyst has no board', async () => {
  const { candidates } = await boardOf(amara, ladders)
  expect(candidates.map(({ number }) => number).sort()).toEqual(
    ['SAMPLE-CSJQ-01', 'SAMPLE-GJC-01', 'SAMPLE-GJC-04', 'SAMPLE-NEG-01', 'SAMPLE-WIOA-01'].filter(
      (number) => candidates.some((one) => one.number === number),
    ),
  )
  const actor = await castActor(amara, 'board.read')
  const asked = { study: null, origin: 'sample' as const, ask: siteAskOf(null, filters, today()) }
  expect(await listNamedCandidates(actor, asked, ['SAMPLE-BPIJG-01'])).toEqual([])
  expect(await findJudgements(actor, { slug: ladders, number: 'SAMPLE-BPIJG-01' })).toBeNull()
  await expect(castActor(ben, 'board.read')).rejects.toThrow('does not hold')
  await expect(castActor(grace, 'board.read')).rejects.toThrow('does not hold')
})

test('scores are kept entry by entry, once a key, with who was faster', async () => {
  const actor = await castActor(ruth, 'board.score')
  const before = await findJudgements(await castActor(ruth, 'board.read'), neg)
  const version = before?.scores.length ?? 0
  const given = [
    { criterion: 'EV16', score: 2, words: 'The board of the partnership agreed.' },
  ] as const
  const once = key(given)
  expect(await saveScores(actor, once, neg, version, given)).toEqual({ changed: 1 })
  expect(await saveScores(actor, once, neg, version, given)).toEqual({ changed: 1 })
  const after = await findJudgements(await castActor(dana, 'board.read'), neg)
  expect(after?.scores).toHaveLength(version + 1)
  expect(after?.scores[0]).toMatchObject({ criterion: 'EV16', no: 2, score: 2 })
  await expect(saveScores(actor, key(), neg, version, given)).rejects.toThrow(Conflict)
  await expect(saveScores(actor, key(), neg, version + 1, given)).rejects.toThrow(Refusal)
  const { events } = await listEvents(await castActor(ruth, 'event.read'), {
    studyId: after?.studyId ?? 0,
  })
  expect(events.find(({ kind }) => kind === 'evaluability.scored')?.after).toMatchObject({
    award: 'SAMPLE-NEG-01',
    scores: ['EV16 2'],
  })
  const { events: hers } = await listEvents(await castActor(grace, 'event.read'), {
    awardId: after?.awardId ?? 0,
  })
  expect(hers.filter(({ kind }) => kind.startsWith('evaluability.'))).toEqual([])
})

test('an officer comments and scores nothing', async () => {
  const actor = await castActor(dana, 'board.comment')
  await commentOnCandidate(actor, key(), neg, { words: 'Two staff left in May.' })
  const read = await findJudgements(await castActor(ruth, 'board.read'), neg)
  expect(read?.comments[0]).toMatchObject({ words: 'Two staff left in May.' })
  await expect(castActor(dana, 'board.score')).rejects.toThrow('does not hold')
})

test('what the records do not say is scored by people, and other studies by the lower of both', () => {
  const ask = siteAskOf(null, filters, '2026-06-01')
  expect(ask).toMatchObject({ opensOn: '2026-06-01', closesOn: '2028-06-01', sites: 4 })
  const judged: Scores = {
    EV11: 2,
    EV12: 2,
    EV13: 2,
    EV14: 1,
    EV15: 2,
    EV16: 2,
    EV17: 1,
    EV18: 2,
  }
  const silent = {
    perMonth: null,
    months: null,
    periodEnd: null,
    studiesHere: 0,
    studiesNearby: 0,
  }
  expect(scoresOf(silent, judged, ask)).toEqual(judged)
  const told = { ...silent, perMonth: ask.part, months: 24, periodEnd: addDays(ask.closesOn, 1) }
  expect(scoresOf(told, judged, ask)).toMatchObject({ EV14: 2, EV17: 1, EV18: 1 })
  expect(standingOfSite(scoresOf(told, judged, ask)).verdict).toBe('go')
  expect(standingOfSite({ ...judged, EV16: 0 }).verdict).toBe('blocked')
  expect(standingOfSite({ ...judged, EV16: null }).verdict).toBe('open')
})
