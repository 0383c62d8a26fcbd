import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { isBeingCorrected } from '#app/domain/report/states.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { AnswersOvertaken, saveSection } from '#db/reports/answers.ts'
import { declineReport, handOverReport, withdrawReport } from '#db/reports/authors.ts'
import { certifyNothing, certifyReport } from '#db/reports/certify.ts'
import { findDraft } from '#db/reports/draft.ts'
import { findReport, listReturnWords } from '#db/reports/find.ts'
import { listOwnReports, listSubmitted } from '#db/reports/list.ts'
import { openReports } from '#db/reports/open.ts'
import { acceptReport, pickUpReport, reopenReport, returnReport } from '#db/reports/review.ts'
import { findReviewed } from '#db/reports/reviewed.ts'
import { findVersion, listVersions } from '#db/reports/versions.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { enterReport } from '#tests/setup/reports.ts'
import {
  acceptedAnyway,
  bringToReview,
  certify,
  dana,
  elena,
  fillReport,
  goodAnswers,
  grace,
  handOver,
  ingrid,
  joan,
  luis,
  marcus,
  newKey,
  pageOf,
  priya,
  signature,
  value,
} from '#tests/setup/filing.ts'

let owner: Db
let number: string

beforeAll(async () => {
  owner = await testDatabase('played')
})

/** A report of Blue Mesa's first award that nobody has begun, of a year before all others. */
async function newReport(): Promise<string> {
  year -= 1
  return (await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })).number
}

let year = 2015

const sections = [{ section: 3, reason: 'figure_unclear' as const, words: 'Which of these?' }]

describe('opening', () => {
  test('opens each due period once, with both due dates, and says so in the history', async () => {
    const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
    const actor = permitSystem(scheduler, 'report.open')
    expect(await openReports(actor, addDays(today(), 300))).toBeGreaterThan(0)
    expect(await openReports(actor, addDays(today(), 300))).toBe(0)
    const report = await owner
      .selectFrom('reports')
      .where('number', 'like', 'SAMPLE-NEG-01-%')
      .where('periodEnd', '>', today())
      .select(['id', 'periodEnd', 'statutoryDueOn', 'workingDueOn', 'templateCode'])
      .orderBy('periodEnd', 'desc')
      .executeTakeFirstOrThrow()
    expect(report.statutoryDueOn).toBe(addDays(report.periodEnd, 45))
    expect(report.templateCode).toBe('SSEEP-Q')
    const events = await owner
      .selectFrom('events')
      .where('reportId', '=', report.id)
      .select(['kind', 'systemActor'])
      .execute()
    expect(events).toEqual([{ kind: 'report.opened', systemActor: 'scheduler' }])
  })

  test('leaves awards without a period alone', async () => {
    const { count } = await owner
      .selectFrom('reports')
      .innerJoin('awards', 'awards.id', 'reports.awardId')
      .where('awards.sample', '=', false)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(0)
  })
})

