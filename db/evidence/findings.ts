import { type RawBuilder, type SqlBool, sql } from 'kysely'
import {
  type FindingFilters,
  type FindingList,
  type FindingPlace,
  type FindingSort,
  noFindingFilters,
} from '#app/domain/evidence/finding_list.ts'
import {
  type FollowUpWindow,
  type Scale,
  clearLevels,
  scales,
} from '#app/domain/evidence/library.ts'
import { db } from '../index.ts'
import { anywhere } from '../pattern.ts'

const findingsPerPage = 25

/** One page of the published findings: filtered, in order, from a place on. Anybody may read them. What is shown
 *  of each is read once the page is picked. */
export async function listFindings(list: FindingList, place: FindingPlace | null) {
  const start = place && (await placeOf(list, place))
  const isBack = start?.direction === 'before'
  const picked = sorted(matching(list.filters), list, isBack)
    .$if(start !== null, (query) => query.where(beyond(list, start)))
    .select('findings.code')
    .limit(findingsPerPage + 1)
  const rows = await inOrder(
    list,
    isBack,
    matching(noFindingFilters).where('findings.code', 'in', picked),
  ).execute()
  const page = rows.slice(0, findingsPerPage)
  const hasMore = rows.length > findingsPerPage
  return {
    findings: isBack ? page.reverse() : page,
    hasPrevious: isBack ? hasMore : start !== null,
    hasNext: isBack || hasMore,
  }
}

/** Every finding of a list, in its order. */
export async function listAllFindings(list: FindingList) {
  return inOrder(list, false, matching(list.filters)).execute()
}

export type ListedFinding = Awaited<ReturnType<typeof listAllFindings>>[number]

/** How many findings pass the filters, and how many of them come before one. */
export async function countFindings(list: FindingList, before: string | null) {
  const start = before === null ? null : await placeOf(list, { direction: 'before', code: before })
  const { count, earlier } = await matching(list.filters)
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn
        .countAll<number>()
        .filterWhere(start ? beyond(list, start) : sql<SqlBool>`false`)
        .as('earlier'),
    ])
    .executeTakeFirstOrThrow()
  return { count, earlier }
}

export async function findFinding(code: string) {
  const finding = await described(matching(noFindingFilters).where('findings.code', '=', code))
    .clearSelect()
    .selectAll('findings')
    .select(['models.name as modelName', sectorsOf()])
    .executeTakeFirst()
  return finding ?? null
}

export type Finding = NonNullable<Awaited<ReturnType<typeof findFinding>>>

/** Findings of the same people about the same outcome, in order of time: what a finding stands beside. */
export async function listFindingsBeside(finding: {
  code: string
  samples: string[]
  outcomeDomain: string
}) {
  return described(matching(noFindingFilters))
    .where('findings.code', '<>', finding.code)
    .where('findings.outcomeDomain', '=', finding.outcomeDomain)
    .where(sql<SqlBool>`findings.samples && ${finding.samples}::text[]`)
    .orderBy('findings.followUpMonths', (order) => order.asc().nullsLast())
    .orderBy('findings.position')
    .execute()
}

/** Every finding of a published study, by its name. */
export async function listFindingsOf(study: string) {
  return described(matching(noFindingFilters))
    .where('findings.study', '=', study)
    .orderBy('findings.position')
    .execute()
}

/** The findings of an outcome on one scale, with the codes of their sectors, for rules that pool. A window of
 *  null is any time. */
export async function listPoolable(asked: {
  outcome: string
  scale: Scale
  window: FollowUpWindow | null
}) {
  return db
    .selectFrom('findings')
    .where('findings.outcomeDomain', '=', asked.outcome)
    .where('findings.scale', '=', asked.scale)
    .$if(asked.window !== null, (query) =>
      query.where('findings.followUpWindow', '=', asked.window),
    )
    .select([
      'findings.code',
      'findings.model',
      'findings.samples',
      'findings.kind',
      'findings.site',
      'findings.study',
      'findings.outcomeDomain',
      'findings.followUp',
      'findings.followUpWindow',
      'findings.followUpMonths',
      'findings.scale',
      'findings.priceBasis',
      'findings.priceYear',
      'findings.controlMean',
      'findings.impact',
      'findings.standardError',
      'findings.errorOrigin',
      'findings.pRelation',
      'findings.pValue',
      'findings.sampleTotal',
      'findings.clearLevel',
      'findings.sourceDetail',
      'findings.notes',
      sql<string[]>`array(
        select sector from finding_sectors
        where finding_sectors.finding = findings.code order by finding_sectors.position
      )`.as('sectorCodes'),
    ])
    .orderBy('findings.position')
    .execute()
}

