import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor, Permitted, Role } from '#app/domain/access.ts'
import type { Precision } from '#app/domain/award.ts'
import { type Trx, db } from './index.ts'
import { anywhere } from './pattern.ts'
import {
  awardsSeenBy,
  granteesSeenBy,
  membershipsSeenBy,
  reportsSeenBy,
  studiesSeenBy,
} from './scope.ts'

/** Of each kind no more are shown, and of so many that fit the best are chosen. */
export const searchShows = 10
const weighed = 500

/** From here on two words are taken for the same with a typo in it (`word_similarity` of pg_trgm: 'helthcare'
 *  and 'Healthcare' reach 0.6, 'alabma' and 'Alabama' 0.57). */
const alikeFrom = 0.45

/** What an actor may open whose name, place or sector the words occur in, typos forgiven: first what holds
 *  all of them, and only where nothing does what holds some. */
export async function findByWords(actor: Permitted<'session.use'>, words: readonly string[]) {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      const text = await textSearch(trx)
      const find = <Row>(look: Look<Row>) => findBest(trx, look(actor, text), words)
      return {
        awards: await find(awards),
        grantees: await find(grantees),
        studies: await find(studies),
        people: await find(people),
      }
    })
}

export type SearchHits = Awaited<ReturnType<typeof findByWords>>

/** What words name of the lists that awards are filtered by; null: nothing, or more than one. */
export interface NamedFilters {
  program: Named | null
  sector: Named | null
  state: Named | null
  /** The one sector of the program; null: several, or a sector is named. */
  around: Named | null
}

type NamedKind = 'program' | 'sector' | 'state'

interface Named {
  code: string
  name: string
}

/** The program, sector and state that words name, typos forgiven; null where a word names none of the three,
 *  so that a list by them would leave it out. */
export async function namedBy(words: readonly string[]): Promise<NamedFilters | null> {
  if (words.length === 0) return null
  const rows = await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      const { says } = await textSearch(trx)
      const looks = words.map(
        (word) => sql`
          select 'program' as kind, code, name, ${word} as word from programs where ${says('name', word)}
          union all select 'sector', code, name, ${word} from sectors where ${says('name', word)}
          union all select 'state', usps, name, ${word} from states
            where usps = ${word.toUpperCase()} or ${says('name', word)}`,
      )
      const found = sql<Named & { kind: NamedKind; word: string }>`
        ${sql.join(looks, sql` union all `)} order by kind, code`
      return (await found.execute(trx)).rows
    })
  const named = (kind: NamedKind) => {
    const all = rows.filter((row) => row.kind === kind)
    const meant = all.filter(({ name, word }) => name.toLowerCase() === word)
    const codes = new Set((meant.length > 0 ? meant : all).map(({ code }) => code))
    return codes.size === 1 ? all.filter(({ code }) => codes.has(code)) : []
  }
  const [program, sector, state] = [named('program'), named('sector'), named('state')]
  const heard = new Set([...program, ...sector, ...state].map(({ word }) => word))
  if (heard.size < words.length) return null
  const of = ([first]: Named[]) => (first ? { code: first.code, name: first.name } : null)
  const filters = { program: of(program), sector: of(sector), state: of(state) }
  return { ...filters, around: await sectorAround(filters) }
}

async function sectorAround({ program, sector }: Pick<NamedFilters, 'program' | 'sector'>) {
  if (!program || sector) return null
  const sectors = await db
    .selectFrom('programSectors')
    .innerJoin('sectors', 'sectors.code', 'programSectors.sector')
    .where('programSectors.program', '=', program.code)
    .select(['sectors.code', 'sectors.name'])
    .limit(2)
    .execute()
  return sectors.length === 1 ? (sectors[0] ?? null) : null
}

/** The award or report whose number, or FAIN, a text is. */
export async function findByNumber(actor: Permitted<'session.use'>, text: string) {
  const { rows } = await sql<{ kind: 'award' | 'report'; number: string }>`
    select 'award' as kind, number from awards
      where (number = ${text} or fain = ${text.toUpperCase()}) and id in ${awardsSeenBy(actor)}
    union all
    select 'report', number from reports
      where number = ${text} and id in ${reportsSeenBy(actor)}
    limit 1`.execute(db)
  return rows[0] ?? null
}

/** How words are compared here. */
interface TextSearch {
  says(column: string, word: string): RawBuilder<SqlBool>
  /** How near the words come to a name, for the order of what was found. */
  nearness(column: string, words: readonly string[]): RawBuilder<number>
}

/** Where the owner could not add pg_trgm, only what is spelled alike is found. */
async function textSearch(trx: Trx): Promise<TextSearch> {
  const { rows } = await sql<{ known: boolean }>`
    select to_regproc('word_similarity') is not null
      and set_config('pg_trgm.word_similarity_threshold', ${String(alikeFrom)}, true) is not null
      as known`.execute(trx)
  const knowsTypos = rows[0]?.known === true
  return {
    says: (column, word) => {
      const name = sql.ref(column)
      const within = sql<SqlBool>`${name} ilike ${anywhere(word)}`
      return knowsTypos ? sql<SqlBool>`(${within} or ${name} %> ${word})` : within
    },
    nearness: (column, words) =>
      knowsTypos
        ? sql`${sql.join(
            words.map((word) => sql`coalesce(word_similarity(${word}, ${sql.ref(column)}), 0)`),
            sql` + `,
          )}`
        : sql`0`,
  }
}

