import { dueOn, rollRules } from '#app/domain/calendar.ts'
import { addDays, monthEnd, quarterEnd } from '#app/domain/dates.ts'
import { finalOffsetDays, openedDaysAhead } from '#app/domain/report/schedule.ts'
import { sql } from 'kysely'
import type { Trx } from '../index.ts'
import { insertRows } from './rows.ts'

export interface FillSize {
  awards: number
  seed: number
  /** The day it is there, YYYY-MM-DD. */
  day: string
  /** Serves every invented account; null: nobody can sign in. */
  passwordHash: string | null
}

/** What every step needs to know. Quarters are counted from the one the day lies in, which is 0. */
export interface Ground extends FillSize {
  grantees: number
  people: number
  firms: number
  studies: number
  /** The latest quarter whose report is open, and the first whose reports carry all their events. */
  lastQuarter: number
  newestFrom: number
}

/** Whole quarters before the day in which the first award begins. */
const oldest = 64

/** Lays out chance and calendar in temporary functions and tables. Chance is a hash of the seed, of what is
 *  drawn and of a number, so that it does not depend on the order in which anything is computed. */
export async function layGround(trx: Trx, size: FillSize): Promise<Ground> {
  const { awards, day, seed } = size
  await sql`
    create function pg_temp.draw(what text, n bigint) returns double precision immutable language sql
      return (hashint8extended(n, hashtextextended(what, ${sql.lit(seed)})) & 9007199254740991)::float8
        / 9007199254740992.0::float8`.execute(trx)
  await sql`
    create function pg_temp.pick(options text[], u double precision) returns text immutable language sql
      return options[1 + floor(u * cardinality(options))::int]`.execute(trx)
  await layCalendar(trx, day)
  await sql`
    create temporary table fill_events (award_id bigint, report_id bigint, study_id bigint,
      milestone_code text, subject_person_id bigint, at timestamptz, step int, kind text,
      person_id bigint, membership_id bigint, organization_id bigint, system_actor text,
      before jsonb, after jsonb, reason text) on commit drop`.execute(trx)
  const isOpen = addDays(quarterEnd(day), -openedDaysAhead) <= day
  const lastQuarter = isOpen ? 0 : -1
  return {
    ...size,
    grantees: Math.max(4, Math.round(awards * 0.3)),
    people: Math.max(20, Math.round(awards / 5)),
    firms: Math.max(1, Math.round(awards / 2500)),
    studies: Math.max(2, Math.round(awards / 250)),
    lastQuarter,
    newestFrom: lastQuarter - 7,
  }
}

async function layCalendar(trx: Trx, day: string): Promise<void> {
  await sql`
    create temporary table fill_quarters (q int primary key, starts date, ends date) on commit drop`.execute(
    trx,
  )
  await sql`
    create temporary table fill_dues (ends date, offset_days int, roll_rule text, statutory date,
      working date, primary key (ends, offset_days, roll_rule)) on commit drop`.execute(trx)
  const quarters = Array.from({ length: oldest + 30 }, (_, index) => {
    const q = index - oldest - 2
    const ends = monthEnd(quarterEnd(day), q * 3)
    return { q, starts: addDays(monthEnd(ends, -3), 1), ends }
  })
  await insertRows(trx, 'fill_quarters', { q: 'int', starts: 'date', ends: 'date' }, quarters)
  const dues = quarters.flatMap(({ ends }) =>
    [30, 45, finalOffsetDays].flatMap((offsetDays) =>
      rollRules.map((rollRule) => ({
        ends,
        offsetDays,
        rollRule,
        ...dueOn(ends, { offsetDays, rollRule }),
      })),
    ),
  )
  const columns = {
    ends: 'date',
    offsetDays: 'int',
    rollRule: 'text',
    statutory: 'date',
    working: 'date',
  }
  await insertRows(trx, 'fill_dues', columns, dues)
  await sql`analyze fill_quarters, fill_dues`.execute(trx)
}

/** Numbers from [0, 1) that a seed and a key repeat (mulberry32), for what is drawn in steps. */
export function drawsOf(seed: number, key: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(key, 0x85ebca6b)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
