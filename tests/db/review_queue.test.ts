import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { type QueueList, queueShows, queueSorts, readQueueList } from '#app/domain/report/queue.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { countQueue, listQueue } from '#db/reports/queue.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, marcus } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
  for (let year = 1950; year < 2010; year += 1) {
    await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })
  }
})

const list = (query = ''): QueueList => readQueueList(new URLSearchParams(query))
const reviewer = async (email: typeof dana | typeof marcus) => castActor(email, 'report.review')

async function wholeQueue(given: QueueList) {
  const actor = await reviewer(dana)
  const rows = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listQueue>> = await listQueue(
      actor,
      { ...given, after },
      today(),
    )
    rows.push(...page.reports)
    after = page.next
  } while (after)
  return rows
}

describe('the queue', () => {
  test('opens with what needs the officer, the longest waiting first', async () => {
    const { reports } = await listQueue(await reviewer(marcus), list(), today())
    expect(reports.length).toBeGreaterThan(0)
    for (const { author, isYours, agency } of reports) {
      expect(author).toBe('submitted')
      if (agency === 'in_review') expect(isYours).toBe(true)
    }
    expect(reports.map(({ since }) => since)).toEqual(reports.map(({ since }) => since).sort())
  })

  test('keeps to the own caseload', async () => {
    const { reports } = await listQueue(await reviewer(marcus), list('show=all'), today())
    expect(new Set(reports.map(({ awardNumber }) => awardNumber))).toEqual(
      new Set(['SAMPLE-GJC-03']),
    )
  })

  test.each(queueSorts.flatMap((sort) => [sort, `-${sort}`]))(
    'shows each report once over its pages in the order %s',
    async (sort) => {
      const rows = await wholeQueue(list(`show=all&sort=${sort}`))
      const counts = await countQueue(await reviewer(dana), today())
      expect(rows.length).toBe(counts.all)
      expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length)
      expect(rows.length).toBeGreaterThan(50)
    },
  )

  test.each(queueShows)('counts what “%s” lists', async (show) => {
    const rows = await wholeQueue(list(`show=${show}`))
    expect((await countQueue(await reviewer(dana), today()))[show]).toBe(rows.length)
  })

  test('says that a report is late from the day after both of its dates', async () => {
    const dates = { statutoryDueOn: addDays(today(), -1), workingDueOn: addDays(today(), -3) }
    const { number } = await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2011-03-31' })
    await owner.updateTable('reports').set(dates).where('number', '=', number).execute()
    const late = await wholeQueue(list('show=late'))
    expect(late.map((report) => report.number)).toContain(number)
    const before = await listQueue(
      await reviewer(dana),
      { ...list('show=late&sort=-due'), after: null },
      addDays(today(), -1),
    )
    expect(before.reports.map((report) => report.number)).not.toContain(number)
  })

  test('reads what an address says and nothing else', () => {
    expect(list('show=everything&sort=-;drop&after=..%2F')).toEqual(list())
    expect(list('show=late&sort=-due')).toMatchObject({
      show: 'late',
      sort: 'due',
      descending: true,
    })
  })
})