export type PoolableFinding = Awaited<ReturnType<typeof listPoolable>>[number]

/** Findings by their codes, as far as judging them takes. */
export async function listJudged(codes: readonly string[]) {
  return db
    .selectFrom('findings')
    .where('code', 'in', [...codes])
    .select([
      'code',
      'kind',
      'outcomeDomain',
      'impact',
      'standardError',
      'errorOrigin',
      'pRelation',
      'pValue',
      'notes',
    ])
    .execute()
}

/** Whether `errorOf` knows a standard error of an effect. */
export const hasError = sql<SqlBool>`(findings.standard_error is not null
  or (findings.p_relation = '=' and findings.p_value > 0 and findings.p_value < 1
    and findings.impact <> 0))`

/** What the filters of the list may be set to. */
export async function listFindingChoices() {
  const [models, sectors, outcomes, used] = await Promise.all([
    db.selectFrom('models').select(['code', 'name', 'kind']).orderBy('position').execute(),
    db
      .selectFrom('sectors')
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('findingSectors')
            .whereRef('findingSectors.sector', '=', 'sectors.code')
            .select('findingSectors.finding'),
        ),
      )
      .select(['code', 'name'])
      .orderBy('name')
      .execute(),
    // From one outcome to the next by the index: few outcomes, however many findings.
    sql<{ outcome: string }>`
      with recursive known as (
        select min(outcome_domain) as outcome from findings
        union all
        select (select min(outcome_domain) from findings where outcome_domain > known.outcome)
        from known where known.outcome is not null
      ) select outcome from known where outcome is not null`.execute(db),
    sql<{ scale: Scale }>`
      select scale from unnest(${[...scales]}::text[]) with ordinality as known (scale, at)
      where exists (select from findings where findings.scale = known.scale)
      order by at`.execute(db),
  ])
  return {
    models,
    sectors,
    outcomes: outcomes.rows.map(({ outcome }) => outcome),
    scales: used.rows.map(({ scale }) => scale),
  }
}

/** The published findings that pass the filters. */
function matching(filters: FindingFilters) {
  const { q, model, sector, outcome, window, scale, kind, rating } = filters
  return db
    .selectFrom('findings')
    .innerJoin('models', 'models.code', 'findings.model')
    .$if(q !== null, (query) => query.where(named(q ?? '')))
    .$if(model !== null, (query) =>
      query.where((eb) =>
        eb.or([eb('models.code', '=', model ?? ''), eb('models.parent', '=', model ?? '')]),
      ),
    )
    .$if(sector !== null, (query) =>
      query.where('findings.code', 'in', (eb) =>
        eb
          .selectFrom('findingSectors')
          .where('sector', '=', sector ?? '')
          .select('finding'),
      ),
    )
    .$if(outcome !== null, (query) => query.where('findings.outcomeDomain', '=', outcome ?? ''))
    .$if(window !== null, (query) => query.where('findings.followUpWindow', '=', window))
    .$if(scale !== null, (query) => query.where('findings.scale', '=', scale ?? 'points'))
    .$if(kind !== null, (query) => query.where('findings.kind', '=', kind ?? 'effect'))
    .$if(rating !== null, (query) =>
      rating === 'unrated'
        ? query.where('findings.clearLevel', 'is', null)
        : query.where('findings.clearLevel', '=', rating),
    )
}

