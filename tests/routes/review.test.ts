import { beforeAll, describe, expect, test } from 'vitest'
import * as compare from '#app/routes/reports/compare.tsx'
import * as section from '#app/routes/reports/section.tsx'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { saveSection } from '#db/reports/answers.ts'
import { returnReport } from '#db/reports/review.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  bringToReview,
  certify,
  dana,
  grace,
  handOver,
  luis,
  newKey,
  pageOf,
  value,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const context = (request: Request, params: Record<string, string>) => ({
  request,
  params,
  context: {},
})

describe('comparing versions', () => {
  let number: string

  beforeAll(async () => {
    number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2012-03-31' })).number
    const version = await bringToReview(number)
    await returnReport(await castActor(dana, 'report.review'), newKey(), number, version, [
      { section: 3, reason: 'figure_disagrees', words: 'Which of these?' },
    ])
    await saveSection(await castActor(luis, 'report.write'), newKey(), number, 3, {
      changes: [value('GJC_PLACED_SEASONAL', '7')],
      seen: (await pageOf(number)).seen,
      isAutomatic: false,
    })
    await handOver(number)
    await certify(number)
  })

  const load = async (email: typeof dana | typeof luis | typeof grace, query = '') => {
    const request = await requestAs(email, `/reports/${number}/compare${query}`)
    return compare.loader(context(request, { number }))
  }

  test.each([dana, luis] as const)('shows %s what the last two say differently', async (email) => {
    const { from, to, sections } = await load(email)
    expect([from, to]).toEqual([1, 2])
    const changed = sections.flatMap(({ differences }) => differences)
    expect(changed).toContainEqual(
      expect.objectContaining({ itemCode: 'GJC_PLACED_SEASONAL', after: '7' }),
    )
  })

  test('finds nothing between a version and itself', async () => {
    expect((await load(dana, '?from=2&to=2')).sections).toEqual([])
  })

  test('does not exist for another grantee', async () => {
    expect((await thrownBy(() => load(grace))).status).toBe(404)
  })
})

test('a returned section shows what it said when it was sent, and no other section does', async () => {
  const { number } = await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2011-03-31' })
  const load = async (order: string) =>
    section.loader(
      context(await requestAs(luis, `/reports/${number}/sections/${order}`), { number, order }),
    )
  expect((await load('3')).sent).toBeNull()
  const version = await bringToReview(number)
  await returnReport(await castActor(dana, 'report.review'), newKey(), number, version, [
    { section: 3, reason: 'figure_disagrees', words: 'Which of these?' },
  ])
  const before = (await load('3')).draft.filing.answers['GJC_PLACED_SEASONAL']
  await saveSection(await castActor(luis, 'report.write'), newKey(), number, 3, {
    changes: [value('GJC_PLACED_SEASONAL', '1')],
    seen: (await pageOf(number)).seen,
    isAutomatic: false,
  })
  const { sent, draft } = await load('3')
  expect(draft.filing.answers['GJC_PLACED_SEASONAL']).toBe('1')
  expect(sent).toMatchObject({ no: 1, answers: { GJC_PLACED_SEASONAL: before } })
  expect(sent?.answers).not.toHaveProperty('GJC_ENROLLED')
  expect((await load('1')).sent).toBeNull()
})
