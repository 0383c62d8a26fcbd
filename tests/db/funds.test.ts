import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { readFundFilters } from '#app/domain/funds.ts'
import { addMoney } from '#app/domain/money.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  correctAppropriation,
  findAppropriation,
  listAppropriations,
  recordAppropriation,
} from '#db/appropriations.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listAwardFunds, listFundAwards } from '#db/funds.ts'
import { type Db, db } from '#db/index.ts'
import { verifyTotals } from '#db/totals_audit.ts'
import * as paths from '#app/paths.ts'
import { requestAs } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, newKey, priya } from '#tests/setup/filing.ts'
import { answerTo } from '#tests/setup/pages.ts'

const victor = 'victor.chu@seti.example.org'
const tom = 'tom.okafor@eta.example.org'
const formula = 'SAMPLE-WIOA-01'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const filtersOf = (query: string) => readFundFilters(new URLSearchParams(query), today())

async function fundsOf(program: string, on = today()) {
  const actor = await castActor(victor, 'portfolio.read')
  const rows = await listAwardFunds(actor, filtersOf(`on=${on}`))
  return rows.find((row) => row.sample && row.program === program)
}

describe('the money of awards', () => {
  test('is expended and drawn as accepted reports say, from the day they were accepted on', async () => {
    const accepted = await owner
      .selectFrom('acceptedMoney')
      .innerJoin('awards', 'awards.id', 'acceptedMoney.awardId')
      .where('awards.number', '=', formula)
      .where('measure', '=', 'expended')
      .select(['acceptedOn', 'value'])
      .orderBy('acceptedMoney.id')
      .execute()
    expect(accepted.map(({ value }) => value)).toEqual(['541207.18', '1098442.63'])
    const [first, second] = accepted
    expect((await fundsOf('WIOA-ADULT'))?.expended.amount).toBe('1098442.63')
    expect((await fundsOf('WIOA-ADULT', second?.acceptedOn))?.expended.amount).toBe('1098442.63')
    const between = addDays(second?.acceptedOn ?? '', -1)
    expect((await fundsOf('WIOA-ADULT', between))?.expended.amount).toBe('541207.18')
    const before = await fundsOf('WIOA-ADULT', addDays(first?.acceptedOn ?? '', -1))
    expect(before?.expended).toEqual({ awards: 0, withAmount: 0, amount: null })
    expect(await verifyTotals(db)).toBeNull()
  })

  test('is obligated once the award is signed, with the changes in effect on the day', async () => {
    const day = today()
    const { id, awardedAmount, periodStart } = await owner
      .selectFrom('awards')
      .where('number', '=', formula)
      .select(['id', 'awardedAmount', 'periodStart'])
      .executeTakeFirstOrThrow()
    const amount = awardedAmount ?? ''
    const change = await owner
      .selectFrom('modifications')
      .where('state', '=', 'approved')
      .where('amountChange', 'is not', null)
      .where('awardId', '=', id)
      .select((eb) => eb.fn.sum<string | null>('amountChange').as('sum'))
      .executeTakeFirstOrThrow()
    expect((await fundsOf('WIOA-ADULT'))?.obligated.amount).toBe(
      addMoney(amount, change.sum ?? '0'),
    )
    await owner.updateTable('awards').set({ signedOn: day }).where('id', '=', id).execute()
    const yesterday = await fundsOf('WIOA-ADULT', addDays(day, -1))
    expect(yesterday?.announced.amount).toBe(amount)
    expect(yesterday?.obligated.awards).toBe(0)
    expect((await fundsOf('WIOA-ADULT'))?.obligated.awards).toBe(1)
    expect(await fundsOf('WIOA-ADULT', addDays(periodStart ?? '', -1))).toBeUndefined()
    const awards = await listFundAwards(
      await castActor(dana, 'award.read'),
      filtersOf('program=WIOA-ADULT'),
    )
    expect(awards.map(({ number }) => number)).toEqual([formula])
  })
})