function named(text: string) {
  const pattern = anywhere(text)
  return sql<SqlBool>`(findings.code ilike ${pattern} or findings.program ilike ${pattern}
    or findings.site ilike ${pattern} or findings.study ilike ${pattern}
    or findings.outcome_measure ilike ${pattern} or models.name ilike ${pattern})`
}

function described(query: ReturnType<typeof matching>) {
  return query.select([
    'findings.code',
    'findings.model',
    'models.name as modelName',
    'findings.samples',
    'findings.kind',
    'findings.program',
    'findings.site',
    'findings.study',
    'findings.design',
    'findings.outcomeDomain',
    'findings.outcomeMeasure',
    'findings.followUp',
    'findings.followUpWindow',
    'findings.followUpMonths',
    'findings.scale',
    'findings.unit',
    'findings.priceBasis',
    'findings.priceYear',
    'findings.exploratory',
    'findings.controlMean',
    'findings.treatmentMean',
    'findings.impact',
    'findings.standardError',
    'findings.errorOrigin',
    'findings.pRelation',
    'findings.pValue',
    'findings.ciLow',
    'findings.ciHigh',
    'findings.sampleTotal',
    'findings.clearLevel',
    'findings.canonicalUrl',
    'findings.sourceUrl',
    'findings.sourceDetail',
    'findings.notes',
    sectorsOf(),
  ])
}

function sectorsOf() {
  return sql<string[]>`array(
    select sectors.name from finding_sectors
    join sectors on sectors.code = finding_sectors.sector
    where finding_sectors.finding = findings.code order by finding_sectors.position
  )`.as('sectors')
}

interface Place {
  direction: FindingPlace['direction']
  position: number
  key: string
}

async function placeOf(list: FindingList, place: FindingPlace): Promise<Place | null> {
  const row = await matching(noFindingFilters)
    .where('findings.code', '=', place.code)
    .select((eb) => ['findings.position', eb.cast<string>(keyOf(list).key, 'text').as('key')])
    .executeTakeFirst()
  return row ? { direction: place.direction, ...row } : null
}

function inOrder(list: FindingList, isBack: boolean, query: ReturnType<typeof matching>) {
  return described(sorted(query, list, isBack))
}

function sorted(query: ReturnType<typeof matching>, list: FindingList, isBack: boolean) {
  const direction = sql.raw(list.descending === isBack ? 'asc' : 'desc')
  return query
    .orderBy(sql`${keyOf(list).key} ${direction}`)
    .orderBy(sql`findings.position ${direction}`)
}

/** Whether a row comes after a place in the list's order, or before it. */
function beyond(list: FindingList, place: Place | null) {
  if (!place) return sql<SqlBool>`true`
  const { key, type } = keyOf(list)
  const than = sql.raw(list.descending === (place.direction === 'before') ? '>' : '<')
  return sql<SqlBool>`(${key}, findings.position) ${than}
    (${place.key}::${sql.raw(type)}, ${place.position}::integer)`
}

/** What a column is sorted by; never null, so that what is not in the sources comes last either way. */
function keyOf({ sort, descending }: FindingList): { key: RawBuilder<unknown>; type: string } {
  const last = sql.raw(descending ? '-1' : '1000000000')
  const keys = {
    code: { key: sql`findings.position`, type: 'integer' },
    model: { key: sql`(lower(models.name) collate "C")`, type: 'text' },
    study: { key: sql`(lower(findings.study) collate "C")`, type: 'text' },
    outcome: { key: sql`(lower(findings.outcome_measure) collate "C")`, type: 'text' },
    follow_up: { key: sql`coalesce(findings.follow_up_months, ${last})`, type: 'integer' },
    // Impacts compare within their scale only.
    impact: {
      key: sql`array[array_position(${[...scales]}::text[], findings.scale)::numeric, findings.impact]`,
      type: 'numeric[]',
    },
    people: { key: sql`coalesce(findings.sample_total, ${last})`, type: 'integer' },
    clear: {
      key: sql`coalesce(array_position(${[...clearLevels]}::text[], findings.clear_level), ${last})`,
      type: 'integer',
    },
  } satisfies Record<FindingSort, { key: RawBuilder<unknown>; type: string }>
  return keys[sort]
}
