import { beforeAll, describe, expect, test } from 'vitest'
import { noFilters } from '#app/domain/award_list.ts'
import { addTotals, nothing } from '#app/domain/origin_total.ts'
import { formatRolled } from '#app/domain/report/accepted.ts'
import { listAcceptedFigures, listTargets, totalStreamFigures } from '#db/awards/figures.ts'
import { findAward, findNumberByFain, listAwardReports } from '#db/awards/find.ts'
import { listAwardsOf } from '#db/awards/list.ts'
import { totalAwards } from '#db/awards/totals.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { findGrantee, granteesPerPage, listGrantees, totalGrantee } from '#db/grantees.ts'
import type { Db } from '#db/index.ts'
import { listSectorStreams, listSectors } from '#db/sectors.ts'
import { findStream, listAllotments, listListings, listPrograms, listStreams } from '#db/streams.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db
beforeAll(async () => {
  owner = await testDatabase('played')
  // The cast reports too; here only what a test enters counts.
  await owner.deleteFrom('acceptedFigures').execute()
})

const reads = (email: CastEmail) => castActor(email, 'award.read')
const counts = (email: CastEmail) => castActor(email, 'portfolio.read')
const dana = 'dana.whitfield@eda.example.org'
const taskForce = 'victor.chu@seti.example.org'

describe('totals by stream, sector and grantee', () => {
  test('a stream adds up to the awards list with the same filter', async () => {
    for (const { code, programs } of await listStreams(await counts(dana))) {
      const listed = await totalAwards(await reads(dana), { ...noFilters, stream: code })
      expect(addTotals(programs.map(({ sources }) => sources))).toEqual(listed.sources)
      expect(addTotals(programs.map(({ sample }) => sample))).toEqual(listed.sample)
    }
  })

  test('a program adds up to the awards list with the same filter', async () => {
    for (const { code, sources, sample } of await listPrograms(await counts(dana), null)) {
      const listed = await totalAwards(await reads(dana), { ...noFilters, program: code })
      expect({ sources, sample }).toEqual(listed)
    }
  })

  test('a sector adds up to the awards list with the same filter, by stream too', async () => {
    for (const { code, sources, sample } of await listSectors(await counts(dana))) {
      const listed = await totalAwards(await reads(dana), { ...noFilters, sector: code })
      expect({ sources, sample }).toEqual(listed)
      const streams = await listSectorStreams(await counts(dana), code)
      expect(addTotals(streams.map((stream) => stream.sources))).toEqual(listed.sources)
    }
  })

  test('a grantee adds up to its awards', async () => {
    const grantee = await findGrantee(await counts(dana), 'blue-mesa-workforce-alliance')
    expect(await totalGrantee(await counts(dana), grantee?.id ?? 0)).toEqual({
      awards: 2,
      withAmount: 2,
      amount: '11650000.00',
    })
    const awards = await listAwardsOf(await reads(dana), grantee?.id ?? 0)
    expect(awards.map(({ number }) => number)).toEqual(['SAMPLE-GJC-01', 'SAMPLE-GJC-03'])
  })

  test('a proposed stream is there and holds nothing', async () => {
    expect(await findStream(await counts(dana), 'SECTOR')).toMatchObject({
      status: 'proposed',
      officialTotalUsd: null,
    })
    const [program] = await listPrograms(await counts(dana), 'SECTOR')
    expect(program).toMatchObject({ sources: nothing, sample: nothing })
  })

  test('formula funds are allotments and count in no total of awards', async () => {
    const allotments = await listAllotments(await counts(dana), 'WIOA')
    expect(allotments.map(({ allotmentUsd }) => allotmentUsd)).toContain('129604863.00')
    expect(
      (await totalAwards(await reads(dana), { ...noFilters, stream: 'WIOA' })).sources,
    ).toEqual(nothing)
    expect((await listListings(await counts(dana), 'GJC')).map(({ aln }) => aln)).toContain(
      '11.307',
    )
  })
})

describe('the task force', () => {
  test('reads the same totals as an officer and no single award', async () => {
    expect(await listStreams(await counts(taskForce))).toEqual(
      await listStreams(await counts(dana)),
    )
    expect(await listSectors(await counts(taskForce))).toEqual(
      await listSectors(await counts(dana)),
    )
    await expect(reads(taskForce)).rejects.toThrow('does not hold award.read')
  })
})

