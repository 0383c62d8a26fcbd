import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** That a row is the organization of a name and a UEI: of the same UEI, or of the same name where one of the two
 *  has none. `name` is the row's in lower case, as its index has it. */
export function isSameOrganization(
  row: { name: RawBuilder<unknown>; uei: RawBuilder<unknown> },
  { name, uei }: { name: string; uei: string | null },
): RawBuilder<SqlBool> {
  const isNamed = sql<SqlBool>`${row.name} = lower(${name}::text)`
  if (uei === null) return isNamed
  return sql<SqlBool>`(${row.uei} = ${uei} or (${isNamed} and ${row.uei} is null))`
}
