import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { noLibraryModel, readMoneyFilters } from '#app/domain/evidence/money.ts'
import { addMoney } from '#app/domain/money.ts'
import { addTotals } from '#app/domain/origin_total.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import * as paths from '#app/paths.ts'
import { findAward } from '#db/awards/find.ts'
import { findNamedModels, nameModel } from '#db/awards/models.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listMoneyAwards, listMoneyBySector, listMoneyByStream } from '#db/evidence/money.ts'
import type { Db } from '#db/index.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, luis, marcus, newKey, priya } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const compact = 'SAMPLE-GJC-01'
const solar = 'SAMPLE-GJC-03'
const victor = 'victor.chu@seti.example.org'
const ground = 'Narrative, page 4.'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const where = (query = '') => readMoneyFilters(new URLSearchParams(query), today())
const weighed = async (query = '', email: CastEmail = dana) =>
  listMoneyByStream(await castActor(email, 'portfolio.read'), where(query))
const heldBy = async (number: string, query = '') => {
  const actor = await castActor(dana, 'award.read')
  const kinds = [['workadvance'], ['wrtp'], 'outside', 'unrecorded'] as const
  const lists = await Promise.all(
    kinds.map((models) => listMoneyAwards(actor, where(query), { origin: 'sample', models })),
  )
  const at = lists.findIndex((list) => list.some((award) => award.number === number))
  return { runs: kinds[at], ...lists[at]?.find((award) => award.number === number) }
}
const name = async (
  number: string,
  version: number,
  given: { model?: string; since?: string; email?: CastEmail; key?: ReturnType<typeof newKey> },
) => {
  const { model = 'wrtp', since = today(), email = dana, key = newKey() } = given
  const actor = await castActor(email, 'model.name')
  return nameModel(actor, key, number, version, { model, since, ground })
}

describe('the money of a day', () => {
  test('adds up to every award, sample and real apart, and of real ones no model is recorded', async () => {
    const rows = await weighed()
    const awards = await owner.selectFrom('awards').select(['sample', 'amount']).execute()
    for (const sample of [false, true]) {
      const own = awards.filter((award) => award.sample === sample)
      const amounts = own.flatMap(({ amount }) => amount ?? [])
      expect(addTotals(rows.filter((row) => row.sample === sample))).toEqual({
        awards: own.length,
        withAmount: amounts.length,
        amount: addMoney(...amounts),
      })
    }
    expect(rows.filter(({ sample, named }) => !sample && named)).toEqual([])
    expect(await weighed('', victor)).toEqual(rows)
  })

  test('counts an award in each of its sectors, or in the one asked for', async () => {
    const actor = await castActor(dana, 'portfolio.read')
    const rows = await listMoneyBySector(actor, where('stream=GJC'))
    const running = rows.filter(({ model }) => model === 'workadvance').map(({ code }) => code)
    expect(running.sort()).toEqual(['healthcare', 'information_technology'])
    const narrow = await weighed('sector=healthcare')
    expect(narrow.map(({ model }) => model)).toContain('workadvance')
    expect((await weighed('sector=manufacturing')).map(({ model }) => model)).not.toContain(
      'workadvance',
    )
    expect(await weighed('state=ZZ')).toEqual([])
  })

  test('is what was awarded until the day a change takes effect', async () => {
    const award = await owner
      .selectFrom('awards')
      .where('number', '=', compact)
      .select(['id', 'organizationId', 'awardedAmount', 'periodStart'])
      .executeTakeFirstOrThrow()
    const on = addDays(today(), -10)
    await owner
      .insertInto('modifications')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        no: 90,
        kind: 'supplement',
        state: 'approved',
        reason: 'More seats.',
        amountChange: '1000.50',
        draftedBy: 1,
        draftedAt: new Date(),
        askedBy: 1,
        askedAt: new Date(),
        decidedBy: 2,
        decidedAt: new Date(),
        effectiveOn: on,
      })
      .execute()
    const awarded = award.awardedAmount ?? ''
    expect((await heldBy(compact, `on=${addDays(on, -1)}`)).amount).toBe(awarded)
    expect((await heldBy(compact, `on=${on}`)).amount).toBe(addMoney(awarded, '1000.50'))
    const before = addDays(award.periodStart ?? '', -1)
    expect((await heldBy(compact, `on=${before}`)).amount).toBeUndefined()
  })
})

