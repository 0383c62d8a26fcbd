import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Permitted } from '#app/domain/access.ts'
import { coreIndicators } from '#app/domain/briefing.ts'
import { type AcceptedRow, formatRolled, rollUp } from '#app/domain/report/accepted.ts'
import { totalStreamFigures } from '#db/awards/figures.ts'
import { totalCoreIndicators } from '#db/briefing.ts'
import { castActor } from '#db/cast.ts'
import { verifyTotals } from '#db/totals_audit.ts'
import { type Db, db } from '#db/index.ts'
import { listTrend } from '#db/trends.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { enterReport } from '#tests/setup/reports.ts'
import { seed, size } from '#tests/setup/size.ts'

let owner: Db
const reports: Awaited<ReturnType<typeof enterReport>>[] = []
const awards = ['SAMPLE-GJC-01', 'SAMPLE-GJC-02', 'SAMPLE-GJC-03', 'SAMPLE-NEG-01']
const ends = ['2018-03-31', '2018-06-30', '2018-09-30']
/** Of every way to add up: over periods, to the latest, a median, a balance, and rates with their parts. */
const codes = [
  'GJC_ENROLLED',
  'H1B_PARTICIPANTS',
  'GJC_COMPLETED',
  'GJC_ENDED_TRAINING',
  'GJC_COMPLETION_RATE',
  'GJC_MEDIAN_HOURLY_WAGE',
  'GJC_TUITION',
  'H1B_COMPLETED_TRAINING',
  'H1B_ENROLLED_TRAINING',
  'H1B_COMPLETION_RATE',
]

beforeAll(async () => {
  owner = await testDatabase('played')
  for (const award of awards) {
    for (const periodEnd of ends) {
      reports.push(
        await enterReport(owner, award, { versionNo: 1, acceptedVersionNo: 1, periodEnd }),
      )
    }
  }
})

const change = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('accept' as const),
      report: fc.nat({ max: awards.length * ends.length - 1 }),
      figures: fc.uniqueArray(
        fc.record({ code: fc.constantFrom(...codes), cents: fc.nat({ max: 50_000 }) }),
        { selector: ({ code }) => code, maxLength: codes.length },
      ),
    }),
  },
  fc.record({
    do: fc.constant('amount' as const),
    award: fc.constantFrom(...awards),
    amount: fc.option(fc.integer({ min: 0, max: 9_000_000 })),
  }),
  fc.record({
    do: fc.constant('move' as const),
    award: fc.constantFrom(...awards),
    program: fc.constantFrom('GJC-ARPA', 'GJC-FY24', 'NEG'),
    status: fc.constantFrom('active', 'suspended', 'ended'),
  }),
  fc.record({
    do: fc.constant('sector' as const),
    award: fc.constantFrom(...awards),
    sector: fc.constantFrom('healthcare', 'manufacturing', 'construction'),
  }),
  fc.record({
    do: fc.constant('target' as const),
    award: fc.constantFrom(...awards),
    code: fc.constantFrom('GJC_ENROLLED', 'H1B_PARTICIPANTS', 'GJC_COMPLETION_RATE'),
    target: fc.option(fc.integer({ min: 1, max: 900 })),
  }),
  fc.record({
    do: fc.constant('state' as const),
    award: fc.constantFrom(...awards),
    usps: fc.constantFrom('AL', 'CO', 'ND'),
  }),
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

