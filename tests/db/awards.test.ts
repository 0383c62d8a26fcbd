import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { readAwardList } from '#app/domain/award_address.ts'
import { awardColumns, noFilters } from '#app/domain/award_list.ts'
import { addMoney } from '#app/domain/money.ts'
import { nothing } from '#app/domain/origin_total.ts'
import { awardsPerPage, countBefore, listAwards } from '#db/awards/list.ts'
import { listCoverage, listFilterChoices, totalAwards } from '#db/awards/totals.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { everyAward } from '#tests/setup/every_award.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
beforeAll(async () => {
  owner = await testDatabase('played')
})

const officer = () => castActor('dana.whitfield@eda.example.org', 'award.read')
const list = (query: string) => readAwardList(new URLSearchParams(query))
const numbersOf = (rows: { number: string }[]) => rows.map((row) => row.number)

describe('the awards list', () => {
  test('holds every award of the sources and the sample, a page at a time', async () => {
    const actor = await officer()
    const all = await everyAward(actor, list(''))
    const { count } = await owner
      .selectFrom('awards')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(all.length).toBe(count)
    const first = await listAwards(actor, list(''), null)
    expect(numbersOf(first.awards)).toEqual(numbersOf(all.slice(0, awardsPerPage)))
    expect([first.hasPrevious, first.hasNext]).toEqual([false, true])
  })

  test.each(awardColumns.flatMap((column) => [column, `-${column}`]))(
    'walks forward and back through the same awards when sorted by %s',
    async (sort) => {
      const actor = await officer()
      const asked = list(`sort=${sort}`)
      const all = numbersOf(await everyAward(actor, asked))
      const forward: string[] = []
      let page = await listAwards(actor, asked, null)
      for (;;) {
        const first = page.awards[0]?.number ?? ''
        expect(await countBefore(actor, asked, first)).toBe(forward.length)
        forward.push(...numbersOf(page.awards))
        if (!page.hasNext) break
        page = await listAwards(actor, asked, { direction: 'after', number: forward.at(-1) ?? '' })
      }
      expect(forward).toEqual(all)
      const back = await listAwards(actor, asked, {
        direction: 'before',
        number: page.awards[0]?.number ?? '',
      })
      const end = all.length - page.awards.length
      expect(numbersOf(back.awards)).toEqual(all.slice(Math.max(0, end - awardsPerPage), end))
      expect(back.hasPrevious).toBe(end > awardsPerPage)
    },
  )

  test('puts awards without an amount last, whichever way it is sorted', async () => {
    const actor = await officer()
    for (const sort of ['amount', '-amount']) {
      const amounts = (await everyAward(actor, list(`sort=${sort}`))).map((row) => row.amount)
      const known = amounts.filter((amount) => amount !== null)
      expect(amounts.slice(0, known.length)).toEqual(known)
    }
  })

  test('orders amounts as numbers', async () => {
    const rows = await everyAward(await officer(), list('sort=-amount&origin=sources'))
    const amounts = rows.flatMap((row) => (row.amount === null ? [] : [Number(row.amount)]))
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
  })

  test.each(['%', '_', '\\', "'", '%%', 'no such award'])(
    'searches for %s as it is typed',
    async (q) => {
      const rows = await everyAward(await officer(), {
        ...list(''),
        filters: { ...noFilters, q },
      })
      for (const row of rows) {
        const words = [row.number, row.fain, row.name, row.organization].join('\n')
        expect(words).toContain(q)
      }
    },
  )

  test('finds part of a name in any case', async () => {
    const rows = await everyAward(await officer(), list('q=prairie LINE'))
    expect(numbersOf(rows)).toEqual(['SAMPLE-GJC-02'])
  })

  test.each([
    ['stream=SSEEP', (row: Row) => row.streamCode === 'SSEEP'],
    ['program=NEG', (row: Row) => row.programCode === 'NEG'],
    ['state=CO', (row: Row) => row.states.includes('CO')],
    ['status=active', (row: Row) => row.status === 'active'],
    ['origin=sample', (row: Row) => row.sample],
    ['origin=sources', (row: Row) => !row.sample],
    ['mine=1', (row: Row) => row.officer === 'Dana Whitfield'],
    ['sector=construction', (row: Row) => row.sectors.some((name) => /construction/i.test(name))],
  ] as [string, (row: Row) => boolean][])('keeps exactly the awards of %s', async (query, fits) => {
    const actor = await officer()
    const all = await everyAward(actor, list(''))
    const kept = await everyAward(actor, list(query))
    expect(kept.length).toBeGreaterThan(0)
    expect(numbersOf(kept)).toEqual(numbersOf(all.filter(fits)))
  })

  test('shows the day after which the earliest unsubmitted report is late', async () => {
    await enterReport(owner, 'SAMPLE-NEG-01', { periodEnd: '2020-06-30' })
    await enterReport(owner, 'SAMPLE-NEG-01', { periodEnd: '2020-03-31', versionNo: 1 })
    const [row] = await everyAward(await officer(), list('q=SAMPLE-NEG-01'))
    expect(row?.nextDueOn).toBe('2020-06-30')
  })
})

