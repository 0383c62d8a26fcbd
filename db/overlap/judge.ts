import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Permitted, SystemPermitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { type OverlapState, stateAfterJudging } from '#app/domain/overlap/life.ts'
import {
  type JudgedAward,
  type OverlapFinding,
  judgePair,
  overlapLevels,
  overlapRule,
  readOf,
} from '#app/domain/overlap/rule.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { raiseAlerts } from '../studies/alerts.ts'

type Judge = SystemPermitted<'overlap.judge'> | Permitted<'reach.record'>

/** Awards that the rule compares: those that run or will. */
const compared = ['announced', 'awarded', 'active', 'suspended'] as const

const batch = 50

/** Judges the pairs of every award that changed since it was judged last, so many awards to a transaction;
 *  answers how many awards. Several may run at once, and one that is stopped goes on where it was. */
export async function judgeQueued(actor: SystemPermitted<'overlap.judge'>): Promise<number> {
  let judged = 0
  for (;;) {
    const ids = await db.transaction().execute(async (trx) => {
      const waiting = await trx
        .selectFrom('overlapQueue')
        .select('awardId')
        .orderBy('awardId')
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const { awardId } of waiting) await judgeAward(trx, actor, awardId)
      const done = waiting.map(({ awardId }) => awardId)
      if (done.length > 0) {
        await trx.deleteFrom('overlapQueue').where('awardId', 'in', done).execute()
      }
      return done
    })
    judged += ids.length
    if (ids.length < batch) return judged
  }
}

/** Judges one award against those that share a sector and a state with it, and no others. What is found is
 *  kept by its pair; what was decided stays decided unless what the rule read of either award changed. */
export async function judgeAward(trx: Trx, actor: Judge, awardId: number): Promise<void> {
  const [own] = await readJudged(trx, [awardId])
  const others = own ? await readJudged(trx, await listCandidates(trx, own)) : []
  const known = await listKnown(trx, awardId)
  const found = own
    ? others.flatMap((other) => {
        const finding = judgePair(own, other)
        return finding ? [{ finding, pair: pairOf(own, other) }] : []
      })
    : []
  for (const { finding, pair } of found.toSorted(byPair)) {
    const before = known.find(
      ({ lowAwardId, highAwardId }) => lowAwardId === pair.low.id && highAwardId === pair.high.id,
    )
    await keep(trx, actor, { finding, pair, before })
  }
  const isFound = ({ lowAwardId, highAwardId }: Known) =>
    found.some(({ pair }) => pair.low.id === lowAwardId && pair.high.id === highAwardId)
  const gone = known.filter((one) => one.goneAt === null && !isFound(one)).map(({ id }) => id)
  if (gone.length > 0) {
    await trx
      .updateTable('overlapFindings')
      .where('id', 'in', gone)
      .set({ goneAt: now() })
      .execute()
  }
}

interface Pair {
  low: JudgedAward
  high: JudgedAward
  sample: boolean
}

type Known = Awaited<ReturnType<typeof listKnown>>[number]

