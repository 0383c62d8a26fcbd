import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { addMoney } from '#app/domain/money.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import * as paths from '#app/paths.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { findGrantee, totalGrantee } from '#db/grantees.ts'
import { listAwardsOf } from '#db/awards/list.ts'
import type { Db } from '#db/index.ts'
import { findAwardPartners, findPartner, findPartnership, listAlike } from '#db/partners/find.ts'
import { addPartner, recordCommitment } from '#db/partners/record.ts'
import { listGranteesNamed, listSubawardsTo, recordSubaward } from '#db/partners/subawards.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, grace, joan, luis, newKey } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const compact = 'SAMPLE-GJC-01'
const nursing = 'SAMPLE-NEG-01'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const add = async (
  email: CastEmail,
  given: {
    name?: string
    uei?: string
    partner?: number
    number?: string
    key?: ReturnType<typeof newKey>
  },
) => {
  const { name = 'Mesa Community College', uei = null, partner = null, number = compact } = given
  const actor = await castActor(email, 'partner.record')
  const role = 'subrecipient' as const
  return addPartner(actor, given.key ?? newKey(), number, { partner, name, uei, role })
}
const partsOf = async (number: string, email: CastEmail = dana) =>
  (await findAwardPartners(await castActor(email, 'award.read'), number))?.partners ?? []

describe('a partner', () => {
  test('is one organization on many awards, found by its name with typos, or its UEI', async () => {
    const actor = await castActor(grace, 'partner.record')
    const alike = await listAlike(actor, { name: 'Mesa Comunity Colege', sample: true })
    expect(alike.map(({ name }) => name)).toEqual(['Mesa Community College'])
    expect(await listAlike(actor, { name: 'Mesa Community College', sample: false })).toEqual([])
    const [college] = alike
    await add(grace, { number: nursing, partner: college?.id ?? 0 })
    await add(luis, { name: 'mesa community college' })
    const found = await findPartner(await castActor(dana, 'award.read'), college?.id ?? 0)
    expect(found?.awards.map(({ number, role }) => `${number} ${role}`)).toEqual([
      'SAMPLE-GJC-01 provider',
      'SAMPLE-GJC-01 subrecipient',
      'SAMPLE-GJC-03 provider',
      'SAMPLE-NEG-01 subrecipient',
    ])
    const own = await findPartner(await castActor(grace, 'award.read'), college?.id ?? 0)
    expect(own?.awards.map(({ number }) => number)).toEqual([nursing])
  })

  test('is recorded once for one form, for the own award, and not twice in one part', async () => {
    const key = newKey()
    const id = await add(luis, { name: 'Otero Hospital', uei: 'ZQGGHJH74DW7', key })
    expect(await add(luis, { name: 'Otero Hospital', uei: 'ZQGGHJH74DW7', key })).toBe(id)
    await expect(add(joan, { name: 'Otero Clinic', uei: 'ZQGGHJH74DW7' })).rejects.toThrow(Refusal)
    expect(await add(grace, { name: 'Otero Hospital' })).toBeNull()
    const named = (await partsOf(compact)).filter(({ uei }) => uei === 'ZQGGHJH74DW7')
    expect(named.map(({ name }) => name)).toEqual(['Otero Hospital'])
  })
})

describe('what an employer promised and did', () => {
  const counts = { committed: 10, interviewed: 9, hired: 4, retained: 4, wage: null }
  const employer = async () => (await partsOf(compact)).find(({ role }) => role === 'employer')
  const say = async (version: number, period: string, more: Partial<typeof counts> = {}) => {
    const { id = 0 } = (await employer()) ?? {}
    const actor = await castActor(joan, 'partner.record')
    const at = { number: compact, id, version }
    return recordCommitment(actor, newKey(), at, { ...counts, period, ...more })
  }

  test('adds up over periods by the last word on each, and says who was faster', async () => {
    expect(await employer()).toMatchObject({ committed: 80, hired: 34, retained: 31 })
    const { id = 0 } = (await employer()) ?? {}
    const part = await findPartnership(await castActor(dana, 'award.read'), compact, id)
    const [last] = part?.said ?? []
    await say(2, last?.periodEnd ?? '', { hired: 9, retained: 9 })
    expect(await employer()).toMatchObject({ committed: 50, hired: 31 })
    const late = say(2, last?.periodEnd ?? '')
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Joan Keller' })
    await expect(say(3, addDays(today(), 1))).rejects.toThrow(Refusal)
    const grown = sql`update employer_commitments set hired = interviewed + 1`.execute(owner)
    await expect(grown).rejects.toThrow(/violates check constraint/)
  })

  test('is recorded on a page that gives back what was typed, and is read by the officer', async () => {
    const { id = 0 } = (await employer()) ?? {}
    const form = { version: '3', committed: '5', interviewed: '6', hired: '1', retained: '0' }
    const refused = await answerTo(
      await requestAs(luis, paths.awardPartner(compact, id), {
        form: { ...form, 'period.month': '1', 'period.day': '31', 'period.year': '2026' },
      }),
    )
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('id="interviewed-error"')
    const page = await answerTo(await requestAs(dana, paths.awardPartners(compact)))
    expect(page.body).toContain('Arkansas Valley Clinics')
    expect(page.body).not.toContain('Record a partner')
    const asked = await answerTo(
      await requestAs(luis, paths.awardPartners(compact, { name: 'Arkansas Valey Clinic' })),
    )
    expect(asked.body).toContain('Is it one of these?')
    const unsaid = await answerTo(
      await requestAs(luis, paths.awardPartners(compact, { name: 'Arkansas Valey Clinic' }), {
        form: { name: 'Arkansas Valey Clinic', uei: '', role: 'employer' },
      }),
    )
    expect(unsaid.status).toBe(422)
    expect(unsaid.body).toContain('id="partner-error"')
    expect((await answerTo(await requestAs(grace, paths.awardPartners(compact)))).status).toBe(404)
  })
})

