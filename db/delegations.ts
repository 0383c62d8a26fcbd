import { type Permitted, may } from '#app/domain/access.ts'
import { type Span, spanRefusal, standInRoles } from '#app/domain/away.ts'
import type { Away } from '#app/domain/away_forms.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { now, today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from './events.ts'
import { type Db, type Trx, db } from './index.ts'
import { membershipsRelievedBy, membershipsUnder } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** A membership whose absence the actor may set; null where there is none. */
export async function findRelieved(
  actor: Permitted<'session.use'>,
  id: number,
  within: Db | Trx = db,
) {
  const row = await within
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('memberships.id', '=', id)
    .where('memberships.id', 'in', membershipsRelievedBy(actor))
    .select([
      'memberships.id',
      'memberships.role',
      'memberships.personId',
      'memberships.organizationId',
      'people.name',
      'organizations.name as organization',
    ])
    .executeTakeFirst()
  return row ?? null
}

/** Absences of a membership that are not over, the next first. */
export async function listAbsences(actor: Permitted<'session.use'>, membershipId: number) {
  return absences(today())
    .where('delegations.membershipId', '=', membershipId)
    .where('delegations.membershipId', 'in', membershipsRelievedBy(actor))
    .execute()
}

/** For whom the actor stands in, now or later. */
export async function listStandingIn(actor: Permitted<'session.use'>) {
  return absences(today())
    .where('delegations.delegateMembershipId', '=', actor.membershipId)
    .execute()
}

/** Colleagues of the same organization who are away now or within two weeks, and who stands in. */
export async function listAwayColleagues(actor: Permitted<'session.use'>, until: string) {
  return absences(today())
    .where('delegations.organizationId', '=', actor.organizationId)
    .where('delegations.membershipId', '<>', actor.membershipId)
    .where('delegations.delegateMembershipId', '<>', actor.membershipId)
    .where('delegations.beginsOn', '<=', until)
    .limit(20)
    .execute()
}

export type Absence = Awaited<ReturnType<typeof listAbsences>>[number]

function absences(day: string) {
  return db
    .selectFrom('delegations')
    .innerJoin('memberships as absent', 'absent.id', 'delegations.membershipId')
    .innerJoin('people as absentee', 'absentee.id', 'absent.personId')
    .innerJoin('memberships as delegate', 'delegate.id', 'delegations.delegateMembershipId')
    .innerJoin('people as standIn', 'standIn.id', 'delegate.personId')
    .where('delegations.endedAt', 'is', null)
    .where('delegations.endsOn', '>=', day)
    .select((eb) => [
      'delegations.id',
      'delegations.membershipId',
      'delegations.beginsOn',
      'delegations.endsOn',
      'delegations.words',
      'absentee.name',
      'standIn.name as standIn',
      eb('delegations.beginsOn', '<=', day).as('isNow'),
    ])
    .orderBy('delegations.beginsOn')
    .orderBy('delegations.id')
}

/** Colleagues who may stand in for a membership: of the same organization, in a role that may do the same,
 *  at work as far as is known. */
export async function listStandIns(
  actor: Permitted<'session.use'>,
  membershipId: number,
  within: Db | Trx = db,
) {
  const absent = await findRelieved(actor, membershipId, within)
  const roles = absent ? standInRoles(absent.role) : []
  if (!absent || roles.length === 0) return []
  return within
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.organizationId', '=', absent.organizationId)
    .where('memberships.role', 'in', roles)
    .where('memberships.personId', '<>', absent.personId)
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select(['memberships.id', 'people.name', 'memberships.role'])
    .orderBy('people.name')
    .execute()
}

/** The officers an actor is the supervisor of, and until when each is away. */
export async function listAnsweredFor(actor: Permitted<'session.use'>) {
  if (!may(actor.role, 'report.read') || actor.organizationKind !== 'agency') return []
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.id', 'in', membershipsUnder(actor))
    .where('memberships.id', '<>', actor.membershipId)
    .select(['memberships.id', 'people.name'])
    .orderBy('people.name')
    .limit(200)
    .execute()
}

/** Marks a membership as away for some days, with a colleague who stands in. Null where the actor may set
 *  it for no such membership. */
export async function setAway(
  actor: Permitted<'session.use'>,
  key: WriteKey,
  membershipId: number,
  { colleague, beginsOn, endsOn, words }: Away,
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const absent = await findRelieved(actor, membershipId, trx)
    if (!absent) return null
    // Two spans at once wait for each other here, so that the second sees the first.
    await trx
      .selectFrom('memberships')
      .where('id', '=', membershipId)
      .select('id')
      .forNoKeyUpdate()
      .execute()
    const span = { beginsOn, endsOn }
    const refusal = spanRefusal(span, today())
    if (refusal) throw new Refusal(refusal)
    const chosen = (await listStandIns(actor, membershipId, trx)).find(
      ({ id }) => id === Number(colleague),
    )
    if (!chosen) {
      throw new Refusal({ colleague: 'Choose a colleague of this list.' })
    }
    await refuseOverlap(trx, membershipId, span)
    await refuseAbsentee(trx, chosen, span)
    await trx
      .insertInto('delegations')
      .values({
        organizationId: absent.organizationId,
        membershipId,
        delegateMembershipId: chosen.id,
        ...span,
        words,
        setBy: actor.personId,
        setAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'account.away_set',
      subjectPersonId: absent.personId,
      organizationId: absent.organizationId,
      after: {
        membershipId,
        delegateMembershipId: chosen.id,
        standIn: chosen.name,
        ...span,
      },
      ...(words ? { reason: words } : {}),
    })
    return { id: membershipId }
  })
}

