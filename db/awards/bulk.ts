import type { Permitted } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { db } from '../index.ts'
import { awardsSeenBy, caseloadOf } from '../scope.ts'
import type { WriteKey } from '../write.ts'
import { assignSeveral } from './assignment.ts'
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
  key: WriteKey,
  chosen: readonly { number: string; version: number }[],
  to: { officer: number; reason: string },
): Promise<PreviewedAward[]> {
  const told = await previewAwards(
    actor,
    'assign',
    chosen.map(({ number }) => number),
  )
  const open = told.filter(({ exception }) => exception === null)
  const stays = await assignSeveral(
    actor,
    key,
    open.map(({ number }) => ({
      number,
      version: chosen.find((one) => one.number === number)?.version ?? 0,
    })),
    to,
  )
  return told.map((award) => ({
    ...award,
    exception: award.exception ?? stays.get(award.number) ?? null,
  }))
}
