import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { now } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import { today } from '#app/domain/clock.ts'
import * as autosave from '#app/routes/reports/autosave.ts'
import * as certification from '#app/routes/reports/certification.tsx'
import * as check from '#app/routes/reports/check.tsx'
import * as handover from '#app/routes/reports/handover.tsx'
import * as list from '#app/routes/reports/list.tsx'
import * as receipt from '#app/routes/reports/receipt.tsx'
import * as report from '#app/routes/reports/report.tsx'
import * as returning from '#app/routes/reports/return.tsx'
import * as section from '#app/routes/reports/section.tsx'
import { castPassword } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  bringToReview,
  dana,
  fillReport,
  grace,
  handOver,
  joan,
  luis,
  marcus,
  pageOf,
  signature,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
let number: string
let year = 2015
const lastQuarter = quarterEnd(addDays(quarterEnd(today()), -93))

beforeAll(async () => {
  owner = await testDatabase('played')
})

const context = (request: Request, params: Record<string, string>) => ({
  request,
  params,
  context: {},
})

/** A reply that was returned, with its status. */
function answered(reply: unknown) {
  const { data, init } = reply as {
    data: { typed: Record<string, string>; errors: Record<string, string> }
    init: { status?: number } | null
  }
  return { ...data, status: init?.status ?? 200 }
}

async function newReport() {
  year -= 1
  return (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })).number
}

describe('a section', () => {
  beforeEach(async () => {
    number = await newReport()
  })

  const post = async (order: string, form: Record<string, string>) =>
    section.action(
      context(await requestAs(luis, `/reports/${number}/sections/${order}`, { form }), {
        number,
        order,
      }),
    )

  test.each([
    ['-5', 'GJC_ENROLLED'],
    ['1e309', 'GJC_ENROLLED'],
    ['twelve', 'GJC_ENROLLED'],
    ['9'.repeat(400), 'GJC_ENROLLED'],
  ])('keeps %s as typed and says what is wrong', async (typed, name) => {
    const reply = answered(await post('1', { [name]: typed, GJC_RECRUITED: '40' }))
    expect(reply.status).toBe(422)
    expect(reply.errors[name]).toMatch(/^Enter participants enrolled/)
    expect(reply.typed).toEqual({ [name]: typed, GJC_RECRUITED: '40' })
    expect((await pageOf(number)).draft.filing.answers).toEqual({})
  })

  test.each([
    ['a NUL', 'before\u0000after'],
    ['100 kB', 'long '.repeat(20_000)],
  ])('refuses text with %s at its field, not with an error page', async (_name, typed) => {
    const reply = answered(await post('9', { N_PROGRESS: typed }))
    expect(reply.status).toBe(422)
    expect(Object.keys(reply.errors)).toEqual(['N_PROGRESS'])
  })

  test('stores no half of a character', async () => {
    await thrownBy(() => post('9', { N_PROGRESS: 'before\ud800after' }))
    expect((await pageOf(number)).draft.filing.answers['N_PROGRESS']).toBe('before\ufffdafter')
  })

  test('refuses a field that the form does not have', async () => {
    expect(answered(await post('1', { GJC_ENROLLED: '4', A_TRUE: 'yes' })).status).toBe(422)
    expect(answered(await post('1', { GJC_COMPLETION_RATE: '1' })).status).toBe(422)
  })

  test('saves and goes on to the next section', async () => {
    const gone = await thrownBy(() => post('1', { GJC_ENROLLED: '1,204' }))
    expect(gone).toMatchObject({ status: 302, location: `/reports/${number}/sections/2` })
    expect((await pageOf(number)).draft.filing.answers['GJC_ENROLLED']).toBe('1204')
  })

  test('saves by itself what was sent, and leaves what was not', async () => {
    await thrownBy(() => post('1', { GJC_ENROLLED: '12', GJC_RECRUITED: '40' }))
    const { seen } = await pageOf(number)
    const request = await requestAs(luis, `/reports/${number}/sections/1/autosave`, {
      form: { GJC_ENROLLED: '14', seen: String(seen) },
    })
    const answer = await autosave.action(context(request, { number, order: '1' }))
    const saved = (await answer.json()) as { outcome: string; seen: number }
    expect(saved.outcome).toBe('saved')
    expect(saved.seen).toBeGreaterThan(seen)
    expect((await pageOf(number)).draft.filing.answers).toMatchObject({
      GJC_ENROLLED: '14',
      GJC_RECRUITED: '40',
    })
  })

  test('answers 409 with both texts when a colleague was faster', async () => {
    const { seen } = await pageOf(number)
    await thrownBy(async () =>
      section.action(
        context(
          await requestAs(joan, `/reports/${number}/sections/9`, {
            form: { N_PROGRESS: 'Joan’s words', seen: String(seen) },
          }),
          { number, order: '9' },
        ),
      ),
    )
    const reply = answered(await post('9', { N_PROGRESS: 'Luis’s words', seen: String(seen) }))
    expect(reply).toMatchObject({
      status: 409,
      typed: { N_PROGRESS: 'Luis’s words' },
      overtaken: { answers: [{ theirs: 'Joan’s words', who: 'Joan Keller' }] },
    })
  })

  test('answers 409 once it is sealed, and 404 where there is none', async () => {
    await bringToReview(number)
    expect((await thrownBy(() => post('1', { GJC_ENROLLED: '9' }))).status).toBe(409)
    expect((await thrownBy(() => post('10', { A_TRUE: 'yes' }))).status).toBe(404)
    expect((await thrownBy(() => post('one', {}))).status).toBe(404)
  })
})

