import { beforeAll, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { findBurden } from '#db/burden.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, grace, luis } from '#tests/setup/filing.ts'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const read = async (email: CastEmail, slug: string) =>
  findBurden(await castActor(email, 'report.read'), slug, today())

test('a grantee and the agency see the same forms, hours and dates; another grantee nothing', async () => {
  const own = await read(luis, 'blue-mesa-workforce-alliance')
  expect(own?.forms).toMatchObject([
    { ombControlNumber: '0610-0109', hoursPerResponse: expect.stringMatching(/^17\.7/) as unknown },
  ])
  expect(own?.responses.length).toBeGreaterThan(6)
  expect(await read(dana, 'blue-mesa-workforce-alliance')).toEqual(own)
  expect(await read(grace, 'blue-mesa-workforce-alliance')).toBeNull()
})

test('two forms of one report are two responses, and unknown hours stay unknown', async () => {
  const own = await read(grace, 'tidewater-nursing-partnership')
  const [first] = own?.responses ?? []
  const same = own?.responses.filter(({ reportKey }) => reportKey === first?.reportKey)
  expect(same?.map(({ form, hours }) => [form, hours])).toEqual([
    ['ETA-9173', null],
    ['ETA-9179', null],
  ])
})

test('a report that was extended counts by its new date, one not required not at all', async () => {
  const slug = 'harbor-trades-collaborative'
  const before = await read(dana, slug)
  const rows = await owner
    .selectFrom('reports')
    .where('number', 'like', 'SAMPLE-BPIJG-01-%')
    .select(['periodEnd', 'extendedDueOn', 'endedAs'])
    .execute()
  const key = (end: string) => `SAMPLE-BPIJG-01 ${end}`
  const extended = rows.find((row) => row.extendedDueOn !== null)
  const excused = rows.find((row) => row.endedAs === 'not_required')
  const due = before?.responses.find(
    ({ reportKey }) => reportKey === key(extended?.periodEnd ?? ''),
  )
  expect(due?.dueOn).toBe(extended?.extendedDueOn)
  const keys = before?.responses.map(({ reportKey }) => reportKey)
  expect(keys).not.toContain(key(excused?.periodEnd ?? ''))
})
