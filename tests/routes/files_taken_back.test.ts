import { beforeAll, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict } from '#app/domain/outcome.ts'
import * as withdrawal from '#app/routes/oversight/file_withdrawal.tsx'
import * as download from '#app/routes/oversight/visit_file.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { keepBytes } from '#db/file_store.ts'
import type { Db } from '#db/index.ts'
import { findCorrection, moveCorrection } from '#db/oversight/corrections.ts'
import { addAnswerFile, addFindingFile } from '#db/oversight/files.ts'
import { takeFileBack } from '#db/oversight/take_back.ts'
import { findVisit, noteFinding, planVisit, sendLetter } from '#db/oversight/visits.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, ingrid, joan, luis, marcus, newKey } from '../setup/filing.ts'

const number = 'SAMPLE-GJC-02'
const naomi = 'naomi.brandt@oig.example.org'
const words = 'It belongs to another award.'
const on = addDays(today(), 10)
let owner: Db
let finding: number
let ledger: Awaited<ReturnType<typeof kept>>
let receipts: Awaited<ReturnType<typeof kept>>

async function kept(name: string) {
  const bytes = Buffer.from(`What ${name} says.\n`)
  return { name, kind: 'txt' as const, size: bytes.length, sha256: await keepBytes(bytes) }
}

const at = { number, no: 1 }
const visit = async (email: CastEmail) => findVisit(await castActor(email, 'visit.read'), number, 1)
const answer = async (email: CastEmail) =>
  findCorrection(await castActor(email, 'visit.read'), number, 1)
const move = async (email: CastEmail, name: 'answer' | 'send_back', version: number) =>
  moveCorrection(
    await castActor(email, name === 'answer' ? 'correction.answer' : 'correction.verify'),
    newKey(),
    { ...at, version },
    name,
    { response: 'Found them.', evidence: 'The receipts.', words: 'Not these.' },
  )

beforeAll(async () => {
  owner = await testDatabase('played')
  ledger = await kept('ledger.txt')
  receipts = await kept('receipts.txt')
  const officer = await castActor(dana, 'visit.plan')
  await planVisit(officer, newKey(), number, { kind: 'desk', on, scope: 'Files.' })
  const what = { kind: 'compliance', words: 'Receipts are missing.', questionedCost: null } as const
  await noteFinding(officer, newKey(), { ...at, version: 1 }, { ...what, due: on })
  finding = (await visit(dana))?.findings[0]?.id ?? 0
  await addFindingFile(officer, newKey(), { ...at, finding }, ledger)
})

const context = (request: Request, { sha256 }: { sha256: string }) => ({
  request,
  params: { number, id: String(finding), sha256 },
  context: {},
})
const takeBack = async (
  email: CastEmail,
  file: { sha256: string },
  form: { words: string; version: string },
) => withdrawal.action(context(await requestAs(email, '/withdrawal', { form }), file))
const statusOf = async (work: () => Promise<unknown>) => (await thrownBy(work)).status
const opened = async (email: CastEmail, file: { sha256: string }) => {
  const reply = download.loader(context(await requestAs(email, '/file'), file))
  return reply.then(
    ({ status }) => status,
    (thrown: { init?: { status?: number } }) => thrown.init?.status,
  )
}

test('a file is taken back from a finding by its own officer, with a reason, and stays named', async () => {
  const form = { words, version: '3' }
  expect(await statusOf(() => takeBack(marcus, ledger, form))).toBe(404)
  expect(await statusOf(() => takeBack(ingrid, ledger, form))).toBe(404)
  expect(await statusOf(() => takeBack(naomi, ledger, form))).toBe(403)
  const empty = await takeBack(dana, ledger, { ...form, words: ' ' })
  expect(empty).toMatchObject({ data: { errors: { words: 'Enter a reason.' } } })
  expect(await statusOf(() => takeBack(dana, ledger, { ...form, version: '2' }))).toBe(409)
  const { location } = await thrownBy(() => takeBack(dana, ledger, form))
  expect(location).toBe(`/awards/${number}/visits/1?done=taken_back`)
  expect(await statusOf(() => takeBack(dana, ledger, { ...form, version: '4' }))).toBe(409)
  const [found] = (await visit(dana))?.findings ?? []
  expect(found).toMatchObject({
    files: [],
    filesTakenBack: [{ name: 'ledger.txt', by: 'Dana Whitfield', because: words }],
  })
  expect([await opened(dana, ledger), await opened(naomi, ledger)]).toEqual([404, 200])
  const events = owner.selectFrom('events').where('kind', 'like', '%.file_taken_back')
  expect(await events.select('reason').orderBy('id', 'desc').executeTakeFirst()).toEqual({
    reason: words,
  })
})

