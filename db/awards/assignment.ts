import { createHash } from 'node:crypto'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { type WriteKey, writeKey, writeOnce } from '../write.ts'
import { takeAward } from './take.ts'

/** The active program officers of an actor's own agency, with the number of awards each looks after. */
export async function listOfficers(actor: Permitted<'award.assign'>) {
  return activeOfficers(actor)
    .select((eb) => [
      'memberships.id',
      'people.name',
      eb
        .selectFrom('caseloads')
        .whereRef('caseloads.membershipId', '=', 'memberships.id')
        .where('caseloads.endedAt', 'is', null)
        .select(eb.fn.countAll<number>().as('count'))
        .as('awards'),
    ])
    .$narrowType<{ awards: number }>()
    .orderBy('people.name')
    .execute()
}

/** Gives an award of the actor's agency to a program officer, or hands it over. Null where there is no
 *  such award; the number of the award otherwise. */
export async function assignOfficer(
  actor: Permitted<'award.assign'>,
  key: WriteKey,
  number: string,
  version: number,
  { officer, reason }: { officer: number; reason: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeAward(trx, actor, number, version)
    if (!award) return null
    const chosen = await activeOfficers(actor)
      .where('memberships.id', '=', officer)
      .select(['memberships.id', 'memberships.organizationId', 'people.name'])
      .executeTakeFirst()
    if (!chosen)
      throw new Refusal({ officer: 'Choose one of the program officers of your agency.' })
    const before = await findCaseload(trx, award.id)
    if (before?.membershipId === chosen.id) {
      throw new Refusal({
        officer: `${chosen.name} already looks after this award. Choose another.`,
      })
    }
    const at = now()
    await trx
      .updateTable('caseloads')
      .set({ endedAt: at })
      .where('awardId', '=', award.id)
      .where('endedAt', 'is', null)
      .execute()
    await trx
      .insertInto('caseloads')
      .values({
        awardId: award.id,
        membershipId: chosen.id,
        organizationId: chosen.organizationId,
        startedAt: at,
      })
      .execute()
    await record(trx, actor, {
      kind: 'award.assigned',
      awardId: award.id,
      ...(before && { before: { membershipId: before.membershipId, officer: before.name } }),
      after: { membershipId: chosen.id, officer: chosen.name },
      reason,
    })
    return award.number
  })
}

/** Gives each of several awards to an officer by itself, and answers by number why one stays where it is: one
 *  that changed since it was chosen holds up no other. Sent twice, it does nothing twice. */
export async function assignSeveral(
  actor: Permitted<'award.assign'>,
  { key }: WriteKey,
  chosen: readonly { number: string; version: number }[],
  to: { officer: number; reason: string },
): Promise<Map<string, string | null>> {
  const outcomes = new Map<string, string | null>()
  for (const { number, version } of chosen) {
    const own = writeKey(createHash('sha256').update(`${key} ${number}`).digest('hex'), [
      number,
      version,
      to,
    ])
    outcomes.set(number, await assignOne(actor, own, number, version, to))
  }
  return outcomes
}

/** Null when it was done now or by the same form before; else why not. */
async function assignOne(
  actor: Permitted<'award.assign'>,
  key: WriteKey,
  number: string,
  version: number,
  to: { officer: number; reason: string },
): Promise<string | null> {
  try {
    const done = await assignOfficer(actor, key, number, version, to)
    return done === null ? 'It is not yours to assign.' : null
  } catch (error) {
    if (error instanceof Conflict) {
      return error.who
        ? `${error.who} changed it after you chose it.`
        : 'It changed after you chose it.'
    }
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** The active program officers of an actor's agency, to be narrowed and selected from. */
function activeOfficers(actor: Actor) {
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('organizations.agencyCode', '=', actor.agencyCode)
    .where('memberships.role', '=', 'officer')
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
}

async function findCaseload(trx: Trx, awardId: number) {
  return trx
    .selectFrom('caseloads')
    .innerJoin('memberships', 'memberships.id', 'caseloads.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('caseloads.awardId', '=', awardId)
    .where('caseloads.endedAt', 'is', null)
    .select(['caseloads.membershipId', 'people.name'])
    .executeTakeFirst()
}