describe('filling', () => {
  beforeEach(async () => {
    number = await newReport()
  })

  const save = async (
    email: typeof luis | typeof joan,
    text: string,
    seen: number,
    automatic = false,
  ) =>
    saveSection(await castActor(email, 'report.write'), newKey(), number, 9, {
      changes: [value('N_PROGRESS', text)],
      seen,
      isAutomatic: automatic,
    })

  test('starts the report, keeps a revision of each change, and none for what did not change', async () => {
    const first = await save(luis, 'We began.', 0)
    await save(luis, 'We began.', first?.seen ?? 0)
    await save(luis, 'We went on.', first?.seen ?? 0)
    const revisions = await owner
      .selectFrom('reportRevisions')
      .innerJoin('reports', 'reports.id', 'reportRevisions.reportId')
      .where('reports.number', '=', number)
      .select(['oldValue', 'newValue', 'reports.authorState'])
      .orderBy('reportRevisions.id')
      .execute()
    expect(revisions).toEqual([
      { oldValue: null, newValue: 'We began.', authorState: 'draft' },
      { oldValue: 'We began.', newValue: 'We went on.', authorState: 'draft' },
    ])
  })

  test('tells the chain once for a person and section while the page saves by itself', async () => {
    let seen = (await save(luis, 'W', 0, true))?.seen ?? 0
    for (const text of ['We', 'We b', 'We beg'])
      seen = (await save(luis, text, seen, true))?.seen ?? 0
    expect(await savings()).toEqual([1])
    await save(luis, 'We began.', seen)
    expect(await savings()).toEqual([1, 4])
  })

  async function savings(): Promise<number[]> {
    const rows = await owner
      .selectFrom('events')
      .innerJoin('reports', 'reports.id', 'events.reportId')
      .where('reports.number', '=', number)
      .where('kind', '=', 'report.saved')
      .select((eb) => eb.cast<string>('after', 'text').as('after'))
      .orderBy('events.id')
      .execute()
    return rows.map(({ after }) => (JSON.parse(after) as { changes: number }).changes)
  }

  test('gives two people on one section both texts, and loses neither', async () => {
    const { seen } = await pageOf(number)
    await save(joan, 'Joan’s words', seen)
    const overtaken = await save(luis, 'Luis’s words', seen).catch((error: unknown) => error)
    if (!(overtaken instanceof AnswersOvertaken)) throw new Error('Luis overwrote Joan')
    expect(overtaken.answers).toMatchObject([
      { itemCode: 'N_PROGRESS', theirs: 'Joan’s words', who: 'Joan Keller' },
    ])
    await save(luis, 'Joan’s words, and Luis’s', overtaken.seen)
    expect((await pageOf(number)).draft.filing.answers['N_PROGRESS']).toBe(
      'Joan’s words, and Luis’s',
    )
  })

  test('drops a late automatic save of an older text', async () => {
    const { seen } = await pageOf(number)
    await save(luis, 'The whole sentence.', seen)
    await expect(save(luis, 'The who', seen, true)).rejects.toThrow(AnswersOvertaken)
  })

  test('answers nothing for a section that is not there or another organization', async () => {
    const given = { changes: [], seen: 0, isAutomatic: false }
    expect(
      await saveSection(await castActor(luis, 'report.write'), newKey(), number, 99, given),
    ).toBeNull()
    expect(
      await saveSection(await castActor(grace, 'report.write'), newKey(), number, 9, given),
    ).toBeNull()
  })
})

