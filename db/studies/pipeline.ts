import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import type { GateSide } from '#app/domain/study/gates.ts'
import type { Stage, StageState } from '#app/domain/study/stages.ts'
import { db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'

/** Studies by stage and state, invented ones apart; a study with several stages counts in each. */
export async function countByStage(actor: Permitted<'pipeline.read'>) {
  const { rows } = await sql<{
    stage: Stage
    state: StageState
    sample: boolean
    studies: number
  }>`
    select stage, state, studies.sample, count(*)::int as studies
    from study_stages join studies on studies.id = study_stages.study_id
    where studies.id in ${studiesSeenBy(actor)}
    group by stage, state, studies.sample
  `.execute(db)
  return rows
}

/** Studies and the people their sites have assigned, by the streams or the sectors of their sites; a study, and a
 *  site of several sectors, counts in each of them. */
export async function countByField(actor: Permitted<'pipeline.read'>, field: 'stream' | 'sector') {
  const joined =
    field === 'stream'
      ? sql`join streams as fields on fields.code = awards.stream_code`
      : sql`join award_sectors on award_sectors.award_id = awards.id
          join sectors as fields on fields.code = award_sectors.sector_code`
  const { rows } = await sql<{
    code: string
    name: string
    sample: boolean
    studies: number
    sites: number
    people: number
  }>`
    with ${assigned}
    select fields.code, fields.name, studies.sample, count(distinct studies.id)::int as studies,
      count(distinct (studies.id, awards.id))::int as sites, coalesce(sum(assigned.people), 0)::int as people
    from studies
    join study_sites on study_sites.study_id = studies.id
    join awards on awards.id = study_sites.award_id
    ${joined}
    left join assigned on assigned.study_id = studies.id and assigned.award_id = awards.id
    where studies.id in ${studiesSeenBy(actor)}
    group by fields.code, fields.name, studies.sample
    order by fields.name, studies.sample
  `.execute(db)
  return rows
}

/** Studies, sites and people assigned in all, invented ones apart. */
export async function countAll(actor: Permitted<'pipeline.read'>) {
  const { rows } = await sql<{ sample: boolean; studies: number; sites: number; people: number }>`
    with ${assigned}
    select studies.sample, count(*)::int as studies,
      coalesce(sum((select count(*) from study_sites where study_id = studies.id)), 0)::int as sites,
      coalesce(sum((select sum(people) from assigned where study_id = studies.id)), 0)::int as people
    from studies where studies.id in ${studiesSeenBy(actor)}
    group by studies.sample order by studies.sample
  `.execute(db)
  return rows
}

export interface NextGate {
  slug: string
  title: string
  sample: boolean
  stage: Stage
  side: GateSide
  /** Put before the director, asked for by the lead, or neither yet. */
  standing: 'proposed' | 'asked' | 'ahead'
  /** When the last milestone of the stage, or before it, is forecast. */
  forecastOn: string | null
}

/** The gate each open stage leads to and each planned one begins with, those that wait first, then by date. */
export async function listNextGates(actor: Permitted<'pipeline.read'>): Promise<NextGate[]> {
  const { rows } = await sql<NextGate>`
    select studies.slug, studies.title, studies.sample, gates.stage, gates.side,
      case
        when exists (select from gate_decisions where study_id = studies.id
          and gate_decisions.stage = gates.stage and gate_decisions.side = gates.side
          and decision is null) then 'proposed'
        when exists (select from gate_requests where study_id = studies.id
          and gate_requests.stage = gates.stage and gate_requests.side = gates.side
          and not exists (select from gate_decisions where study_id = studies.id
            and gate_decisions.stage = gates.stage and gate_decisions.side = gates.side
            and gate_decisions.proposed_at > gate_requests.asked_at)) then 'asked'
        else 'ahead' end as standing,
      case gates.side
        when 'exit' then (select max(forecast_on) from milestones
          where study_id = studies.id and milestones.stage = gates.stage
            and milestones.state not in ('accepted', 'waived', 'superseded'))
        else (select min(forecast_on) from milestones
          where study_id = studies.id and milestones.stage = gates.stage) end as forecast_on
    from studies
    join (
      select study_id, stage, case state when 'open' then 'exit' else 'entry' end as side
      from study_stages where state <> 'closed'
    ) gates on gates.study_id = studies.id
    where studies.id in ${studiesSeenBy(actor)} and studies.source_url is null
    order by case
        when exists (select from gate_decisions where study_id = studies.id
          and gate_decisions.stage = gates.stage and gate_decisions.side = gates.side
          and decision is null) then 0 else 1 end,
      forecast_on nulls last, studies.title, gates.stage
    limit 40
  `.execute(db)
  return rows
}

/** Agreements that expire by a day and that nothing renews yet, the soonest first. */
export async function listExpiring(actor: Permitted<'pipeline.read'>, day: string) {
  return db
    .selectFrom('studyAgreements')
    .innerJoin('studies', 'studies.id', 'studyAgreements.studyId')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studyAgreements.expiresOn', '<=', day)
    .where('studyAgreements.endedOn', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('studyAgreements as renewal')
            .whereRef('renewal.renewsId', '=', 'studyAgreements.id')
            .select('renewal.id'),
        ),
      ),
    )
    .select([
      'studyAgreements.id',
      'studyAgreements.kind',
      'studyAgreements.party',
      'studyAgreements.expiresOn',
      'studies.slug',
      'studies.title',
      'studies.sample',
    ])
    .orderBy('studyAgreements.expiresOn')
    .orderBy('studyAgreements.id')
    .limit(40)
    .execute()
}

/** People assigned at each site of each study, by the counts that stand. */
const assigned = sql`assigned as (
  select study_id, award_id, sum(program + control) as people from (
    select distinct on (study_id, award_id, month, block) study_id, award_id, program, control
    from enrolment_counts order by study_id, award_id, month, block, no desc
  ) standing group by study_id, award_id
)`
