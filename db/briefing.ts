import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { AwardStatus } from '#app/domain/award.ts'
import { type CoreIndicator, coreIndicators } from '#app/domain/briefing.ts'
import type { OverlapLevel } from '#app/domain/overlap/rule.ts'
import type { OverlapState } from '#app/domain/overlap/life.ts'
import type { RiskTier } from '#app/domain/oversight/risk_tiers.ts'
import type { GateSide } from '#app/domain/study/gates.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import { db } from './index.ts'
import { overlapsSeenBy, portfolioCountedFor, risksSeenBy, studiesSeenBy } from './scope.ts'

/** Which awards a briefing is about. */
export interface BriefedAwards {
  stream: string | null
  sector: string | null
  state: string | null
}

/** How many awards are in each state of their life, in the order of it: from the kept totals, which know of
 *  neither places nor sectors. */
export async function countStatuses(actor: Permitted<'portfolio.read'>, where: BriefedAwards) {
  const isKept = where.sector === null && where.state === null
  const { rows } = await sql<{ status: AwardStatus; sample: boolean; awards: number }>`
    ${
      isKept
        ? sql`select status, sample, sum(awards)::int as awards from award_totals
            where awards <> 0 and program_code in (select code from programs where ${inStream(where)})`
        : sql`select status, sample, count(*)::int as awards from awards where ${briefed(where)}`
    } and ${portfolioCountedFor(actor)}
    group by status, sample
  `.execute(db)
  return rows
}

/** How many awards the facts put in each tier of risk; null: no report of them is due, so they have none. */
export async function countRiskTiers(actor: Permitted<'risk.read'>, where: BriefedAwards) {
  const { rows } = await sql<{ tier: RiskTier | null; sample: boolean; awards: number }>`
    select award_risks.tier, awards.sample, count(*)::int as awards
    from award_risks join awards on awards.id = award_risks.award_id
    where ${briefed(where)} and awards.id in ${risksSeenBy(actor)}
    group by 1, 2
  `.execute(db)
  return rows
}

/** What accepted reports say of the indicators at the core of each stream, beside the targets of the same
 *  awards; those without a report yet are counted and not added. */
export async function totalCoreIndicators(
  actor: Permitted<'portfolio.read'>,
  where: BriefedAwards,
): Promise<CoreIndicator[]> {
  const isKept = where.state === null && (where.sector === null || where.stream === null)
  return isKept ? findCoreIndicators(actor, where) : addCoreIndicators(actor, where)
}

/** The same from what is kept by period, of a stream, of a sector or of all. */
async function findCoreIndicators(
  actor: Permitted<'portfolio.read'>,
  where: BriefedAwards,
): Promise<CoreIndicator[]> {
  const { rows } = await sql<CoreIndicator>`
    select indicators.code, indicators.name, targeted.sample, targeted.awards as targeted,
      coalesce(kept.reported, 0)::int as reported,
      trim_scale(kept.value)::text as value, trim_scale(kept.target)::text as target
    from (
      select award_targets.indicator_code, awards.sample, count(*)::int as awards
      from award_targets join awards on awards.id = award_targets.award_id
      where award_targets.indicator_code = any (${[...coreIndicators]}::text[])
        and ${briefed(where)} and ${portfolioCountedFor(actor)}
      group by 1, 2
    ) targeted
    join indicators on indicators.code = targeted.indicator_code
    left join (
      select indicator_code, sample, sum(with_target) as reported,
        sum(targeted_value) as value, sum(target) as target
      from period_totals
      where indicator_code = any (${[...coreIndicators]}::text[]) and ${
        where.sector === null
          ? sql`grain = 'program' and code in (select code from programs where ${inStream(where)})`
          : sql`grain = 'sector' and code = ${where.sector}`
      }
      group by 1, 2
      having sum(with_target) > 0
    ) kept on kept.indicator_code = targeted.indicator_code and kept.sample = targeted.sample
    order by indicators.stream, indicators.position, targeted.sample
  `.execute(db)
  return rows
}

/** The same from each award. */
async function addCoreIndicators(
  actor: Permitted<'portfolio.read'>,
  where: BriefedAwards,
): Promise<CoreIndicator[]> {
  const { rows } = await sql<CoreIndicator>`
    select indicators.code, indicators.name, awards.sample,
      count(*)::int as targeted, count(figure.award_id)::int as reported,
      trim_scale(sum(figure.value))::text as value,
      trim_scale(sum(award_targets.target) filter (where figure.award_id is not null))::text as target
    from award_targets
    join awards on awards.id = award_targets.award_id
    join indicators on indicators.code = award_targets.indicator_code
    left join award_figures figure on figure.award_id = award_targets.award_id
      and figure.indicator_code = award_targets.indicator_code
    where award_targets.indicator_code = any (${[...coreIndicators]}::text[])
      and ${briefed(where)} and ${portfolioCountedFor(actor)}
    group by indicators.code, indicators.name, indicators.stream, indicators.position, awards.sample
    order by indicators.stream, indicators.position, awards.sample
  `.execute(db)
  return rows
}

/** How many studies have each stage open or planned. */
export async function countOpenStages(actor: Permitted<'study.read'>) {
  return db
    .selectFrom('studyStages')
    .innerJoin('studies', 'studies.id', 'studyStages.studyId')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studyStages.state', 'in', ['open', 'planned'])
    .select((eb) => [
      'studyStages.stage',
      'studies.sample',
      eb.fn.countAll<number>().filterWhere('studyStages.state', '=', 'open').as('open'),
      eb.fn.countAll<number>().filterWhere('studyStages.state', '=', 'planned').as('planned'),
    ])
    .groupBy(['studyStages.stage', 'studies.sample'])
    .execute()
}

/** The gates that wait for the director, the longest first. */
export async function listWaitingGates(
  actor: Permitted<'gate.read'>,
): Promise<
  { slug: string; title: string; sample: boolean; stage: Stage; side: GateSide; proposedAt: Date }[]
> {
  return db
    .selectFrom('gateDecisions')
    .innerJoin('studies', 'studies.id', 'gateDecisions.studyId')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('gateDecisions.decision', 'is', null)
    .select([
      'studies.slug',
      'studies.title',
      'studies.sample',
      'gateDecisions.proposedAt',
      sql<Stage>`gate_decisions.stage`.as('stage'),
      sql<GateSide>`gate_decisions.side`.as('side'),
    ])
    .orderBy('gateDecisions.proposedAt')
    .limit(4)
    .execute()
}

/** How many findings of overlap stand, by level and by what was decided. */
export async function countOverlaps(
  actor: Permitted<'overlap.read'>,
): Promise<{ level: OverlapLevel; state: OverlapState; sample: boolean; findings: number }[]> {
  return db
    .selectFrom('overlapFindings')
    .where('overlapFindings.id', 'in', overlapsSeenBy(actor))
    .where('overlapFindings.goneAt', 'is', null)
    .select((eb) => ['level', 'state', 'sample', eb.fn.countAll<number>().as('findings')])
    .groupBy(['level', 'state', 'sample'])
    .execute()
}

function inStream({ stream }: BriefedAwards): RawBuilder<SqlBool> {
  return stream === null ? sql`true` : sql`programs.stream = ${stream}`
}

function briefed({ stream, sector, state }: BriefedAwards): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`true`,
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
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}