describe('handing over and signing', () => {
  beforeEach(async () => {
    number = await newReport()
  })

  test('waits for every required answer', async () => {
    await saveSection(await castActor(luis, 'report.write'), newKey(), number, 1, {
      changes: [value('GJC_ENROLLED', '12')],
      seen: 0,
      isAutomatic: false,
    })
    await expect(handOver(number)).rejects.toThrow(Refusal)
    await fillReport(number)
    await handOver(number)
    expect((await pageOf(number)).draft.report.state.author).toBe('awaiting_certification')
  })

  test('refuses figures that cannot be right together', async () => {
    await fillReport(number)
    await saveSection(await castActor(luis, 'report.write'), newKey(), number, 2, {
      changes: [value('GJC_COMPLETED_ON_TIME', '5000')],
      seen: (await pageOf(number)).seen,
      isAutomatic: false,
    })
    await expect(handOver(number)).rejects.toThrow(/before you can hand it over/)
  })

  test('happens once; the second page learns who was faster', async () => {
    await fillReport(number)
    const { version } = await pageOf(number)
    const actor = await castActor(luis, 'report.write')
    await handOverReport(actor, newKey(), number, version)
    const refused = await handOverReport(actor, newKey(), number, version).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(Conflict)
    expect(refused).toMatchObject({ who: 'Luis Herrera' })
  })

  test('comes back to its preparer with the reason for declining', async () => {
    await fillReport(number)
    await handOver(number)
    const { version } = await pageOf(number)
    await declineReport(await castActor(joan, 'report.certify'), newKey(), number, version, {
      reason: 'Use the clinic’s name.',
    })
    expect((await pageOf(number)).draft.report.state.author).toBe('draft')
  })

  test('is not for whoever prepared the version, where another could', async () => {
    await fillReport(number, joan)
    const { version } = await pageOf(number)
    await handOverReport(await castActor(luis, 'report.write'), newKey(), number, version)
    await expect(certify(number)).rejects.toThrow(/someone else in your organization/)
  })

  test('seals exact bytes under their hash, derived figures and attestations included', async () => {
    await fillReport(number)
    await handOver(number)
    const receipt = await certify(number)
    const version = await findVersion(await castActor(luis, 'report.read'), number, 1)
    expect(
      createHash('sha256')
        .update(version?.content ?? '')
        .digest('hex'),
    ).toBe(receipt?.sha256)
    const given = new Map(version?.sealed.answers.map(({ code, value: text }) => [code, text]))
    expect(given.get('GJC_PLACED')).toBe('88')
    expect(given.get('A_TRUE')).toBe('yes')
    expect(version?.sealed.preparedBy).toEqual(['Luis Herrera'])
    expect(version?.solePerson).toBe(false)
  })

  test('files once when it is sent twice, and refuses the key with other content', async () => {
    await fillReport(number)
    await handOver(number)
    const { version } = await pageOf(number)
    const actor = await castActor(joan, 'report.certify')
    const key = newKey()
    const [first, second] = await Promise.all([
      certifyReport(actor, key, number, version, signature),
      certifyReport(actor, key, number, version, signature),
    ])
    expect(second).toEqual(first)
    expect(await listVersions(actor, (await pageOf(number)).draft.report.id)).toHaveLength(1)
    const other = writeKey(key.key, 'something else')
    await expect(certifyReport(actor, other, number, version, signature)).rejects.toThrow(Refusal)
  })

  test('can be withdrawn until the review begins, and then not', async () => {
    await fillReport(number)
    await handOver(number)
    await certify(number)
    const actor = await castActor(joan, 'report.certify')
    const reason = { reason: 'A figure was wrong.' }
    await withdrawReport(actor, newKey(), number, (await pageOf(number)).version, reason)
    expect((await pageOf(number)).draft.report.state).toMatchObject({
      author: 'draft',
      versionNo: 1,
    })
    await bringToReview(number)
    const { version } = await pageOf(number)
    await expect(withdrawReport(actor, newKey(), number, version, reason)).rejects.toThrow(Conflict)
  })
})

describe('nothing to report', () => {
  test('is a certified version without answers, signed by one person where there is one', async () => {
    const actor = await castActor(ingrid, 'report.certify')
    const open = await enterReport(owner, 'SAMPLE-GJC-02', { periodEnd: '2014-03-31' })
    await certifyNothing(actor, newKey(), open.number, 1, signature)
    const version = await findVersion(await castActor(ingrid, 'report.read'), open.number, 1)
    expect(version).toMatchObject({ nothingToReport: true, solePerson: true })
    expect(version?.sealed.answers).toEqual([])
    const report = await findReport(await castActor(dana, 'report.read'), open.number)
    expect(report?.state.endedAs).toBe('nothing_to_report')
  })
})

