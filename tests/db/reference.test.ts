import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#db/index.ts'
import { loadReference } from '#db/reference/load.ts'
import { testDatabase } from '#tests/setup/database.ts'

const source = path.resolve('db/reference')
const copies: string[] = []

afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true })))

let db: Db
beforeAll(async () => {
  db = await testDatabase('sourced')
})

describe('the reference lists, loaded', () => {
  test.each([
    ['agencies', 'agencies.csv'],
    ['states', 'states.csv'],
    ['streams', 'streams.csv'],
    ['programs', 'programs.csv'],
    ['sectors', 'sectors.csv'],
    ['assistanceListings', 'assistance_listings.csv'],
    ['wioaAllotments', 'wioa_allotments.csv'],
    ['indicators', 'indicators.csv'],
    ['crosswalk', 'crosswalk.csv'],
    ['templateItems', 'templates.csv'],
    ['templateRules', 'rules.csv'],
    ['checklistItems', 'checklists.csv'],
    ['burden', 'burden.csv'],
    ['milestoneTemplates', 'milestones.csv'],
    ['gateCriteria', 'gates.csv'],
    ['models', 'models.csv'],
    ['findings', 'findings.csv'],
    ['claims', 'claims.csv'],
    ['claimChecks', 'claim_checks.csv'],
    ['ratings', 'ratings.csv'],
    ['questions', 'questions.csv'],
    ['questionCells', 'question_cells.csv'],
    ['careerRungs', 'ladders.csv'],
    ['essentialQuestions', 'essential_questions.csv'],
    ['essentialQuestionMatches', 'essential_question_matches.csv'],
    ['frameworkIndicators', 'framework_indicators.csv'],
    ['frameworkMatches', 'framework_matches.csv'],
    ['priceIndex', 'price_index.csv'],
  ] as const)('%s has the rows of %s', async (table, file) => {
    expect(await countRows(table)).toBe(rowsOf(file).length)
  })

  test('every figure and date of the awards is the one of its file', async () => {
    const stored = await db.selectFrom('awards').selectAll().orderBy('number').execute()
    const files = [...rowsOf('good_jobs_challenge_awards.csv'), ...rowsOf('sseep_awards.csv')]
    expect(
      stored.map((award) => [
        award.number,
        award.fain ?? '',
        award.programCode,
        award.name ?? '',
        award.amount?.replace('.00', '') ?? '',
        award.amountPrecision,
        award.matchAmount?.replace('.00', '') ?? '',
        award.announcedOn,
        award.statewide === null ? '' : award.statewide ? 'yes' : 'no',
      ]),
    ).toEqual(
      files
        .map((row) => [
          row['number'],
          row['fain'],
          row['program'],
          row['award_name'],
          row['amount_usd'],
          row['amount_precision'],
          row['match_usd'] ?? '',
          row['announced_on'],
          row['statewide'],
        ])
        .sort((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1)),
    )
  })

  test('34 awards are of the Good Jobs Challenge and 13 of SSEEP, and none is a sample', async () => {
    const counts = await db
      .selectFrom('awards')
      .groupBy(['streamCode', 'agencyCode', 'sample'])
      .select(['streamCode', 'agencyCode', 'sample', (eb) => eb.fn.countAll<number>().as('awards')])
      .orderBy('streamCode')
      .execute()
    expect(counts).toEqual([
      { streamCode: 'GJC', agencyCode: 'EDA', sample: false, awards: 34 },
      { streamCode: 'SSEEP', agencyCode: 'ETA', sample: false, awards: 13 },
    ])
  })

  test('the 28 awards of 2022 sum to 463,138,334 dollars, beside an official total to the cent', async () => {
    const program = await db
      .selectFrom('programs')
      .innerJoin('awards', 'awards.programCode', 'programs.code')
      .where('programs.code', '=', 'GJC-ARPA')
      .groupBy('programs.code')
      .select(['programs.officialTotalUsd', 'programs.officialAwards'])
      .select((eb) => [
        eb.fn.countAll<number>().as('awards'),
        eb.fn.sum<string>('awards.amount').as('amount'),
      ])
      .executeTakeFirst()
    expect(program).toEqual({
      officialTotalUsd: '499999996.20',
      officialAwards: 32,
      awards: 28,
      amount: '463138334.00',
    })
  })

  test('what the sources do not give is null, never 0', async () => {
    const silent = await db
      .selectFrom('awards')
      .leftJoin('awardTargets', 'awardTargets.awardId', 'awards.id')
      .where('number', '=', 'gjc-co-city-and-county-of-denver')
      .select(['name', 'amount', 'fain', 'statewide', 'serviceArea', 'periodEnd', 'target'])
      .executeTakeFirst()
    expect(Object.values(silent ?? {})).toEqual([null, null, null, null, null, null, null])
    const proposed = await db
      .selectFrom('streams')
      .where('code', '=', 'SECTOR')
      .select(['status', 'officialAwards', 'officialTotalUsd', 'precision'])
      .executeTakeFirst()
    expect(proposed).toEqual({
      status: 'proposed',
      officialAwards: null,
      officialTotalUsd: null,
      precision: null,
    })
    const zeros = await db
      .selectFrom('awards')
      .where((eb) => eb.or([eb('amount', '=', '0'), eb('matchAmount', '=', '0')]))
      .select('number')
      .execute()
    expect(zeros).toEqual([])
  })

  test('a target of the sources is held against the indicator that counts the same people', async () => {
    const targets = await db
      .selectFrom('awardTargets')
      .innerJoin('awards', 'awards.id', 'awardTargets.awardId')
      .where('number', 'in', ['gjc-ak-alaska-primary-care-association', '23A60HG000028'])
      .select(['number', 'indicatorCode', 'target'])
      .orderBy('indicatorCode')
      .execute()
    expect(targets).toEqual([
      {
        number: 'gjc-ak-alaska-primary-care-association',
        indicatorCode: 'GJC_ENROLLED',
        target: '3260.00',
      },
      {
        number: 'gjc-ak-alaska-primary-care-association',
        indicatorCode: 'GJC_PLACED',
        target: '2270.00',
      },
      { number: '23A60HG000028', indicatorCode: 'H1B_PARTICIPANTS', target: '625.00' },
    ])
    expect(await countRows('awardTargets')).toBe(8 + 5 + 1)
  })

  test('partners keep their order, places and sectors their number', async () => {
    const partners = await db
      .selectFrom('awardPartners')
      .innerJoin('awards', 'awards.id', 'awardPartners.awardId')
      .where('number', '=', 'bpijg-va-virginia-community-colleges')
      .orderBy('position')
      .select('awardPartners.name')
      .execute()
    expect(partners.map((partner) => partner.name)).toEqual([
      'Amazon Web Services',
      'IEC Chesapeake',
      'Virginia Infrastructure Academy',
    ])
    const awards = [...rowsOf('good_jobs_challenge_awards.csv'), ...rowsOf('sseep_awards.csv')]
    expect(await countRows('awardStates')).toBe(countItems(awards, 'state_list'))
    expect(await countRows('awardSectors')).toBe(countItems(awards, 'sectors'))
    expect(await countRows('awardPartners')).toBe(countItems(awards, 'partners'))
  })

  test('every code in a list of codes resolves', async () => {
    const { rows } = await sql`
      select template as place, code from template_items, unnest(applies_to) as code
        where code not in (select code from programs)
      union all
      select milestone_templates.code, prerequisite
        from milestone_templates, unnest(prerequisites) as prerequisite
        where prerequisite not in (select code from milestone_templates)
      union all
      select milestone_templates.code, stage_code
        from milestone_templates, unnest(applies_to) as stage_code
        where stage_code <> 'all' and stage_code not in (select stage from gate_criteria)
      union all
      select code, stream from indicators
        where stream not in (select code from streams) and stream not in ('EW', 'FIN')`.execute(db)
    expect(rows).toEqual([])
  })

  test('a label the files repeat beside a code is the name of that code', async () => {
    const agencies = new Map(rowsOf('agencies.csv').map((row) => [row['code'], row['name']]))
    for (const row of rowsOf('assistance_listings.csv')) {
      expect([row['agency'], row['bureau']]).toEqual([
        agencies.get(row['agency_code']),
        agencies.get(row['bureau_code']),
      ])
    }
    const programs = new Map(rowsOf('programs.csv').map((row) => [row['code'], row]))
    for (const row of [...rowsOf('wioa_allotments.csv'), ...rowsOf('sseep_awards.csv')]) {
      const program = programs.get(row['program'])
      expect([row['program_name'], row['assistance_listing']]).toEqual([
        program?.['name'],
        program?.['assistance_listing'],
      ])
    }
  })

  test('the evaluation of the portfolio is a record of firms and programs, without dates or figures', async () => {
    const study = await db
      .selectFrom('studies')
      .innerJoin('organizations as lead', 'lead.id', 'studies.organizationId')
      .where('studies.slug', '=', 'sseep-evaluation')
      .select(['studies.id', 'lead.name as lead', 'studies.sample', 'awardedOn'])
      .executeTakeFirstOrThrow()
    expect(study).toMatchObject({ lead: 'Abt Global', sample: false, awardedOn: null })
    const stages = await db
      .selectFrom('studyStages')
      .where('studyId', '=', study.id)
      .select(['stage', 'state', 'openedOn'])
      .orderBy('stage')
      .execute()
    expect(stages).toEqual(
      ['evaluability', 'formative', 'implementation', 'knowledge'].map((stage) => ({
        stage,
        state: 'open',
        openedOn: null,
      })),
    )
    const firms = await db
      .selectFrom('studyFirms')
      .innerJoin('organizations', 'organizations.id', 'studyFirms.organizationId')
      .where('studyId', '=', study.id)
      .select(['organizations.name', 'part'])
      .orderBy('organizations.name')
      .execute()
    expect(firms).toEqual([
      { name: 'Abt Global', part: 'lead' },
      { name: 'MDRC', part: 'partner' },
      { name: 'Social Policy Research Associates', part: 'partner' },
      { name: 'Trewon Technologies', part: 'partner' },
    ])
    for (const table of ['milestones', 'memberships', 'people', 'reports'] as const) {
      expect(await countRows(table)).toBe(0)
    }
  })
})

