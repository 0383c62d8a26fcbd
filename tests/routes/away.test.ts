import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import * as own from '#app/routes/account/away.tsx'
import * as membership from '#app/routes/people/away.tsx'
import * as clocks from '#app/routes/reports/clocks.tsx'
import * as clocksCsv from '#app/routes/reports/clocks_csv.ts'
import * as reports from '#app/routes/reports/list.tsx'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { db } from '#db/index.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, elena, joan, luis, marcus, nadia, priya } from '#tests/setup/filing.ts'

beforeAll(async () => {
  await testDatabase('played')
})

const given = (request: Request, params: Record<string, string> = {}) => ({
  request,
  params,
  context: {},
})
const idOf = async (email: CastEmail) =>
  String((await castActor(email, 'session.use')).membershipId)
const parts = (name: string, date: string) => {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${name}.month`]: month, [`${name}.day`]: day, [`${name}.year`]: year }
}
const errorsOf = (reply: unknown) =>
  (reply as { data: { errors: Record<string, string>; typed: Record<string, string> } }).data

describe('one’s own absence', () => {
  test('is refused at the field, with what was typed', async () => {
    const form = {
      words: 'Back soon.',
      ...parts('beginsOn', addDays(today(), 3)),
      ...parts('endsOn', addDays(today(), 1)),
    }
    const post = async (more: Record<string, string>) =>
      errorsOf(
        await own.action(
          given(await requestAs(dana, '/account/away', { form: { ...form, ...more } })),
        ),
      )
    expect((await post({})).errors).toEqual({ colleague: 'Choose who stands in.' })
    const late = await post({ colleague: await idOf(marcus) })
    expect(late.errors).toEqual({
      'endsOn.month': 'Enter a last day that is not before the first.',
    })
    expect(late.typed).toMatchObject({ words: 'Back soon.' })
    expect((await post({ ...parts('endsOn', '2026-02-30') })).errors).toHaveProperty(['endsOn.day'])
  })

  test('is set, shown to colleagues, and ended by its own button', async () => {
    const form = {
      colleague: await idOf(dana),
      words: 'In the field.',
      ...parts('beginsOn', today()),
      ...parts('endsOn', addDays(today(), 4)),
    }
    const set = await thrownBy(async () =>
      own.action(given(await requestAs(marcus, '/account/away', { form }))),
    )
    expect(set).toMatchObject({ status: 302, location: '/account/away?done=set' })
    const page = await own.loader(given(await requestAs(marcus, '/account/away?done=set')))
    expect(page.done).toMatch(/^You are marked as away/)
    const [absence] = page.absences
    expect(absence).toMatchObject({
      standIn: 'Dana Whitfield',
      isNow: true,
      words: 'In the field.',
    })

    const queue = await reports.loader(given(await requestAs(dana, '/reports')))
    if (queue.view !== 'queue') throw new Error('An officer has a queue')
    expect(queue.away.standingIn.map(({ name }) => name)).toContain('Marcus Bell')
    expect(queue.reports.map(({ standsInFor }) => standsInFor)).toContain('Marcus Bell')

    const end = `/account/away?end=${absence?.id}`
    const foreign = async () => own.action(given(await requestAs(dana, end, { form: {} })))
    expect((await thrownBy(foreign)).status).toBe(404)
    const ended = async () => own.action(given(await requestAs(marcus, end, { form: {} })))
    expect((await thrownBy(ended)).location).toBe('/account/away?done=ended')
    expect(await thrownBy(ended)).toMatchObject({ status: 409, data: { who: 'Marcus Bell' } })
  })

  test('is of no use to roles for whom nothing waits, and each page says so', async () => {
    const page = await own.loader(
      given(await requestAs('naomi.brandt@oig.example.org', '/account/away')),
    )
    expect(page).toMatchObject({ hasDesk: false, colleagues: [] })
  })

  test('tells an officer of the cast who stands in for whom', async () => {
    const queue = await reports.loader(given(await requestAs(nadia, '/reports?show=all')))
    if (queue.view !== 'queue') throw new Error('An officer has a queue')
    expect(new Set(queue.reports.map(({ standsInFor }) => standsInFor))).toEqual(
      new Set(['Elena Ortiz']),
    )
    const mine = await reports.loader(given(await requestAs(elena, '/reports')))
    expect(mine).toMatchObject({ away: { own: [{ standIn: 'Nadia Karim' }] } })
  })
})

test('somebody else’s absence is set by the supervisor and an administrator alone', async () => {
  const of = await idOf(dana)
  const open = async (email: CastEmail) =>
    membership.loader(given(await requestAs(email, `/people/${of}/away`), { id: of }))
  expect(await open(priya)).toMatchObject({ name: 'Dana Whitfield', isAdmin: false })
  expect(await open('alex.romero@seti.example.org')).toMatchObject({ isAdmin: true })
  for (const email of [marcus, joan, luis, 'naomi.brandt@oig.example.org'] as const) {
    expect((await thrownBy(() => open(email))).status).toBe(404)
  }
})

describe('days by step', () => {
  test('are shown with sample apart, and fall back from an officer one may not look at', async () => {
    const other = await idOf(elena)
    const path = `/reports/clocks?period=all&officer=${other}`
    const page = await clocks.loader(given(await requestAs(dana, path)))
    expect(page.filters.officer).toBeNull()
    const all = await clocks.loader(
      given(await requestAs('helen.marsh@seti.example.org', '/reports/clocks?period=all')),
    )
    expect(all.origins.map(({ sample }) => sample)).toEqual([true])
    expect(all.origins[0]?.meaning).toMatch(/^Half of the reports that ended/)
    const empty = await clocks.loader(given(await requestAs(dana, '/reports/clocks?period=1999')))
    expect(empty.origins).toEqual([])
  })

  test('are taken away as the page shows them, and that is an event', async () => {
    const path = '/reports/clocks.csv?period=all&stream=GJC'
    const response = await clocksCsv.loader(given(await requestAs(dana, path)))
    const page = await clocks.loader(
      given(await requestAs(dana, '/reports/clocks?period=all&stream=GJC')),
    )
    const [header, ...lines] = (await response.text()).trim().split('\r\n')
    expect(header).toBe(
      'Origin,Step,Reports through it,"Median, working days","90th percentile, working days",There now,Longest since',
    )
    expect(lines).toEqual(
      page.origins.flatMap(({ lines: shown }) =>
        shown.map(({ label, spread, now }) =>
          [
            'sample',
            label.includes(',') ? `"${label}"` : label,
            spread?.reports ?? 0,
            spread?.median,
            spread?.ninth,
            now?.reports,
            now?.since,
          ].join(','),
        ),
      ),
    )
    const event = await db
      .selectFrom('events')
      .where('kind', '=', 'clocks.exported')
      .select('id')
      .execute()
    expect(event).toHaveLength(1)
  })
})