describe('kept totals', () => {
  test(`are what counting from scratch gives, whatever happens (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        for (const one of changes) await make(one)
        expect(await verifyTotals(db)).toBeNull()
        for (const stream of ['GJC', 'SSEEP']) await expectRolledUp(stream)
        for (const stream of [null, 'GJC']) await expectBriefed(stream, null)
        await expectBriefed(null, 'healthcare')
      }),
      { numRuns: size(200, 8), seed },
    )
  })

  test('hold when reports of one award and of many are accepted at once', async () => {
    await Promise.all(
      reports.map(({ id }, index) =>
        accept(id, [
          { code: 'GJC_COMPLETED', cents: 100 * index },
          { code: 'GJC_ENDED_TRAINING', cents: 200 * index },
        ]),
      ),
    )
    expect(await verifyTotals(db)).toBeNull()
    await expectRolledUp('GJC')
  })

  test('go with an award that is deleted', async () => {
    const { organizationId, ...copied } = await owner
      .selectFrom('awards')
      .where('number', '=', 'SAMPLE-GJC-02')
      .select(['organizationId', 'agencyCode', 'programCode', 'streamCode', 'amountPrecision'])
      .select(['sample', 'awardedAmount'])
      .executeTakeFirstOrThrow()
    const { id } = await owner
      .insertInto('awards')
      .values({ ...copied, organizationId, number: 'SAMPLE-GONE', status: 'active' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await owner
      .insertInto('awardSectors')
      .values({ awardId: id, sectorCode: 'healthcare' })
      .execute()
    await owner.insertInto('awardStates').values({ awardId: id, usps: 'CO' }).execute()
    await owner.deleteFrom('awards').where('id', '=', id).execute()
    expect(await verifyTotals(db)).toBeNull()
  })

  test('follow an indicator that a release adds up in another way', async () => {
    const redefine = (cumulation: 'period' | 'point') =>
      owner
        .updateTable('indicators')
        .set({ cumulation })
        .where('code', '=', 'GJC_COMPLETED')
        .execute()
    await redefine('point')
    expect(await verifyTotals(db)).toBeNull()
    await expectRolledUp('GJC')
    await redefine('period')
    expect(await verifyTotals(db)).toBeNull()
  })

  test('are found out when somebody changes one by hand', async () => {
    await sql`update stream_figures set value = value + 1 where awards > 0`.execute(owner)
    expect(await verifyTotals(db)).toMatch(/^the total of figures of a stream at/)
    await sql`update stream_figures set value = value - 1 where awards > 0`.execute(owner)
  })
})

async function make(one: Change): Promise<void> {
  switch (one.do) {
    case 'accept':
      return accept(reports[one.report]?.id ?? 0, one.figures)
    case 'amount': {
      const precision = one.amount === null ? 'not_in_sources_read' : 'exact'
      await sql`update awards set awarded_amount = ${one.amount}, amount_precision = ${precision}
        where number = ${one.award}`.execute(owner)
      return
    }
    case 'move':
      await sql`update awards set program_code = programs.code, stream_code = programs.stream,
          status = ${one.status}
        from programs where programs.code = ${one.program} and number = ${one.award}`.execute(owner)
      return
    case 'sector': {
      const gone = await sql<{ id: number }>`
        delete from award_sectors using awards
        where awards.id = award_id and number = ${one.award} and sector_code = ${one.sector}
        returning id`.execute(owner)
      if (gone.rows.length > 0) return
      await sql`insert into award_sectors
        select id, ${one.sector} from awards where number = ${one.award}`.execute(owner)
      return
    }
    case 'target':
      await sql`delete from award_targets using awards
        where awards.id = award_id and number = ${one.award} and indicator_code = ${one.code}`.execute(
        owner,
      )
      if (one.target !== null) {
        await sql`insert into award_targets (award_id, indicator_code, target)
          select id, ${one.code}, ${one.target} from awards where number = ${one.award}`.execute(
          owner,
        )
      }
      return
    case 'state': {
      const gone = await sql<{ id: number }>`
        delete from award_states using awards
        where awards.id = award_id and number = ${one.award} and usps = ${one.usps}
        returning id`.execute(owner)
      if (gone.rows.length > 0) return
      await sql`insert into award_states
        select id, ${one.usps} from awards where number = ${one.award}`.execute(owner)
    }
  }
}

/** As the app accepts a report: what counted goes, what counts comes. */
async function accept(reportId: number, figures: readonly { code: string; cents: number }[]) {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('acceptedFigures').where('reportId', '=', reportId).execute()
    for (const { code, cents } of figures) {
      const isMoney = code.includes('WAGE') || code.includes('TUITION')
      const value = isMoney ? (cents / 100).toFixed(2) : String(Math.floor(cents / 100))
      await sql`
        insert into accepted_figures (report_id, organization_id, award_id, indicator_code, version_no,
          period_end, value)
        select id, organization_id, award_id, ${code}, 1, period_end, ${value}::numeric
        from reports where id = ${reportId}`.execute(trx)
    }
  })
}

/** The stream's page against the domain's own rule over every accepted figure. */
async function expectRolledUp(stream: string): Promise<void> {
  const actor = await castActor('victor.chu@seti.example.org', 'portfolio.read')
  const kept = await totalStreamFigures(actor, stream)
  const { rows } = await sql<AcceptedRow & { awardId: number; sample: boolean }>`
    select f.award_id, awards.sample, f.period_end, i.code, i.name, i.value_type, i.cumulation, i.entry,
      i.numerator, i.numerator_code, i.denominator_code, i.n_code, trim_scale(f.value)::text as value
    from accepted_figures f join awards on awards.id = f.award_id
    join indicators i on i.code = f.indicator_code
    where awards.stream_code = ${stream}
    order by i.stream, i.position, f.period_end`.execute(owner)
  for (const origin of ['sources', 'sample'] as const) {
    const counted = rollUp(rows.filter(({ sample }) => sample === (origin === 'sample')))
    expect(kept[origin].map(said)).toEqual(counted.map(said))
    for (const figure of counted) {
      // Parts of nothing stay out of a trend, and in a total are added to what they are not part of.
      const whole = rows.find(({ code }) => code === figure.code)?.denominatorCode
      if (rows.some(({ code, value }) => code === whole && value === '0')) continue
      await expectTrend(actor, stream, figure)
    }
  }
}

/** What a briefing says of people against each award's own latest figure beside its target. */
async function expectBriefed(stream: string | null, sector: string | null): Promise<void> {
  const actor = await castActor('victor.chu@seti.example.org', 'portfolio.read')
  const { rows } = await sql`
    select indicators.code, indicators.name, awards.sample, count(*)::int as targeted,
      count(figure.award_id)::int as reported, trim_scale(sum(figure.value))::text as value,
      trim_scale(sum(award_targets.target) filter (where figure.award_id is not null))::text as target
    from award_targets
    join awards on awards.id = award_targets.award_id
    join indicators on indicators.code = award_targets.indicator_code
    left join award_figures figure on figure.award_id = awards.id
      and figure.indicator_code = indicators.code
    where indicators.code = any (${[...coreIndicators]}::text[])
      and (${stream}::text is null or awards.stream_code = ${stream})
      and (${sector}::text is null or exists (select from award_sectors
        where award_id = awards.id and sector_code = ${sector}))
    group by indicators.code, awards.sample
    order by indicators.stream, indicators.position, awards.sample`.execute(owner)
  expect(await totalCoreIndicators(actor, { stream, sector, state: null })).toEqual(rows)
}

/** What a trend ends in is what its awards come to today, and nobody is counted twice on the way. */
async function expectTrend(
  actor: Permitted<'portfolio.read'>,
  stream: string,
  { code, kind, awards, ...figure }: ReturnType<typeof rollUp>[number],
): Promise<void> {
  const place = { of: 'stream', code: stream, program: null } as const
  const rows = await listTrend(actor, place, code)
  if (kind === 'range') return expect(rows).toEqual([])
  const sum = (part: 'value' | 'numerator' | 'denominator' | 'joined') =>
    rows.reduce((total, row) => total + Number(row[part]), 0)
  const share = 'share' in figure ? figure.share : null
  if (share) {
    expect([sum('numerator'), sum('denominator')]).toEqual([
      Number(share.numerator),
      Number(share.denominator),
    ])
  } else if ('value' in figure) {
    expect(sum('value')).toBeCloseTo(Number(figure.value), 2)
    expect(sum('joined')).toBe(awards)
  }
}

function said(figure: ReturnType<typeof rollUp>[number]) {
  const { code, awards, from, to } = figure
  return { code, awards, from, to, value: formatRolled(figure) }
}
