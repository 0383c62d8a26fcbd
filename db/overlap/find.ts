import { type Expression, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import type { OverlapFilters } from '#app/domain/overlap/list.ts'
import { db } from '../index.ts'
import { caseloadOf, overlapsSeenBy } from '../scope.ts'

const overlapsShown = 25

/** A page of findings, the gravest first, by key; one more than is shown says whether there are more. */
export async function listOverlaps(actor: Permitted<'overlap.read'>, filters: OverlapFilters) {
  const { level, state, usps, sector, origin, after } = filters
  const rows = await shown(actor)
    .where('overlapFindings.sample', '=', origin === 'sample')
    .where('overlapFindings.goneAt', 'is', null)
    .$if(level !== null, (query) => query.where('overlapFindings.level', '=', level ?? 'overlap'))
    .$if(state === 'undecided', (query) =>
      query.where('overlapFindings.state', 'in', ['detected', 'triaged', 'reopened']),
    )
    .$if(state !== 'undecided' && state !== 'every', (query) =>
      query.where('overlapFindings.state', '=', sql.lit(state as 'detected')),
    )
    .$if(usps !== null, (query) =>
      query.where(sql<SqlBool>`overlap_findings.shared_states @> array[${usps}]`),
    )
    .$if(sector !== null, (query) =>
      query.where(sql<SqlBool>`overlap_findings.shared_sectors @> array[${sector}]`),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(-overlap_findings.weight, overlap_findings.id) > (-${after?.weight ?? '0'}::numeric, ${after?.id ?? 0}::bigint)`,
      ),
    )
    .orderBy('overlapFindings.weight', 'desc')
    .orderBy('overlapFindings.id')
    .limit(overlapsShown + 1)
    .execute()
  return { overlaps: rows.slice(0, overlapsShown), hasMore: rows.length > overlapsShown }
}

/** The findings that an award is in, the gravest first. */
export async function listOverlapsOf(actor: Permitted<'overlap.read'>, awardId: number) {
  return shown(actor)
    .where((eb) =>
      eb.or([
        eb('overlapFindings.lowAwardId', '=', awardId),
        eb('overlapFindings.highAwardId', '=', awardId),
      ]),
    )
    .where('overlapFindings.goneAt', 'is', null)
    .orderBy('overlapFindings.weight', 'desc')
    .orderBy('overlapFindings.id')
    .limit(50)
    .execute()
}

/** Undecided findings about awards of an officer's caseload of which the officer has said nothing since they
 *  were last opened, the gravest first; what merely shares sector and state is left to the list. */
export async function listOverlapsOnDesk(actor: Permitted<'session.use'>) {
  const own = caseloadOf(actor.membershipId)
  return shown(actor)
    .where((eb) => eb.lit(may(actor.role, 'overlap.comment')))
    .where((eb) =>
      eb.or([
        eb('overlapFindings.lowAwardId', 'in', own),
        eb('overlapFindings.highAwardId', 'in', own),
      ]),
    )
    .where('overlapFindings.goneAt', 'is', null)
    .where('overlapFindings.level', 'in', ['overlap', 'duplication'])
    .where('overlapFindings.state', 'in', ['detected', 'triaged', 'reopened'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('overlapMoves')
            .whereRef('overlapMoves.overlapId', '=', 'overlapFindings.id')
            .where('overlapMoves.movedBy', '=', actor.personId)
            .where(
              sql<SqlBool>`overlap_moves.id > coalesce((
                select max(opened.id) from overlap_moves opened
                where opened.overlap_id = overlap_findings.id
                  and opened.move in ('reopen', 'rule_reopened')), 0)`,
            )
            .select('overlapMoves.id'),
        ),
      ),
    )
    .orderBy('overlapFindings.weight', 'desc')
    .orderBy('overlapFindings.id')
    .limit(10)
    .execute()
}

/** Awards that still wait to be judged, so that a list says when it is not the last word. */
export async function countWaiting(_actor: Permitted<'overlap.read'>): Promise<number> {
  const { waiting } = await db
    .selectFrom('overlapQueue')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .executeTakeFirstOrThrow()
  return waiting
}

function shown(actor: Actor) {
  return db
    .selectFrom('overlapFindings')
    .innerJoin('awards as low', 'low.id', 'overlapFindings.lowAwardId')
    .innerJoin('awards as high', 'high.id', 'overlapFindings.highAwardId')
    .innerJoin('organizations as lowHolder', 'lowHolder.id', 'low.organizationId')
    .innerJoin('organizations as highHolder', 'highHolder.id', 'high.organizationId')
    .where('overlapFindings.id', 'in', overlapsSeenBy(actor))
    .select([
      'overlapFindings.id',
      'overlapFindings.level',
      'overlapFindings.score',
      'overlapFindings.weight',
      'overlapFindings.dataIncomplete',
      'overlapFindings.state',
      'overlapFindings.sample',
      'overlapFindings.sharedStates',
      'overlapFindings.sharedSectors',
      'low.number as lowNumber',
      'low.name as lowName',
      'low.agencyCode as lowAgency',
      'lowHolder.name as lowOrganization',
      'high.number as highNumber',
      'high.name as highName',
      'high.agencyCode as highAgency',
      'highHolder.name as highOrganization',
    ])
}

export type OverlapRow = Awaited<ReturnType<typeof listOverlapsOf>>[number]

/** A finding with both awards as the rule reads them, and its story; null: none that the actor sees. */
export async function findOverlap(actor: Permitted<'overlap.read'>, id: number) {
  const overlap = await db
    .selectFrom('overlapFindings')
    .where('overlapFindings.id', '=', id)
    .where('overlapFindings.id', 'in', overlapsSeenBy(actor))
    .select((eb) => [
      'overlapFindings.id',
      'overlapFindings.ruleVersion',
      'overlapFindings.sample',
      'overlapFindings.level',
      'overlapFindings.score',
      'overlapFindings.dataIncomplete',
      'overlapFindings.place',
      'overlapFindings.sectorShare',
      'overlapFindings.serviceShare',
      'overlapFindings.populationShare',
      'overlapFindings.days',
      'overlapFindings.sharedStates',
      'overlapFindings.sharedCounties',
      'overlapFindings.sharedSectors',
      'overlapFindings.sharedServices',
      'overlapFindings.sharedPopulations',
      'overlapFindings.state',
      'overlapFindings.action',
      'overlapFindings.detectedAt',
      'overlapFindings.judgedAt',
      'overlapFindings.goneAt',
      'overlapFindings.sharedAt',
      'overlapFindings.version',
      sql<boolean>`exists (select from ${caseloadOf(actor.membershipId)} own
        where own.award_id in (overlap_findings.low_award_id, overlap_findings.high_award_id))`.as(
        'isOwnCase',
      ),
      jsonObjectFrom(awardBeside(eb.ref('overlapFindings.lowAwardId')))
        .$notNull()
        .as('low'),
      jsonObjectFrom(awardBeside(eb.ref('overlapFindings.highAwardId')))
        .$notNull()
        .as('high'),
      sql<string[]>`array(select distinct partners.name from partnerships one
        join partnerships other on other.partner_id = one.partner_id
        join partners on partners.id = one.partner_id
        where one.award_id = overlap_findings.low_award_id
          and other.award_id = overlap_findings.high_award_id
          and one.role in ('provider', 'employer') and other.role in ('provider', 'employer')
        order by 1)`.as('sharedPartners'),
      jsonArrayFrom(
        eb
          .selectFrom('overlapMoves')
          .leftJoin('people', 'people.id', 'overlapMoves.movedBy')
          .whereRef('overlapMoves.overlapId', '=', 'overlapFindings.id')
          .select(['overlapMoves.id', 'move', 'words', 'people.name as who'])
          .select(
            sql<string>`to_char(moved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`.as(
              'at',
            ),
          )
          .orderBy('overlapMoves.id', 'desc'),
      ).as('moves'),
    ])
    .executeTakeFirst()
  return overlap ?? null
}

export type FoundOverlap = NonNullable<Awaited<ReturnType<typeof findOverlap>>>

/** An award as it stands beside another. */
function awardBeside(id: Expression<number>) {
  return db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('agencies', 'agencies.code', 'awards.agencyCode')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('awardReaches')
          .whereRef('awardReaches.awardId', '=', 'awards.id')
          .selectAll('awardReaches')
          .orderBy('awardReaches.no', 'desc')
          .limit(1)
          .as('reach'),
      (join) => join.onTrue(),
    )
    .where(sql<SqlBool>`awards.id = ${id}`)
    .select([
      'awards.number',
      'awards.name',
      'awards.status',
      'awards.organizationId',
      'awards.serviceArea',
      'awards.statewide as isStatewide',
      'awards.periodStart',
      'awards.periodEnd',
      'organizations.name as organization',
      'agencies.name as agency',
      'programs.name as program',
      'reach.no as saidTimes',
      'reach.nationwide',
      'reach.statewide',
      'reach.counties',
      'reach.populations',
      'reach.services',
      sql<string | null>`awards.amount::text`.as('amount'),
      sql<string[]>`array(select usps from award_states where award_id = awards.id order by 1)`.as(
        'states',
      ),
      sql<string[]>`array(select sectors.name from award_sectors
        join sectors on sectors.code = sector_code where award_id = awards.id order by 1)`.as(
        'sectors',
      ),
      sql<string | null>`(select people.name from caseloads
        join memberships on memberships.id = caseloads.membership_id
        join people on people.id = memberships.person_id
        where caseloads.award_id = awards.id and caseloads.ended_at is null)`.as('officer'),
    ])
}