describe('a subaward', () => {
  const prairie = { name: 'Prairie Line Training Center', uei: null, sample: true }
  const part = async () => (await partsOf(compact)).find(({ name }) => name === prairie.name)
  const say = async (
    version: number,
    more: { amount?: string; agreedOn?: string; reason?: string | null; by?: CastEmail } = {},
  ) => {
    const { by = luis, ...given } = more
    const actor = await castActor(by, 'partner.record')
    const at = { number: compact, id: (await part())?.id ?? 0, version }
    const usual = { amount: '250000.00', agreedOn: today(), reason: 'A second cohort.' }
    return recordSubaward(actor, newKey(), at, { ...usual, ...given })
  }

  test('is kept word by word, the last stands, and never past the award', async () => {
    expect(await part()).toMatchObject({ role: 'subrecipient', subaward: '240000.00' })
    await say(1)
    expect(await part()).toMatchObject({ subaward: '250000.00' })
    await expect(say(1)).rejects.toMatchObject({ who: 'Luis Herrera' })
    await expect(say(2, { reason: null })).rejects.toMatchObject({
      errors: { reason: expect.stringMatching(/what changed/) as string },
    })
    await expect(say(2, { agreedOn: addDays(today(), 1) })).rejects.toMatchObject({
      errors: { 'agreedOn.month': expect.any(String) as string },
    })
    await expect(say(2, { amount: '999999999.00' })).rejects.toMatchObject({
      errors: { amount: expect.stringMatching(/of the award/) as string },
    })
    expect(await say(2, { by: grace })).toBeNull()
    const { id = 0 } = (await part()) ?? {}
    const kept = await findPartnership(await castActor(dana, 'award.read'), compact, id)
    expect(kept?.subawards.map(({ no, amount }) => [no, amount])).toEqual([
      [2, '250000.00'],
      [1, '240000.00'],
    ])
  })

  test('links a subrecipient to what it holds itself, by name or UEI, and adds up nowhere twice', async () => {
    const reader = await castActor(dana, 'award.read')
    expect(await listGranteesNamed(reader, prairie)).toMatchObject([
      { slug: 'prairie-line-training-center' },
    ])
    expect(await listGranteesNamed(reader, { ...prairie, sample: false })).toEqual([])
    expect(await listSubawardsTo(reader, prairie)).toMatchObject([
      { number: compact, subaward: '250000.00' },
    ])
    expect(await listSubawardsTo(await castActor(grace, 'award.read'), prairie)).toEqual([])
    const totals = await castActor(dana, 'portfolio.read')
    const held = await findGrantee(totals, 'prairie-line-training-center')
    const own = await listAwardsOf(reader, held?.id ?? 0)
    const { amount } = await totalGrantee(totals, held?.id ?? 0)
    expect(amount).toBe(addMoney(...own.map((award) => award.amount ?? '0.00')))
    // A UEI of its own says that it is another organization of the same name.
    await owner
      .updateTable('organizations')
      .set({ uei: 'ZQGGHJH74DW8' })
      .where('slug', '=', 'prairie-line-training-center')
      .execute()
    expect(await listGranteesNamed(reader, { ...prairie, uei: 'ZQGGHJH74DW9' })).toEqual([])
    expect(await listGranteesNamed(reader, { ...prairie, uei: 'ZQGGHJH74DW8' })).toHaveLength(1)
  })

  test('is recorded on the page of the part, and refused with what was typed', async () => {
    const { id = 0 } = (await part()) ?? {}
    const refused = await answerTo(
      await requestAs(joan, paths.awardPartner(compact, id), {
        form: { version: '2', amount: 'much', reason: 'More people.' },
      }),
    )
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('id="amount-error"')
    expect(refused.body).toContain('More people.')
    const page = await answerTo(await requestAs(dana, paths.awardPartner(compact, id)))
    expect(page.body).toContain('$250,000')
    expect(page.body).not.toContain('Record a change')
  })
})
