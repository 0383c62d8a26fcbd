import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { caseloadMost } from '#app/domain/caseload.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { warningsOf } from '#app/domain/oversight/early_warning.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { reportStatus } from '#app/domain/report/states.ts'
import { db } from '../index.ts'
import { readRiskFacts } from '../oversight/risk_facts.ts'
import { anywhere } from '../pattern.ts'
import { dueOn } from '../reports/due.ts'
import { awardsWithoutOfficer, desksSeenBy, isAmong, reportsSeenBy } from '../scope.ts'

type Reader = Permitted<'caseload.read'>

/** Whose caseload: a membership, or what nobody looks after. */
export type Desk = number | 'nobody'

/** Officers whose caseload an actor may open, with how much each looks after: the first hundred by name. */
export async function listCaseloads(actor: Reader, q: string | null) {
  const officers = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('memberships.id', 'in', desksSeenBy(actor))
    .$if(q !== null, (query) => query.where('people.name', 'ilike', anywhere(q ?? '')))
    .select([
      'memberships.id',
      'people.name',
      'organizations.name as organization',
      sql<boolean>`memberships.ended_at is not null or people.disabled_at is not null`.as('isGone'),
    ])
    .orderBy('people.name')
    .orderBy('memberships.id')
    .limit(caseloadMost)
    .execute()
  const counts = await countDesks(officers.map(({ id }) => id))
  const { unassigned } = await db
    .selectFrom(awardsWithoutOfficer(actor).as('awards'))
    .select((eb) => eb.fn.countAll<number>().as('unassigned'))
    .executeTakeFirstOrThrow()
  return {
    unassigned,
    officers: officers.map((one) => ({ ...one, ...noWork, ...counts.get(one.id) })),
  }
}

const noWork = { awards: 0, highRisk: 0, inReview: 0, late: 0 }

