import type { Expression } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Actor } from '#app/domain/access.ts'
import type { BackedPart } from '#app/domain/oversight/visits.ts'
import { db } from '../index.ts'

/** The files of a finding or of the answer to it, as they were added. */
export function filesBehind(finding: Expression<number>, part: BackedPart) {
  return jsonArrayFrom(
    filesOf(finding, part)
      .where('visitFiles.takenBackAt', 'is', null)
      .select(['visitFiles.name', 'visitFiles.size', 'visitFiles.sha256', 'visitFiles.addedBy']),
  )
}

/** Those that were taken back, for the side that added them; of the other side's, those it could open before. */
export function filesTakenBack(
  finding: Expression<number>,
  part: BackedPart,
  { organizationKind }: Pick<Actor, 'organizationKind'>,
) {
  const isOwn = (part === 'answer') === (organizationKind === 'grantee')
  return jsonArrayFrom(
    filesOf(finding, part)
      .innerJoin('people', 'people.id', 'visitFiles.takenBackBy')
      .where('visitFiles.takenBackAt', 'is not', null)
      .$if(!isOwn, (query) => query.where('visitFiles.takenBackShown', '=', true))
      .select((eb) => [
        'visitFiles.no',
        'visitFiles.name',
        'visitFiles.sha256',
        'people.name as by',
        eb.ref('visitFiles.takenBackAt').$castTo<string>().as('at'),
        eb.ref('visitFiles.takenBackBecause').$castTo<string>().as('because'),
      ]),
  )
}

export type FileTakenBack = NonNullable<ReturnType<typeof filesTakenBack>['expressionType']>[number]

function filesOf(finding: Expression<number>, part: BackedPart) {
  return db
    .selectFrom('visitFiles')
    .where('visitFiles.findingId', '=', finding)
    .where('visitFiles.backs', '=', part)
    .orderBy('visitFiles.no')
}
