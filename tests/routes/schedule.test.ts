import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import * as paths from '#app/paths.ts'
import * as burden from '#app/routes/portfolio/burden.tsx'
import * as schedule from '#app/routes/awards/schedule.tsx'
import type { CastEmail } from '#db/cast/people.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, elena, grace, luis, priya } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const number = 'SAMPLE-GJC-01'
const slug = 'blue-mesa-workforce-alliance'
const tom = 'tom.okafor@eta.example.org'
const amara = 'amara.diallo@northfield.example.org'

beforeAll(async () => {
  await testDatabase('played')
})

const context = (request: Request, params: Record<string, string>) => ({
  request,
  params,
  context: {},
})

describe('the schedule of an award', () => {
  const open = async (email: CastEmail, award = number) =>
    schedule.loader(context(await requestAs(email, paths.awardSchedule(award)), { number: award }))

  const send = async (email: CastEmail, fields: Record<string, string>) => {
    const request = await requestAs(email, paths.awardSchedule(number), { form: fields })
    return schedule.action(context(request, { number }))
  }

  async function sound(): Promise<Record<string, string>> {
    const { schedule: found, reports } = await open(priya)
    const last =
      reports
        .map(({ periodEnd }) => periodEnd)
        .sort()
        .at(-1) ?? ''
    return {
      version: String(found.version),
      startsOn: found.periods.find(({ end }) => end > last)?.start ?? '',
      frequency: 'semiannual',
      offsetDays: '30',
      rollRule: 'previous_business_day',
      calendarType: 'fiscal_year',
      reason: 'The terms were amended.',
    }
  }

  test('reads the same for all who see the award, and changes for its grants officer alone', async () => {
    const { schedule: asSeen, mayChange } = await open(luis)
    expect(mayChange).toBe(false)
    expect((await open(dana)).schedule).toEqual(asSeen)
    expect((await open(priya)).mayChange).toBe(true)
    expect((await open(tom)).mayChange).toBe(false)
    expect((await thrownBy(() => open(grace))).status).toBe(404)
    expect((await thrownBy(() => send(dana, {}))).status).toBe(403)
  })

  test('leads an evaluator to no burden', async () => {
    expect(await open(amara)).toMatchObject({ seesBurden: false, mayChange: false })
  })

  test('keeps what was typed and says at each field what is wrong', async () => {
    const typed = { ...(await sound()), offsetDays: 'soon', reason: '' }
    const reply = (await send(priya, typed)) as unknown as {
      init: ResponseInit
      data: { typed: object; errors: object }
    }
    expect(reply.init.status).toBe(422)
    expect(Object.keys(reply.data.errors).sort()).toEqual(['offsetDays', 'reason'])
    expect(reply.data.typed).toMatchObject({ offsetDays: 'soon', frequency: 'semiannual' })
  })

  test('is changed once by one form, does not exist for another agency, and an old page learns who was faster', async () => {
    const form = { ...(await sound()), idempotencyKey: randomUUID() }
    expect((await thrownBy(() => send(tom, form))).status).toBe(404)
    const done = { status: 302, location: paths.awardSchedule(number, { done: 'changed' }) }
    expect(await thrownBy(() => send(priya, form))).toMatchObject(done)
    expect(await thrownBy(() => send(priya, form))).toMatchObject(done)
    const old = await thrownBy(() => send(priya, { ...form, idempotencyKey: randomUUID() }))
    expect(old).toMatchObject({ status: 409, data: { who: 'Priya Raman' } })
    expect((await open(luis)).schedule.changes).toHaveLength(1)
  })
})

describe('the burden of a grantee', () => {
  const open = async (email: CastEmail, of = slug) =>
    burden.loader(context(await requestAs(email, paths.granteeBurden(of)), { slug: of }))

  test('is one button from its own list of reports', async () => {
    const { body } = await answerTo(await requestAs(luis, paths.reports()))
    expect(body).toContain(`href="${paths.granteeBurden(slug)}"`)
    const page = await answerTo(await requestAs(luis, paths.granteeBurden(slug)))
    expect(page.status).toBe(200)
    expect(page.body).toContain('0610-0109')
  })

  test('reads alike for the grantee and for agencies, and leads back to what each may see', async () => {
    const own = await open(luis)
    expect(own.seesGrantees).toBe(false)
    for (const email of [dana, elena] as const) {
      const theirs = await open(email)
      expect(theirs.burden).toEqual(own.burden)
      expect(theirs.seesGrantees).toBe(true)
    }
  })

  test('does not exist for another grantee, for a name that is none, or for an evaluator', async () => {
    expect((await thrownBy(() => open(grace))).status).toBe(404)
    expect((await thrownBy(() => open(dana, 'nobody'))).status).toBe(404)
    expect((await thrownBy(() => open(amara))).status).toBe(403)
  })
})