async function countDesks(ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, typeof noWork>()
  const { rows } = await sql<typeof noWork & { id: number }>`
    select caseloads.membership_id as id, count(*) as awards,
      count(*) filter (where coalesce(award_risks.rated_tier, award_risks.tier) = 'high') as high_risk,
      coalesce(sum(open.in_review), 0)::int as in_review, coalesce(sum(open.late), 0)::int as late
    from caseloads
    left join award_risks on award_risks.award_id = caseloads.award_id
    left join lateral (
      select count(*) filter (where author_state = 'submitted') as in_review,
        count(*) filter (where author_state <> 'submitted'
          and greatest(working_due_on, statutory_due_on, extended_due_on) < ${today()}::date) as late
      from reports
      where reports.award_id = caseloads.award_id and ended_as is null and agency_state <> 'accepted'
    ) open on true
    where caseloads.membership_id = any(${ids}::bigint[]) and caseloads.ended_at is null
    group by caseloads.membership_id
  `.execute(db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** Who looks after a caseload; null where there is none that the actor may open. */
export async function findDesk(actor: Reader, desk: Desk) {
  if (desk === 'nobody') {
    return actor.role === 'officer' ? null : { id: null, name: 'nobody' }
  }
  const officer = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.id', '=', desk)
    .where('memberships.id', 'in', desksSeenBy(actor))
    .select(['memberships.id', 'people.name'])
    .executeTakeFirst()
  return officer ?? null
}

/** The awards of a caseload by number, each with what is open at it and what stands out; a page at a time.
 *  `chosen` leaves out every other. */
export async function listCaseload(
  actor: Reader,
  desk: Desk,
  {
    after = null,
    chosen = null,
  }: { after?: string | null; chosen?: readonly string[] | null } = {},
) {
  const rows = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .leftJoin('awardRisks', 'awardRisks.awardId', 'awards.id')
    .where(
      'awards.id',
      'in',
      desk === 'nobody' ? awardsWithoutOfficer(actor) : awardsOf(actor, desk),
    )
    .$if(after !== null, (query) => query.where('awards.number', '>', after ?? ''))
    .$if(chosen !== null, (query) => query.where('awards.number', 'in', [...(chosen ?? []), '']))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.periodEnd',
      'awards.version',
      'organizations.name as organization',
      'awardRisks.tier',
      'awardRisks.ratedTier',
      jsonArrayFrom(
        eb
          .selectFrom('reports')
          .whereRef('reports.awardId', '=', 'awards.id')
          .where('reports.endedAs', 'is', null)
          .where('reports.agencyState', '<>', 'accepted')
          .where((or) =>
            or.or([
              or('reports.authorState', '=', 'submitted'),
              or('reports.workingDueOn', '<=', addDays(today(), 60)),
            ]),
          )
          .select((of) => [
            'reports.number',
            'reports.periodEnd',
            'reports.frequency as reportFrequency',
            'reports.calendarType as reportCalendar',
            'reports.templateCode',
            'reports.authorState as author',
            'reports.agencyState as agency',
            'reports.endedAs',
            dueOn.as('dueOn'),
            isAmong(reportsSeenBy(actor), of.ref('reports.id')).as('isReadable'),
          ])
          .orderBy(dueOn)
          .limit(12),
      ).as('reports'),
      jsonArrayFrom(
        eb
          .selectFrom('modifications')
          .whereRef('modifications.awardId', '=', 'awards.id')
          .where('modifications.state', 'in', ['asked', 'recommended'])
          .select(['modifications.no', 'modifications.kind', 'modifications.state'])
          .orderBy('modifications.no')
          .limit(12),
      ).as('modifications'),
      jsonArrayFrom(
        eb
          .selectFrom('corrections')
          .whereRef('corrections.awardId', '=', 'awards.id')
          .where('corrections.state', '<>', 'closed')
          .select(['corrections.no', 'corrections.state', 'corrections.dueOn'])
          .orderBy('corrections.no')
          .limit(12),
      ).as('corrections'),
      jsonArrayFrom(
        eb
          .selectFrom('visits')
          .whereRef('visits.awardId', '=', 'awards.id')
          .where('visits.state', '=', 'planned')
          .select(['visits.no', 'visits.kind', 'visits.plannedOn'])
          .orderBy('visits.plannedOn')
          .limit(12),
      ).as('visits'),
      jsonArrayFrom(
        eb
          .selectFrom('riskRatings')
          .innerJoin('people', 'people.id', 'riskRatings.ratedBy')
          .whereRef('riskRatings.awardId', '=', 'awards.id')
          .select(['riskRatings.reason', 'people.name', 'riskRatings.ratedAt as at'])
          .orderBy('riskRatings.id', 'desc')
          .limit(1),
      ).as('said'),
      jsonArrayFrom(
        eb
          .selectFrom('handOverWords')
          .innerJoin('people', 'people.id', 'handOverWords.writtenBy')
          .whereRef('handOverWords.awardId', '=', 'awards.id')
          .select(['handOverWords.words', 'people.name', 'handOverWords.writtenAt as at'])
          .orderBy('handOverWords.id', 'desc')
          .limit(1),
      ).as('left'),
    ])
    .orderBy('awards.number')
    .limit(caseloadMost + 1)
    .execute()
  const page = rows.slice(0, caseloadMost)
  const facts = await readRiskFacts(
    db,
    page.map(({ id }) => id),
    today(),
  )
  const warnings = new Map(facts.map((fact) => [fact.id, warningsOf(fact).map(({ says }) => says)]))
  return {
    awards: page.map(({ reports, said, left, ...award }) => ({
      ...award,
      warnings: warnings.get(award.id) ?? [],
      /** What its officers last said of its risk. */
      lastSaid: said[0] ?? null,
      /** What they last left in words for whoever takes it over. */
      lastLeft: left[0] ?? null,
      reports: reports.map((report) => ({
        number: report.number,
        dueOn: report.dueOn,
        isReadable: report.isReadable,
        label: reportLabel(report),
        status: reportStatus(report),
      })),
    })),
    next: rows.length > caseloadMost ? (page.at(-1)?.number ?? null) : null,
  }
}

export type CaseloadAward = Awaited<ReturnType<typeof listCaseload>>['awards'][number]

/** The awards that one officer looks after, where the actor may open that caseload. */
function awardsOf(actor: Reader, desk: number) {
  return db
    .selectFrom('caseloads')
    .where('caseloads.membershipId', '=', desk)
    .where('caseloads.membershipId', 'in', desksSeenBy(actor))
    .where('caseloads.endedAt', 'is', null)
    .select('caseloads.awardId as id')
}
