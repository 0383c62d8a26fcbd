import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { readAwardList } from '#app/domain/award_address.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { judgeRisk } from '#app/domain/oversight/risk.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { listAwards } from '#db/awards/list.ts'
import { totalAwards } from '#db/awards/totals.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import type { Db } from '#db/index.ts'
import { findRisk, judgeRisks, listEarlyWarnings, rateRisk } from '#db/oversight/risk.ts'
import { readRiskFacts } from '#db/oversight/risk_facts.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, luis, marcus, newKey, priya } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

const compact = 'SAMPLE-GJC-01'
const naomi = 'naomi.brandt@oig.example.org'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const find = async (number = compact, email: CastEmail = dana) =>
  findRisk(await castActor(email, 'risk.read'), number)
const judge = async () => {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
  return judgeRisks(permitSystem(scheduler, 'risk.judge'), today())
}
const listed = async (email: CastEmail, query: string) => {
  const list = readAwardList(new URLSearchParams(query))
  const actor = await castActor(email, 'award.read')
  const { awards } = await listAwards(actor, list, null)
  const { sample } = await totalAwards(actor, list.filters)
  expect(sample.awards).toBe(awards.length)
  return awards
}

describe('the risk of an award', () => {
  test('is followed by its officer, its agency, the director and auditors', async () => {
    for (const email of [dana, priya, naomi] as const)
      expect(await find(compact, email)).not.toBeNull()
    expect(await find(compact, marcus)).toBeNull()
    expect(await find('SAMPLE-NEG-01', priya)).toBeNull()
  })

  test('counts a report that never came as late, then as delinquent', async () => {
    const before = await find()
    const report = await enterReport(owner, compact, { periodEnd: '2013-03-31' })
    const due = async (daysAgo: number) => {
      const on = addDays(today(), -daysAgo)
      const dates = { statutoryDueOn: on, workingDueOn: on }
      await owner.updateTable('reports').set(dates).where('id', '=', report.id).execute()
      return (await find())?.facts
    }
    expect((await due(29))?.late).toBe((before?.facts.late ?? 0) + 1)
    expect((await due(29))?.delinquent).toBe(before?.facts.delinquent)
    expect((await due(30))?.delinquent).toBe((before?.facts.delinquent ?? 0) + 1)
    const facts = await due(0)
    expect(facts?.late).toBe(before?.facts.late)
    await due(40)
  })

  test('is judged anew where something happened, and kept for the lists', async () => {
    await owner
      .updateTable('awardRisks')
      .set({ judgedOn: addDays(today(), -1) })
      .execute()
    expect(await judge()).toBeGreaterThan(5)
    expect(await judge()).toBe(0)
    const now = await find()
    expect(now && judgeRisk(now.facts).tier).toBe('high')
    expect((await listed(dana, 'risk=high&columns=risk')).map(({ number }) => number)).toContain(
      compact,
    )
    const rows = await listed(priya, 'sort=risk&columns=risk&origin=sample')
    expect(rows[0]?.risk?.tier).toBe('high')
  })

  test('shows in no list of those who do not follow it', async () => {
    expect(await listed(marcus, 'risk=high&columns=risk')).not.toContainEqual(
      expect.objectContaining({ number: compact }),
    )
    expect(await listed(luis, 'risk=high')).toEqual([])
    const own = await listed(luis, 'columns=risk&sort=risk')
    expect(own.map(({ risk }) => risk)).toEqual(own.map(() => null))
  })

  test('warns early of what stands out, most first and five at most', async () => {
    const warned = await listEarlyWarnings(await castActor(dana, 'risk.read'))
    expect(warned.length).toBeLessThanOrEqual(5)
    expect(warned[0]).toMatchObject({ number: compact })
    expect(await listEarlyWarnings(await castActor(priya, 'risk.read'))).toEqual([])
  })

  test('is read for many awards in one statement', async () => {
    const { rows } = await sql<{ id: number }>`select id from awards`.execute(owner)
    const facts = await readRiskFacts(
      owner,
      rows.map(({ id }) => Number(id)),
      today(),
    )
    expect(facts).toHaveLength(rows.length)
    expect(facts.filter(({ reports }) => reports === 0).length).toBeGreaterThanOrEqual(47)
  })
})

describe('the officer’s rating', () => {
  const rate = async (email: CastEmail, version: number, key = newKey()) =>
    rateRisk(await castActor(email, 'risk.rate'), key, compact, version, {
      tier: 'high',
      reason: 'Two clinics left.',
    })

  test('stands beside the computed tier, once for one form and one page', async () => {
    const key = newKey()
    expect([await rate(dana, 1, key), await rate(dana, 1, key)]).toEqual([compact, compact])
    expect((await find())?.ratings).toHaveLength(2)
    await expect(rate(dana, 1)).rejects.toThrow(Conflict)
    expect(await rate(marcus, 2)).toBeNull()
  })

  test('is in the history of those who follow risk and of nobody else', async () => {
    const { id = 0 } = (await find()) ?? {}
    const told = async (email: CastEmail) =>
      (await listEvents(await castActor(email, 'event.read'), { awardId: id })).events.some(
        ({ kind }) => kind === 'risk.rated',
      )
    const followers = await Promise.all([dana, priya, naomi].map((who) => told(who as CastEmail)))
    expect(followers).toEqual([true, true, true])
    const others = [luis, marcus, 'amara.diallo@northfield.example.org'] as CastEmail[]
    expect(await Promise.all(others.map(told))).toEqual([false, false, false])
  })
})
