import { sql } from 'kysely'
import type { Trx } from '../index.ts'
import { slugOf } from '../reference/organizations.ts'

interface Named {
  number: string
  organization: string | null
  uei: string | null
  city: string | null
  state: string | null
}

/** The organization that holds each of these new awards, entered at its first mention: one UEI is one
 *  organization, and so is one name in one state where either has none. */
export async function enterGrantees(
  trx: Trx,
  awards: readonly Named[],
  sample: boolean,
): Promise<number[]> {
  const ueis = awards.flatMap(({ uei }) => uei ?? [])
  const slugs = awards.flatMap(slugsOf)
  const known = await trx
    .selectFrom('organizations')
    .where((eb) =>
      eb.or([eb('uei', '=', eb.fn.any(eb.val(ueis))), eb('slug', '=', eb.fn.any(eb.val(slugs)))]),
    )
    .select(['id', 'slug', 'kind', 'name', 'state', 'uei', 'sample'])
    .execute()
  const taken = new Set(known.map(({ slug }) => slug))
  const fitting = known.filter((one) => one.kind === 'grantee' && one.sample === sample)
  const byUei = new Map(fitting.flatMap((one) => (one.uei ? [[one.uei, one.slug]] : [])))
  const byName = new Map(fitting.map((one) => [nameKey(one.name, one.state, one.uei), one.slug]))
  const fresh: { slug: string; award: Named }[] = []
  const holders = awards.map((award) => {
    const name = award.organization ?? ''
    const same =
      (award.uei && byUei.get(award.uei)) ??
      byName.get(nameKey(name, award.state, award.uei)) ??
      (award.uei ? byName.get(nameKey(name, award.state, null)) : undefined)
    const slug = same || freeSlug(award, taken)
    if (!same) {
      taken.add(slug)
      fresh.push({ slug, award })
    }
    if (award.uei) byUei.set(award.uei, slug)
    byName.set(nameKey(name, award.state, award.uei), slug)
    return slug
  })
  await insertGrantees(trx, fresh, sample)
  const { rows } = await sql<{ id: number; slug: string }>`
    update organizations set uei = coalesce(organizations.uei, given.uei)
    from (select distinct on (slug) slug, uei from unnest(
      ${holders}::text[], ${awards.map(({ uei }) => uei)}::text[]) as one (slug, uei)
      order by slug, uei nulls last) given
    where given.slug = organizations.slug
    returning organizations.id, organizations.slug`.execute(trx)
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]))
  return holders.map((slug) => ids.get(slug) ?? 0)
}

/** Gives organizations that had no UEI the one a file names for their award. */
export async function fillUeis(
  trx: Trx,
  awards: readonly { number: string; uei: string | null }[],
): Promise<void> {
  const given = awards.filter(({ uei }) => uei)
  await sql`
    update organizations set uei = given.uei
    from (
      select distinct on (awards.organization_id) awards.organization_id as id, one.uei
      from unnest(${given.map(({ number }) => number)}::text[], ${given.map(({ uei }) => uei)}::text[])
        as one (number, uei)
      join awards on awards.number = one.number
      order by awards.organization_id, one.uei
    ) given
    where given.id = organizations.id and organizations.uei is null`.execute(trx)
}

async function insertGrantees(
  trx: Trx,
  fresh: readonly { slug: string; award: Named }[],
  sample: boolean,
): Promise<void> {
  const rows = fresh.map(({ slug, award }) => ({
    slug,
    name: award.organization,
    city: award.city,
    state: award.state,
    uei: award.uei,
  }))
  await sql`
    insert into organizations (slug, kind, name, city, state, uei, sample)
    select slug, 'grantee', name, city, state, uei, ${sample}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as one (slug text, name text, city text, state text, uei text)
    order by slug`.execute(trx)
}

/** A name without letters of the alphabet has its UEI or award for an address. */
function slugsOf({ organization, state, uei, number }: Named): string[] {
  const slug = slugOf(organization ?? '') || slugOf(uei ?? number) || 'organization'
  return [
    slug,
    ...(state ? [`${slug}-${state.toLowerCase()}`] : []),
    ...(uei ? [`${slug}-${uei.toLowerCase()}`] : []),
    `${slug}-${slugOf(number)}`,
  ]
}

function freeSlug(award: Named, taken: ReadonlySet<string>): string {
  const free = slugsOf(award).find((slug) => !taken.has(slug))
  if (free === undefined) throw new Error(`No address is left for ${award.organization}`)
  return free
}

const nameKey = (name: string, state: string | null, uei: string | null) =>
  `${slugOf(name)} ${state ?? ''} ${uei ?? ''}`
