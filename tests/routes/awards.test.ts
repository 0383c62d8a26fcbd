import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { askedList, awardFileColumns } from '#app/award_list.server.ts'
import { awardColumns } from '#app/domain/award_list.ts'
import { today } from '#app/domain/clock.ts'
import { toCsv } from '#app/domain/csv.ts'
import { loader as awardLoader } from '#app/routes/awards/award.tsx'
import {
  action as assignAction,
  loader as assignmentLoader,
} from '#app/routes/awards/assignment.tsx'
import { loader as compareLoader } from '#app/routes/awards/compare.tsx'
import { loader as compareCsv } from '#app/routes/awards/compare_csv.ts'
import { loader as csvLoader } from '#app/routes/awards/csv.ts'
import { loader as groupedLoader } from '#app/routes/awards/grouped.tsx'
import { loader as historyLoader } from '#app/routes/awards/history.tsx'
import { loader as listLoader } from '#app/routes/awards/list.tsx'
import { loader as printLoader } from '#app/routes/awards/print.tsx'
import { loader as xlsxLoader } from '#app/routes/awards/xlsx.ts'
import { loader as granteeLoader } from '#app/routes/portfolio/grantee.tsx'
import { loader as streamLoader } from '#app/routes/portfolio/stream.tsx'
import { readXlsx } from '#app/sheets/xlsx.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { everyAward } from '#tests/setup/every_award.ts'

const dana = 'dana.whitfield@eda.example.org'
const priya = 'priya.raman@eda.example.org'
const luis = 'luis.herrera@bluemesa.example.org'
const helen = 'helen.marsh@seti.example.org'
const victor = 'victor.chu@seti.example.org'

let owner: Db
beforeAll(async () => {
  owner = await testDatabase('played')
})

async function args(
  email: CastEmail,
  path: string,
  params: Record<string, string> = {},
  form?: Record<string, string>,
) {
  const request = await requestAs(email, path, form ? { form } : {})
  return { request, params, context: {} }
}

async function csvAs(email: CastEmail, query: string) {
  const answer = await csvLoader(await args(email, `/awards.csv${query}`))
  const lines: string[][] = parse(await answer.text())
  const [header = [], ...rows] = lines
  return { answer, header, rows }
}

async function lastExport() {
  return owner
    .selectFrom('events')
    .where('kind', '=', 'awards.exported')
    .select((eb) => eb.cast<string>('after', 'text').as('after'))
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
}