describe('naming the model of an award', () => {
  test('is for the officer of its caseload', async () => {
    expect(await findNamedModels(await castActor(marcus, 'model.name'), compact)).toBeNull()
    expect(await name(compact, 1, { email: marcus })).toBeNull()
  })

  test('happens once for one form, and tells whoever is later who was first', async () => {
    const key = newKey()
    const since = addDays(today(), -30)
    expect(await name(compact, 1, { key, since })).toBe(compact)
    expect(await name(compact, 1, { key, since })).toBe(compact)
    const actor = await castActor(dana, 'model.name')
    expect((await findNamedModels(actor, compact))?.named).toHaveLength(2)
    const late = name(compact, 1, {})
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Dana Whitfield' })
  })

  test('lets the word before hold until the day of the new one', async () => {
    expect((await heldBy(compact)).runs).toEqual(['wrtp'])
    expect((await heldBy(compact, `on=${addDays(today(), -31)}`)).runs).toEqual(['workadvance'])
    await name(compact, 2, { model: noLibraryModel, since: addDays(today(), -60) })
    expect((await heldBy(compact)).runs).toBe('outside')
    expect((await heldBy(compact, `on=${addDays(today(), -40)}`)).runs).toBe('outside')
  })

  test('refuses a day to come, and what is no model', async () => {
    await expect(name(compact, 3, { since: addDays(today(), 1) })).rejects.toThrow(Refusal)
    for (const model of ['training_mean', 'no_such_model']) {
      await expect(name(compact, 3, { model })).rejects.toMatchObject({
        errors: { model: 'Choose a model of the list, or that it is none.' },
      })
    }
  })

  test('shows on the award, to its grantee too, and in its history', async () => {
    const award = await findAward(await castActor(luis, 'award.read'), 'SAMPLE-GJC-01')
    expect(award?.modelRun).toMatchObject({ code: null, namedBy: 'Dana Whitfield', ground })
    const second = await findAward(await castActor(priya, 'award.read'), 'SAMPLE-GJC-02')
    expect(second?.modelRun).toMatchObject({ code: 'i_best', level: 'none' })
    const history = await answerTo(await requestAs(luis, paths.awardHistory(compact)))
    expect(history.body).toContain('Named the model it runs')
  })
})

describe('the pages', () => {
  const [year = '', month = '', day = ''] = today().split('-')
  const form = { version: '0', 'since.month': month, 'since.day': day, 'since.year': year, ground }

  test('the form answers 422 at the field and keeps what was typed, then names and says so', async () => {
    const post = async (model: string) =>
      answerTo(await requestAs(marcus, paths.awardModel(solar), { form: { ...form, model } }))
    const refused = await post('')
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(ground)
    expect(refused.body).toContain('id="model-error"')
    const done = await post('wrtp')
    expect(done.status).toBe(302)
    const award = await answerTo(await requestAs(marcus, paths.award(solar, { notice: 'model' })))
    expect(award.body).toContain('It is recorded that this award runs Wisconsin Regional')
    expect(award.body).toContain('Name another model')
    expect((await answerTo(await requestAs(dana, paths.award(solar)))).body).not.toContain(
      'Name another model',
    )
  })

  test('the money page lists the awards of a bar to whoever sees awards, in a fixed number of statements', async () => {
    const address = paths.evidenceMoney({ footing: 'high', origin: 'sample' })
    const officer = await answerTo(await requestAs(dana, address))
    expect(officer.status).toBe(200)
    expect(officer.body).toContain(paths.award(solar))
    expect(officer.body).toContain('Year Up')
    expect(officer.queries).toBeLessThanOrEqual(12)
    const member = await answerTo(await requestAs(victor, address))
    expect(member.status).toBe(200)
    expect(member.body).not.toContain(paths.award(solar))
    const home = await answerTo(await requestAs(victor, paths.evidence()))
    expect(home.body).toContain(paths.evidenceMoney())
    expect((await answerTo(await requestAs(luis, paths.evidence()))).body).not.toContain(
      paths.evidenceMoney(),
    )
  })

  test('the file holds the lines of the page, and taking it away is an event', async () => {
    const answer = await answerTo(await requestAs(dana, paths.evidenceMoneyCsv({ stream: 'GJC' })))
    expect(answer.body).toMatch(/^Day,Origin,Stream,Stream name,Level of evidence,/)
    expect(answer.body).toMatch(/,sources,GJC,[^\r\n]*,No model recorded,,,\d+,\d+,[\d.]+\r\n/)
    expect(answer.body).toMatch(/,sample,GJC,[^\r\n]*,High,wrtp,/)
    const event = await owner
      .selectFrom('events')
      .where('kind', '=', 'money.exported')
      .select('id')
      .execute()
    expect(event).toHaveLength(1)
  })
})
