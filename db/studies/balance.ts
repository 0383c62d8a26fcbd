import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import type { AttritionBound } from '#app/domain/study/attrition.ts'
import type { BalanceSample, Characteristic, OmnibusTest } from '#app/domain/study/balance_table.ts'
import { stopsDataWork } from '#app/domain/study/lapses.ts'
import type { OutcomeSource } from '#app/domain/study/record.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { armsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { assignedByArm } from './enrolment.ts'
import { mustHaveReason } from './lock.ts'
import { heldOf } from './lapses.ts'
import { lockStudy, overtaken } from './plan.ts'
import { latestRecord } from './record.ts'

/** How alike the arms of a study are, sample by sample as last saved. Each look is an event. Null: the wall
 *  stands, or no such study. */
export async function openBalance(actor: Permitted<'arms.read'>, slug: string) {
  return db.transaction().execute(async (trx) => {
    const study = await find(trx, actor, slug)
    if (!study) return null
    const tables = await latestTables(trx, study.id)
    const rows = await rowsOf(trx, study.id, tables)
    await record(trx, actor, { kind: 'arms.viewed', studyId: study.id, after: { what: 'balance' } })
    return {
      study,
      tables: tables.map(({ omnibusF, omnibusDf1, omnibusDf2, ...table }) => ({
        ...table,
        omnibus:
          omnibusF === null || omnibusDf1 === null || omnibusDf2 === null
            ? null
            : { f: omnibusF, df1: omnibusDf1, df2: omnibusDf2 },
        rows: rows.filter(({ no }) => no === table.no),
      })),
    }
  })
}

/** Saves how alike the arms are, as a version of its own; `version` is the number of the latest one of any
 *  sample, 0 before any. */
export async function saveBalance(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  version: number,
  form: {
    sample: BalanceSample
    rows: readonly Characteristic[]
    omnibus: OmnibusTest | null
    reason: string | null
  },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    await mustRest(trx, study.id, null)
    await mustHaveReason(trx, study.id, form.reason)
    const last = await lastTableNo(trx, study.id)
    if (last !== version) {
      throw await overtaken(trx, 'The balance was saved after you opened the page.', {
        studyId: study.id,
      })
    }
    const no = last + 1
    await trx
      .insertInto('balanceTables')
      .values({
        studyId: study.id,
        no,
        sample: form.sample,
        omnibusF: form.omnibus?.f ?? null,
        omnibusDf1: form.omnibus?.df1 ?? null,
        omnibusDf2: form.omnibus?.df2 ?? null,
        reason: form.reason,
        savedBy: actor.personId,
        savedAt: now(),
      })
      .execute()
    await trx
      .insertInto('balanceRows')
      .values(
        form.rows.map(({ name, kind, adjusted, program, control }, index) => ({
          studyId: study.id,
          no,
          position: index + 1,
          name,
          kind,
          adjusted,
          programN: program.n,
          controlN: control.n,
          programValue: program.value,
          controlValue: control.value,
          programSd: program.sd,
          controlSd: control.sd,
        })),
      )
      .execute()
    // Arms stay out of it: the whole agency reads this history.
    await record(trx, actor, {
      kind: 'balance.saved',
      studyId: study.id,
      after: { sample: form.sample, characteristics: form.rows.length },
      ...(form.reason === null ? {} : { reason: form.reason }),
    })
    return { no }
  })
}

/** Nothing is counted from records while what allows their use has lapsed. */
async function mustRest(trx: Trx, studyId: number, source: OutcomeSource | null): Promise<void> {
  const stop = stopsDataWork(await heldOf(trx, studyId), today(), source)
  if (stop !== null) throw new Refusal({ form: stop })
}

/** Who is left in each analysis, outcome by outcome as last saved, with the outcomes of the record. Each look
 *  is an event. Null: the wall stands, or no such study. */
export async function openAttrition(actor: Permitted<'arms.read'>, slug: string) {
  return db.transaction().execute(async (trx) => {
    const study = await find(trx, actor, slug)
    if (!study) return null
    const [assigned, plan, counts] = [
      await assignedByArm(trx, actor, study.id),
      await latestRecord(trx, study.id),
      await latestAttrition(trx, study.id),
    ]
    await record(trx, actor, {
      kind: 'arms.viewed',
      studyId: study.id,
      after: { what: 'attrition' },
    })
    return { study, assigned, outcomes: plan?.outcomes ?? [], counts }
  })
}

/** Saves how many people of each arm are in the analysis of an outcome from a source. Those randomized come
 *  from the counts of enrolment. `version` is that of the outcome's counts, 0 before any. */
