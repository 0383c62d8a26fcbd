import { beforeAll, expect, test } from 'vitest'
import { searchWords } from '#app/domain/search.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { findByNumber, findByWords, namedBy } from '#db/search.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, grace, luis } from '#tests/setup/filing.ts'

const alex = 'alex.romero@seti.example.org'
const victor = 'victor.chu@seti.example.org'

beforeAll(async () => {
  await testDatabase('played')
})

const find = async (email: CastEmail, text: string) =>
  findByWords(await castActor(email, 'session.use'), searchWords(text))
const numbers = async (email: CastEmail, text: string) =>
  (await find(email, text)).awards.map(({ number }) => number)

test('a name is found by its words in any order, by its place, sector and program, and with a typo', async () => {
  expect(await numbers(dana, 'compact careers health')).toContain('SAMPLE-GJC-01')
  expect(await numbers(dana, 'southern colorado')).toContain('SAMPLE-GJC-01')
  expect((await numbers(dana, 'helth carers compact'))[0]).toBe('SAMPLE-GJC-01')
  expect(await numbers(dana, 'birmingham alabma')).toContain('gjc-al-city-of-birmingham')
  expect((await numbers(dana, 'nurses Alabama'))[0]).toBe('neg-al-the-university-of-alabama')
  expect((await find(dana, 'blue mesa')).grantees.map(({ name }) => name)).toContain(
    'Blue Mesa Workforce Alliance',
  )
  expect((await find(dana, 'nurse educator')).studies).not.toEqual([])
})

test('what holds every word comes alone; only without it comes what holds some', async () => {
  const both = await numbers(dana, 'careers colorado')
  expect(both).toContain('SAMPLE-GJC-01')
  expect(both).not.toContain('gjc-al-city-of-birmingham')
  expect(await numbers(dana, 'xyzzyplugh birmingham')).toContain('gjc-al-city-of-birmingham')
})

test('words that name a program, a sector or a state lead to the whole list of it', async () => {
  const named = async (text: string) => {
    const found = await namedBy(searchWords(text))
    const { program, sector, state, around } = found ?? {}
    return found && [program, sector, state, around].map((one) => one?.code ?? null)
  }
  const question = 'Who else trains nurses in Alabama, with whose money?'
  expect(await named(question)).toEqual(['NEG', null, 'AL', 'healthcare'])
  expect(await named('helthcare virginia')).toEqual([null, 'healthcare', 'VA', null])
  expect(await named('carolina')).toBeNull()
  expect(await named('birmingham alabama')).toBeNull()
})

test('nobody finds what may not be opened', async () => {
  expect(await numbers(luis, 'compact careers health')).toEqual(['SAMPLE-GJC-01'])
  expect(await numbers(grace, 'compact careers health')).not.toContain('SAMPLE-GJC-01')
  expect((await find(luis, 'dana whitfield')).people).toEqual([])
  expect((await find(alex, 'dana whitfeld')).people.map(({ name }) => name)).toContain(
    'Dana Whitfield',
  )
  for (const email of [alex, victor] as const) {
    expect(await find(email, 'health')).toMatchObject({ awards: [], studies: [] })
  }
})

test('a number leads to its record, and a foreign one nowhere', async () => {
  const by = async (email: CastEmail, text: string) =>
    findByNumber(await castActor(email, 'session.use'), text)
  expect(await by(luis, 'SAMPLE-GJC-01')).toEqual({ kind: 'award', number: 'SAMPLE-GJC-01' })
  expect(await by(grace, 'SAMPLE-GJC-01')).toBeNull()
  expect(await by(dana, '23a60hg000028')).toEqual({ kind: 'award', number: '23A60HG000028' })
})

test('any text is safe', async () => {
  for (const text of ["'; drop table awards; --", '%', 'a%b_c\\d', '🦆 <b>', 'é'.repeat(200)]) {
    await expect(find(dana, text)).resolves.toBeDefined()
  }
  expect(await numbers(dana, '%')).toEqual([])
})
