import { beforeAll, describe, expect, test } from 'vitest'
import { leftOpen } from '#app/domain/report/checklist.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import type { Db } from '#db/index.ts'
import { listChecks, tickChecks } from '#db/reports/checklist.ts'
import { findReport } from '#db/reports/find.ts'
import { acceptReport } from '#db/reports/review.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { bringToReview, dana, luis, marcus, newKey } from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
let number: string
let version: number

beforeAll(async () => {
  owner = await testDatabase('played')
  number = (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: '2013-03-31' })).number
  version = await bringToReview(number)
})

async function checks(email: CastEmail = dana) {
  const reader = await castActor(email, 'report.read')
  const report = await findReport(reader, number)
  return listChecks(reader, report?.id ?? 0)
}

const tick = async (email: typeof dana | typeof marcus, ...codes: string[]) =>
  tickChecks(await castActor(email, 'report.review'), newKey(), number, version, codes)

async function told(email: CastEmail) {
  const reader = await castActor(email, 'event.read')
  const report = await findReport(await castActor(email, 'report.read'), number)
  const { events } = await listEvents(reader, { reportId: report?.id ?? 0 })
  return events.filter(({ kind }) => kind.startsWith('checklist.'))
}

describe('the checklist of a review', () => {
  test('is ticked by whoever picked the report up, and keeps who ticked what', async () => {
    await tick(dana, 'AGREE', 'SIGNER')
    await tick(dana, 'AGREE')
    const ticked = (await checks()).filter(({ checkedBy }) => checkedBy)
    expect(ticked.map(({ code, checkedBy }) => [code, checkedBy])).toEqual([
      ['AGREE', 'Dana Whitfield'],
    ])
    expect(await tick(marcus, 'AGREE')).toBeNull()
  })

  test('is the agency’s own', async () => {
    expect(await checks(luis)).toEqual([])
    expect(await told(luis)).toEqual([])
    expect(await told(dana)).toHaveLength(2)
  })

  test('leaves an item open only with a word why, which stays with the agency', async () => {
    const officer = await castActor(dana, 'report.review')
    const accept = (why: string | null) =>
      acceptReport(officer, newKey(), number, version, { note: null, why })
    await expect(accept(null)).rejects.toMatchObject({
      errors: { why: expect.stringMatching(/4 items/) as string },
    })
    expect((await checks()).filter(({ checkedBy }) => checkedBy)).toHaveLength(1)
    await accept('The rest was looked at by telephone.')
    expect(leftOpen(await checks())).toHaveLength(4)
    expect((await told(dana))[0]).toMatchObject({
      kind: 'checklist.left_open',
      reason: 'The rest was looked at by telephone.',
    })
    expect(await told(luis)).toEqual([])
  })

  test('is closed once the report is accepted', async () => {
    version += 1
    await expect(tick(dana, 'FILES')).rejects.toThrow(/while the report is in review/)
  })
})