test('the same file may be added again, and is the grantee’s to read alone of both', async () => {
  const officer = await castActor(dana, 'visit.plan')
  await addFindingFile(officer, newKey(), { ...at, finding }, ledger)
  await sendLetter(officer, newKey(), { ...at, version: 5 }, { on: today(), words: 'We met.' })
  expect((await visit(ingrid))?.findings).toMatchObject([
    { files: [{ name: 'ledger.txt' }], filesTakenBack: [] },
  ])
  expect(await opened(ingrid, ledger)).toBe(200)
  expect(await statusOf(() => takeBack(dana, ledger, { words, version: '6' }))).toBe(409)
})

test('of an answer, the agency learns what was taken back only where it had been sent', async () => {
  const preparer = await castActor(ingrid, 'correction.draft')
  await addAnswerFile(preparer, newKey(), at, await kept('slip.txt'))
  await addAnswerFile(preparer, newKey(), at, receipts)
  const slip = await kept('slip.txt')
  expect(await statusOf(() => takeBack(luis, slip, { words, version: '3' }))).toBe(404)
  expect(await statusOf(() => takeBack(dana, slip, { words, version: '3' }))).toBe(404)
  const { location } = await thrownBy(() => takeBack(ingrid, slip, { words, version: '3' }))
  expect(location).toBe(`/awards/${number}/corrections/1?done=taken_back`)
  await move(ingrid, 'answer', 4)
  expect(await statusOf(() => takeBack(ingrid, receipts, { words, version: '5' }))).toBe(409)
  expect((await answer(dana))?.files).toMatchObject([{ name: 'receipts.txt' }])
  await move(dana, 'send_back', 5)
  await thrownBy(() => takeBack(ingrid, receipts, { words, version: '6' }))
  const named = async (email: CastEmail) =>
    (await answer(email))?.filesTakenBack.map(({ name }) => name)
  expect(await named(ingrid)).toEqual(['slip.txt', 'receipts.txt'])
  expect(await named(dana)).toEqual(['receipts.txt'])
  expect(await answer(joan)).toBeNull()
  const statuses = ([dana, ingrid, naomi] as const).map(async (email) => opened(email, receipts))
  expect(await Promise.all(statuses)).toEqual([404, 404, 200])
  expect(await opened(naomi, slip)).toBe(404)
})

test('of two who take a file back, or answer meanwhile, one is first', async () => {
  const preparer = await castActor(ingrid, 'correction.draft')
  const last = await kept('last.txt')
  await addAnswerFile(preparer, newKey(), at, last)
  const address = { number, finding, sha256: last.sha256, version: 8 }
  const work = async () => takeFileBack(preparer, newKey(), address, { words })
  const results = await Promise.allSettled([work(), work(), move(ingrid, 'answer', 8)])
  const reasons = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(reasons).toEqual([expect.any(Conflict), expect.any(Conflict)])
})

test('the record refuses to change a file, or to take it back twice', async () => {
  const rows = owner.updateTable('visitFiles').where('findingId', '=', finding)
  await expect(rows.set({ name: 'other.txt' }).execute()).rejects.toThrow(/never changed/)
  await expect(rows.set({ takenBackBecause: 'Other.' }).execute()).rejects.toThrow(/back once/)
})
