import type { Permitted } from '#app/domain/access.ts'
import { importedFields } from '#app/domain/award_sheet.ts'
import { db } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'

/** From which file and row the fields of an award come, latest import first; of a field that several files
 *  gave, the last one counts. Read from the award's own events. */
export async function listImportedFields(actor: Permitted<'award.read'>, awardId: number) {
  const events = await db
    .selectFrom('events')
    .innerJoin('people', 'people.id', 'events.personId')
    .where('events.awardId', '=', awardId)
    .where('events.awardId', 'in', awardsSeenBy(actor))
    .where('events.kind', '=', 'award.imported')
    .select((eb) => [
      'events.at',
      'people.name as who',
      eb.cast<string | null>('events.after', 'text').as('after'),
    ])
    .orderBy('events.seq', 'desc')
    .limit(50)
    .execute()
  const told = new Set<string>()
  return events.flatMap(({ at, who, after }) => {
    const given = JSON.parse(after ?? '{}') as Record<string, string | number>
    const fields = importedFields.filter((field) => field in given && !told.has(field))
    fields.forEach((field) => told.add(field))
    const file = String(given['file'])
    const row = Number(given['row'])
    return fields.length > 0
      ? [{ file, row, sha256: String(given['sha256']), at, who, fields }]
      : []
  })
}

export type ImportedFrom = Awaited<ReturnType<typeof listImportedFields>>[number]