describe('who sees what in the awards list', () => {
  test.each([
    ['joan.keller@bluemesa.example.org', ['SAMPLE-GJC-01', 'SAMPLE-GJC-03']],
    ['grace.whitman@tidewater.example.org', ['SAMPLE-NEG-01']],
  ] as const)('%s sees the awards of the own organization', async (email, numbers) => {
    const actor = await castActor(email, 'award.read')
    expect(numbersOf(await everyAward(actor, list('')))).toEqual(numbers)
    expect((await totalAwards(actor, noFilters)).sources).toEqual(nothing)
  })

  test('a grantee is offered only filters that occur among its awards', async () => {
    const actor = await castActor('joan.keller@bluemesa.example.org', 'award.read')
    const { states, programs } = await listFilterChoices(actor)
    expect(states.map((state) => state.code)).toEqual(['CO', 'NM'])
    expect(programs.map((program) => program.code)).toEqual(['GJC-ARPA', 'GJC-FY24'])
  })

  test('a place named by an award that one does not see is no place', async () => {
    const actor = await castActor('grace.whitman@tidewater.example.org', 'award.read')
    const page = await listAwards(actor, list(''), { direction: 'after', number: 'SAMPLE-GJC-01' })
    expect(numbersOf(page.awards)).toEqual(['SAMPLE-NEG-01'])
  })
})

describe('totals of the awards list', () => {
  test('equal the rows, real and sample apart', async () => {
    const actor = await officer()
    for (const query of ['', 'stream=GJC', 'program=NEG', 'state=CO', 'sector=healthcare']) {
      const rows = await everyAward(actor, list(query))
      const totals = await totalAwards(actor, list(query).filters)
      for (const [total, part] of [
        [totals.sources, rows.filter((row) => !row.sample)],
        [totals.sample, rows.filter((row) => row.sample)],
      ] as const) {
        const amounts = part.flatMap((row) => row.amount ?? [])
        expect(total).toMatchObject({
          awards: part.length,
          withAmount: amounts.length,
          amount: amounts.length === 0 ? null : addMoney(...amounts),
        })
      }
    }
  })

  test('say how many of the official awards the sources give, whatever else is filtered', async () => {
    const coverage = await listCoverage(await officer(), { stream: null, program: 'NEG' })
    expect(coverage).toMatchObject([{ code: 'NEG', listed: 11, officialAwards: 25 }])
    expect(await listCoverage(await officer(), { stream: null, program: null })).toEqual([])
  })
})

test('a list longer than is read at once comes whole, in order, nothing twice', async () => {
  await sql`
    insert into awards (number, organization_id, sample, agency_code, program_code, stream_code,
                        status, awarded_amount, amount_precision)
    select 'MANY-' || i, organization_id, sample, agency_code, program_code, stream_code, status,
           nullif(i % 7, 0) * 1000, case when i % 7 = 0 then 'not_in_sources_read' else 'exact' end
    from generate_series(1, 2500) i, awards where number = 'SAMPLE-GJC-02'`.execute(owner)
  const rows = await everyAward(await officer(), list('q=MANY-&sort=-amount'))
  expect(new Set(numbersOf(rows)).size).toBe(2500)
  const amounts = rows.map((row) => Number(row.amount ?? -1))
  expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
})

type Row = Awaited<ReturnType<typeof everyAward>>[number]
