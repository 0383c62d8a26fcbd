import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { JobHelpers } from 'graphile-worker'
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setClockOffset, today } from '#app/domain/clock.ts'
import { mostDigests } from '#app/domain/view_digest.ts'
import type { ViewMail } from '#app/domain/view_mail_words.ts'
import { env } from '#app/env.server.ts'
import { sendViewDigest, sendViewDigests } from '#app/jobs/send_view_digests.server.ts'
import * as page from '#app/routes/awards/view_mail.tsx'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { findViewMail, listViewMails } from '#db/view_digests.ts'
import { listViews, removeView, saveView } from '#db/views.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { dana, luis, marcus, newKey } from '#tests/setup/filing.ts'

const { mailDir } = env()
const compact = 'SAMPLE-GJC-01'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

beforeEach(async () => {
  onDay('2027-03-02')
  await owner.deleteFrom('viewDigests').execute()
})

afterEach(() => {
  setClockOffset(0)
  forget()
})

/** Nine in the morning in Washington. */
function onDay(day: string, hour = 9): void {
  const at = new Date(`${day}T${String(hour + 5).padStart(2, '0')}:00:00Z`)
  setClockOffset(at.getTime() - Date.now())
}

/** The letters of this job; a folder that nobody has written to is none. */
function letterFiles(): string[] {
  const names = existsSync(mailDir) ? readdirSync(mailDir) : []
  return names.filter((name) => name.startsWith('views-')).map((name) => path.join(mailDir, name))
}

const letters = () =>
  letterFiles().map((file) =>
    readFileSync(file, 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '='),
  )

const forget = () => letterFiles().forEach((file) => rmSync(file))

/** A view of the awards with a word in their name, as its owner keeps it. */
async function keep(email: CastEmail, name: string, query: string, shared = false) {
  await saveView(await castActor(email, 'award.read'), newKey(), { name, query, shared })
  const views = await listViews(await castActor(email, 'award.read'))
  return views.find((view) => view.name === name)?.id ?? 0
}

async function choose(email: CastEmail, id: number, mail: ViewMail) {
  const request = await requestAs(email, '/mail', { form: { mail } })
  return page.action({ request, params: { id: String(id) }, context: {} })
}

const chosen = (email: CastEmail, id: number, mail: ViewMail) =>
  thrownBy(() => choose(email, id, mail))

/** Runs what the schedule runs on a day: who is due, and each letter, as often as asked. */
async function strike(day: string, { times = 1, hour = 9 } = {}): Promise<number> {
  onDay(day, hour)
  await sendViewDigests()
  const jobs = await sql<{ payload: string }>`
    select jobs.payload::text as payload from graphile_worker._private_jobs jobs
    join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
    where tasks.identifier = 'send_view_digest'`.execute(owner)
  await sql`delete from graphile_worker._private_jobs`.execute(owner)
  for (let time = 0; time < times; time += 1) {
    for (const { payload } of jobs.rows) await sendViewDigest(JSON.parse(payload), {} as JobHelpers)
  }
  return jobs.rows.length
}

const rename = async (number: string, name: string) => {
  await owner.updateTable('awards').set({ name }).where('number', '=', number).execute()
}

describe('a view by mail', () => {
  test('is chosen on its page, for oneself, and gone with the view', async () => {
    const id = await keep(dana, 'Shared rhythm', 'q=Rhythm', true)
    expect((await chosen(dana, id, 'weekday')).location).toBe('/awards/views?done=mailed')
    await chosen(marcus, id, 'monday')
    const mails = async (email: CastEmail) =>
      (await listViewMails(await castActor(email, 'award.read'))).map(({ every }) => every)
    expect([await mails(dana), await mails(marcus)]).toEqual([['weekday'], ['monday']])
    expect((await chosen(luis, id, 'weekday')).status).toBe(404)
    await chosen(marcus, id, 'none')
    expect(await mails(marcus)).toEqual([])
    await removeView(await castActor(dana, 'award.read'), newKey(), id)
    expect(await mails(dana)).toEqual([])
    expect(await findViewMail(await castActor(dana, 'award.read'), id)).toBeNull()
  })

  test('is refused without a choice, and past what a person reads in a letter', async () => {
    const reply = (await choose(dana, await keep(dana, 'One', 'q=one'), '' as ViewMail)) as {
      data: { errors: Record<string, string> }
    }
    expect(reply.data.errors['mail']).toMatch(/Choose/)
    for (let no = 0; no < mostDigests; no += 1) {
      await chosen(dana, await keep(dana, `Many ${no}`, `q=many${no}`), 'monday')
    }
    const more = (await choose(dana, await keep(dana, 'More', 'q=more'), 'monday')) as typeof reply
    expect(more.data.errors['mail']).toMatch(/10 views/)
  })
})

describe('the letter', () => {
  test('tells once a day what entered and what left, by number, with the way there', async () => {
    const id = await keep(dana, 'Orchards', 'q=Orchard')
    await chosen(dana, id, 'weekday')
    await rename(compact, 'Orchard workers')
    expect(await strike('2027-03-03', { times: 2 })).toBe(1)
    const [letter = '', ...more] = letters()
    expect(more).toEqual([])
    expect(letter).toContain(`To: ${dana}`)
    expect(letter).toContain('Orchards: 1 award now.')
    expect(letter).toContain('Entered since Tuesday, March 2, 2027: 1 award.')
    expect(letter).toContain(`- ${compact} http://localhost:3000/awards/${compact}`)
    expect(letter).toContain('http://localhost:3000/awards?q=Orchard')
    expect(letter).not.toMatch(/Orchard workers|Blue Mesa|\$/)
    expect(await strike('2027-03-03', { hour: 10 })).toBe(0)
    forget()
    await rename(compact, 'Compact')
    await strike('2027-03-04')
    expect(letters()[0]).toContain('Left since Wednesday, March 3, 2027: 1 award.')
  })

  test('is one for all views, and none on a day on which nothing moved, but for Monday’s', async () => {
    await chosen(dana, await keep(dana, 'Daily still', 'q=Nothing'), 'weekday')
    await chosen(dana, await keep(dana, 'Weekly still', 'q=Nowhere'), 'monday')
    await strike('2027-03-03')
    expect(letters()).toEqual([])
    await strike('2027-03-08')
    const [letter = '', ...more] = letters()
    expect(more).toEqual([])
    expect(letter).toContain('Weekly still: 0 awards now.')
    expect(letter).toContain('Nothing entered or left it since Tuesday, March 2, 2027.')
    expect(letter).not.toContain('Daily still')
    expect(await strike('2027-03-07')).toBe(0)
  })

  test('tells of what its reader may see that day, and nobody who may see nothing', async () => {
    const id = await keep(luis, 'Ours by letter', 'q=Lantern', true)
    await chosen(luis, id, 'weekday')
    await rename('SAMPLE-NEG-01', 'Lantern nurses')
    await strike('2027-03-03')
    expect(letters()).toEqual([])
    await rename(compact, 'Lantern clinics')
    const { membershipId } = await castActor(luis, 'award.read')
    const end = (endedAt: Date | null) =>
      owner.updateTable('memberships').set({ endedAt }).where('id', '=', membershipId).execute()
    await end(new Date())
    expect(await strike('2027-03-04')).toBe(0)
    await end(null)
    await strike('2027-03-04')
    expect(letters()[0]).toContain(`- ${compact} `)
    expect(letters()[0]).not.toContain('SAMPLE-NEG-01')
    expect(today()).toBe('2027-03-04')
  })
})
