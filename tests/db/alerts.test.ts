import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { alertFreeOn, alertStanding } from '#app/domain/study/alerts.ts'
import { readBoardFilters, siteAskOf } from '#app/domain/study/board.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { moveOverlap } from '#db/overlap/decide.ts'
import { judgeQueued } from '#db/overlap/judge.ts'
import { commentOnAlert, listAlerts, listAlertsOnDesk } from '#db/studies/alerts.ts'
import { listNamedCandidates } from '#db/studies/board.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const helen = 'helen.marsh@seti.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const scheduler = permitSystem(
  { kind: 'system', name: 'scheduler', requestId: 'test' },
  'overlap.judge',
)

let owner: Db
let studyId = 0

beforeAll(async () => {
  owner = await testDatabase('played')
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', ladders)
    .select('id')
    .executeTakeFirstOrThrow()
  studyId = study.id
})

const alertsFor = async (email: CastEmail) =>
  listAlerts(await castActor(email, 'plan.read'), studyId)

/** An award entered today at the place and sector of a site, by the grantee of another one. */
async function enterBeside(number: string, of = 'SAMPLE-CSJQ-01'): Promise<void> {
  const beside = await owner
    .selectFrom('awards')
    .where('number', '=', of)
    .select([
      'organizationId',
      'agencyCode',
      'streamCode',
      'programCode',
      'sample',
      'amountPrecision',
      'awardedAmount',
    ])
    .executeTakeFirstOrThrow()
  const { id } = await owner
    .insertInto('awards')
    .values({ ...beside, number, status: 'active', periodStart: today() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await owner.insertInto('awardSectors').values({ awardId: id, sectorCode: 'healthcare' }).execute()
  await owner.insertInto('awardStates').values({ awardId: id, usps: 'NE' }).execute()
  await judgeQueued(scheduler)
}

test('a new award beside a site that enrols raises an alert, and what is decided waits for its lead', async () => {
  const before = await alertsFor(amara)
  await enterBeside('SAMPLE-BESIDE-01')
  const raised = (await alertsFor(amara)).filter(({ number }) => number === 'SAMPLE-BESIDE-01')
  expect(raised[0]).toMatchObject({
    kind: 'new_award',
    bearing: null,
    freeOn: alertFreeOn(today()),
  })
  expect(await listAlertsOnDesk(await castActor(amara, 'session.use'))).not.toEqual([])
  const told = await db
    .selectFrom('notices')
    .where('kind', '=', 'contamination_raised')
    .select('id')
    .execute()
  expect(told.length).toBeGreaterThan(0)
  await judgeQueued(scheduler)
  expect((await alertsFor(amara)).length).toBeGreaterThan(before.length)

  const overlap = await db
    .selectFrom('contaminationAlerts')
    .innerJoin('overlapFindings', 'overlapFindings.id', 'contaminationAlerts.overlapId')
    .where('contaminationAlerts.studyId', '=', studyId)
    .where('contaminationAlerts.no', '=', raised[0]?.no ?? 0)
    .select(['overlapFindings.id', 'overlapFindings.version'])
    .executeTakeFirstOrThrow()
  const director = await castActor(helen, 'overlap.decide')
  const given = { action: null, words: 'Two desks, one list.' }
  await moveOverlap(director, key(), overlap, 'triage', given)
  const taken = { ...overlap, version: overlap.version + 1 }
  const dismiss = async () => moveOverlap(director, key(), taken, 'dismiss', given)
  await expect(dismiss()).rejects.toThrow('its lead was asked')

  const at = { slug: ladders, no: raised[0]?.no ?? 0 }
  const lead = await castActor(amara, 'alert.comment')
  const once = key(at)
  const comment = { bearing: 'watch', words: 'We ask the control group each quarter.' } as const
  const first = await commentOnAlert(lead, once, at, comment)
  expect(await commentOnAlert(lead, once, at, comment)).toEqual(first)
  await expect(commentOnAlert(lead, key(), at, comment)).rejects.toThrow(Conflict)
  expect(await commentOnAlert(lead, key(), { ...at, no: 9999 }, comment)).toBeNull()
  expect(await dismiss()).toBe(overlap.id)
})

test('an award that an alert names has that study next door, until its lead says that it does not reach it', async () => {
  const other = 'SAMPLE-BESIDE-03'
  await enterBeside(other, 'SAMPLE-GJC-02')
  const ask = siteAskOf(null, readBoardFilters(new URLSearchParams()), today())
  const nearby = async (study: { id: number; sample: boolean } | null = null) => {
    const actor = await castActor(helen, 'board.read')
    const [candidate] = await listNamedCandidates(actor, { study, origin: 'sample', ask }, [other])
    return candidate?.studiesNearby
  }
  const alerted = await nearby()
  expect(await nearby({ id: studyId, sample: true })).toBe((alerted ?? 0) - 1)
  const lead = await castActor(amara, 'alert.comment')
  const words = 'Its people come from another county.'
  for (const { number, no } of await alertsFor(amara)) {
    if (number !== other) continue
    await commentOnAlert(lead, key(), { slug: ladders, no }, { bearing: 'none', words })
  }
  expect(await nearby()).toBe((alerted ?? 0) - 1)
})

test('without a word it counts as settled once the stated time has passed', async () => {
  await enterBeside('SAMPLE-BESIDE-02')
  const alert = await db
    .selectFrom('contaminationAlerts')
    .innerJoin('awards', 'awards.id', 'contaminationAlerts.otherAwardId')
    .innerJoin('overlapFindings', 'overlapFindings.id', 'contaminationAlerts.overlapId')
    .where('awards.number', '=', 'SAMPLE-BESIDE-02')
    .select(['overlapFindings.id', 'overlapFindings.version', 'contaminationAlerts.freeOn'])
    .executeTakeFirstOrThrow()
  const director = await castActor(helen, 'overlap.decide')
  const given = { action: null, words: 'Known to both.' }
  await moveOverlap(director, key(), alert, 'triage', given)
  const taken = { id: alert.id, version: alert.version + 1 }
  await expect(moveOverlap(director, key(), taken, 'dismiss', given)).rejects.toThrow('asked')
  const offset = now().getTime() - Date.now()
  try {
    setClockOffset(Date.parse(`${alert.freeOn}T18:00:00Z`) - Date.now())
    expect(await moveOverlap(director, key(), taken, 'dismiss', given)).toBe(alert.id)
  } finally {
    setClockOffset(offset)
  }
  const open = { bearing: null, freeOn: '2026-12-08' }
  expect(alertStanding(open, '2026-12-07')).toBe('waits')
  expect(alertStanding(open, '2026-12-08')).toBe('timed_out')
  expect(alertStanding({ ...open, bearing: 'none' }, '2026-12-07')).toBe('commented')
})
