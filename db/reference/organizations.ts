import type { Insertable } from 'kysely'
import type { Database } from '../schema.ts'
import type { Trx } from '../index.ts'

type Named = Pick<Insertable<Database['organizations']>, 'kind' | 'name' | 'state'> &
  Partial<Insertable<Database['organizations']>>

/** The id of a real organization, entered at its first mention: one name in one state is one organization.
 *  Its address is its name; the state joins it where another organization already has that address. */
export async function enterOrganization(trx: Trx, organization: Named): Promise<number> {
  const slug = slugOf(organization.name)
  const slugs = organization.state ? [slug, `${slug}-${organization.state.toLowerCase()}`] : [slug]
  const known = await trx
    .selectFrom('organizations')
    .where('slug', 'in', slugs)
    .select(['id', 'slug', 'kind', 'name', 'state', 'sample'])
    .execute()
  const same = known.find(
    (row) =>
      !row.sample &&
      row.kind === organization.kind &&
      row.name === organization.name &&
      row.state === organization.state,
  )
  if (same) return same.id
  const free = slugs.find((candidate) => !known.some((row) => row.slug === candidate))
  if (free === undefined) throw new Error(`No address is left for ${organization.name}`)
  const { id } = await trx
    .insertInto('organizations')
    .values({ ...organization, slug: free, sample: false })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** `Persevere & Sons, Inc.` → `persevere-sons-inc` */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
