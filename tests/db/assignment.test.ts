import { beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { assignOfficer, listOfficers } from '#db/awards/assignment.ts'
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
