import type { Expression } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { BackedPart } from '#app/domain/oversight/visits.ts'
import { db } from '../index.ts'

/** The files of a finding or of the answer to it, as they were added. */
export function filesBehind(finding: Expression<number>, part: BackedPart) {
  return jsonArrayFrom(
    db
      .selectFrom('visitFiles')
      .where('visitFiles.findingId', '=', finding)
      .where('visitFiles.backs', '=', part)
      .select(['visitFiles.name', 'visitFiles.size', 'visitFiles.sha256', 'visitFiles.addedBy'])
      .orderBy('visitFiles.no'),
  )
}
