import type { Permitted } from '#app/domain/access.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { audiences } from '#app/domain/notice_line.ts'
import { record } from './events.ts'
import { type Db, type Trx, db } from './index.ts'
import { takeMembership } from './people.ts'
import { membershipsSeenBy } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** Active colleagues of a membership who may be named as its supervisor: whoever may read awards. */
export async function listSupervisors(
  actor: Permitted<'person.change'>,
  membershipId: number,
  within: Db | Trx = db,
) {
  return within
    .selectFrom('memberships as officer')
    .innerJoin('memberships as above', 'above.organizationId', 'officer.organizationId')
    .innerJoin('people', 'people.id', 'above.personId')
    .where('officer.id', '=', membershipId)
    .where('officer.id', 'in', membershipsSeenBy(actor))
    .where('officer.role', '=', 'officer')
    .whereRef('above.personId', '<>', 'officer.personId')
    .where('above.role', 'in', [...audiences.supervisor])
    .where('above.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select(['people.id as personId', 'people.name', 'above.role'])
    .orderBy('people.name')
    .execute()
}

/** Names who is told when reports of an officer's caseload wait or are late for long; null leaves it to
 *  the agency's grants officers. Null is answered where there is no such officer. */
export async function changeSupervisor(
  actor: Permitted<'person.change'>,
  key: WriteKey,
  id: number,
  version: number,
  { supervisor }: { supervisor: number | null },
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const membership = await takeMembership(trx, actor, id, version)
    if (membership?.role !== 'officer') return null
    const choices = await listSupervisors(actor, id, trx)
    const chosen = choices.find(({ personId }) => personId === supervisor)
    if (supervisor !== null && !chosen) {
      throw new Refusal({ supervisor: 'Choose a colleague of this organization.' })
    }
    const before = choices.find(({ personId }) => personId === membership.supervisorId)
    await trx
      .updateTable('memberships')
      .set((eb) => ({ supervisorId: supervisor, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await record(trx, actor, {
      kind: 'account.supervisor_named',
      subjectPersonId: membership.personId,
      organizationId: membership.organizationId,
      before: { supervisor: before?.name ?? null },
      after: { membershipId: id, supervisor: chosen?.name ?? null },
    })
    return { id }
  })
}