describe('loading again', () => {
  test('changes no row, whether or not the hashes are remembered', async () => {
    const before = await rowVersions()
    expect(await loadReference(db)).toEqual([])
    await db.deleteFrom('referenceLoads').execute()
    const again = await loadReference(db)
    expect(again.filter((loaded) => loaded.changed > 0 || loaded.unlisted > 0)).toEqual([])
    expect(await rowVersions()).toEqual(before)
  })

  test('a broken cell names file, line and column, and nothing at all is loaded', async () => {
    const folder = copyLists()
    edit(folder, 'streams.csv', 'Good Jobs Challenge,DOC', 'The Challenge,DOC')
    edit(
      folder,
      'indicators.csv',
      ',count,entered,period,,,,20,yes',
      ',count,guessed,period,,,,20,yes',
    )
    await expect(loadReference(db, folder)).rejects.toThrow(
      'indicators.csv, line 3, column entry: must be one of: entered, derived',
    )
    const stream = await db
      .selectFrom('streams')
      .where('code', '=', 'GJC')
      .select('name')
      .executeTakeFirst()
    expect(stream?.name).toBe('Good Jobs Challenge')
  })

  test.each([
    [
      'a blank where the list always has a value',
      'DOL,Department of Labor,',
      'DOL,,',
      'agencies.csv, line 2, column name: must not be blank',
    ],
    [
      'a row met twice',
      '\nWB,',
      '\nETA,',
      'agencies.csv, line 6, column code: ETA is listed twice',
    ],
    [
      'a column nobody knows',
      'role_in_seti',
      'part_in_seti',
      'agencies.csv, line 1, column part_in_seti: is not known to the loader',
    ],
    [
      'a code that leads nowhere',
      'Department of Labor,,',
      'Department of Labor,DOX,',
      'Key (parent)=(DOX) is not present',
    ],
  ])('%s is refused', async (_, from, to, words) => {
    const folder = copyLists()
    edit(folder, 'agencies.csv', from, to)
    await expect(loadReference(db, folder)).rejects.toThrow(words)
  })
})

