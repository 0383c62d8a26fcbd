import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { correctionRefusal } from '#app/domain/oversight/corrections.ts'
import * as answerFile from '#app/routes/oversight/correction_file.tsx'
import * as findingFile from '#app/routes/oversight/finding_file.tsx'
import * as download from '#app/routes/oversight/visit_file.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { findCorrection, moveCorrection } from '#db/oversight/corrections.ts'
import { findVisit, noteFinding, planVisit, sendLetter } from '#db/oversight/visits.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, ingrid, joan, luis, marcus, newKey } from '../setup/filing.ts'

const number = 'SAMPLE-GJC-02'
const photo = Buffer.from('%PDF-1.7 a page of the ledger')
const receipts = Buffer.from('Receipt,Amount\n1,600.25\n')
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
let owner: Db
let finding: string

beforeAll(async () => {
  owner = await testDatabase('played')
  const officer = await castActor(dana, 'visit.plan')
  const on = addDays(today(), 10)
  await planVisit(officer, newKey(), number, { kind: 'desk', on, scope: 'Files.' })
  await noteFinding(
    officer,
    newKey(),
    { number, no: 1, version: 1 },
    { kind: 'compliance', words: 'Receipts are missing.', questionedCost: null, due: on },
  )
  finding = String((await visit(dana))?.findings[0]?.id)
})

const visit = async (email: CastEmail) => findVisit(await castActor(email, 'visit.read'), number, 1)
const action = async (email: CastEmail) =>
  findCorrection(await castActor(email, 'visit.read'), number, 1)

const context = (request: Request, params: Record<string, string>) => ({
  request,
  params: { number, ...params },
  context: {},
})

async function addToFinding(bytes: Buffer, name: string, email: CastEmail = dana) {
  const file = new File([new Uint8Array(bytes)], name)
  const request = await requestAs(email, '/file', { file })
  return findingFile.action(context(request, { no: '1', id: finding }))
}

async function addToAnswer(bytes: Buffer, name: string, email: CastEmail = ingrid) {
  const file = new File([new Uint8Array(bytes)], name)
  const request = await requestAs(email, '/file', { file })
  return answerFile.action(context(request, { no: '1' }))
}

const get = async (email: CastEmail, bytes: Buffer) =>
  download.loader(
    context(await requestAs(email, '/file'), { id: finding, sha256: sha256Of(bytes) }),
  )
const statusOf = async (work: () => Promise<unknown>) => (await thrownBy(work)).status
const errorOf = (reply: unknown) =>
  (reply as { data: { errors: Record<string, string> } }).data.errors['file']

async function events(): Promise<string[]> {
  const rows = await owner
    .selectFrom('events')
    .innerJoin('awards', 'awards.id', 'events.awardId')
    .where('awards.number', '=', number)
    .where('kind', 'like', '%.file_%')
    .select('kind')
    .orderBy('events.id')
    .execute()
  return rows.map(({ kind }) => kind)
}

test('what a visit found is shown by files, to its grantee from the letter on', async () => {
  expect(errorOf(await addToFinding(photo, 'ledger.png'))).toMatch(/something else/)
  expect(errorOf(await addToFinding(photo, 'ledger.exe'))).toMatch(/not taken/)
  expect(await statusOf(() => addToFinding(photo, 'ledger.pdf', marcus))).toBe(404)
  expect(await statusOf(() => addToFinding(photo, 'ledger.pdf', ingrid))).toBe(403)
  const { location } = await thrownBy(() => addToFinding(photo, 'ledger.pdf'))
  expect(location).toBe(`/awards/${number}/visits/1?done=filed`)
  expect(errorOf(await addToFinding(photo, 'again.pdf'))).toMatch(/already/)
  expect((await visit(dana))?.findings[0]?.files).toMatchObject([{ name: 'ledger.pdf' }])
  expect(await statusOf(() => get(ingrid, photo))).toBe(404)
  await sendLetter(
    await castActor(dana, 'visit.plan'),
    newKey(),
    { number, no: 1, version: 3 },
    { on: today(), words: 'We met.' },
  )
  expect(await statusOf(() => addToFinding(receipts, 'late.csv'))).toBe(409)
  const response = await get(ingrid, photo)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(photo)
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(await statusOf(() => get(joan, photo))).toBe(404)
  expect(await events()).toEqual(['visit.file_added', 'visit.file_downloaded'])
})

test('what an answer rests on goes with it, and stays as it was sent', async () => {
  expect(await statusOf(() => addToAnswer(receipts, 'receipts.csv', dana))).toBe(403)
  expect(await statusOf(() => addToAnswer(receipts, 'receipts.csv', luis))).toBe(404)
  await thrownBy(() => addToAnswer(receipts, 'receipts.csv'))
  expect((await action(ingrid))?.files).toMatchObject([{ name: 'receipts.csv', size: 24 }])
  expect((await action(dana))?.files).toEqual([])
  expect(await statusOf(() => get(dana, receipts))).toBe(404)
  const answer = async (version: number) =>
    moveCorrection(
      await castActor(ingrid, 'correction.answer'),
      newKey(),
      { number, no: 1, version },
      'answer',
      { response: 'Found them.', evidence: 'The list of receipts.' },
    )
  // A page from before the file was added did not show it.
  await expect(answer(1)).rejects.toThrow(/no longer/)
  await answer(2)
  expect(await statusOf(() => addToAnswer(photo, 'more.pdf'))).toBe(409)
  expect((await get(dana, receipts)).status).toBe(200)
  expect((await events()).slice(2)).toEqual(['correction.file_added', 'correction.file_downloaded'])
  const sent = await owner
    .selectFrom('events')
    .where('kind', '=', 'correction.answered')
    .select('after')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(sent?.after).toMatchObject({ files: `receipts.csv (${sha256Of(receipts)})` })
})

test('whoever added a file of the evidence does not verify it', () => {
  const action = { answeredBy: 1, verifiedBy: null, raters: [], files: [{ addedBy: 2 }] }
  expect(correctionRefusal('verify', action, 2)).toMatch(/evidence/)
  expect(correctionRefusal('send_back', action, 2)).toMatch(/evidence/)
  expect(correctionRefusal('verify', action, 3)).toBeNull()
})
