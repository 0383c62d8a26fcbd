import { beforeAll, expect, test } from 'vitest'
import { assignAwards, previewAwards } from '#db/awards/bulk.ts'
import { listCaseload } from '#db/awards/caseloads.ts'
import { leaveWords } from '#db/awards/hand_over.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { db } from '#db/index.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, newKey, priya } from '#tests/setup/filing.ts'

beforeAll(async () => {
  await testDatabase('played')
})

const membership = async (email: CastEmail) => (await castActor(email, 'award.read')).membershipId
const pack = async (of: CastEmail) =>
  (await listCaseload(await castActor(priya, 'caseload.read'), await membership(of))).awards

test('an officer leaves words for own awards alone, once', async () => {
  const officer = await castActor(dana, 'award.hand_over')
  const key = newKey()
  const left = [
    { number: 'SAMPLE-GJC-01', words: 'Call Joan before the site visit.' },
    { number: 'SAMPLE-GJC-02', words: null },
    { number: 'SAMPLE-GJC-03', words: 'Not mine.' },
  ]
  expect(await leaveWords(officer, key, left)).toBe(1)
  expect(await leaveWords(officer, key, left)).toBe(1)
  expect(await leaveWords(officer, newKey(), left)).toBe(0)
  const [compact, academy] = await pack(dana)
  expect(academy?.lastLeft?.words).toContain('director was new')
  expect(compact?.lastLeft).toMatchObject({
    words: 'Call Joan before the site visit.',
    name: 'Dana Whitfield',
  })
  expect(await db.selectFrom('handOverWords').select('id').execute()).toHaveLength(2)
})

test('several awards are assigned one by one, and what cannot be is left out with why', async () => {
  const clerk = await castActor(priya, 'award.bulk')
  const assigner = await castActor(priya, 'award.assign')
  const chosen = await previewAwards(clerk, 'assign', ['SAMPLE-GJC-03', 'SAMPLE-NEG-01'])
  expect(chosen.map(({ exception }) => exception)).toEqual([
    null,
    'It is of another agency, whose own grants officer assigns it.',
  ])
  const key = newKey()
  const to = { officer: await membership(dana), reason: 'Fewer hands' }
  const assign = async () => (await assignAwards(assigner, key, chosen, to))[0]?.exception
  expect(await assign()).toBeNull()
  expect(await assign()).toBeNull()
  const again = await assignAwards(assigner, newKey(), chosen, to)
  expect(again[0]?.exception).toContain('Priya Raman changed it')
  const reminder = await castActor(dana, 'award.bulk')
  const [foreign] = await previewAwards(reminder, 'remind', ['SAMPLE-NEG-01'])
  expect(foreign?.exception).toBe('It is not of your caseload.')
})