export async function saveAttrition(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  version: number,
  form: {
    outcome: string
    source: OutcomeSource
    bound: AttritionBound
    program: number
    control: number
    reason: string | null
  },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    await mustRest(trx, study.id, form.source)
    await mustHaveReason(trx, study.id, form.reason)
    const { outcome, source, bound, program, control, reason } = form
    const last = (await latestAttrition(trx, study.id)).find(
      (one) => one.outcome === outcome && one.source === source,
    )
    if ((last?.no ?? 0) !== version) {
      throw await overtaken(trx, 'These people were counted after you opened the page.', {
        studyId: study.id,
      })
    }
    if (last && reason === null) {
      throw new Refusal({ reason: 'Enter the reason for the correction; both versions are kept.' })
    }
    const assigned = await assignedByArm(trx, actor, study.id)
    if (assigned.program === 0 || assigned.control === 0) {
      throw new Refusal({
        form: 'Nobody is counted as assigned to each arm yet. Count enrolment first.',
      })
    }
    for (const arm of ['program', 'control'] as const) {
      if (form[arm] > assigned[arm]) {
        throw new Refusal({
          [arm]: `Enter at most ${assigned[arm]} people: so many were assigned to this arm.`,
        })
      }
    }
    await trx
      .insertInto('attritionCounts')
      .values({
        studyId: study.id,
        outcome,
        source,
        no: version + 1,
        bound,
        randomizedProgram: assigned.program,
        randomizedControl: assigned.control,
        analyzedProgram: program,
        analyzedControl: control,
        reason,
        savedBy: actor.personId,
        savedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: last ? 'attrition.corrected' : 'attrition.counted',
      studyId: study.id,
      after: { outcome, source },
      ...(reason === null ? {} : { reason }),
    })
    return { no: version + 1 }
  })
}

/** What a rating of a finding is worked out from: the balance of those analyzed and every analysis counted. */
export async function readGround(trx: Trx, studyId: number) {
  const tables = await latestTables(trx, studyId)
  const analytic = tables.filter(({ sample }) => sample === 'analytic')
  return { rows: await rowsOf(trx, studyId, analytic), counts: await latestAttrition(trx, studyId) }
}

/** The study whose arms an actor may read. */
async function find(trx: Trx, actor: Permitted<'arms.read'>, slug: string) {
  return trx
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', armsSeenBy(actor))
    .select(['id', 'slug', 'title', 'sample'])
    .executeTakeFirst()
}

function latestTables(trx: Trx, studyId: number) {
  return trx
    .selectFrom('balanceTables')
    .innerJoin('people', 'people.id', 'balanceTables.savedBy')
    .where('balanceTables.studyId', '=', studyId)
    .distinctOn('balanceTables.sample')
    .select((eb) => [
      'balanceTables.no',
      'balanceTables.sample',
      eb.cast<number | null>('balanceTables.omnibusF', 'float8').as('omnibusF'),
      'balanceTables.omnibusDf1',
      'balanceTables.omnibusDf2',
      'balanceTables.reason',
      'balanceTables.savedAt',
      'people.name as savedBy',
    ])
    .orderBy('balanceTables.sample', 'desc')
    .orderBy('balanceTables.no', 'desc')
    .execute()
}

/** The number of the last version saved of any sample. */
async function lastTableNo(on: Db | Trx, studyId: number): Promise<number> {
  const { no } = await on
    .selectFrom('balanceTables')
    .where('studyId', '=', studyId)
    .select(sql<number>`coalesce(max(no), 0)`.as('no'))
    .executeTakeFirstOrThrow()
  return no
}

function latestAttrition(trx: Trx, studyId: number) {
  return trx
    .selectFrom('attritionCounts')
    .innerJoin('people', 'people.id', 'attritionCounts.savedBy')
    .where('attritionCounts.studyId', '=', studyId)
    .distinctOn(['attritionCounts.outcome', 'attritionCounts.source'])
    .selectAll('attritionCounts')
    .select('people.name as savedByName')
    .orderBy('attritionCounts.outcome')
    .orderBy('attritionCounts.source')
    .orderBy('attritionCounts.no', 'desc')
    .execute()
}

async function rowsOf(
  trx: Trx,
  studyId: number,
  tables: readonly { no: number }[],
): Promise<(Characteristic & { no: number })[]> {
  const rows = await trx
    .selectFrom('balanceRows')
    .where('studyId', '=', studyId)
    .where('no', 'in', [0, ...tables.map(({ no }) => no)])
    .select((eb) => [
      'no',
      'name',
      'kind',
      'adjusted',
      'programN',
      'controlN',
      eb.cast<number>('programValue', 'float8').as('programValue'),
      eb.cast<number>('controlValue', 'float8').as('controlValue'),
      eb.cast<number | null>('programSd', 'float8').as('programSd'),
      eb.cast<number | null>('controlSd', 'float8').as('controlSd'),
    ])
    .orderBy('position')
    .execute()
  return rows.map(({ no, name, kind, adjusted, ...row }) => ({
    no,
    name,
    kind,
    adjusted,
    program: { n: row.programN, value: row.programValue, sd: row.programSd },
    control: { n: row.controlN, value: row.controlValue, sd: row.controlSd },
  }))
}
