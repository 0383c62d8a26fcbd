import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import * as lapse from '#app/routes/reports/lapse.tsx'
import * as decision from '#app/routes/reports/petition_decision.tsx'
import * as withdrawal from '#app/routes/reports/petition_withdrawal.tsx'
import * as petition from '#app/routes/reports/petition.tsx'
import * as recommendation from '#app/routes/reports/recommendation.tsx'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, grace, joan, luis, priya } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
let number: string
let months = 0

beforeAll(async () => {
  owner = await testDatabase('played')
})

beforeEach(async () => {
  months += 1
  const periodEnd = addDays(today(), 40 + months)
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd })).number
})

interface Page {
  action: (given: never) => Promise<unknown>
}

const given = (request: Request, kind: string) => ({
  request,
  params: { number, petition: kind },
  context: {},
})

async function send(page: Page, as: CastEmail, kind: string, form: Record<string, string>) {
  return page.action(
    given(await requestAs(as, `/reports/${number}/${kind}`, { form }), kind) as never,
  )
}

const goes = async (page: Page, as: CastEmail, kind: string, form: Record<string, string>) =>
  thrownBy(() => send(page, as, kind, form))

async function refusal(page: Page, as: CastEmail, kind: string, form: Record<string, string>) {
  const reply = (await send(page, as, kind, form)) as {
    data: { errors: Record<string, string>; typed: Record<string, string> }
    init: { status?: number }
  }
  return { ...reply.data, status: reply.init.status }
}

function parts(name: string, date: string) {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${name}.month`]: month, [`${name}.day`]: day, [`${name}.year`]: year }
}

const asked = () => ({
  ...parts('wantedOn', addDays(today(), 90)),
  reason: 'The payroll records are late.',
})

describe('the page of an extension', () => {
  test('leads from asking to the decision, and each step says what happened', async () => {
    const page = `/reports/${number}/extension`
    expect(await goes(petition, luis, 'extension', asked())).toMatchObject({
      status: 302,
      location: `${page}?done=asked`,
    })
    const turn = async (as: CastEmail) =>
      (await petition.loader(given(await requestAs(as, page), 'extension'))).turn.do
    expect([await turn(luis), await turn(dana), await turn(priya)]).toEqual([
      'withdraw',
      'recommend',
      'nothing',
    ])
    const recommended = { version: '1', recommendation: 'for', words: 'I saw the records.' }
    expect((await goes(recommendation, dana, 'extension', recommended)).location).toBe(
      `${page}?done=recommended`,
    )
    expect([await turn(dana), await turn(priya)]).toEqual(['nothing', 'decide'])
    const granted = { ...parts('grantedOn', addDays(today(), 80)), version: '2', words: 'Yes.' }
    expect(
      (await goes(decision, priya, 'extension', { ...granted, decision: 'granted' })).location,
    ).toBe(`${page}?done=granted`)
    const again = await goes(decision, priya, 'extension', { ...granted, decision: 'granted' })
    expect(again.status).toBe(409)
    expect(again.data).toMatchObject({ who: 'Priya Raman' })
  })

  test.each([
    ['a day that does not exist', { 'wantedOn.month': '2', 'wantedOn.day': '30' }],
    ['a year of five digits', { 'wantedOn.year': '20277' }],
    ['words for a month', { 'wantedOn.month': 'soon' }],
    ['a day that is past', { 'wantedOn.year': '2020' }],
    ['no date', { 'wantedOn.month': '', 'wantedOn.day': '', 'wantedOn.year': '' }],
  ])('answers %s at its field and keeps what was typed', async (_name, wrong) => {
    const reply = await refusal(petition, luis, 'extension', { ...asked(), ...wrong })
    expect(reply.status).toBe(422)
    expect(Object.keys(reply.errors)[0]).toMatch(/^wantedOn\./)
    expect(reply.typed['reason']).toBe('The payroll records are late.')
  })

  test.each([
    ['none', ''],
    ['a NUL', 'late\u0000'],
    ['100 kB', 'long '.repeat(20_000)],
  ])('refuses %s for a reason', async (_name, reason) => {
    const reply = await refusal(petition, luis, 'extension', { ...asked(), reason })
    expect([reply.status, Object.keys(reply.errors)]).toEqual([422, ['reason']])
  })

  test('is a missing page to another grantee, for another word, and without the right', async () => {
    expect((await goes(petition, grace, 'extension', asked())).status).toBe(404)
    expect((await goes(petition, luis, 'holiday', asked())).status).toBe(404)
    expect((await goes(petition, dana, 'extension', asked())).status).toBe(403)
    expect((await goes(withdrawal, joan, 'extension', { version: '1' })).status).toBe(409)
  })
})

test('a report that is not delinquent is not closed, and the sentence says why', async () => {
  const reply = await refusal(lapse, priya, 'lapse', { version: '1', reason: 'No answer came.' })
  expect(reply.status).toBe(422)
  expect(Object.values(reply.errors).join(' ')).toMatch(/not delinquent yet/)
})