describe('signing', () => {
  const post = async (form: Record<string, string>, minutesAgo = 0) => {
    const request = await requestAs(joan, `/reports/${number}/certification`, { form })
    await owner
      .updateTable('sessions')
      .set({ authenticatedAt: new Date(now().getTime() - minutesAgo * 60_000) })
      .execute()
    return certification.action(context(request, { number }))
  }
  let signed: Record<string, string>

  beforeEach(async () => {
    number = await newReport()
    await fillReport(number)
    await handOver(number)
    const { version } = await pageOf(number)
    signed = { ...signature, A_TRUE: 'yes', A_NO_PII: 'yes', version: String(version) }
  })

  test('needs each box ticked and a name, and keeps what was typed', async () => {
    const { A_NO_PII: _left, ...rest } = signed
    const reply = answered(await post({ ...rest, name: '' }))
    expect(reply.status).toBe(422)
    expect(Object.keys(reply.errors).sort()).toEqual(['A_NO_PII', 'name'])
    expect(reply.typed['title']).toBe(signature.title)
  })

  test('asks for the password again after five minutes, and takes only the right one', async () => {
    expect(answered(await post(signed, 6)).errors).toEqual({
      password: 'Enter your password to sign.',
    })
    const wrong = answered(await post({ ...signed, password: 'not-the-password' }, 6))
    expect(wrong.errors).toEqual({ password: 'The password is not right.' })
    expect(wrong.typed['password']).toBe('')
    const gone = await thrownBy(() => post({ ...signed, password: castPassword }, 6))
    expect(gone.location).toBe(`/reports/${number}/versions/1/receipt`)
  })

  test('leads to a receipt that grantee and officer can read', async () => {
    await thrownBy(() => post(signed))
    for (const email of [joan, dana] as const) {
      const request = await requestAs(email, `/reports/${number}/versions/1/receipt`)
      const loaded = await receipt.loader(context(request, { number, no: '1' }))
      expect(loaded.version.sha256).toMatch(/^[0-9a-f]{64}$/)
    }
  })
})

describe('the report’s address', () => {
  const draft = `SAMPLE-GJC-01-${lastQuarter}`
  const inReview = `SAMPLE-GJC-03-${lastQuarter}`
  const open = async (email: Parameters<typeof requestAs>[0], of: string) =>
    report.loader(context(await requestAs(email, `/reports/${of}`), { number: of }))

  test('is a task list for its own people and a review for its officer', async () => {
    expect((await open(luis, draft)).view).toBe('workspace')
    const reviewed = await open(marcus, inReview)
    expect(reviewed.view).toBe('review')
    expect(reviewed.moves.map(({ name }) => name).sort()).toEqual(['accept', 'hand_back', 'return'])
  })

  test('offers no move to who only reads', async () => {
    const loaded = await open('naomi.brandt@oig.example.org', inReview)
    expect(loaded.moves).toEqual([])
  })

  test.each([
    [dana, draft],
    [marcus, draft],
    [grace, inReview],
    [luis, 'NO-SUCH-REPORT'],
  ] as const)('is not there for %s asking for %s', async (email, of) => {
    expect((await thrownBy(() => open(email, of))).status).toBe(404)
  })

  test('is forbidden to roles that read no reports', async () => {
    const answer = await thrownBy(() => open('alex.romero@seti.example.org', inReview))
    expect(answer.status).toBe(403)
  })
})

test('the check page says what is missing and why the report cannot be handed over', async () => {
  const of = `SAMPLE-GJC-01-${lastQuarter}`
  const params = { number: of }
  const loaded = await check.loader(context(await requestAs(luis, `/reports/${of}/check`), params))
  expect(loaded.draft.readiness.missing.map(({ itemCode }) => itemCode)).toContain('N_SCREENING')
  expect(loaded.handOver?.disabled).toMatch(/required items need an answer/)
  const { version } = await pageOf(of)
  const request = await requestAs(luis, `/reports/${of}/handover`, {
    form: { version: String(version) },
  })
  expect(answered(await handover.action(context(request, params))).status).toBe(422)
})

test('a return without words comes back with what was chosen', async () => {
  const of = `SAMPLE-GJC-03-${lastQuarter}`
  const form = { section_3: 'yes', reason_3: '', words_3: '', version: '5' }
  const request = await requestAs(marcus, `/reports/${of}/return`, { form })
  const reply = answered(await returning.action(context(request, { number: of })))
  expect(reply.status).toBe(422)
  expect(Object.keys(reply.errors)).toEqual(['reason_3', 'words_3'])
  expect(reply.typed['section_3']).toBe('yes')
})

test.each(['?status=nonsense&after=x', '?after=2026-13-99_1', '?status=accepted&list=all', ''])(
  'the list opens with %s in its address',
  async (query) => {
    for (const email of [luis, dana, 'helen.marsh@seti.example.org'] as const) {
      const loaded = await list.loader(context(await requestAs(email, `/reports${query}`), {}))
      expect(['own', 'queue', 'submitted']).toContain(loaded.view)
    }
  },
)
