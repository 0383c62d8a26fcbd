import { randomBytes } from 'node:crypto'
import { type Actor, type Permitted, permit } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { actingColumns } from './acting.ts'
import { record } from './events.ts'
import { db } from './index.ts'
import { dueOn, petitionKind } from './reports/due.ts'
import {
  awardsSeenBy,
  caseloadOf,
  dueReportsSeenBy,
  milestonesSeenBy,
  studiesSeenBy,
} from './scope.ts'
import { agreements } from './studies/agreements.ts'
import { hashToken } from './sessions.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** When the calendar of the membership one acts in was made; null where there is none. */
export async function findFeed(actor: Permitted<'session.use'>): Promise<{ since: Date } | null> {
  const feed = await db
    .selectFrom('calendarFeeds')
    .where('membershipId', '=', actor.membershipId)
    .where('revokedAt', 'is', null)
    .select('createdAt as since')
    .executeTakeFirst()
  return feed ?? null
}

/** Makes a calendar, in the place of an earlier one, whose address stops working. Its token is answered
 *  once and stored nowhere; null to a repeat of the same request. */
export async function createFeed(
  actor: Permitted<'session.use'>,
  key: WriteKey,
): Promise<string | null> {
  const token = randomBytes(32).toString('base64url')
  let isMade = false
  await writeOnce(actor, key, async (trx) => {
    const at = now()
    await trx
      .updateTable('calendarFeeds')
      .set({ revokedAt: at })
      .where('membershipId', '=', actor.membershipId)
      .where('revokedAt', 'is', null)
      .execute()
    await trx
      .insertInto('calendarFeeds')
      .values({
        organizationId: actor.organizationId,
        membershipId: actor.membershipId,
        tokenHash: hashToken(token),
        createdAt: at,
      })
      .execute()
    await record(trx, actor, {
      kind: 'account.calendar_made',
      subjectPersonId: actor.personId,
    })
    isMade = true
  })
  return isMade ? token : null
}

export async function revokeFeed(actor: Permitted<'session.use'>, key: WriteKey): Promise<void> {
  await writeOnce(actor, key, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('calendarFeeds')
      .set({ revokedAt: now() })
      .where('membershipId', '=', actor.membershipId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await record(trx, actor, {
      kind: 'account.calendar_revoked',
      subjectPersonId: actor.personId,
    })
  })
}

/** Whose calendar a token opens, as long as the membership lasts and the account is not disabled. */
export async function findSubscriber(
  token: string,
): Promise<{ actor: Permitted<'session.use'>; since: Date } | null> {
  const row = await db
    .selectFrom('calendarFeeds')
    .innerJoin('memberships', 'memberships.id', 'calendarFeeds.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('calendarFeeds.tokenHash', '=', hashToken(token))
    .where('calendarFeeds.revokedAt', 'is', null)
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select(['calendarFeeds.createdAt as since', ...actingColumns])
    .executeTakeFirst()
  if (!row) return null
  const { since, ...acting } = row
  // The database ties role and kind of organization together.
  const actor = permit({ kind: 'person', requestId: 'calendar', ...acting } as Actor, 'session.use')
  return actor && { actor, since }
}

const longest = 500

/** Reports that are still to come, as the calendar of a role shows them: a grantee's own, an officer's
 *  caseload, a grants officer's agency. */
export async function listDueDates(actor: Permitted<'session.use'>) {
  if (actor.organizationKind === 'evaluator') return []
  const isAgency = actor.organizationKind === 'agency'
  if (isAgency && actor.role !== 'officer' && actor.role !== 'grants_officer') return []
  return db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('reports.id', 'in', dueReportsSeenBy(actor))
    .where('awards.id', 'in', awardsSeenBy(actor))
    .$if(actor.role === 'officer', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .$if(actor.role === 'grants_officer', (query) =>
      query.where('awards.agencyCode', '=', actor.agencyCode),
    )
    .where('reports.authorState', '<>', 'submitted')
    .where('reports.endedAs', 'is', null)
    .select([
      'reports.id',
      'reports.number',
      'reports.periodEnd',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      petitionKind.as('petition'),
      'reports.statutoryDueOn',
      'awards.number as awardNumber',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
    ])
    .orderBy(dueOn)
    .orderBy('reports.id')
    .limit(longest)
    .execute()
}

const recordingRoles = ['lead', 'analyst', 'evaluation_officer', 'certifier', 'preparer'] as const

/** Open milestones with a forecast that the actor's role records; a lead answers for the analyst's as well. */
export async function listForecasts(actor: Permitted<'session.use'>) {
  const recorded = recordingRoles.filter(
    (role) => role === actor.role || (role === 'analyst' && actor.role === 'lead'),
  )
  if (recorded.length === 0) return []
  return db
    .selectFrom('milestones')
    .innerJoin('studies', 'studies.id', 'milestones.studyId')
    .where('milestones.id', 'in', milestonesSeenBy(actor))
    .where('milestones.role', 'in', recorded)
    .where('milestones.state', 'in', ['planned', 'in_progress'])
    .where('milestones.forecastOn', 'is not', null)
    .select([
      'milestones.id',
      'milestones.code',
      'milestones.name',
      'milestones.forecastOn',
      'studies.slug',
      'studies.title',
    ])
    .$narrowType<{ forecastOn: string }>()
    .orderBy('milestones.forecastOn')
    .orderBy('milestones.id')
    .limit(longest)
    .execute()
}

/** Agreements of the studies of an actor's team that expire and that nothing continues. */
export async function listAgreementDates(actor: Permitted<'session.use'>) {
  if (actor.organizationKind !== 'evaluator') return []
  return agreements(db)
    .innerJoin('studies', 'studies.id', 'studyAgreements.studyId')
    .where('studyAgreements.studyId', 'in', studiesSeenBy(actor))
    .where('studyAgreements.endedOn', 'is', null)
    .where('studyAgreements.expiresOn', 'is not', null)
    .where('next.id', 'is', null)
    .select(['studies.slug', 'studies.title'])
    .$narrowType<{ expiresOn: string }>()
    .orderBy('studyAgreements.expiresOn')
    .orderBy('studyAgreements.id')
    .limit(longest)
    .execute()
}