describe('the list of grantees', () => {
  test('walks forward and back by name without repeating or skipping', async () => {
    const actor = await counts(dana)
    const slugs: string[] = []
    let page = await listGrantees(actor, { q: null, place: null })
    const { count } = page
    while (slugs.push(...page.grantees.map(({ slug }) => slug)) && page.hasNext) {
      const place = { direction: 'after', slug: slugs.at(-1) ?? '' } as const
      page = await listGrantees(actor, { q: null, place })
    }
    expect(slugs.length).toBe(count)
    expect(new Set(slugs).size).toBe(count)
    const place = { direction: 'before', slug: page.grantees[0]?.slug ?? '' } as const
    const back = await listGrantees(actor, { q: null, place })
    const end = count - page.grantees.length
    expect(back.grantees.map(({ slug }) => slug)).toEqual(
      slugs.slice(Math.max(0, end - granteesPerPage), end),
    )
  })

  test('searches for what is typed, signs included', async () => {
    const names = async (q: string) =>
      (await listGrantees(await counts(dana), { q, place: null })).grantees.map(({ name }) => name)
    expect(await names('HARBOR trades')).toEqual(['Harbor Trades Collaborative'])
    expect(await names('%')).toEqual([])
  })
})

describe('an award', () => {
  test('shows its places, sectors and partners in order', async () => {
    const award = await findAward(await reads(dana), 'SAMPLE-GJC-03')
    expect(award).toMatchObject({
      name: 'Blue Mesa Clean Energy Trades',
      states: [
        { usps: 'CO', name: 'Colorado' },
        { usps: 'NM', name: 'New Mexico' },
      ],
      partners: [{ name: 'Sangre Solar Cooperative' }, { name: 'Raton Trades School' }],
      officer: 'Marcus Bell',
    })
  })

  test('is found by a FAIN learned after its number was given, by those who see it', async () => {
    await owner
      .updateTable('awards')
      .set({ fain: 'ED26HDQ3070001' })
      .where('number', '=', 'SAMPLE-GJC-03')
      .execute()
    expect(await findNumberByFain(await reads(dana), ' ed26hdq3070001')).toBe('SAMPLE-GJC-03')
    const stranger = await reads('grace.whitman@tidewater.example.org')
    expect(await findNumberByFain(stranger, 'ED26HDQ3070001')).toBeNull()
  })

  test('does not exist for another grantee, in any question about it', async () => {
    const stranger = await reads('grace.whitman@tidewater.example.org')
    const award = await findAward(await reads(dana), 'SAMPLE-GJC-01')
    expect(await findAward(stranger, 'SAMPLE-GJC-01')).toBeNull()
    expect(await listTargets(stranger, award?.id ?? 0)).toEqual([])
    expect(await listAwardReports(stranger, award?.id ?? 0)).toEqual([])
    expect(await listAcceptedFigures(stranger, award?.id ?? 0)).toEqual([])
  })
})

describe('accepted figures', () => {
  test('count on the award and in its stream, on the line of the sample', async () => {
    for (const [periodEnd, value] of [
      ['2019-03-31', '120'],
      ['2019-06-30', '80'],
    ] as const) {
      const report = await enterReport(owner, 'SAMPLE-GJC-02', {
        versionNo: 1,
        acceptedVersionNo: 1,
        periodEnd,
      })
      await owner
        .insertInto('acceptedFigures')
        .values({
          reportId: report.id,
          organizationId: report.organizationId,
          awardId: report.awardId,
          indicatorCode: 'GJC_ENROLLED',
          versionNo: 1,
          periodEnd,
          value,
        })
        .execute()
    }
    const { sources, sample } = await totalStreamFigures(await counts(taskForce), 'GJC')
    expect(sample.map(({ code, awards }) => [code, awards])).toEqual([['GJC_ENROLLED', 1]])
    expect(sample.map(formatRolled)).toEqual(['200'])
    expect(sources).toEqual([])
    expect((await totalStreamFigures(await counts(dana), 'SSEEP')).sample).toEqual([])
  })

  test('open to those who may read the report they come from, and to others by period alone', async () => {
    const award = await findAward(await reads(dana), 'SAMPLE-GJC-02')
    const openFor = async (email: CastEmail) =>
      (await listAcceptedFigures(await reads(email), award?.id ?? 0)).map(({ isOpen }) => isOpen)
    expect(await openFor(dana)).toEqual([true, true])
    expect(await openFor('marcus.bell@eda.example.org')).toEqual([false, false])
  })
})
