import { beforeAll, expect, test } from 'vitest'
import { Refusal } from '#app/domain/outcome.ts'
import { mostViews } from '#app/domain/views.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { findView, listViews, removeView, saveView } from '#db/views.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, elena, luis, marcus, newKey } from '#tests/setup/filing.ts'

const mei = 'mei.tan@bluemesa.example.org'

beforeAll(async () => {
  await testDatabase('played')
})

const keeper = (email: CastEmail) => castActor(email, 'award.read')
const names = async (email: CastEmail) =>
  (await listViews(await castActor(email, 'award.read'))).map(({ name, owner }) => [name, owner])
const list = { query: 'sector=healthcare', shared: false }

test('a view is its owner’s, and a shared one the organization’s', async () => {
  expect(await names(dana)).toEqual([
    ['Healthcare, largest first', null],
    ['My caseload by next report', null],
  ])
  expect(await names(marcus)).toEqual([['Healthcare, largest first', 'Dana Whitfield']])
  expect(await names(elena)).toEqual([])
  await saveView(await keeper(mei), newKey(), { ...list, name: 'Ours', shared: true })
  expect(await names(luis)).toEqual([['Ours', 'Mei Tan']])
})

test('a name serves once, and so does a key', async () => {
  const luisKeeps = await keeper(luis)
  const key = newKey()
  await saveView(luisKeeps, key, { ...list, name: 'Mine' })
  await saveView(luisKeeps, key, { ...list, name: 'Mine' })
  await expect(saveView(luisKeeps, newKey(), { ...list, name: 'Mine' })).rejects.toBeInstanceOf(
    Refusal,
  )
  expect((await names(luis)).filter(([name]) => name === 'Mine')).toHaveLength(1)
})

test('only its owner removes a view', async () => {
  const [view] = await listViews(await castActor(dana, 'award.read'))
  const id = view?.id ?? 0
  expect(await findView(await keeper(marcus), id)).toBeNull()
  expect(await removeView(await keeper(marcus), newKey(), id)).toBeNull()
  expect(await removeView(await keeper(dana), newKey(), id)).toEqual({ name: view?.name })
  expect(await names(marcus)).toEqual([])
})

test('nobody keeps more than a person can find again', async () => {
  const walt = await keeper('walt.pruitt@harbortrades.example.org')
  for (let no = 1; no <= mostViews; no += 1) {
    await saveView(walt, newKey(), { ...list, name: `View ${no}` })
  }
  await expect(saveView(walt, newKey(), { ...list, name: 'One more' })).rejects.toThrow(Refusal)
})
