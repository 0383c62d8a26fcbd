import { sql } from 'kysely'
import { addDays, daysBetween } from '#app/domain/dates.ts'
import { type MilestoneTemplate, planMilestones } from '#app/domain/study/plan.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import type { Trx } from '../index.ts'
import { type Ground, drawsOf } from './ground.ts'
import { settle } from './people.ts'
import { insertRows } from './rows.ts'
import { awardEndings, cityBeginnings } from './words.ts'

const milestonesEach = 30

/** What a study of the fill sets out to do, by turns. */
const kinds: readonly { title: string; stages: readonly Stage[] }[] = [
  { title: 'Formative study', stages: ['knowledge', 'formative'] },
  { title: 'Implementation study', stages: ['implementation', 'evaluability'] },
  { title: 'Outcomes study', stages: ['outcomes', 'qed'] },
  { title: 'Randomized trial', stages: ['pilot_rct', 'rct', 'cost'] },
]

/** Studies of the firms, each planned by the app's own rule from the day of its contract, on sites that are
 *  under way; what was forecast for before the day is mostly done, with evidence that was accepted. */
export async function enterStudies(trx: Trx, ground: Ground): Promise<void> {
  const templates = await trx
    .selectFrom('milestoneTemplates')
    .select(['code', 'name', 'stage', 'topic', 'appliesTo', 'role', 'responsibleRole'])
    .select(['prerequisites', 'evidenceArtifact', 'offsetRule', 'typicalDurationDays'])
    .orderBy('position')
    .execute()
  const firms = await readFirms(trx)
  const { rows: last } = await sql<{ study: number; milestone: number }>`
    select (select coalesce(max(id), 0) from studies) as study,
      (select coalesce(max(id), 0) from milestones) as milestone`.execute(trx)
  const made = emptyRows()
  for (let n = 1; n <= ground.studies; n += 1) {
    const firm = firms[n % firms.length]
    if (!firm) throw new Error('There is no firm to do a study.')
    const ids = {
      study: (last[0]?.study ?? 0) + n,
      milestone: (last[0]?.milestone ?? 0) + (n - 1) * milestonesEach,
    }
    makeStudy(made, ground, n, ids, firm, templates)
  }
  for (const table of Object.keys(columns) as Table[]) {
    await insertRows<string>(trx, table, columns[table], made[table])
  }
  await settle(trx, 'studies')
  await settle(trx, 'milestones')
  await enterSites(trx)
}

async function readFirms(trx: Trx) {
  const { rows } = await sql<{
    id: number
    lead: number
    leadMembership: number
    team: number[]
    decider: number
    deciderMembership: number
    deciderOrganization: number
  }>`
    select f.id, min(p.id) filter (where p.role = 'lead') as lead,
      min(p.membership_id) filter (where p.role = 'lead') as lead_membership,
      array_agg(p.membership_id order by p.membership_id) as team,
      d.id as decider, d.membership_id as decider_membership,
      d.organization_id as decider_organization
    from fill_firms f join fill_people p on p.organization_id = f.id
    cross join (select * from fill_people where role = 'evaluation_officer' order by n limit 1) d
    group by f.id, d.id, d.membership_id, d.organization_id order by f.id`.execute(trx)
  return rows
}

type Firm = Awaited<ReturnType<typeof readFirms>>[number]