describe('a source that learns more', () => {
  const number = 'neg-fl-broward-college'
  const find = () =>
    db.selectFrom('awards').where('number', '=', number).selectAll().executeTakeFirstOrThrow()
  const learn = (...edits: [from: string, to: string][]) => {
    const folder = copyLists()
    for (const [from, to] of edits) edit(folder, 'sseep_awards.csv', from, to)
    return loadReference(db, folder)
  }

  test('gives an award its FAIN without changing its number, and only that award moves', async () => {
    const before = await find()
    const loaded = await learn([',FL,,,,,17.268', ',FL,,,,23A60HG000099,17.268'])
    expect(loaded.find((table) => table.table === 'awards')).toMatchObject({ changed: 1 })
    expect(await find()).toMatchObject({
      id: before.id,
      number,
      fain: '23A60HG000099',
      amount: before.amount,
      version: before.version + 1,
    })
    const events = await db
      .selectFrom('events')
      .where('awardId', '=', before.id)
      .select(['kind', 'systemActor', 'before', 'after'])
      .orderBy('seq')
      .execute()
    expect(events.slice(1)).toEqual([
      {
        kind: 'award.sourced',
        systemActor: 'loader',
        before: { fain: null },
        after: { fain: '23A60HG000099' },
      },
    ])
  })

  test('does not overwrite what people changed meanwhile', async () => {
    await db
      .updateTable('awards')
      .where('number', '=', number)
      .set({ awardedAmount: '3100000.00', status: 'active' })
      .execute()
    await learn(
      [',FL,,,,,17.268', ',FL,,,,23A60HG000099,17.268'],
      ['Fort Lauderdale,FL,3000000,exact', 'Davie,FL,3050000,exact'],
    )
    const award = await find()
    expect(award).toMatchObject({ amount: '3100000.00', status: 'active', city: 'Davie' })
    const last = await db
      .selectFrom('events')
      .where('awardId', '=', award.id)
      .select('reason')
      .orderBy('seq', 'desc')
      .executeTakeFirst()
    expect(last?.reason).toBe('Kept as entered here: amount')
    const grantee = await db
      .selectFrom('organizations')
      .where('id', '=', award.organizationId)
      .select(['slug', 'city'])
      .executeTakeFirst()
    expect(grantee).toEqual({ slug: 'broward-college', city: 'Davie' })
  })

  test('moves the award to the lead that is confirmed, and keeps the places it names', async () => {
    await learn(
      [
        'Virginia community colleges (lead institution not confirmed)',
        'Northern Virginia Community College',
      ],
      ['VA,no,Amazon Web Services; IEC', 'VA;MD,no,Amazon Web Services; IEC'],
    )
    const award = await db
      .selectFrom('awards')
      .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
      .where('number', '=', 'bpijg-va-virginia-community-colleges')
      .select(['awards.id', 'organizations.name', 'organizations.sample'])
      .executeTakeFirstOrThrow()
    expect(award).toMatchObject({ name: 'Northern Virginia Community College', sample: false })
    const states = await db
      .selectFrom('awardStates')
      .where('awardId', '=', award.id)
      .select('usps')
      .orderBy('usps')
      .execute()
    expect(states.map((state) => state.usps)).toEqual(['MD', 'VA'])
  })
})