/** A kind of record that can be found: the ids that a word leads to, and what is shown of some of them. */
interface Findable<Row> {
  /** Ids, in a column of that name. */
  by(word: string): RawBuilder<{ id: number }>
  read(within: RawBuilder<unknown>, words: readonly string[]): RawBuilder<Row>
}

type Look<Row> = (actor: Actor, text: TextSearch) => Findable<Row>

async function findBest<Row>(
  trx: Trx,
  { by, read }: Findable<Row>,
  words: readonly string[],
): Promise<Row[]> {
  if (words.length === 0) return []
  const sets = words.map((word) => sql`(${by(word)})`)
  const all = await read(sql`(${sql.join(sets, sql` intersect `)})`, words).execute(trx)
  if (all.rows.length > 0 || words.length < 2) return all.rows
  const some = await read(
    sql`(select id from (${sql.join(sets, sql` union all `)}) found
      group by id order by count(*) desc limit ${weighed})`,
    words,
  ).execute(trx)
  return some.rows
}

interface FoundAward {
  number: string
  name: string | null
  organization: string
  program: string
  states: string | null
  amount: string | null
  amountPrecision: Precision
  sample: boolean
}

const awards: Look<FoundAward> = (actor, { says, nearness }) => ({
  by: (word) => sql`
    select id from awards
      where ${says('name', word)} or number ilike ${anywhere(word)} or fain ilike ${anywhere(word)}
    union select a.id from organizations o join awards a on a.organization_id = o.id
      where ${says('o.name', word)}
    union select award_id from award_states join states using (usps)
      where states.usps = ${word.toUpperCase()} or ${says('states.name', word)}
    union select award_id from award_sectors join sectors on sectors.code = sector_code
      where ${says('sectors.name', word)}
    union select a.id from programs p join awards a on a.program_code = p.code
      where ${says('p.name', word)}`,
  read: (within, words) => sql`
    select a.number, a.name, o.name as organization, p.name as program, a.amount,
      a.amount_precision, a.sample,
      (select string_agg(usps, ', ' order by usps) from award_states where award_id = a.id) as states
    from (select * from awards
      where id in ${within} and id in ${awardsSeenBy(actor)} limit ${weighed}) a
    join organizations o on o.id = a.organization_id
    join programs p on p.code = a.program_code
    order by greatest(${nearness('a.name', words)}, ${nearness('o.name', words)}) desc,
      coalesce(a.name, o.name), a.number
    limit ${searchShows}`,
})

interface FoundGrantee {
  slug: string
  name: string
  city: string | null
  state: string | null
  sample: boolean
}

const grantees: Look<FoundGrantee> = (actor, { says, nearness }) => ({
  by: (word) => sql`
    select id from organizations
      where ${says('name', word)} or ${says('city', word)} or uei ilike ${anywhere(word)}
    union select o.id from organizations o join states on states.usps = o.state
      where states.usps = ${word.toUpperCase()} or ${says('states.name', word)}`,
  read: (within, words) => sql`
    select slug, name, city, state, sample
    from (select * from organizations
      where id in ${within} and id in ${granteesSeenBy(actor)} limit ${weighed}) o
    order by ${nearness('o.name', words)} desc, name limit ${searchShows}`,
})

interface FoundStudy {
  slug: string
  title: string
  firm: string
  sample: boolean
}

const studies: Look<FoundStudy> = (actor, { says, nearness }) => ({
  by: (word) => sql`
    select s.id from studies s join organizations o on o.id = s.organization_id
    where ${says('s.title', word)} or ${says('s.summary', word)} or ${says('o.name', word)}`,
  read: (within, words) => sql`
    select s.slug, s.title, o.name as firm, s.sample
    from studies s join organizations o on o.id = s.organization_id
    where s.id in ${within} and s.id in ${studiesSeenBy(actor)}
    order by ${nearness('s.title', words)} desc, s.title limit ${searchShows}`,
})

interface FoundPerson {
  id: number
  name: string
  role: Role
  organization: string
  sample: boolean
}

const people: Look<FoundPerson> = (actor, { says, nearness }) => ({
  by: (word) => sql`
    select m.id from memberships m
    join people p on p.id = m.person_id join organizations o on o.id = m.organization_id
    where ${says('p.name', word)} or p.email ilike ${anywhere(word)} or ${says('o.name', word)}`,
  read: (within, words) => sql`
    select m.id, p.name, m.role, o.name as organization, o.sample
    from memberships m
    join people p on p.id = m.person_id join organizations o on o.id = m.organization_id
    where m.id in ${within} and m.id in ${membershipsSeenBy(actor)} and m.ended_at is null
    order by ${nearness('p.name', words)} desc, p.name, m.id limit ${searchShows}`,
})
