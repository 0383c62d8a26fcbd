import { beforeAll, describe, expect, test } from 'vitest'
import * as financials from '#app/routes/awards/financials.tsx'
import * as indicators from '#app/routes/portfolio/indicators.tsx'
import * as check from '#app/routes/reports/check.tsx'
import * as handover from '#app/routes/reports/handover.tsx'
import * as known from '#app/routes/reports/known.tsx'
import * as section from '#app/routes/reports/section.tsx'
import type { Db } from '#db/index.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { fillReport, luis, pageOf, priya } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

const carla = 'carla.nguyen@sandhills.example.org'
const care = reportOf('SAMPLE-CSJQ-01')

let owner: Db
let number: string

beforeAll(async () => {
  owner = await testDatabase('played')
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2012-03-31' })).number
  await fillReport(number)
})

const context = (request: Request, params: Record<string, string>) => ({
  request,
  params,
  context: {},
})

function answered(reply: unknown) {
  const { data, init } = reply as {
    data: { typed: Record<string, string>; errors: Record<string, string> }
    init: { status?: number } | null
  }
  return { ...data, status: init?.status ?? 200 }
}

describe('a figure that stands out', () => {
  const save = async (median: string) => {
    const { seen, draft } = await pageOf(number)
    const item = draft.filing.items.find(({ itemCode }) => itemCode === 'GJC_MEDIAN_HOURLY_WAGE')
    const order = String(item?.sectionOrder)
    const form = { GJC_MEDIAN_HOURLY_WAGE: median, seen: String(seen), intent: 'continue' }
    const request = await requestAs(luis, `/reports/${number}/sections/${order}`, { form })
    return thrownBy(() => section.action(context(request, { number, order })))
  }

  const explain = async (form: Record<string, string>) =>
    check.action(context(await requestAs(luis, `/reports/${number}/check`, { form }), { number }))

  test('is told when its section is saved, and asks for nothing once it agrees', async () => {
    expect((await save('3.00')).location).toMatch(/\?saved=\d+$/)
    expect((await save('21.00')).location).not.toMatch(/saved/)
    expect((await save('3.00')).status).toBe(302)
  })

  test('is refused at its field until it is explained, with what was typed', async () => {
    const blank = answered(await explain({ 'why_GJC-20-under': '', intent: 'hand_over' }))
    expect(blank).toMatchObject({
      status: 422,
      errors: { 'why_GJC-20-under': 'Enter why this is so, in one line.' },
    })
    const long = 'x'.repeat(1001)
    const refused = answered(await explain({ 'why_GJC-20-under': long, intent: 'save' }))
    expect(refused.status).toBe(422)
    expect(refused.typed['why_GJC-20-under']).toBe(long)
    const { version } = await pageOf(number)
    const form = { version: String(version) }
    const request = await requestAs(luis, `/reports/${number}/handover`, { form })
    expect(answered(await handover.action(context(request, { number })))).toMatchObject({
      status: 422,
      errors: { form: '1 warning needs a line of explanation before you can hand it over.' },
    })
  })

  test('goes on to handing over once it is explained', async () => {
    const { seen } = await pageOf(number)
    const form = { 'why_GJC-20-under': 'Paid by the piece.', seen: String(seen) }
    const saved = await thrownBy(() => explain({ ...form, intent: 'hand_over' }))
    expect(saved.location).toBe(`/reports/${number}/handover`)
    const { version } = await pageOf(number)
    const request = await requestAs(luis, `/reports/${number}/handover`, {
      form: { version: String(version) },
    })
    const handed = await thrownBy(() => handover.action(context(request, { number })))
    expect(handed.location).toBe(`/reports/${number}?done=handed_over`)
  })
})

describe('figures that were given already', () => {
  const at = (order: string) => `/reports/${care}/sections/${order}/known`
  const params = { number: care, order: '3' }

  test('are listed with the section they are for, and their origin', async () => {
    const { offers } = await known.loader(context(await requestAs(carla, at('3')), params))
    expect(offers.map(({ itemCode }) => itemCode)).toContain('H1B_EARNERS_Q2')
    const { known: beside } = await section.loader(
      context(await requestAs(carla, `/reports/${care}/sections/3`), params),
    )
    expect(beside.offers).toEqual(offers)
  })

  test('are taken over by a form, which says what is wrong with an empty one', async () => {
    const post = async (form: Record<string, string>) =>
      known.action(context(await requestAs(carla, at('3'), { form }), params))
    expect(answered(await post({ seen: '0' }))).toMatchObject({
      status: 422,
      errors: { form: 'Choose at least one figure to take over.' },
    })
    expect(answered(await post({ take_H1B_EARNERS_Q2: 'nothing' }))).toMatchObject({
      status: 422,
      errors: { take_H1B_EARNERS_Q2: 'Choose one of the figures listed here.' },
    })
    const key = `${reportOf('SAMPLE-WIOA-01')}.1.WIOA_EARNERS_Q2`
    const done = await thrownBy(() => post({ take_H1B_EARNERS_Q2: key, seen: '0' }))
    expect(done.location).toBe(`/reports/${care}/sections/3`)
    const { filing } = (await pageOf(care, carla)).draft
    expect(filing.answers['H1B_EARNERS_Q2']).toBe('431')
  })
})

describe('financial reports', () => {
  test('are asked for by a grants officer of the award’s own agency', async () => {
    const path = '/awards/SAMPLE-WIOA-01/financial-reports'
    const request = await requestAs(priya, path)
    const refused = await thrownBy(() =>
      financials.loader(context(request, { number: 'SAMPLE-WIOA-01' })),
    )
    expect(refused.status).toBe(403)
  })

  test('need a reason, and keep what was chosen without one', async () => {
    const params = { number: 'SAMPLE-GJC-02' }
    const path = '/awards/SAMPLE-GJC-02/financial-reports'
    const { award, ahead } = await financials.loader(context(await requestAs(priya, path), params))
    const from = ahead[0]?.start ?? ''
    const post = async (reason: string) =>
      financials.action(
        context(
          await requestAs(priya, path, { form: { from, reason, version: String(award.version) } }),
          params,
        ),
      )
    const refused = answered(await post(''))
    expect([refused.status, refused.typed['from']]).toEqual([422, from])
    expect(refused.errors['reason']).toMatch(/^Enter/)
    const done = await thrownBy(() => post('The terms ask for SF-425.'))
    expect(done.location).toBe('/awards/SAMPLE-GJC-02/schedule?done=financials')
  })
})

test('the crosswalk is narrowed by the address', async () => {
  const read = async (query: string) =>
    indicators.loader(context(await requestAs(luis, `/indicators${query}`), {}))
  const all = await read('')
  expect(all.pairs).toHaveLength(38)
  const same = await read('?flag=same&stream=WIOA')
  expect(same.pairs.length).toBeGreaterThan(5)
  expect(new Set(same.pairs.map(({ comparability }) => comparability))).toEqual(new Set(['same']))
  expect((await read('?flag=nonsense&stream=nonsense')).pairs).toHaveLength(38)
})