describe('the awards list', () => {
  test.each([
    '?sort=nonsense&columns=nonsense&stream=%00&status=1&after=nowhere',
    '?q=%27%3B%20drop%20table%20awards%3B--&sort=-',
    '?q=%F0%9F%98%80%25_%5C&before=%27',
    '?state=ZZ&sector=none&program=none&mine=2&origin=both',
  ])('answers whatever the address says: %s', async (query) => {
    const loaded = await listLoader(await args(dana, `/awards${query}`))
    expect(loaded.today).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  test('turns what the form sends into a short address', async () => {
    const query =
      '?apply=1&q=&stream=GJC&program=&state=&columns=name&columns=program&columns=states&columns=amount&columns=status&columns=officer&columns=next_due'
    const answer = await thrownBy(async () => listLoader(await args(dana, `/awards${query}`)))
    expect(answer).toMatchObject({ status: 302, location: '/awards?stream=GJC' })
  })

  test('knows a caseload only of an officer', async () => {
    const mine = await listLoader(await args(dana, '/awards?mine=1'))
    expect(mine.awards.map(({ number }) => number)).toEqual(['SAMPLE-GJC-01', 'SAMPLE-GJC-02'])
    const all = await listLoader(await args(priya, '/awards?mine=1'))
    expect(all.list.filters.mine).toBe(false)
  })

  test('is not for the task force, whose totals are on the streams', async () => {
    const answer = await thrownBy(async () => listLoader(await args(victor, '/awards')))
    expect(answer.status).toBe(403)
    const { seesAwards } = await streamLoader(await args(victor, '/streams/GJC', { code: 'GJC' }))
    expect(seesAwards).toBe(false)
    const slug = 'blue-mesa-workforce-alliance'
    const grantee = await granteeLoader(await args(victor, `/grantees/${slug}`, { slug }))
    expect(grantee.awards).toBeNull()
    expect(grantee.total.awards).toBe(2)
  })

  test('sends whoever is not signed in to sign in, and back', async () => {
    const request = new Request('http://localhost:3000/awards?stream=GJC')
    const answer = await thrownBy(() => listLoader({ request, params: {}, context: {} }))
    expect(answer.location).toBe('/sign-in?to=%2Fawards%3Fstream%3DGJC')
  })
})

describe('the awards list as a file', () => {
  test('holds exactly the rows of every page of the list, in its order', async () => {
    const query = '?stream=GJC&sort=-amount&columns=name&columns=amount'
    const { header, rows } = await csvAs(dana, query)
    expect(header).toEqual(['Award', 'Origin', 'Name', 'Amount', 'Precision'])
    const listed: string[] = []
    for (let place = ''; ;) {
      const page = await listLoader(await args(dana, `/awards${query}${place}`))
      listed.push(...page.awards.map(({ number }) => number))
      if (!page.hasNext) break
      place = `&after=${listed.at(-1)}`
    }
    expect(rows.map(([number]) => number)).toEqual(listed)
    expect(rows.find(([number]) => number === 'SAMPLE-GJC-01')).toEqual([
      'SAMPLE-GJC-01',
      'sample',
      'Southern Colorado Health Careers Compact',
      '8400000.00',
      'exact',
    ])
  })

  test.each([
    [dana, ''],
    [dana, 'stream=GJC&sort=-risk'],
    [helen, 'sort=-next_due&status=active'],
    [luis, 'sort=sectors'],
  ] as const)('says in every column what the page says, to %s by %s', async (email, query) => {
    const asked = new URLSearchParams(query)
    for (const column of awardColumns) asked.append('columns', column)
    const actor = await castActor(email, 'award.read')
    const list = askedList(actor, asked)
    const shown = toCsv(awardFileColumns(list.columns, today()), await everyAward(actor, list))
    const { header, rows } = await csvAs(email, `?${asked.toString()}`)
    expect([header, ...rows]).toEqual(parse(shown))
  })

  test('is remembered as cut off when the reader goes away, and leaves no statement behind', async () => {
    const answer = await csvLoader(await args(dana, '/awards.csv'))
    await answer.body?.cancel()
    await vi.waitFor(async () => {
      const { after } = await lastExport()
      expect(JSON.parse(after)).toMatchObject({ address: '/awards', isCut: true })
    })
  })

  test('is remembered as cut off where it could not be kept as whole, and nothing falls', async () => {
    await sql`alter table events add constraint none_whole
      check (kind <> 'awards.exported' or after::jsonb ? 'isCut') not valid`.execute(owner)
    try {
      const answer = await csvLoader(await args(dana, '/awards.csv?status=active'))
      await expect(answer.text()).rejects.toThrow()
      await vi.waitFor(async () => {
        const { after } = await lastExport()
        expect(JSON.parse(after)).toMatchObject({ address: '/awards?status=active', isCut: true })
      })
    } finally {
      await sql`alter table events drop constraint none_whole`.execute(owner)
    }
  })

  test('finds by a word of the program what no name says', async () => {
    const { rows } = await csvAs(dana, '?q=nursing%20exp&state=AL')
    expect(rows.map(([number]) => number)).toEqual(['neg-al-the-university-of-alabama'])
  })

  test('says in its name and headers what it is, and nothing besides rows within', async () => {
    const { answer, rows } = await csvAs(luis, '?status=active')
    expect(rows.length).toBe(2)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="awards_\d{4}-\d\d-\d\dT\d{4}Z_2-rows_active\.csv"$/,
    )
    expect(answer.headers.get('link')).toBe('</awards?status=active>; rel="canonical"')
  })

  test('is remembered with its hash', async () => {
    await csvAs(dana, '?program=NEG')
    const { after } = await lastExport()
    expect(JSON.parse(after)).toEqual({
      address: '/awards?program=NEG',
      rows: 12,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
  })

  test('is the same as a workbook, which says what it is and as of when', async () => {
    const query = '?sort=-amount&columns=name&columns=amount&origin=sample'
    const { header, rows } = await csvAs(dana, query)
    const answer = await xlsxLoader(await args(dana, `/awards.xlsx${query}`))
    const bytes = Buffer.from(await answer.arrayBuffer())
    const [head, ...lines] = await readXlsx(bytes, 'Awards')
    expect(head).toEqual(header)
    expect(lines.map(([number]) => number)).toEqual(rows.map(([number]) => number))
    expect(lines[0]?.[3]).toBe(Number(rows[0]?.[3]))
    const about = Object.fromEntries(await readXlsx(bytes, 'About this list'))
    expect(about).toMatchObject({
      Rows: rows.length,
      Filters: 'Sample',
      Order: 'by amount, last first',
      'Taken by': 'Dana Whitfield, Sample EDA Office',
    })
  })

  test('goes on paper with its filters, order and count', async () => {
    const printed = await printLoader(await args(dana, '/awards/print?officer=whitfield'))
    expect(printed.filters).toEqual(['Officer: whitfield'])
    expect(printed.awards.map(({ number }) => number)).toEqual(['SAMPLE-GJC-01', 'SAMPLE-GJC-02'])
  })

  test('runs no formula that somebody hid in a name', async () => {
    await owner
      .updateTable('awards')
      .set({ name: ' =HYPERLINK("http://x")' })
      .where('number', '=', 'SAMPLE-BPIJG-01')
      .execute()
    const { rows } = await csvAs(dana, '?q=SAMPLE-BPIJG-01&columns=name')
    expect(rows[0]?.[2]).toBe(`' =HYPERLINK("http://x")`)
  })
})

describe('the filters that the box writes', () => {
  test('turn into the short address of the panel', async () => {
    const answer = await thrownBy(async () =>
      listLoader(await args(dana, '/awards?query=sector%3Ahealth+due%3A%3C14d+officer%3A%40me')),
    )
    expect(answer.location).toBe('/awards?sector=healthcare&due=%3C14d&mine=1')
    const { box, list } = await listLoader(await args(dana, '/awards?query=secter%3Ahealth+nurses'))
    expect(box.text).toBe('secter:health nurses')
    expect(box.problem).toContain('“sector:”')
    expect(list.filters.q).toBe('nurses')
  })

  test('find awards by officer and by when the next report is due', async () => {
    const numbers = async (query: string) =>
      (await listLoader(await args(dana, `/awards${query}`))).awards.map(({ number }) => number)
    const late = await listLoader(await args(dana, '/awards?due=late'))
    expect(late.awards.every(({ nextDueOn }) => nextDueOn !== null && nextDueOn < late.today)).toBe(
      true,
    )
    expect(await numbers('?due=%3C365d')).toContain('SAMPLE-GJC-01')
    expect(await numbers('?officer=none&origin=sample')).not.toContain('SAMPLE-GJC-01')
    const counted = late.totals.sources.awards + late.totals.sample.awards
    expect(counted).toBe(late.awards.length)
  })

  test.each(['stream', 'program', 'sector', 'state', 'officer', 'risk'])(
    'add up by %s to what the list says, group by group',
    async (by) => {
      const { groups } = await groupedLoader(await args(dana, `/awards/grouped?by=${by}`))
      expect(groups.length).toBeGreaterThan(1)
      const group = groups.find(({ key, sample }) => key !== null && sample.awards > 0)
      const query = new URLSearchParams({ [by]: group?.key ?? '' })
      const { totals } = await listLoader(await args(dana, `/awards?${query}`))
      expect({ sources: group?.sources, sample: group?.sample }).toEqual(totals)
    },
  )
})

describe('an award page', () => {
  test('is missing alike for a number that does not exist and one that is not seen', async () => {
    const ask = async (number: string) =>
      thrownBy(async () => awardLoader(await args(luis, `/awards/${number}`, { number })))
    const foreign = await ask('SAMPLE-NEG-01')
    expect(foreign).toEqual(await ask('SAMPLE-NONE'))
    expect(foreign.status).toBe(404)
    const history = await thrownBy(async () =>
      historyLoader(await args(luis, '/x', { number: 'SAMPLE-NEG-01' })),
    )
    expect(history.status).toBe(404)
  })

  test('is found by a FAIN learned later', async () => {
    await owner
      .updateTable('awards')
      .set({ fain: 'ED26HDQ3070002' })
      .where('number', '=', 'SAMPLE-GJC-02')
      .execute()
    const answer = await thrownBy(async () =>
      awardLoader(await args(dana, '/awards/ED26HDQ3070002', { number: 'ED26HDQ3070002' })),
    )
    expect(answer).toMatchObject({ status: 302, location: '/awards/SAMPLE-GJC-02' })
  })
})

describe('the assignment of an award', () => {
  const at = { number: 'SAMPLE-GJC-01' }

  test('opens to grants officers of the own agency alone', async () => {
    const open = async (email: CastEmail) => assignmentLoader(await args(email, '/x', at))
    expect((await open(priya)).officers.length).toBe(2)
    for (const email of [dana, 'tom.okafor@eta.example.org', luis, victor] as const) {
      expect((await thrownBy(() => open(email))).status).toBe(403)
    }
  })

  test('keeps what was typed when it is refused, and says why', async () => {
    const form = { version: '1', officer: '', reason: 'Because of the caseload' }
    const answer = await assignAction(
      await args(priya, '/awards/SAMPLE-GJC-01/assignment', at, form),
    )
    expect(answer).toMatchObject({
      init: { status: 422 },
      data: {
        typed: { reason: 'Because of the caseload' },
        errors: { officer: 'Choose a program officer.' },
      },
    })
  })

  test('ends on the award with what happened; an old page ends in a conflict', async () => {
    const { officers, version } = await assignmentLoader(await args(priya, '/x', at))
    const marcus = officers.find(({ name }) => name === 'Marcus Bell')
    const form = { version: String(version), officer: String(marcus?.id), reason: 'Caseload' }
    const send = () =>
      thrownBy(async () =>
        assignAction(await args(priya, '/awards/SAMPLE-GJC-01/assignment', at, form)),
      )
    expect(await send()).toMatchObject({
      status: 302,
      location: '/awards/SAMPLE-GJC-01?notice=assigned',
    })
    expect(await send()).toMatchObject({ status: 409, data: { who: 'Priya Raman' } })
  })
})

describe('an indicator of several awards', () => {
  test('is compared for who sees them, as a picture and as a file', async () => {
    const query = '?indicator=GJC_ENROLLED&award=SAMPLE-GJC-01,SAMPLE-NEG-01'
    const compared = await compareLoader(await args(luis, `/awards/compare${query}`))
    expect(compared.missing).toEqual(['SAMPLE-NEG-01'])
    const [line] = compared.lines
    expect(line).toMatchObject({ name: 'SAMPLE-GJC-01', target: '1200' })
    expect(line?.points.length).toBeGreaterThan(0)
    const file = await compareCsv(await args(luis, `/awards/compare.csv${query}`))
    const lines: string[][] = parse((await file.text()).trim())
    expect(lines).toHaveLength(1 + (line?.points.length ?? 0))
    expect(lines[1]?.slice(0, 3)).toEqual(['SAMPLE-GJC-01', 'sample', 'GJC_ENROLLED'])
  })

  test('has base rates beside its target once five similar awards have ended', async () => {
    const similar = async () => {
      const { judged } = await awardLoader(
        await args(dana, '/awards/SAMPLE-GJC-01', { number: 'SAMPLE-GJC-01' }),
      )
      return judged.find(({ code }) => code === 'GJC_ENROLLED')?.similar ?? null
    }
    await enterEnded(4)
    expect(await similar()).toBe(
      'Too few to compare: 4 awards of this program ended with an accepted figure.',
    )
    await enterEnded(5)
    expect(await similar()).toBe(
      'Of 5 awards of this program that ended last (0 in a shared sector), half came to 20.0 to 40.0 % of target; the middle one to 30.0.',
    )
  })
})

/** So many ended awards of one program, the n-th with a tenth of its target more than the one before. */
async function enterEnded(count: number) {
  await sql`
    with entered as (
      insert into awards (number, organization_id, sample, agency_code, program_code, stream_code, status,
        awarded_period_end, amount_precision)
      select 'ENDED-' || n, organization_id, sample, agency_code, program_code, stream_code, 'active',
        '2020-12-31', 'not_in_sources_read'
      from awards, generate_series(1, ${count}::int) n where number = 'SAMPLE-GJC-01'
      on conflict do nothing returning id, number, stream_code
    ), aimed as (
      insert into award_targets (award_id, indicator_code, target)
      select id, 'GJC_ENROLLED', 100 from entered
    )
    insert into award_figures (award_id, indicator_code, stream_code, sample, value, first_end, last_end)
    select id, 'GJC_ENROLLED', stream_code, true, 10 * substr(number, 7)::int, '2020-09-30', '2020-12-31'
    from entered`.execute(owner)
}
