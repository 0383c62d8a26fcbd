import { beforeAll, describe, expect, test } from 'vitest'
import * as calendar from '#app/routes/account/calendar.tsx'
import * as feed from '#app/routes/calendar/feed.ts'
import { castPeople } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const luis = 'luis.herrera@bluemesa.example.org'
const amara = 'amara.diallo@northfield.example.org'
const dana = 'dana.whitfield@eda.example.org'

const given = (request: Request, params = {}) => ({ request, params, context: {} })

/** Presses a button of one's own calendar; the address it answers, if any. */
async function press(email: typeof luis | typeof amara | typeof dana, does: string, key?: string) {
  const form = { do: does, ...(key ? { idempotencyKey: key } : {}) }
  const answer = await calendar.action(given(await requestAs(email, '/account/calendar', { form })))
  return 'address' in answer && typeof answer.address === 'string' ? answer.address : null
}

async function read(address: string, headers: Record<string, string> = {}): Promise<Response> {
  const { pathname } = new URL(address)
  const file = pathname.replace('/calendar/', '')
  return feed.loader(given(new Request(address, { headers }), { file }))
}

const isGone = async (address: string) => (await thrownBy(() => read(address))).status

/** Lines longer than 75 bytes are folded in the file. */
const unfolded = async (address: string) =>
  (await (await read(address)).text()).replaceAll('\r\n ', '')

describe('a calendar', () => {
  test('holds the due dates of a grantee in words, and no figures or people', async () => {
    const address = await press(luis, 'make')
    const answer = await read(address ?? '')
    expect(answer.headers.get('content-type')).toContain('text/calendar')
    const text = await unfolded(address ?? '')
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(text).toMatch(/SUMMARY:Q\d \d{4} report due \(extension pending\): SAMPLE-GJC-01/)
    expect(text).toMatch(/DTSTART;VALUE=DATE:\d{8}/)
    expect(text).toContain('due date')
    for (const { name } of castPeople) expect(text).not.toContain(name)
    expect(text).not.toMatch(/tidewater|\$\d/i)
  })

  test('of an evaluator keeps the id of a milestone whose day moves', async () => {
    const address = (await press(amara, 'make')) ?? ''
    const before = daysById(await unfolded(address))
    const [id] = Object.keys(before).filter((one) => one.startsWith('milestone-'))
    if (!id) throw new Error('The lead has a milestone')
    await owner
      .updateTable('milestones')
      .set({ forecastOn: '2031-05-05' })
      .where('id', '=', Number(/\d+/.exec(id)?.[0]))
      .execute()
    const after = daysById(await unfolded(address))
    expect(after[id]).toBe('20310505')
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort())
  })

  test('is the same to the byte until something changes, and says so in few bytes', async () => {
    const address = (await press(dana, 'make')) ?? ''
    const first = await read(address)
    const second = await read(address)
    expect(await second.text()).toBe(await first.text())
    const tag = first.headers.get('etag') ?? ''
    const third = await read(address, { 'if-none-match': tag })
    expect([third.status, await third.text()]).toEqual([304, ''])
    expect((await read(address, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('ends when it is revoked, replaced, or its person disabled', async () => {
    const first = (await press(luis, 'make')) ?? ''
    const second = (await press(luis, 'make')) ?? ''
    expect(await isGone(first)).toBe(404)
    expect((await read(second)).status).toBe(200)
    const disable = (disabledAt: Date | null) =>
      owner.updateTable('people').set({ disabledAt }).where('email', '=', luis).execute()
    await disable(new Date())
    expect(await isGone(second)).toBe(404)
    await disable(null)
    await press(luis, 'revoke')
    expect(await isGone(second)).toBe(404)
    for (const nonsense of ['x.ics', `${'a'.repeat(43)}.ics`, 'a'.repeat(43), '']) {
      expect(await isGone(`http://localhost:3000/calendar/${nonsense}`)).toBe(404)
    }
  })

  test('shows its address once and stores it nowhere; making and revoking are events', async () => {
    const key = 'the-same-key-twice'
    const address = await press(luis, 'make', key)
    expect(await press(luis, 'make', key)).toBeNull()
    const token = /calendar\/(.+)\.ics/.exec(address ?? '')?.[1] ?? ''
    const rows = await owner.selectFrom('calendarFeeds').select('tokenHash').execute()
    expect(rows.map(({ tokenHash }) => tokenHash)).not.toContain(token)
    const page = await calendar.loader(given(await requestAs(luis, '/account/calendar')))
    expect(JSON.stringify(page)).not.toContain(token)
    await press(luis, 'revoke')
    const events = await owner
      .selectFrom('events')
      .where('kind', 'like', 'account.calendar%')
      .select(['kind'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
    expect(events.map(({ kind }) => kind)).toEqual([
      'account.calendar_revoked',
      'account.calendar_made',
    ])
  })
})

function daysById(text: string): Record<string, string> {
  const entries = text.split('BEGIN:VEVENT').slice(1)
  return Object.fromEntries(
    entries.map((entry) => [
      /UID:(.+?)@/.exec(entry)?.[1] ?? '',
      /DTSTART;VALUE=DATE:(\d+)/.exec(entry)?.[1] ?? '',
    ]),
  )
}