describe('review', () => {
  let version: number
  beforeEach(async () => {
    number = await newReport()
    version = await bringToReview(number)
  })

  test('accepts once: every figure of the sealed version counts, derived ones too', async () => {
    const actor = await castActor(dana, 'report.review')
    await acceptReport(actor, newKey(), number, version, acceptedAnyway)
    const figures = await owner
      .selectFrom('acceptedFigures')
      .innerJoin('reports', 'reports.id', 'acceptedFigures.reportId')
      .where('reports.number', '=', number)
      .select(['indicatorCode', 'value', 'acceptedFigures.versionNo'])
      .execute()
    const by = new Map(figures.map((figure) => [figure.indicatorCode, figure]))
    expect(by.get('GJC_ENROLLED')?.value).toBe(`${goodAnswers['GJC_ENROLLED']}.0000`)
    expect(by.get('GJC_PLACED')?.value).toBe('88.0000')
    expect(by.has('N_PROGRESS')).toBe(false)
    await expect(acceptReport(actor, newKey(), number, version, acceptedAnyway)).rejects.toThrow(
      Conflict,
    )
  })

  test('returns only the chosen sections; the rest is sealed at the server', async () => {
    await returnReport(await castActor(dana, 'report.review'), newKey(), number, version, sections)
    const actor = await castActor(luis, 'report.write')
    const { seen } = await pageOf(number)
    const change = (itemCode: string) => ({
      changes: [value(itemCode, '7')],
      seen,
      isAutomatic: false,
    })
    await expect(saveSection(actor, newKey(), number, 1, change('GJC_ENROLLED'))).rejects.toThrow(
      /was not returned/,
    )
    expect(
      await saveSection(actor, newKey(), number, 3, change('GJC_PLACED_SEASONAL')),
    ).not.toBeNull()
    const { draft } = await pageOf(number)
    expect(draft.filing.answers['GJC_ENROLLED']).toBe(goodAnswers['GJC_ENROLLED'])
    const words = await listReturnWords(await castActor(luis, 'report.read'), draft.report.id)
    expect(words).toMatchObject([
      { sectionOrder: 3, words: 'Which of these?', who: 'Dana Whitfield' },
    ])
  })

  test('keeps the draft from the officer, who reads the sealed version and what changed after', async () => {
    await returnReport(await castActor(dana, 'report.review'), newKey(), number, version, sections)
    await saveSection(await castActor(luis, 'report.write'), newKey(), number, 3, {
      changes: [value('GJC_PLACED_SEASONAL', '7')],
      seen: (await pageOf(number)).seen,
      isAutomatic: false,
    })
    const reader = await castActor(dana, 'report.read')
    expect(await findDraft(reader, number)).toBeNull()
    const during = await findReviewed(reader, number)
    expect(during?.latest.answers['GJC_PLACED_SEASONAL']).toBe(goodAnswers['GJC_PLACED_SEASONAL'])
    await handOver(number)
    await certify(number)
    const after = await findReviewed(reader, number)
    expect(after?.report.state.agency).toBe('resubmitted')
    expect(after?.latest.answers['GJC_PLACED_SEASONAL']).toBe('7')
    expect(after?.before?.answers['GJC_PLACED_SEASONAL']).toBe(goodAnswers['GJC_PLACED_SEASONAL'])
  })

  test('stands beside the last accepted period and the same one a year ago', async () => {
    const award = 'SAMPLE-GJC-03'
    const accepted = { versionNo: 1, acceptedVersionNo: 1 }
    await enterReport(owner, award, { ...accepted, periodEnd: '1991-03-31' })
    await enterReport(owner, award, { ...accepted, periodEnd: '1991-12-31' })
    const now = await enterReport(owner, award, { versionNo: 1, periodEnd: '1992-03-31' })
    const reviewed = await findReviewed(await castActor(marcus, 'report.read'), now.number)
    expect(reviewed?.last?.label).toBe('Q4 1991')
    expect(reviewed?.yearBefore?.label).toBe('Q1 1991')
  })

  test('lets acceptance and return have one winner', async () => {
    const actor = await castActor(dana, 'report.review')
    const results = await Promise.allSettled([
      acceptReport(actor, newKey(), number, version, acceptedAnyway),
      returnReport(actor, newKey(), number, version, sections),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [lost] = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(lost).toBeInstanceOf(Conflict)
    const figures = await owner
      .selectFrom('acceptedFigures')
      .innerJoin('reports', 'reports.id', 'acceptedFigures.reportId')
      .where('reports.number', '=', number)
      .select('value')
      .execute()
    const { state } = (await pageOf(number)).draft.report
    expect(figures.length > 0).toBe(state.agency === 'accepted')
  })

  test('counts the accepted version while a reopened section is corrected, then the new one', async () => {
    const actor = await castActor(dana, 'report.review')
    await acceptReport(actor, newKey(), number, version, acceptedAnyway)
    const reopener = await castActor(priya, 'report.reopen')
    const given = { sections: [3], reason: 'A typing error came to light.' }
    await reopenReport(reopener, newKey(), number, version + 1, given)
    expect(isBeingCorrected((await pageOf(number)).draft.report.state)).toBe(true)
    await saveSection(await castActor(luis, 'report.write'), newKey(), number, 3, {
      changes: [value('GJC_PLACED_OTHER', '4')],
      seen: (await pageOf(number)).seen,
      isAutomatic: false,
    })
    const placed = async () => {
      const row = await owner
        .selectFrom('acceptedFigures')
        .innerJoin('reports', 'reports.id', 'acceptedFigures.reportId')
        .where('reports.number', '=', number)
        .where('indicatorCode', '=', 'GJC_PLACED')
        .select('value')
        .executeTakeFirst()
      return row?.value
    }
    expect(await placed()).toBe('88.0000')
    await handOver(number)
    await certify(number)
    await pickUpReport(actor, newKey(), number, (await pageOf(number)).version, 'pick_up')
    await acceptReport(actor, newKey(), number, (await pageOf(number)).version, acceptedAnyway)
    expect(await placed()).toBe('89.0000')
  })
})

describe('strangers', () => {
  const mine = async () => {
    const row = await owner
      .selectFrom('reports')
      .where('number', 'like', 'SAMPLE-GJC-01-%')
      .where('agencyState', '=', 'accepted')
      .select(['number', 'version', 'id'])
      .orderBy('number')
      .executeTakeFirstOrThrow()
    return row
  }

  test('find nothing, whatever they ask and do', async () => {
    const report = await mine()
    const drafted = (await pageOf(`SAMPLE-GJC-01-${quarterEnd(addDays(quarterEnd(today()), -93))}`))
      .draft.report.number
    for (const email of [grace, marcus, elena] as const) {
      const reader = await castActor(email, 'report.read')
      expect(await findReport(reader, report.number)).toBeNull()
      expect(await findDraft(reader, report.number)).toBeNull()
      expect(await findReviewed(reader, report.number)).toBeNull()
      expect(await findVersion(reader, report.number, 1)).toBeNull()
      expect(await listVersions(reader, report.id)).toEqual([])
    }
    expect(await findReport(await castActor(dana, 'report.read'), drafted)).toBeNull()
    const officer = await castActor(marcus, 'report.review')
    const { number: theirs, version } = report
    expect(await pickUpReport(officer, newKey(), theirs, version, 'pick_up')).toBeNull()
    expect(await acceptReport(officer, newKey(), theirs, version, acceptedAnyway)).toBeNull()
    expect(await returnReport(officer, newKey(), theirs, version, sections)).toBeNull()
    const tom = await castActor('tom.okafor@eta.example.org', 'report.reopen')
    const given = { sections: [1], reason: 'Not mine' }
    expect(await reopenReport(tom, newKey(), theirs, version, given)).toBeNull()
    const certifier = await castActor(grace, 'report.certify')
    expect(await certifyReport(certifier, newKey(), theirs, version, signature)).toBeNull()
    expect(await certifyNothing(certifier, newKey(), theirs, version, signature)).toBeNull()
    expect(
      await withdrawReport(certifier, newKey(), theirs, version, { reason: 'Not mine' }),
    ).toBeNull()
    expect(
      await declineReport(certifier, newKey(), theirs, version, { reason: 'Not mine' }),
    ).toBeNull()
    expect(
      await handOverReport(await castActor(grace, 'report.write'), newKey(), theirs, version),
    ).toBeNull()
  })

  test('get lists of their own only', async () => {
    const own = await listOwnReports(await castActor(grace, 'report.read'))
    expect(new Set(own.map(({ organizationName }) => organizationName))).toEqual(
      new Set(['Tidewater Nursing Partnership']),
    )
    const all = await listSubmitted(
      await castActor('helen.marsh@seti.example.org', 'report.read'),
      { status: 'accepted', after: null },
    )
    expect(all.reports.every(({ versionNo }) => versionNo > 0)).toBe(true)
  })
})
