import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CoverageFilters,
  addCells,
  peopleIndicators,
  readCoverageFilters,
} from '#app/domain/coverage.ts'
import { addMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import { castActor } from '#db/cast.ts'
import { listCoverageCells } from '#db/coverage.ts'
import type { Db } from '#db/index.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, luis } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const helen = 'helen.marsh@seti.example.org'
const victor = 'victor.chu@seti.example.org'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const cells = async (query: string) => {
  const filters: CoverageFilters = readCoverageFilters(new URLSearchParams(query))
  return listCoverageCells(await castActor(helen, 'portfolio.read'), filters)
}

describe('coverage', () => {
  test('counts each award once in all, and in each of its sectors and states with its whole amount', async () => {
    const awards = await owner
      .selectFrom('awards')
      .where('sample', '=', false)
      .select(['id', 'amount'])
      .execute()
    const whole = addCells((await cells('view=states')).filter(({ code }) => code === '*'))
    expect(whole).toMatchObject({
      awards: awards.length,
      amount: addMoney(...awards.flatMap(({ amount }) => amount ?? [])),
    })
  })

  test('answers who trains nurses in Alabama, and with whose money', async () => {
    const nurses = await cells('state=AL&sector=healthcare')
    expect(nurses.map(({ stream, awards, amount }) => [stream, awards, amount])).toEqual([
      ['GJC', 1, '10800000.00'],
      ['SSEEP', 1, '3543416.00'],
    ])
    const address = paths.coverage({ state: 'AL' })
    const answer = await answerTo(await requestAs(helen, address))
    expect(answer.status).toBe(200)
    const awards = paths.awards({
      sector: 'healthcare',
      state: 'AL',
      stream: 'SSEEP',
      origin: 'sources',
    })
    expect(answer.body).toContain(awards.replaceAll('&', '&amp;'))
    expect(answer.queries).toBeLessThanOrEqual(8)
  })

  test('knows people from accepted reports alone', async () => {
    const [compact] = await cells('state=CO&sector=healthcare&origin=sample')
    const { value } = await owner
      .selectFrom('awardFigures')
      .innerJoin('awards', 'awards.id', 'awardFigures.awardId')
      .where('awards.number', '=', 'SAMPLE-GJC-01')
      .where('indicatorCode', '=', 'GJC_ENROLLED')
      .select('value')
      .executeTakeFirstOrThrow()
    expect(compact).toMatchObject({ awards: 1, people: Number(value) })
    expect((await cells('view=states')).every(({ people }) => people === null)).toBe(true)
    const { rows } = await sql<{ code: string; indicator: string }>`
      select code, people_indicator(code) as indicator from streams
      where people_indicator(code) is not null order by code`.execute(owner)
    expect(Object.fromEntries(rows.map(({ code, indicator }) => [code, indicator]))).toEqual(
      peopleIndicators,
    )
  })

  test('shows the task force no single award, and its file is the table of the page', async () => {
    const page = await answerTo(await requestAs(victor, paths.coverage({ view: 'states' })))
    expect(page.body).toContain('Alabama: $')
    expect(page.body).not.toContain(paths.awards({ state: 'AL' }))
    const file = await answerTo(await requestAs(dana, paths.coverageCsv({ state: 'AL' })))
    expect(file.body).toContain('sources,healthcare,AL,SSEEP,1,1,3543416.00,0,\r\n')
    expect(file.body).toContain('sources,aerospace,AL,GJC,0,0,,0,\r\n')
    expect((await answerTo(await requestAs(luis, paths.coverage()))).status).toBe(403)
  })
})
