import { beforeAll, describe, expect, test } from 'vitest'
import { castActor } from '#db/cast.ts'
import { record } from '#db/events.ts'
import { listEvents } from '#db/history.ts'
import { type Db, db } from '#db/index.ts'
import { enterReport } from '#tests/setup/reports.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { testDatabase } from '#tests/setup/database.ts'

let owner: Db
let report: { id: number; awardId: number }

beforeAll(async () => {
  owner = await testDatabase('played')
  report = await enterReport(owner, 'SAMPLE-GJC-01', { versionNo: 1 })
  const preparer = await castActor('luis.herrera@bluemesa.example.org', 'report.write')
  const certifier = await castActor('joan.keller@bluemesa.example.org', 'report.certify')
  const about = { awardId: report.awardId, reportId: report.id }
  await db.transaction().execute(async (trx) => {
    await record(trx, preparer, { kind: 'report.saved', ...about, after: { answers: 3 } })
    await record(trx, certifier, { kind: 'report.declined', ...about, reason: 'Two words unclear' })
    await record(trx, certifier, { kind: 'report.submitted', ...about, after: { version: 1 } })
  })
})

async function historyFor(...who: Parameters<typeof castActor<'event.read'>>) {
  const { events } = await listEvents(await castActor(...who), { awardId: report.awardId })
  return events.filter((event) => event.reportNumber).map((event) => event.kind)
}

describe('the history of an award', () => {
  test('tells its grantee of its reports, newest first', async () => {
    const told = ['report.submitted', 'report.declined', 'report.saved']
    const kinds = await historyFor('mei.tan@bluemesa.example.org', 'event.read')
    expect(kinds.slice(0, 3)).toEqual(told)
  })

  test('tells the agency what happened, not each time the authors saved', async () => {
    for (const email of [
      'dana.whitfield@eda.example.org',
      'priya.raman@eda.example.org',
      'naomi.brandt@oig.example.org',
    ] as const) {
      const kinds = await historyFor(email, 'event.read')
      expect(kinds.slice(0, 2)).toEqual(['report.submitted', 'report.declined'])
      expect(kinds).not.toContain('report.saved')
    }
  })

  test('keeps reports from an officer of another caseload and from another agency', async () => {
    const marcus = await castActor('marcus.bell@eda.example.org', 'event.read')
    const { events } = await listEvents(marcus, { awardId: report.awardId })
    const told = new Set(events.flatMap(({ reportNumber }) => reportNumber ?? []))
    // All but the one a colleague asked him to look at.
    expect([...told]).toEqual([reportOf('SAMPLE-GJC-01', 1)])
    expect(await historyFor('tom.okafor@eta.example.org', 'event.read')).toEqual([])
  })

  test('tells another grantee nothing at all', async () => {
    const stranger = await castActor('grace.whitman@tidewater.example.org', 'event.read')
    expect((await listEvents(stranger, { awardId: report.awardId })).events).toEqual([])
    expect((await listEvents(stranger, { reportId: report.id })).events).toEqual([])
  })

  test('keeps what the authors said among themselves from the agency', async () => {
    const reasonFor = async (email: Parameters<typeof castActor>[0]) => {
      const actor = await castActor(email, 'event.read')
      const { events } = await listEvents(actor, { reportId: report.id })
      return events.find((event) => event.kind === 'report.declined')?.reason
    }
    expect(await reasonFor('luis.herrera@bluemesa.example.org')).toBe('Two words unclear')
    expect(await reasonFor('dana.whitfield@eda.example.org')).toBeNull()
  })

  test('comes in pages that neither repeat nor skip an event', async () => {
    const officer = await castActor('dana.whitfield@eda.example.org', 'event.read')
    await db.transaction().execute(async (trx) => {
      for (let step = 0; step < 120; step += 1) {
        await record(trx, officer, { kind: 'award.assigned', awardId: report.awardId })
      }
    })
    const ids: number[] = []
    let place: Awaited<ReturnType<typeof listEvents>>['next'] = null
    do {
      const page = await listEvents(officer, { awardId: report.awardId }, place)
      const assigned = page.events.filter((event) => event.kind === 'award.assigned')
      ids.push(...assigned.map((event) => event.id))
      place = page.next
    } while (place)
    const all = await owner
      .selectFrom('events')
      .where('awardId', '=', report.awardId)
      .where('kind', '=', 'award.assigned')
      .select('id')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .execute()
    expect(ids).toEqual(all.map((row) => row.id))
  })
})