test('a row that leaves its file stays in its table and is counted', async () => {
  const folder = copyLists()
  const gates = readFileSync(path.join(folder, 'gates.csv'), 'utf8').trimEnd().split('\n')
  writeFileSync(path.join(folder, 'gates.csv'), `${gates.slice(0, -1).join('\n')}\n`)
  const loaded = await loadReference(db, folder)
  expect(loaded.find((table) => table.table === 'gateCriteria')).toEqual({
    table: 'gateCriteria',
    listed: 75,
    changed: 0,
    unlisted: 1,
  })
})

function rowsOf(file: string): Record<string, string>[] {
  return parse(readFileSync(path.join(source, file), 'utf8'), { columns: true })
}

function countItems(rows: Record<string, string>[], column: string): number {
  return rows.flatMap((row) => (row[column] ?? '').split(';').filter((item) => item.trim())).length
}

async function countRows(table: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Each row's transaction, which a write changes even where it writes the same values. */
async function rowVersions(): Promise<string[]> {
  const versions: string[] = []
  for (const table of ['indicators', 'templateItems', 'programs', 'awards', 'events', 'studies']) {
    const { rows } = await sql<{ id: string }>`
      select ctid || ' ' || xmin as id from ${sql.table(table)} order by ctid`.execute(db)
    versions.push(...rows.map((row) => `${table} ${row.id}`))
  }
  return versions
}

function copyLists(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'reference-'))
  cpSync(source, folder, { recursive: true })
  copies.push(folder)
  return folder
}

function edit(folder: string, file: string, from: string, to: string) {
  const place = path.join(folder, file)
  const before = readFileSync(place, 'utf8')
  expect(before).toContain(from)
  writeFileSync(place, before.replace(from, to))
}
