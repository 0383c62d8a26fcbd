import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { Origin } from '#app/domain/award_list.ts'
import type { BoardFilters, BoardStudy } from '#app/domain/study/board.ts'
import {
  type Scores,
  type SiteAsk,
  type SiteFacts,
  evaluabilityCriteria,
  evaluabilityRule,
} from '#app/domain/study/evaluability.ts'
import { siteStatuses } from '#app/domain/study/site_invitations.ts'
import { db } from '../index.ts'
import { candidatesSeenBy, studiesSeenBy } from '../scope.ts'
import { enrolledIndicator } from './enrolled.ts'
import { latestRecord } from './record.ts'

const candidatesPerPage = 25

/** The studies somebody may look for sites of: those not over, by title. */
export async function listBoardStudies(actor: Permitted<'board.read'>) {
  return db
    .selectFrom('studies')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studies.sourceUrl', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('studyStages')
          .whereRef('studyStages.studyId', '=', 'studies.id')
          .where('studyStages.state', '<>', 'closed')
          .select('studyStages.stage'),
      ),
    )
    .select(['studies.slug', 'studies.title', 'studies.sample'])
    .orderBy('studies.title')
    .limit(300)
    .execute()
}

/** A study with what its record says of it and how many sites it has; null: none in sight. */
export async function findBoardStudy(actor: Permitted<'board.read'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('studies.slug', '=', slug)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studies.sourceUrl', 'is', null)
    .select((eb) => [
      'studies.id',
      'studies.slug',
      'studies.title',
      'studies.sample',
      eb
        .selectFrom('studySites')
        .whereRef('studySites.studyId', '=', 'studies.id')
        .select((site) => site.fn.countAll<number>().as('count'))
        .as('siteCount'),
    ])
    .executeTakeFirst()
  if (!study) return null
  const { siteCount, ...head } = study
  const record = (await latestRecord(db, study.id)) ?? null
  return { ...head, sites: Number(siteCount), record } satisfies BoardStudy & { id: number }
}

export interface Candidate extends SiteFacts {
  id: number
  number: string
  name: string | null
  sample: boolean
  leadOrganization: string
  stream: string
  amount: string | null
  judged: Scores
  isSite: boolean
  /** Of the study's last invitation to it. */
  invitation: 'sent' | 'declined' | 'withdrawn' | 'accepted' | null
  rank: number
}

interface Asked {
  study: { id: number; sample: boolean } | null
  origin: Origin
  ask: SiteAsk
}

/** A page of the awards that could be sites, the best first: narrowed, scored and ordered in one statement. The
 *  offsets keep the planner from working a score out anew each time it is named. */
export async function listCandidates(
  actor: Permitted<'board.read'>,
  asked: Asked,
  filters: Pick<BoardFilters, 'stream' | 'sector' | 'state' | 'after'>,
) {
  const { stream, sector, state, after } = filters
  const rows = await read(
    actor,
    asked,
    [
      sql<SqlBool>`awards.status = any(${[...siteStatuses]}::text[])`,
      ...(stream === null ? [] : [sql<SqlBool>`awards.stream_code = ${stream}`]),
      ...(sector === null
        ? []
        : [
            sql<SqlBool>`exists (select from award_sectors
              where award_id = awards.id and sector_code = ${sector})`,
          ]),
      ...(state === null
        ? []
        : [
            sql<SqlBool>`exists (select from award_states
              where award_id = awards.id and usps = ${state})`,
          ]),
    ],
    after === null
      ? sql`true`
      : sql`(ranked.rank, ranked.id) > (
          select place.rank, place.id from ranked place
          where place.id = (select awards.id from awards where awards.number = ${after}))`,
  )
  return {
    candidates: rows.slice(0, candidatesPerPage),
    hasNext: rows.length > candidatesPerPage,
  }
}

/** Awards by their numbers, in the order of the board; those out of sight are left out. */
export async function listNamedCandidates(
  actor: Permitted<'board.read'>,
  asked: Asked,
  numbers: readonly string[],
) {
  return read(actor, asked, [sql<SqlBool>`awards.number = any(${[...numbers]}::text[])`], sql`true`)
}

interface Row extends Omit<Candidate, 'judged'> {
  judged: (number | null)[]
}