async function refuseOverlap(trx: Trx, membershipId: number, span: Span): Promise<void> {
  const other = await overlapping(trx, membershipId, span)
  if (!other) return
  throw new Refusal({
    'beginsOn.month': `These days overlap an absence from ${formatShortDate(other.beginsOn)} to ${formatShortDate(other.endsOn)}. End that one first, or choose other days.`,
  })
}

/** A colleague who is away would pass nothing on. */
async function refuseAbsentee(
  trx: Trx,
  colleague: { id: number; name: string },
  span: Span,
): Promise<void> {
  const away = await overlapping(trx, colleague.id, span)
  if (!away) return
  throw new Refusal({
    colleague: `${colleague.name} is away from ${formatShortDate(away.beginsOn)} to ${formatShortDate(away.endsOn)}. Choose somebody who is there.`,
  })
}

async function overlapping(trx: Trx, membershipId: number, { beginsOn, endsOn }: Span) {
  return trx
    .selectFrom('delegations')
    .where('membershipId', '=', membershipId)
    .where('endedAt', 'is', null)
    .where('beginsOn', '<=', endsOn)
    .where('endsOn', '>=', beginsOn)
    .select(['beginsOn', 'endsOn'])
    .executeTakeFirst()
}

/** Ends an absence at once, or calls off one that has not begun. Null where the actor may end no such. */
export async function endAway(
  actor: Permitted<'session.use'>,
  key: WriteKey,
  membershipId: number,
  id: number,
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const away = await trx
      .selectFrom('delegations')
      .innerJoin('memberships', 'memberships.id', 'delegations.membershipId')
      .where('delegations.id', '=', id)
      .where('delegations.membershipId', '=', membershipId)
      .where('delegations.membershipId', 'in', membershipsRelievedBy(actor))
      .select([
        'delegations.id',
        'delegations.delegateMembershipId',
        'delegations.beginsOn',
        'delegations.endsOn',
        'delegations.endedAt',
        'memberships.personId',
        'memberships.organizationId',
      ])
      .forUpdate('delegations')
      .executeTakeFirst()
    if (!away) return null
    if (away.endedAt || away.endsOn < today()) {
      throw new Conflict('This absence has ended already.', await lastChange(trx, away.personId))
    }
    await trx
      .updateTable('delegations')
      .set({ endedBy: actor.personId, endedAt: now() })
      .where('id', '=', id)
      .execute()
    await record(trx, actor, {
      kind: 'account.away_ended',
      subjectPersonId: away.personId,
      organizationId: away.organizationId,
      after: {
        membershipId,
        delegateMembershipId: away.delegateMembershipId,
        beginsOn: away.beginsOn,
        endsOn: away.endsOn,
      },
    })
    return { id: membershipId }
  })
}

async function lastChange(trx: Trx, personId: number) {
  const event = await trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.subjectPersonId', '=', personId)
    .where('events.kind', '=', 'account.away_ended')
    .select(['people.name', 'events.at'])
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { who: event?.name ?? null, at: event?.at.toISOString() ?? null }
}

/** Ends what somebody stands in for who no longer can: a membership that ends or changes its role, an account
 *  that is disabled. Whoever is away is told, and names somebody else. */
export async function endStandIns(
  trx: Trx,
  actor: Permitted<'person.change'>,
  delegate: { membershipId: number } | { personId: number },
): Promise<void> {
  const left = await trx
    .selectFrom('delegations')
    .innerJoin('memberships as absent', 'absent.id', 'delegations.membershipId')
    .innerJoin('memberships as delegate', 'delegate.id', 'delegations.delegateMembershipId')
    .where('delegations.endedAt', 'is', null)
    .where('delegations.endsOn', '>=', today())
    .$if('membershipId' in delegate, (query) =>
      query.where('delegate.id', '=', 'membershipId' in delegate ? delegate.membershipId : 0),
    )
    .$if('personId' in delegate, (query) =>
      query.where('delegate.personId', '=', 'personId' in delegate ? delegate.personId : 0),
    )
    .select([
      'delegations.id',
      'delegations.membershipId',
      'delegations.delegateMembershipId',
      'delegations.beginsOn',
      'delegations.endsOn',
      'absent.personId',
      'absent.organizationId',
    ])
    .orderBy('delegations.id')
    .forUpdate('delegations')
    .execute()
  for (const { id, personId, organizationId, ...span } of left) {
    await trx
      .updateTable('delegations')
      .set({ endedBy: actor.personId, endedAt: now() })
      .where('id', '=', id)
      .execute()
    await record(trx, actor, {
      kind: 'account.stand_in_left',
      subjectPersonId: personId,
      organizationId,
      after: span,
    })
  }
}