const columns = {
  studies: {
    id: 'bigint',
    slug: 'text',
    organizationId: 'bigint',
    sample: 'boolean',
    title: 'text',
    summary: 'text',
    sponsorCode: 'text',
    awardedOn: 'date',
  },
  studyFirms: { studyId: 'bigint', organizationId: 'bigint', part: 'text' },
  studyTeam: {
    studyId: 'bigint',
    membershipId: 'bigint',
    organizationId: 'bigint',
    startedAt: 'timestamptz',
  },
  studyStages: {
    studyId: 'bigint',
    stage: 'text',
    state: 'text',
    openedOn: 'date',
    closedOn: 'date',
  },
  milestones: {
    id: 'bigint',
    studyId: 'bigint',
    organizationId: 'bigint',
    code: 'text',
    name: 'text',
    stage: 'text',
    topic: 'text',
    role: 'text',
    responsibleRole: 'text',
    evidenceArtifact: 'text',
    offsetRule: 'text',
    durationDays: 'int',
    prerequisites: 'text[]',
    state: 'text',
    baselineOn: 'date',
    forecastOn: 'date',
    actualOn: 'date',
    position: 'int',
    version: 'int',
  },
  milestoneEvidence: {
    milestoneId: 'bigint',
    studyId: 'bigint',
    description: 'text',
    completedOn: 'date',
    submittedBy: 'bigint',
    submittedRole: 'text',
    submittedAt: 'timestamptz',
    decision: 'text',
    decidedBy: 'bigint',
    decidedAt: 'timestamptz',
  },
  fillEvents: {
    studyId: 'bigint',
    milestoneCode: 'text',
    at: 'timestamptz',
    step: 'int',
    kind: 'text',
    personId: 'bigint',
    membershipId: 'bigint',
    organizationId: 'bigint',
    after: 'jsonb',
  },
} as const

type Table = keyof typeof columns
type Rows = { [T in Table]: Record<keyof (typeof columns)[T], unknown>[] }

function emptyRows(): Rows {
  return {
    studies: [],
    studyFirms: [],
    studyTeam: [],
    studyStages: [],
    milestones: [],
    milestoneEvidence: [],
    fillEvents: [],
  }
}

function makeStudy(
  made: Rows,
  { seed, day }: Ground,
  n: number,
  ids: { study: number; milestone: number },
  firm: Firm,
  templates: readonly MilestoneTemplate[],
): void {
  const draw = drawsOf(seed, -n)
  const pick = (list: readonly string[]) => list[Math.floor(draw() * list.length)] ?? ''
  const { title, stages } = kinds[n % kinds.length] ?? kinds[0] ?? { title: '', stages: [] }
  const awardedOn = addDays(day, -Math.floor(60 + draw() * 1600))
  const study = { studyId: ids.study, organizationId: firm.id }
  const name = `${pick(cityBeginnings)} ${pick(awardEndings)}: ${title} ${n}`
  const shared = { id: ids.study, organizationId: firm.id, sample: true, title: name, awardedOn }
  const slug = `sample-study-${String(n).padStart(4, '0')}`
  made.studies.push({ ...shared, slug, summary: 'An invented study.', sponsorCode: 'CEO' })
  made.studyFirms.push({ ...study, part: 'lead' })
  const startedAt = at(awardedOn)
  for (const membershipId of firm.team) made.studyTeam.push({ ...study, membershipId, startedAt })
  const decider = {
    personId: firm.decider,
    membershipId: firm.deciderMembership,
    organizationId: firm.deciderOrganization,
  }
  const happening = { studyId: ids.study, milestoneCode: null, at: startedAt, ...decider }
  const entered = JSON.stringify({ title: name, awardedOn, stages })
  made.fillEvents.push({ ...happening, step: 0, kind: 'study.entered', after: entered })
  const applying = templates.filter(({ appliesTo }) =>
    appliesTo.some((word) => word === 'all' || stages.some((stage) => stage === word)),
  )
  const plan = planMilestones(applying.slice(0, milestonesEach), stages, awardedOn)
  const planned = JSON.stringify({ milestones: plan.length })
  made.fillEvents.push({ ...happening, step: 1, kind: 'study.planned', after: planned })
  const slip = draw() < 0.3 ? Math.floor(draw() * 70) : 0
  for (const [index, stage] of stages.entries()) {
    const days = plan.flatMap((one) => (one.stage === stage && one.baselineOn) || []).sort()
    const beginsOn = addDays(days[0] ?? addDays(awardedOn, 120 + 240 * index), slip)
    const endsOn = addDays(days.at(-1) ?? beginsOn, slip + 120)
    made.studyStages.push({
      studyId: ids.study,
      stage,
      state: endsOn < day ? 'closed' : beginsOn < day ? 'open' : 'planned',
      openedOn: beginsOn < day ? beginsOn : null,
      closedOn: endsOn < day ? endsOn : null,
    })
  }
  for (const [index, milestone] of plan.entries()) {
    makeMilestone(made, { ...milestone, id: ids.milestone + index + 1, ...study }, firm, slip, day)
  }
}

