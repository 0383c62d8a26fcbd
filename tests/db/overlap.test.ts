import { beforeAll, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { readOverlapFilters } from '#app/domain/overlap/list.ts'
import type { Reach } from '#app/domain/overlap/reach.ts'
import * as paths from '#app/paths.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { commentOnOverlap, moveOverlap, shareOverlap } from '#db/overlap/decide.ts'
import { findOverlap, listOverlaps, listOverlapsOnDesk } from '#db/overlap/find.ts'
import { judgeQueued } from '#db/overlap/judge.ts'
import { findReach, recordReach } from '#db/overlap/reach.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, elena, joan, newKey } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const helen = 'helen.marsh@seti.example.org'
const peter = 'peter.osei@sandhills.example.org'
const ladders = 'SAMPLE-CSJQ-01'
const words = 'They meet different people.'
let owner: Db
let id: number

beforeAll(async () => {
  owner = await testDatabase('played')
  const [row] = await listed('origin=sample&status=every')
  id = row?.id ?? 0
})

const listed = async (query: string, email: CastEmail = helen) =>
  (
    await listOverlaps(
      await castActor(email, 'overlap.read'),
      readOverlapFilters(new URLSearchParams(query)),
    )
  ).overlaps
const standing = async (email: CastEmail = helen) =>
  findOverlap(await castActor(email, 'overlap.read'), id)
const decide = async (move: 'confirm' | 'dismiss' | 'reopen' | 'triage', key = newKey()) => {
  const { version = 0 } = (await standing()) ?? {}
  const actor = await castActor(helen, 'overlap.decide')
  return moveOverlap(actor, key, { id, version }, move, { action: null, words })
}
const reach: Reach & { ground: string } = {
  nationwide: false,
  statewide: [],
  counties: ['31019'],
  populations: ['low_income', 'unemployed'],
  services: ['career_readiness', 'classroom_training', 'placement'],
  ground: 'Told by the director.',
}
const recordAs = async (email: CastEmail, version: number, change: Partial<Reach> = {}) =>
  recordReach(await castActor(email, 'reach.record'), newKey(), ladders, version, {
    ...reach,
    ...change,
  })

describe('what the rule finds', () => {
  test('among awards from sources is what the reference says, and sample pairs stay apart', async () => {
    const real = await listed('status=every')
    expect(real.map(({ level }) => level)).toEqual([
      ...Array<string>(6).fill('fragmentation'),
      ...Array<string>(2).fill('possible_overlap'),
    ])
    expect(real.every(({ score, sample }) => score === null && !sample)).toBe(true)
    const alabama = await listed('state=AL&sector=healthcare')
    expect(alabama.map(({ lowOrganization }) => lowOrganization)).toEqual(['City of Birmingham'])
    const [sample] = await listed('origin=sample&status=every')
    expect(sample).toMatchObject({ level: 'overlap', state: 'triaged', sharedStates: ['NE'] })
    expect(await db.selectFrom('overlapQueue').selectAll().execute()).toEqual([])
  })

  test('is judged again after a change of the award, and only then', async () => {
    const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
    const judge = async () => judgeQueued(permitSystem(scheduler, 'overlap.judge'))
    await owner
      .updateTable('awards')
      .set({ notes: 'Nothing of this matters to the rule.' })
      .where('number', '=', ladders)
      .execute()
    expect(await judge()).toBe(0)
    const set = async (status: 'ended' | 'active') =>
      owner.updateTable('awards').set({ status }).where('number', '=', ladders).execute()
    await set('ended')
    expect(await judge()).toBe(1)
    expect(await listed('origin=sample&status=every')).toEqual([])
    await set('active')
    expect(await judge()).toBe(1)
    const [again] = await listed('origin=sample&status=every')
    expect(again).toMatchObject({ id, state: 'triaged' })
  })
})

describe('a decision', () => {
  test('is a director’s, happens once for one form, and tells whoever is later who was first', async () => {
    const key = newKey()
    const { version = 0 } = (await standing()) ?? {}
    const actor = await castActor(helen, 'overlap.decide')
    const dismiss = () =>
      moveOverlap(actor, key, { id, version }, 'dismiss', { action: null, words })
    expect(await dismiss()).toBe(id)
    expect(await dismiss()).toBe(id)
    expect(await standing()).toMatchObject({ state: 'dismissed' })
    const late = moveOverlap(actor, newKey(), { id, version }, 'confirm', { action: null, words })
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Helen Marsh' })
    await expect(decide('confirm')).rejects.toThrow(Conflict)
    const events = await owner
      .selectFrom('events')
      .where('kind', '=', 'overlap.dismissed')
      .select('awardId')
      .execute()
    expect(new Set(events.map(({ awardId }) => awardId)).size).toBe(2)
  })

  test('stays until place, sector, services, people or period change', async () => {
    expect(await recordAs(elena, 1, { counties: ['31019', '31079'] })).toBe(ladders)
    expect(await standing()).toMatchObject({ state: 'reopened' })
    await decide('triage')
    await decide('dismiss')
    await recordAs(elena, 2, { counties: ['31079', '31019'] })
    expect(await standing()).toMatchObject({ state: 'dismissed' })
    await recordAs(elena, 3)
    const after = await standing()
    expect(after).toMatchObject({ state: 'reopened' })
    expect(after?.moves[0]).toMatchObject({ move: 'rule_reopened', who: null })
  })

  test('officers of the two awards say what they know, others nothing', async () => {
    const say = async (email: CastEmail) =>
      commentOnOverlap(await castActor(email, 'overlap.comment'), newKey(), id, words)
    const asked = async (email: CastEmail) =>
      (await listOverlapsOnDesk(await castActor(email, 'session.use'))).map((one) => one.id)
    expect(await asked(elena)).toContain(id)
    expect([await asked(dana), await asked(helen)].flat()).not.toContain(id)
    expect(await say(elena)).toBe(id)
    expect(await asked(elena)).not.toContain(id)
    expect(await say(dana)).toBeNull()
  })

  test('is read by the grantees’ certifying officials once it is shared, without the agency’s words', async () => {
    expect(await standing(peter)).toBeNull()
    const { version = 0 } = (await standing()) ?? {}
    const actor = await castActor(helen, 'overlap.decide')
    await shareOverlap(actor, newKey(), { id, version }, 'Please read this before we meet.')
    expect(await standing(peter)).not.toBeNull()
    expect(await standing(joan)).toBeNull()
    const page = await answerTo(await requestAs(peter, paths.overlap(id)))
    expect(page.body).toContain('Please read this before we meet.')
    expect(page.body).not.toContain(words)
  })
})

describe('the reach of an award', () => {
  test('is recorded by its officer or its agency’s grants officer, and says who was faster', async () => {
    expect(await recordAs(dana, 4)).toBeNull()
    expect(await recordAs('priya.raman@eda.example.org', 4)).toBeNull()
    expect(await recordAs('tom.okafor@eta.example.org', 4)).toBe(ladders)
    await expect(recordAs(elena, 4)).rejects.toMatchObject({ who: 'Tom Okafor' })
    await expect(recordAs(elena, 5, { counties: ['08101'] })).rejects.toThrow(Refusal)
    const seen = await findReach(await castActor(peter, 'award.read'), ladders)
    expect(seen).toMatchObject({ records: false })
    expect(seen?.said).toHaveLength(5)
  })

  test('comes back at the field with what was ticked', async () => {
    const form = { version: '5', counties: 'Buffalo', services: 'retention', ground: 'Letter.' }
    const answer = await answerTo(await requestAs(elena, paths.awardReach(ladders), { form }))
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('id="counties-error"')
    expect(answer.body).toMatch(/checked=""[^>]*value="retention"|value="retention"[^>]*checked=""/)
    const page = await answerTo(await requestAs(helen, paths.overlaps({ origin: 'sample' })))
    expect(page.body).toContain(paths.overlap(id))
    expect(page.queries).toBeLessThanOrEqual(10)
  })
})
