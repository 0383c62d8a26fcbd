import type { Expression } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { importedFields } from '#app/domain/award_sheet.ts'
import { db } from '../index.ts'

/** The latest imports that gave an award fields, to be selected beside it; `importedFrom` reads them. */
export function importsOf(awardId: Expression<number>) {
  return jsonArrayFrom(
    db
      .selectFrom('events')
      .innerJoin('people', 'people.id', 'events.personId')
      .where('events.awardId', '=', awardId)
      .where('events.kind', '=', 'award.imported')
      .select((eb) => [
        'events.at',
        'people.name as who',
        eb.cast<string | null>('events.after', 'text').as('after'),
      ])
      .orderBy('events.seq', 'desc')
      .limit(50),
  )
}

/** From which file and row the fields of an award come, latest import first; of a field that several files
 *  gave, the last one counts. */
export function importedFrom(events: readonly { at: string; who: string; after: string | null }[]) {
  const told = new Set<string>()
  return events.flatMap(({ at, who, after }) => {
    const given = JSON.parse(after ?? '{}') as Record<string, string | number>
    const fields = importedFields.filter((field) => field in given && !told.has(field))
    fields.forEach((field) => told.add(field))
    const file = String(given['file'])
    const row = Number(given['row'])
    const sha256 = String(given['sha256'])
    return fields.length > 0 ? [{ file, row, sha256, at: new Date(at), who, fields }] : []
  })
}

export type ImportedFrom = ReturnType<typeof importedFrom>[number]
