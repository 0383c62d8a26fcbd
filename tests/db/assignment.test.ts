import { beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { assignOfficer, assignSeveral, listOfficers } from '#db/awards/assignment.ts'
import { findDesk, listCaseload, listCaseloads } from '#db/awards/caseloads.ts'
import { findAward } from '#db/awards/find.ts'
import { castActor } from '#db/cast.ts'
import { listEvents } from '#db/history.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'

beforeAll(async () => {
  await testDatabase('played')
})

const priya = () => castActor('priya.raman@eda.example.org', 'award.assign')
const find = async (number: string) => {
  const award = await findAward(
    await castActor('priya.raman@eda.example.org', 'award.read'),
    number,
  )
  if (!award) throw new Error(`No award ${number}`)
  return award
}
const officer = async (name: string) =>
  (await listOfficers(await priya())).find((one) => one.name === name)?.id ?? 0
let keys = 0
const key = (what: unknown = null) => writeKey(`assignment-${(keys += 1)}`, what)

describe('assigning a program officer', () => {
  test('offers the active officers of the own agency', async () => {
    const names = (await listOfficers(await priya())).map(({ name }) => name)
    expect(names).toEqual(['Dana Whitfield', 'Marcus Bell'])
  })

  test('hands an award over and tells its history who, to whom and why', async () => {
    const award = await find('SAMPLE-GJC-01')
    const done = await assignOfficer(await priya(), key(), award.number, award.version, {
      officer: await officer('Marcus Bell'),
      reason: 'Dana takes leave',
    })
    expect(done).toBe('SAMPLE-GJC-01')
    expect((await find('SAMPLE-GJC-01')).officer).toBe('Marcus Bell')
    const { events } = await listEvents(
      await castActor('priya.raman@eda.example.org', 'event.read'),
      { awardId: award.id },
    )
    expect(events[0]).toMatchObject({
      kind: 'award.assigned',
      personName: 'Priya Raman',
      reason: 'Dana takes leave',
      before: { officer: 'Dana Whitfield' },
      after: { officer: 'Marcus Bell' },
    })
  })

  test('gives a real award its first officer', async () => {
    const award = await find('ED22HDQ3070099')
    const given = { officer: await officer('Dana Whitfield'), reason: 'New on the list' }
    await assignOfficer(await priya(), key(), award.number, award.version, given)
    expect((await find(award.number)).officer).toBe('Dana Whitfield')
  })

  test('whoever opened the page before a change is told who was faster', async () => {
    const award = await find('SAMPLE-GJC-02')
    const given = { officer: await officer('Marcus Bell'), reason: 'Caseload' }
    await assignOfficer(await priya(), key(), award.number, award.version, given)
    const again = assignOfficer(await priya(), key(), award.number, award.version, given)
    await expect(again).rejects.toThrow(Conflict)
    await expect(again).rejects.toMatchObject({ who: 'Priya Raman' })
  })

  test('the same form sent twice assigns once', async () => {
    const award = await find('SAMPLE-GJC-03')
    const given = { officer: await officer('Dana Whitfield'), reason: 'Caseload' }
    const once = writeKey('assignment-twice', given)
    await assignOfficer(await priya(), once, award.number, award.version, given)
    await assignOfficer(await priya(), once, award.number, award.version, given)
    expect((await find(award.number)).version).toBe(award.version + 1)
    const other = { ...given, reason: 'Another' }
    await expect(
      assignOfficer(
        await priya(),
        writeKey('assignment-twice', other),
        award.number,
        award.version,
        other,
      ),
    ).rejects.toThrow(Refusal)
  })

  test('refuses somebody who is no officer of the agency, and the officer it has', async () => {
    const award = await find('SAMPLE-GJC-03')
    const elena = await castActor('elena.ortiz@eta.example.org', 'award.read')
    for (const membershipId of [elena.membershipId, award.officerMembershipId ?? 0, 999_999]) {
      const attempt = assignOfficer(await priya(), key(), award.number, award.version, {
        officer: membershipId,
        reason: 'Try',
      })
      await expect(attempt).rejects.toThrow(Refusal)
    }
  })

  test('an award of another agency is none to assign', async () => {
    const award = await find('SAMPLE-NEG-01')
    const given = { officer: await officer('Dana Whitfield'), reason: 'Try' }
    expect(await assignOfficer(await priya(), key(), award.number, award.version, given)).toBeNull()
  })
})

describe('a caseload', () => {
  const reader = (email: Parameters<typeof castActor>[0]) => castActor(email, 'caseload.read')

  test('is for its officer, the grants officers of the agency, and who reads everything', async () => {
    const dana = await officer('Dana Whitfield')
    const names = async (email: Parameters<typeof castActor>[0]) =>
      (await listCaseloads(await reader(email), null)).officers.map(({ name }) => name)
    expect(await names('priya.raman@eda.example.org')).toEqual(['Dana Whitfield', 'Marcus Bell'])
    expect(await names('dana.whitfield@eda.example.org')).toContain('Dana Whitfield')
    expect(await findDesk(await reader('elena.ortiz@eta.example.org'), dana)).toBeNull()
    const hidden = await listCaseload(await reader('elena.ortiz@eta.example.org'), dana)
    expect(hidden.awards).toEqual([])
    expect(await names('helen.marsh@seti.example.org')).toContain('Elena Ortiz')
  })

  test('shows what is open at each award and counts it', async () => {
    const priyaReads = await reader('priya.raman@eda.example.org')
    const { officers, unassigned } = await listCaseloads(priyaReads, 'dana')
    const { awards } = await listCaseload(priyaReads, officers[0]?.id ?? 0)
    expect(officers[0]?.awards).toBe(awards.length)
    const open = awards.flatMap(({ reports }) => reports)
    expect(open.length).toBeGreaterThan(0)
    expect(open.every(({ status }) => status !== 'accepted')).toBe(true)
    const nobodys = await listCaseload(priyaReads, 'nobody')
    expect(nobodys.awards).toHaveLength(Math.min(unassigned, 100))
  })

  test('is handed over award by award, but for those somebody else changed', async () => {
    const dana = await officer('Dana Whitfield')
    const marcus = await officer('Marcus Bell')
    const priyaReads = await reader('priya.raman@eda.example.org')
    const { awards } = await listCaseload(priyaReads, dana)
    const [first, second] = awards
    if (!first || !second) throw new Error('Dana looks after fewer than two awards')
    const chosen = [
      { number: first.number, version: first.version },
      { number: second.number, version: second.version - 1 },
    ]
    const given = { officer: marcus, reason: 'Dana moves on' }
    const once = writeKey('hand-over-once', chosen)
    const outcomes = await assignSeveral(await priya(), once, chosen, given)
    expect(outcomes.get(first.number)).toBeNull()
    expect(outcomes.get(second.number)).toMatch(/changed it after you chose it/)
    expect(await assignSeveral(await priya(), once, chosen, given)).toEqual(outcomes)
    expect((await find(first.number)).officer).toBe('Marcus Bell')
    expect((await find(second.number)).officer).toBe('Dana Whitfield')
    const pack = await listCaseload(priyaReads, marcus, { chosen: [first.number] })
    expect(pack.awards.map(({ number }) => number)).toEqual([first.number])
  })
})