/** What was forecast for long before the day is accepted; what is near waits for its evidence to be looked at,
 *  or is being worked on. */
function makeMilestone(
  made: Rows,
  milestone: ReturnType<typeof planMilestones>[number] & {
    id: number
    studyId: number
    organizationId: number
  },
  firm: Firm,
  slip: number,
  day: string,
): void {
  const { baselineOn, prerequisites, pinnedOn: _pinned, ...rest } = milestone
  const isAward = milestone.state === 'accepted'
  const forecastOn = isAward || baselineOn === null ? baselineOn : addDays(baselineOn, slip)
  const ahead = forecastOn === null ? 1000 : daysBetween(day, forecastOn)
  const isSubmitted = !isAward && ahead < -2
  const isAccepted = isSubmitted && ahead < -12
  const state = isAward || isAccepted ? 'accepted' : isSubmitted ? 'evidence_submitted' : 'planned'
  made.milestones.push({
    ...rest,
    prerequisites: `{${prerequisites.join(',')}}`,
    state: state === 'planned' && ahead < 20 ? 'in_progress' : state,
    baselineOn,
    forecastOn,
    actualOn: isAward || isAccepted ? forecastOn : null,
    version: 1 + (isSubmitted ? 1 : 0) + (isAccepted ? 1 : 0),
  })
  if (!isSubmitted || forecastOn === null) return
  made.milestoneEvidence.push({
    milestoneId: milestone.id,
    studyId: milestone.studyId,
    description: milestone.evidenceArtifact,
    completedOn: forecastOn,
    submittedBy: firm.lead,
    submittedRole: 'lead',
    submittedAt: at(addDays(forecastOn, 1)),
    decision: isAccepted ? 'accepted' : null,
    decidedBy: isAccepted ? firm.decider : null,
    decidedAt: isAccepted ? at(addDays(forecastOn, 10)) : null,
  })
  const about = { studyId: milestone.studyId, milestoneCode: milestone.code, after: null }
  made.fillEvents.push({
    ...about,
    at: at(addDays(forecastOn, 1)),
    step: 10,
    kind: 'milestone.submitted',
    personId: firm.lead,
    membershipId: firm.leadMembership,
    organizationId: milestone.organizationId,
  })
  if (!isAccepted) return
  made.fillEvents.push({
    ...about,
    at: at(addDays(forecastOn, 10)),
    step: 11,
    kind: 'milestone.accepted',
    personId: firm.decider,
    membershipId: firm.deciderMembership,
    organizationId: firm.deciderOrganization,
  })
}

function at(day: string): string {
  return `${day}T15:00:00Z`
}

/** Three sites for each study, of awards that are active; its programs are theirs. */
async function enterSites(trx: Trx): Promise<void> {
  await sql`
    with active as (
      select id, program_code, row_number() over (order by n) as k, count(*) over () as number
      from fill_awards where status = 'active'
    ), chosen as (
      select distinct s.id as study_id, active.id as award_id, active.program_code,
        s.awarded_on + 45 as joined_on
      from studies s, generate_series(1, 3) turn
      join active on true
      where s.slug like 'sample-study-%' and active.k =
        1 + floor(pg_temp.draw('site', right(s.slug, 4)::bigint * 3 + turn) * active.number)
    ), placed as (
      insert into study_sites (study_id, award_id, joined_on)
      select study_id, award_id, joined_on from chosen
    )
    insert into study_programs (study_id, program_code)
    select distinct study_id, program_code from chosen`.execute(trx)
}