async function keep(
  trx: Trx,
  actor: Judge,
  given: { finding: OverlapFinding; pair: Pair; before: Known | undefined },
): Promise<void> {
  const { finding, pair, before } = given
  const readHash = createHash('sha256')
    .update(`${readOf(pair.low)}\n${readOf(pair.high)}`)
    .digest('hex')
  const at = now()
  const { score, ...told } = finding
  const found = {
    ...told,
    score: score === null ? null : score.toFixed(2),
    place: String(finding.place),
    sectorShare: finding.sectorShare.toFixed(3),
    serviceShare: finding.serviceShare?.toFixed(3) ?? null,
    populationShare: finding.populationShare?.toFixed(3) ?? null,
    weight: (overlapLevels.indexOf(finding.level) * 1000 + (score ?? 0)).toFixed(2),
    readHash,
    judgedAt: at,
    goneAt: null,
  }
  if (!before) {
    const made = await trx
      .insertInto('overlapFindings')
      .values({
        ...found,
        lowAwardId: pair.low.id,
        highAwardId: pair.high.id,
        ruleVersion: overlapRule.version,
        sample: pair.sample,
        state: 'detected',
        action: null,
        detectedAt: at,
        sharedAt: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'lowAwardId', 'highAwardId'])
      .executeTakeFirst()
    if (made) await raiseAlerts(trx, actor, made)
    return
  }
  if (before.readHash === readHash && before.goneAt === null) return
  const state = stateAfterJudging(before.state, before.readHash !== readHash)
  await trx
    .updateTable('overlapFindings')
    .set((eb) => ({ ...found, state, version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute()
  if (state !== before.state) await tellReopened(trx, actor, before, at)
}

async function tellReopened(trx: Trx, actor: Judge, before: Known, at: Date): Promise<void> {
  await trx
    .insertInto('overlapMoves')
    .values({
      overlapId: before.id,
      move: 'rule_reopened',
      words: null,
      movedBy: null,
      movedAt: at,
    })
    .execute()
  for (const awardId of [before.lowAwardId, before.highAwardId]) {
    await record(trx, actor, {
      kind: 'overlap.reopened',
      awardId,
      before: { state: before.state satisfies OverlapState },
      after: { overlap: before.id, state: 'reopened' },
      reason: 'Place, sector, services, people or period of an award changed.',
    })
  }
}

async function listKnown(trx: Trx, awardId: number) {
  return trx
    .selectFrom('overlapFindings')
    .where('ruleVersion', '=', overlapRule.version)
    .where((eb) => eb.or([eb('lowAwardId', '=', awardId), eb('highAwardId', '=', awardId)]))
    .select(['id', 'lowAwardId', 'highAwardId', 'state', 'readHash', 'goneAt'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Awards with a sector and a state in common, by the index of cells; a nationwide one is in every state. */
async function listCandidates(trx: Trx, own: JudgedAward): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct other.award_id as id
    from award_coverage own join award_coverage other
      on other.sector_code = own.sector_code and other.sample = own.sample
      and other.usps = case when ${own.nationwide}::boolean then '*' else own.usps end
    where own.award_id = ${own.id} and own.sector_code not in ('*', '-')
      and (own.usps not in ('*', '-') or ${own.nationwide}::boolean)
      and other.award_id <> ${own.id}
    union
    select other.award_id
    from award_coverage own
    join award_coverage other on other.sector_code = own.sector_code and other.sample = own.sample
      and other.usps = '*'
    join award_reaches reach on reach.award_id = other.award_id and reach.nationwide
    where own.award_id = ${own.id} and own.usps = '*' and own.sector_code not in ('*', '-')
      and other.award_id <> ${own.id}
  `.execute(trx)
  return rows.map(({ id }) => id)
}

interface Judged extends JudgedAward {
  sample: boolean
}

/** Awards as the rule reads them; what their officers said last of places, people and services, and before
 *  anybody has, what the award itself says of its states. */
async function readJudged(trx: Trx, ids: readonly number[]): Promise<Judged[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Judged>`
    select awards.id, awards.agency_code as agency, awards.sample, awards.period_start as start,
      awards.period_end as "end", '{}'::bigint[] as under,
      array(select sector_code from award_sectors where award_id = awards.id) as sectors,
      array(select usps from award_states where award_id = awards.id) as states,
      coalesce(reach.nationwide, false) as nationwide,
      coalesce(reach.statewide, case when awards.statewide
        then array(select usps from award_states where award_id = awards.id) end, '{}') as statewide,
      coalesce(reach.counties, '{}') as counties,
      coalesce(reach.populations, '{}') as populations,
      coalesce(reach.services, '{}') as services
    from awards
    left join lateral (
      select * from award_reaches where award_id = awards.id order by no desc limit 1
    ) reach on true
    where awards.id = any (${[...ids]}::bigint[]) and awards.status = any (${[...compared]}::text[])
    order by awards.id
  `.execute(trx)
  return rows
}

function pairOf(one: Judged, other: Judged): Pair {
  const [low, high] = one.id < other.id ? [one, other] : [other, one]
  return { low, high, sample: one.sample }
}

function byPair({ pair: one }: { pair: Pair }, { pair: other }: { pair: Pair }): number {
  return one.low.id - other.low.id || one.high.id - other.high.id
}
