import { createHash } from 'node:crypto'
import type { Permitted } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { db } from '../index.ts'
import { awardsSeenBy, caseloadOf } from '../scope.ts'
import { type WriteKey, writeKey } from '../write.ts'
import { assignOfficer } from './assignment.ts'
import { lateReports } from './order.ts'

/** Chosen awards with why an action leaves each out, by number. `reports` are those that are late. */
export async function previewAwards(
  actor: Permitted<'award.bulk' | 'award.assign'>,
  action: 'assign' | 'remind',
  numbers: readonly string[],
) {
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .leftJoin('caseloads', (join) =>
      join.onRef('caseloads.awardId', '=', 'awards.id').on('caseloads.endedAt', 'is', null),
    )
    .leftJoin('memberships', 'memberships.id', 'caseloads.membershipId')
    .leftJoin('people', 'people.id', 'memberships.personId')
    .where('awards.number', 'in', [...numbers])
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.version',
      'awards.agencyCode',
      'organizations.name as organization',
      'people.name as officer',
      'caseloads.membershipId as officerMembershipId',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
      lateReports(actor, eb.ref('awards.id')).as('late'),
    ])
    .orderBy('awards.number')
    .execute()
  return rows.map(({ isOwnCase, late, agencyCode, status, ...award }) => {
    const isForeign = agencyCode !== actor.agencyCode
    const exception =
      action === 'assign'
        ? isForeign
          ? 'It is of another agency, whose own grants officer assigns it.'
          : closedRefusal(status)
        : isOwnCase !== true
          ? 'It is not of your caseload.'
          : late.length === 0
            ? 'None of its reports is late.'
            : null
    return { ...award, late, exception }
  })
}

export type PreviewedAward = Awaited<ReturnType<typeof previewAwards>>[number]

/** Gives each chosen award to an officer by itself: one that changed since the preview becomes an exception
 *  and holds up no other. Sent twice, it does nothing twice. */
export async function assignAwards(
  actor: Permitted<'award.assign'>,
  { key }: WriteKey,
  chosen: readonly { number: string; version: number }[],
  to: { officer: number; reason: string },
): Promise<PreviewedAward[]> {
  const told = await previewAwards(
    actor,
    'assign',
    chosen.map(({ number }) => number),
  )
  const outcomes: PreviewedAward[] = []
  for (const award of told) {
    const { version = 0 } = chosen.find(({ number }) => number === award.number) ?? {}
    const own = writeKey(createHash('sha256').update(`${key} ${award.number}`).digest('hex'), [
      award.number,
      version,
      to,
    ])
    const exception = award.exception ?? (await assign(actor, own, award.number, version, to))
    outcomes.push({ ...award, exception })
  }
  return outcomes
}

/** Null when it was done now or by the same form before; else why not. */
async function assign(
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