async function read(
  actor: Permitted<'board.read'>,
  { study, origin, ask }: Asked,
  conditions: RawBuilder<SqlBool>[],
  place: RawBuilder<unknown>,
): Promise<Candidate[]> {
  const studyId = study?.id ?? null
  const isSample = study ? study.sample : origin === 'sample'
  const picked = sql.join(
    [
      sql<SqlBool>`awards.id in ${candidatesSeenBy(actor)}`,
      sql<SqlBool>`awards.sample = ${isSample}`,
      ...conditions,
    ],
    sql` and `,
  )
  const { rows } = await sql<Row>`
    with others as (
      select distinct study_id from study_stages
      where state <> 'closed' and study_id is distinct from ${studyId}::bigint
    ), open_sites as (
      select award_id, study_id from study_sites join others using (study_id)
    ), here as (
      select award_id, count(*)::int as studies from open_sites group by award_id
    ), beside as (
      select other.id as award_id, study_id from open_sites
      join awards site on site.id = open_sites.award_id
      join awards other on other.organization_id = site.organization_id
      union
      select other_award_id, study_id from contamination_alerts join others using (study_id)
      where bearing is distinct from 'none'
      except
      select award_id, study_id from open_sites
    ), nearby as (
      select award_id, count(*)::int as studies from beside group by award_id
    ), judged as (
      select award_id, ${judgedColumns()} from (
        select distinct on (award_id, criterion) award_id, criterion, score
        from evaluability_scores where study_id = ${studyId}::bigint
        order by award_id, criterion, no desc
      ) latest group by award_id
    ), facts as (
      select awards.id, awards.period_end,
        ${flow} as per_month,
        (greatest(0, least(awards.period_end, ${ask.closesOn}::date) - ${ask.opensOn}::date)
          / 30.4375::float8) as months,
        coalesce(here.studies, 0) as studies_here,
        coalesce(nearby.studies, 0) as studies_nearby,
        ev11, ev12, ev13, ev14, ev15, ev16, ev17, ev18
      from awards
      left join award_figures figure on figure.award_id = awards.id
        and figure.indicator_code = ${enrolledIndicator}
      left join here on here.award_id = awards.id
      left join nearby on nearby.award_id = awards.id
      left join judged on judged.award_id = awards.id
      where ${picked}
      offset 0
    ), scored as (
      select facts.*, case when period_end is null then null else months end as months_left,
        coalesce(case
          when per_month is null or period_end is null then null
          when per_month * months >= ${ask.part}::float8 then 2
          when per_month * months >= ${ask.part}::float8 / 2 then 1 else 0 end, ev14) as s14,
        least(case when studies_here > 0 then 0 when studies_nearby > 0 then 1 else 2 end, ev17) as s17,
        coalesce(case
          when period_end is null then null
          when period_end >= ${ask.followUpEnd}::date then 2
          when period_end >= ${ask.closesOn}::date then 1 else 0 end, ev18) as s18
      from facts
      offset 0
    ), ranked as (
      select scored.*, (case when 0 in (ev11, ev12, ev13, s14, ev16) then 1000 else 0 end
        + 10 * (${evaluabilityRule.of}::int - coalesce(ev11, 0) - coalesce(ev12, 0) - coalesce(ev13, 0)
          - coalesce(s14, 0) - coalesce(ev15, 0) - coalesce(ev16, 0) - s17 - coalesce(s18, 0))
        + num_nulls(ev11, ev12, ev13, s14, ev15, ev16, s17, s18))::int as rank
      from scored
    ), page as (
      select ranked.* from ranked where ${place}
      order by ranked.rank, ranked.id limit ${candidatesPerPage + 1}
    )
    select page.id, awards.number, awards.name, awards.sample, awards.amount, page.period_end,
      page.per_month, page.months_left as months, page.studies_here, page.studies_nearby, page.rank,
      array[ev11, ev12, ev13, ev14, ev15, ev16, ev17, ev18]::int[] as judged,
      organizations.name as lead_organization, streams.name as stream,
      exists (select from study_sites
        where study_id = ${studyId}::bigint and award_id = page.id) as is_site,
      (select state from site_invitations
        where study_id = ${studyId}::bigint and award_id = page.id
        order by site_invitations.id desc limit 1) as invitation
    from page
    join awards on awards.id = page.id
    join organizations on organizations.id = awards.organization_id
    join streams on streams.code = awards.stream_code
    order by page.rank, page.id
  `.execute(db)
  return rows.map(({ judged, ...row }) => ({
    ...row,
    judged: Object.fromEntries(
      evaluabilityCriteria.map((code, index) => [code, judged[index] ?? null]),
    ) as Scores,
  }))
}

/** People enrolled a month: a sum over the periods it stands for, or a running total since the first day. */
const flow = sql`case awards.stream_code
  when 'GJC' then figure.value::float8 / ((figure.last_end - figure.first_end) / 30.4375::float8
    + case awards.report_frequency when 'annual' then 12 when 'semiannual' then 6 else 3 end)
  when 'SSEEP' then figure.value::float8
    / nullif(greatest(0, figure.last_end - awards.period_start), 0) * 30.4375::float8
  end`

function judgedColumns() {
  return sql.join(
    evaluabilityCriteria.map(
      (code) =>
        sql`(max(score) filter (where criterion = ${sql.lit(code)}))::int as ${sql.id(code.toLowerCase())}`,
    ),
  )
}