describe('an appropriation', () => {
  const said = {
    whose: 'SSEEP/NEG',
    fiscalYear: 2025,
    amount: '80000000.00',
    source: 'Another Sample Act, section 3',
    sourceUrl: null,
    knownOn: '2025-03-14',
  }
  const record = async (email: CastEmail, key = newKey(), change: Partial<typeof said> = {}) =>
    recordAppropriation(await castActor(email, 'appropriation.record'), key, { ...said, ...change })

  test('is recorded once for one form and one law, and is sample where its office is', async () => {
    const key = newKey()
    const id = await record(tom, key)
    expect(await record(tom, key)).toBe(id)
    const row = await findAppropriation(await castActor(victor, 'portfolio.read'), id)
    expect(row).toMatchObject({ sample: true, recordedBy: 'Tom Okafor', programName: /Nursing/ })
    await expect(record(priya)).rejects.toThrow(/Correct that one instead/)
    await expect(record(priya, newKey(), { whose: 'GJC/NEG' })).rejects.toThrow(Refusal)
    await expect(
      record(priya, newKey(), { source: 'A law to come', knownOn: addDays(today(), 1) }),
    ).rejects.toThrow(Refusal)
  })

  test('is corrected by a row of its own, once: the second to correct it learns who was first', async () => {
    const actor = await castActor(priya, 'appropriation.record')
    const [row] = (await listAppropriations(actor as never)).filter(
      ({ source }) => source === said.source,
    )
    const id = row?.id ?? 0
    const right = { ...said, amount: '78000000.00', reason: 'The table of the act says so.' }
    const { whose: _, fiscalYear: __, ...correction } = right
    await expect(
      correctAppropriation(actor, newKey(), id, { ...correction, knownOn: '2025-03-13' }),
    ).rejects.toThrow(Refusal)
    const key = newKey()
    const corrected = await correctAppropriation(actor, key, id, correction)
    expect(await correctAppropriation(actor, key, id, correction)).toBe(corrected)
    const late = correctAppropriation(actor, newKey(), id, correction)
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Priya Raman' })
    expect(await correctAppropriation(actor, newKey(), 999_999, correction)).toBeNull()
    const kinds = await owner
      .selectFrom('events')
      .where('kind', 'like', 'appropriation.%')
      .where('requestId', '=', 'cast')
      .select('kind')
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'appropriation.corrected',
      'appropriation.recorded',
    ])
  })
})

describe('the pages', () => {
  test('show money, its awards to whoever sees awards, and what stood on an earlier day', async () => {
    const page = await answerTo(await requestAs(dana, paths.money({ program: 'WIOA-ADULT' })))
    expect(page.status).toBe(200)
    expect(page.body).toContain('$1,098,442.63')
    expect(page.body).toContain('$9,500,000')
    expect(page.body).toContain('$129,604,863')
    expect(page.body).toContain(paths.award(formula))
    expect(page.queries).toBeLessThanOrEqual(14)
    const member = await answerTo(await requestAs(victor, paths.money({ program: 'WIOA-ADULT' })))
    expect(member.body).not.toContain(paths.award(formula))
    const earlier = await answerTo(
      await requestAs(dana, paths.money({ program: 'WIOA-ADULT', on: addDays(today(), -200) })),
    )
    expect(earlier.body).toContain('$9,000,000')
    expect(earlier.body).not.toContain('$9,500,000')
    const award = await answerTo(await requestAs(dana, paths.award(formula)))
    expect(award.body).toMatch(/of the period was gone and \d+% of the amount was spent/)
  })

  test('leave as a file that says its day, its filter and its rows', async () => {
    const file = await answerTo(await requestAs(dana, paths.moneyCsv({ stream: 'SECTOR' })))
    expect(file.body).toMatch(/^As of,Origin,Stream,Program,/)
    expect(file.body).toMatch(
      /,sources,SECTOR,SECTOR,.*none; proposed, never funded.*,stream SECTOR,1\r\n$/,
    )
  })

  test('refuse an empty form at its fields, and record a whole one', async () => {
    const form = { whose: '', fiscalYear: '2024', amount: '1,000', source: 'Third Sample Act' }
    const refused = await answerTo(await requestAs(tom, paths.newAppropriation(), { form }))
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Third Sample Act')
    expect(refused.body).toContain('Enter a stream or program.')
    const known = { 'knownOn.month': '2', 'knownOn.day': '1', 'knownOn.year': '2024' }
    const done = await answerTo(
      await requestAs(tom, paths.newAppropriation(), { form: { ...form, ...known, whose: 'GJC' } }),
    )
    expect(done.status).toBe(302)
  })

  test('brief the director on all of it, and the task force on what is not of single awards', async () => {
    const page = await answerTo(await requestAs('helen.marsh@seti.example.org', paths.briefing()))
    expect(page.status).toBe(200)
    for (const words of ['Awards by tier of risk', 'Gates that wait', 'Overlap of awards']) {
      expect(page.body).toContain(words)
    }
    expect(page.body).toContain(paths.decision(1))
    expect(page.body).toContain(paths.indicator('GJC_ENROLLED'))
    const member = await answerTo(await requestAs(victor, paths.briefing()))
    expect(member.body).toContain('Dollars by level of evidence')
    for (const words of ['Awards by tier of risk', 'Gates that wait', paths.decision(1)]) {
      expect(member.body).not.toContain(words)
    }
    const part = await answerTo(
      await requestAs(victor, paths.briefing({ stream: 'WIOA', state: 'NE' })),
    )
    expect(part.body).toContain('Workforce Innovation and Opportunity Act, Title I, Nebraska')
    expect(part.body).not.toContain(paths.indicator('GJC_ENROLLED'))
  })
})
